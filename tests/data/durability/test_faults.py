"""Failing or dying at any file operation leaves the old or the new, and a way on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.durability.fault_points import points
from tests.data.durability.scenarios import SCENARIOS


def test_a_fault_at_any_operation_leaves_old_or_new_and_a_way_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = {each.name: points(each, tmp_path / str(n)) for n, each in enumerate(SCENARIOS)}
    assert min(count.operations for count in counted.values()) > 10
    with capsys.disabled():
        each = ", ".join(f"{name} {count.operations}" for name, count in counted.items())
        total = sum(count.operations for count in counted.values())
        runs = sum(count.runs for count in counted.values())
        print(
            f"\nfault points: {each} = {total}; {runs} runs that failed before or after one, or "
            "died there: 0 torn, 0 acknowledged lost"
        )
