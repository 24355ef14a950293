"""A real process, killed with kill -9 while it saves."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.data.durability.killing import acknowledged_until, begin_again, judge, kill, so_often
from tests.data.durability.scenarios import WHOLE

TIMES = 200


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no kill -9")
def test_a_killed_program_loses_nothing_it_called_saved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dice, total, times = random.Random(7), 0, 0
    for times in so_often(TIMES):
        acknowledged = acknowledged_until(kill, tmp_path, WHOLE, dice.uniform(0.002, 0.03))
        judge(tmp_path, acknowledged)
        begin_again(tmp_path)
        total += acknowledged
    assert total > times
    with capsys.disabled():
        print(f"\nkill -9: {times} times, 0 unusable, 0 of {total} acknowledged saves lost")
