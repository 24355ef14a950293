"""A real process, killed with kill -9 while it saves."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.data.durability.kills import acknowledged_until, begin_again, judge, kill, so_often

TIMES = 200


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no kill -9")
def test_a_killed_program_loses_nothing_it_called_saved(
    tmp_path: Path, tell: Callable[[str], None]
) -> None:
    dice, saves = random.Random(7), list[int]()
    for _ in so_often(TIMES):
        saves.append(acknowledged_until(kill, tmp_path, dice))
        judge(tmp_path, saves[-1])
        begin_again(tmp_path)
    assert sum(saves) > len(saves)
    lost = f"0 unusable, 0 of {sum(saves)} acknowledged saves lost"
    tell(f"kill -9: {len(saves)} times, {lost}")
