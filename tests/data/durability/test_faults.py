"""Failing or dying at any file operation leaves the old or the new, and a way on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.data.durability.fault_points import points
from tests.data.durability.scenarios import SCENARIOS


def test_a_fault_at_any_operation_leaves_old_or_new_and_a_way_on(
    memory_folder: Path, tell: Callable[[str], None]
) -> None:
    counted = {each.name: points(each, memory_folder / str(n)) for n, each in enumerate(SCENARIOS)}
    assert min(count.operations for count in counted.values()) > 10
    each = ", ".join(f"{name} {count.operations}" for name, count in counted.items())
    total = sum(count.operations for count in counted.values())
    runs = sum(count.runs for count in counted.values())
    tell(
        f"fault points: {each} = {total}; {runs} runs that failed before or after one, or "
        "died there: 0 torn, 0 acknowledged lost"
    )
