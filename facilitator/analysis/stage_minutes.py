"""Minutes spent in each stage.

The timer counts them while people edit: they are saved like an edit, but undo never reverts them
and two windows merge them without a conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from facilitator.model.postmortem import Postmortem, StageTime
from facilitator.model.stage import Stage

StageTimes: TypeAlias = tuple[StageTime, ...]
"""The minutes of each stage in the form of the document: at most one value for each stage."""


def minutes_by_stage(times: StageTimes) -> dict[Stage, int]:
    """Return the minutes by stage, of the stages that have any."""
    return {each.stage: each.minutes for each in times if each.minutes}


def stage_times(minutes: Mapping[Stage, int]) -> StageTimes:
    """Return minutes by stage in the form of the document: in stage order, without zeros."""
    return tuple(
        StageTime(stage=stage, minutes=minutes[stage]) for stage in Stage if minutes.get(stage)
    )


def merged_stage_times(base: StageTimes, mine: StageTimes, theirs: StageTimes) -> StageTimes:
    """Merge the minutes of two windows, stage by stage.

    The side that changed a stage's minutes wins, and the larger number if both did: two timers in
    one meeting count the same minutes, so they are never added up.
    """
    old, here, there = (minutes_by_stage(times) for times in (base, mine, theirs))
    return stage_times(
        {
            stage: _merged(old.get(stage, 0), here.get(stage, 0), there.get(stage, 0))
            for stage in Stage
        }
    )


def with_stage_times_of(present: Postmortem, document: Postmortem) -> Postmortem:
    """Return `document` with the stage times of `present`, and all other parts unchanged."""
    if document.stage_times == present.stage_times:
        return document
    return document.changing_unchecked(stage_times=present.stage_times)


def equal_apart_from_stage_times(one: Postmortem, other: Postmortem) -> bool:
    """Whether two documents are equal, or differ in their stage times alone."""
    return with_stage_times_of(other, one) == other


def _merged(base: int, mine: int, theirs: int) -> int:
    if mine == base:
        return theirs
    return mine if theirs == base else max(mine, theirs)
