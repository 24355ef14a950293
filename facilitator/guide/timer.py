"""The timer of a meeting: how long each stage took so far, as a value that is told the time.

How much of the meeting each stage is given, and in words how much of that is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from facilitator.guide.depth import meeting_minutes
from facilitator.guide.stages import STAGES, guide_for
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.stage_minutes import StageTimes, minutes_by_stage, stage_times

_SECOND = timedelta(seconds=1)
_LONGEST_LOOK = 90 * _SECOND
"""A longer time between two looks at the clock is none of the meeting: the machine was asleep."""


@dataclass(frozen=True)
class StageClock:
    """The stage in sight, and how long each one took.

    `spent` is in whole seconds, by stage, up to `since` in UTC: the moment of the last look, less
    the part of a second that is not whole yet. It is None while the timer is paused. Every moment
    the clock is told is an aware datetime.
    """

    stage: Stage
    spent: Mapping[Stage, int]
    since: datetime | None = None

    @classmethod
    def paused_from(cls, stage: Stage, times: StageTimes) -> Self:
        """Return a paused clock that goes on from the minutes a document holds."""
        return cls(stage, {s: minutes * 60 for s, minutes in minutes_by_stage(times).items()})

    @property
    def is_running(self) -> bool:
        """Whether time is counted."""
        return self.since is not None

    @property
    def seconds(self) -> int:
        """The whole seconds spent in the stage in sight, up to the last look."""
        return self.spent.get(self.stage, 0)

    @property
    def times(self) -> StageTimes:
        """The whole minutes of each stage, rounded down, as a document holds them."""
        return stage_times({stage: seconds // 60 for stage, seconds in self.spent.items()})

    def at(self, now: datetime) -> Self:
        """Return the clock at a moment.

        It never goes back: where the machine's clock was set back, and where the machine slept,
        it goes on from there as if no time had passed.
        """
        if self.since is None:
            return self
        passed = now - self.since
        if not timedelta() <= passed <= _LONGEST_LOOK:
            return replace(self, since=now)
        whole = passed // _SECOND
        spent = self._with(self.stage, self.seconds + whole)
        return replace(self, spent=spent, since=self.since + whole * _SECOND)

    def started(self, now: datetime) -> Self:
        """Count from this moment on; one that counts already goes on."""
        return self.at(now) if self.is_running else replace(self, since=now)

    def paused(self, now: datetime) -> Self:
        """Count up to this moment, the last whole second of it."""
        return replace(self.at(now), since=None)

    def in_stage(self, stage: Stage, now: datetime) -> Self:
        """Go on with another stage's own time, paused or running as before."""
        return replace(self.at(now), stage=stage)

    def reset(self, now: datetime) -> Self:
        """Forget what was spent in the stage in sight, and go on from nothing."""
        return replace(self.at(now), spent=self._with(self.stage, 0))

    def merged(self, known: StageTimes, kept: StageTimes) -> Self:
        """Take over what another window counted since `known`: more, or a stage counted anew."""
        old, new = minutes_by_stage(known), minutes_by_stage(kept)
        spent = dict(self.spent)
        for stage in Stage:
            before, minutes = old.get(stage, 0), new.get(stage, 0)
            if minutes > before:
                spent[stage] = max(spent.get(stage, 0), minutes * 60)
            elif minutes < before:
                spent[stage] = minutes * 60
        return replace(self, spent=spent)

    def _with(self, stage: Stage, seconds: int) -> dict[Stage, int]:
        return {**self.spent, stage: seconds}


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
    meeting = meeting_minutes(pm)
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
    """Say what is left of a stage: `12:40 left`, `3:05 with_prompts`, `paused, 12:40 left`.

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


def time_up_message(stage: Stage, beside: Stage | None) -> str:
    """Say that a stage took what it was given, what comes next, and that nobody has to hurry."""
    says = f"That was the time for {guide_for(stage).short}."
    if beside is None:
        return f"{says} Staying is fine."
    return f"{says} Next is {guide_for(beside).short}: F9 goes there, and staying is fine too."


def _minutes_and_seconds(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
