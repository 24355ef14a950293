"""How much of the meeting each stage is given, and in words how much of that is left."""

from __future__ import annotations

from enum import StrEnum

from facilitator.guide.depth import minutes_for
from facilitator.guide.stages import STAGES, guide_for
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.stage_minutes import minutes_by_stage

_LAST_SECONDS = 120
"""So long before its end a stage is told that it comes to one; of a short stage, half of it."""


class Pace(StrEnum):
    """Whether there is time, its last minutes, or none that was planned."""

    IN_TIME = "in time"
    LAST_MINUTES = "last minutes"
    OVER = "over"


def timebox(pm: Postmortem, stage: Stage) -> int:
    """Return the minutes a stage is given; those of all stages are the meeting's.

    Each has its share in whole minutes; what rounding leaves goes where most was cut off. The
    review has none of its own.
    """
    meeting = minutes_for(pm)
    shares = {each: meeting * guide_for(each).share_percent for each in STAGES}
    whole = {each: share // 100 for each, share in shares.items()}
    most_cut = sorted(STAGES, key=lambda each: shares[each] % 100, reverse=True)
    return whole[stage] + (stage in most_cut[: meeting - sum(whole.values())])


def pace(box: int, seconds: int) -> Pace:
    """Say how a stage of so many minutes stands after so many seconds; without any, in time."""
    left = box * 60 - seconds
    if not box or left > min(_LAST_SECONDS, box * 30):
        return Pace.IN_TIME
    return Pace.LAST_MINUTES if left > 0 else Pace.OVER


def clock_words(box: int, seconds: int, is_running: bool) -> str:
    """Say what is left of a stage: `12:40 left`, `3:05 over`, `paused, 12:40 left`.

    Of a stage that is given no minutes: what was spent.
    """
    left = box * 60 - seconds
    if not box:
        words = f"{_minutes_and_seconds(seconds)} spent"
    elif left >= 0:
        words = f"{_minutes_and_seconds(left)} left"
    else:
        words = f"{_minutes_and_seconds(-left)} over"
    return words if is_running else f"paused, {words}"


def planned_words(pm: Postmortem, stage: Stage) -> str:
    """Say what a stage is given and what it took so far: `22 min planned · 14 spent`."""
    box, spent = timebox(pm, stage), minutes_by_stage(pm.stage_times).get(stage, 0)
    if not box:
        return f"{spent} min spent" if spent else "no minutes of its own"
    planned = f"{box} min planned"
    return f"{planned} · {spent} spent" if spent else planned


def time_is_up(stage: Stage, beside: Stage | None) -> str:
    """Say that a stage took what it was given, what comes next, and that nobody has to hurry."""
    says = f"That was the time for {guide_for(stage).short}."
    if beside is None:
        return f"{says} Staying is fine."
    return f"{says} Next is {guide_for(beside).short}: F9 goes there, and staying is fine too."


def _minutes_and_seconds(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
