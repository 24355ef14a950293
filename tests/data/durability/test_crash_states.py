"""Whatever has reached the disk when the power fails, what was called saved is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.data.durability.power_cuts import states_after_a_death, states_of
from tests.data.durability.scenarios import SCENARIOS


def test_no_state_that_a_power_cut_may_leave_is_bad(
    memory_folder: Path, tell: Callable[[str], None]
) -> None:
    counted = {
        each.name: states_of(each, memory_folder / str(n)) for n, each in enumerate(SCENARIOS)
    }
    after = sum(
        states_after_a_death(each, memory_folder / f"{n} again") for n, each in enumerate(SCENARIOS)
    )
    assert min(counted.values()) > 4
    each = ", ".join(f"{name} {count}" for name, count in counted.items())
    total = sum(counted.values())
    tell(
        f"crash states: {each} = {total}; {after} more where one program died and a second "
        "went on: 0 bad"
    )
