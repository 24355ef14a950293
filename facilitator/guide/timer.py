"""The stage timer: time spent in each stage, its share of the meeting, and the time left.

The clock is a frozen value: every method that needs the time is given `now`, an aware datetime.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from facilitator.analysis.stage_minutes import StageTimes, minutes_by_stage, stage_times
from facilitator.guide.depth import meeting_minutes
from facilitator.guide.stages import STAGES, guide_for
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage

_SECOND = timedelta(seconds=1)
_LONGEST_TICK = 90 * _SECOND
"""A longer time between two ticks is not counted: the machine was asleep."""


@dataclass(frozen=True)
class StageClock:
    """The current stage and the seconds spent in each.

    `spent` is in whole seconds, by stage, counted up to `since` (aware, UTC): the last tick without
    its begun second. `since` is None while the timer is paused.
    """

    stage: Stage
    spent: Mapping[Stage, int]
    since: datetime | None = None

    @classmethod
    def paused_from(cls, stage: Stage, times: StageTimes) -> Self:
        """Return a paused clock that continues from the minutes stored in a document."""
        return cls(stage, {s: minutes * 60 for s, minutes in minutes_by_stage(times).items()})

    @property
    def is_running(self) -> bool:
        """Whether the clock is counting."""
        return self.since is not None

    @property
    def seconds(self) -> int:
        """Whole seconds spent in the current stage, up to the last tick."""
        return self.spent.get(self.stage, 0)

    @property
    def times(self) -> StageTimes:
        """The minutes of each stage, rounded down, as stored in a document."""
        return stage_times({stage: seconds // 60 for stage, seconds in self.spent.items()})

    def at(self, now: datetime) -> Self:
        """Count up to `now`.

        If the system clock was set back, or the machine slept, no time is added: the clock
        continues from `now`.
        """
        if self.since is None:
            return self
        elapsed = now - self.since
        if not timedelta() <= elapsed <= _LONGEST_TICK:
            return replace(self, since=now)
        whole = elapsed // _SECOND
        spent = self._spent_with(self.stage, self.seconds + whole)
        return replace(self, spent=spent, since=self.since + whole * _SECOND)

    def started(self, now: datetime) -> Self:
        """Start counting from `now`; a running clock keeps running."""
        return self.at(now) if self.is_running else replace(self, since=now)

    def paused(self, now: datetime) -> Self:
        """Count up to `now` and stop; the begun second is dropped."""
        return replace(self.at(now), since=None)

    def in_stage(self, stage: Stage, now: datetime) -> Self:
        """Switch to another stage and its time, paused or running as before."""
        return replace(self.at(now), stage=stage)

    def reset(self, now: datetime) -> Self:
        """Set the time spent in the current stage to zero."""
        return replace(self.at(now), spent=self._spent_with(self.stage, 0))

    def merged(self, known: StageTimes, stored: StageTimes) -> Self:
        """Take over the changes of another window since `known`: more minutes, or a reset stage."""
        old, new = minutes_by_stage(known), minutes_by_stage(stored)
        spent = dict(self.spent)
        for stage in Stage:
            before, minutes = old.get(stage, 0), new.get(stage, 0)
            if minutes > before:
                spent[stage] = max(spent.get(stage, 0), minutes * 60)
            elif minutes < before:
                spent[stage] = minutes * 60
        return replace(self, spent=spent)

    def _spent_with(self, stage: Stage, seconds: int) -> dict[Stage, int]:
        return {**self.spent, stage: seconds}


_LAST_SECONDS = 120
"""Seconds before the end of a stage that are its last minutes; half of a shorter stage."""


class Pace(StrEnum):
    """Whether a stage is in time, in its last minutes, or over its timebox."""

    IN_TIME = "in time"
    LAST_MINUTES = "last minutes"
    OVER = "over"


def timebox(pm: Postmortem, stage: Stage) -> int:
    """Return the minutes planned for a stage; 0 for the review.

    Shares are rounded down to whole minutes, and the minutes left over go to the stages that lost
    most by rounding, so that all stages add up to the meeting. Source of the shares: the method's
    agenda, in `stages.toml`.
    """
    meeting = meeting_minutes(pm)
    shares = {each: meeting * guide_for(each).share_percent for each in STAGES}
    whole = {each: share // 100 for each, share in shares.items()}
    most_cut = sorted(STAGES, key=lambda each: shares[each] % 100, reverse=True)
    return whole[stage] + (stage in most_cut[: meeting - sum(whole.values())])


def pace(box: int, seconds: int) -> Pace:
    """Return the pace of a stage of `box` minutes after `seconds`; in time if `box` is 0."""
    seconds_left = box * 60 - seconds
    if not box or seconds_left > min(_LAST_SECONDS, box * 30):
        return Pace.IN_TIME
    return Pace.LAST_MINUTES if seconds_left > 0 else Pace.OVER


def time_left_label(box: int, seconds: int, is_running: bool) -> str:
    """Format the time left of a stage: `12:40 left`, `3:05 over`, `paused, 12:40 left`.

    For a stage without planned minutes: the time spent.
    """
    seconds_left = box * 60 - seconds
    if not box:
        words = f"{_minutes_and_seconds(seconds)} spent"
    elif seconds_left >= 0:
        words = f"{_minutes_and_seconds(seconds_left)} left"
    else:
        words = f"{_minutes_and_seconds(-seconds_left)} over"
    return words if is_running else f"paused, {words}"


def planned_time_label(pm: Postmortem, stage: Stage) -> str:
    """Format the planned and the spent minutes of a stage: `22 min planned · 14 spent`."""
    box, spent = timebox(pm, stage), minutes_by_stage(pm.stage_times).get(stage, 0)
    if not box:
        return f"{spent} min spent" if spent else "no minutes of its own"
    planned = f"{box} min planned"
    return f"{planned} · {spent} spent" if spent else planned


def time_up_message(stage: Stage, next_stage: Stage | None) -> str:
    """Return the message for a stage whose time is up, naming the next stage."""
    message = f"That was the time for {guide_for(stage).short}."
    if next_stage is None:
        return f"{message} Staying is fine."
    return (
        f"{message} Next is {guide_for(next_stage).short}: F9 goes there, and staying is fine too."
    )


def _minutes_and_seconds(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
