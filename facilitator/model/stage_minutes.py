"""Minutes spent in each stage: a count that goes on beside all edits, and is none of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from facilitator.model.postmortem import Postmortem, StageTime
from facilitator.model.stage import Stage

StageTimes: TypeAlias = tuple[StageTime, ...]


def minutes_by_stage(times: StageTimes) -> dict[Stage, int]:
    """Return the minutes of each stage that has any."""
    return {each.stage: each.minutes for each in times if each.minutes}


def stage_times(minutes: Mapping[Stage, int]) -> StageTimes:
    """Return minutes as a document holds them: in the order of the stages, none with nothing."""
    return tuple(
        StageTime(stage=stage, minutes=minutes[stage]) for stage in Stage if minutes.get(stage)
    )


def merged_stage_times(base: StageTimes, mine: StageTimes, theirs: StageTimes) -> StageTimes:
    """Merge what two windows counted, which asks nobody: where both did, the larger number holds.

    Two clocks in one room run side by side, so their minutes are the same ones and no sum. Minutes
    that only one side counted anew are its own.
    """
    old, here, there = (minutes_by_stage(times) for times in (base, mine, theirs))
    return stage_times(
        {
            stage: _merged(old.get(stage, 0), here.get(stage, 0), there.get(stage, 0))
            for stage in Stage
        }
    )


def with_stage_times_of(present: Postmortem, document: Postmortem) -> Postmortem:
    """Return a document with the minutes of the present one: time that passed does not come back.

    The parts stay the very same values.
    """
    if document.stage_times == present.stage_times:
        return document
    return document.changing_unchecked(stage_times=present.stage_times)


def equal_apart_from_stage_times(one: Postmortem, other: Postmortem) -> bool:
    """Whether nothing but the minutes of two documents is different, if anything is."""
    return with_stage_times_of(other, one) == other


def _merged(base: int, mine: int, theirs: int) -> int:
    if mine == base:
        return theirs
    return mine if theirs == base else max(mine, theirs)
