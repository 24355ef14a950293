"""Gaps, the order of milestones and the minutes of a timeline.

Findings, exit conditions and redaction compare with these. They are kept apart from the rules that
read times in texts, since `export` and `check` need them without a parser of times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from facilitator.analysis.durations import minutes_between
from facilitator.findings.memo import cache_last, cache_per_item
from facilitator.model.timeline import Event, Milestone, Timeline

LONGEST_GAP_MINUTES = 30
"""The longest period without events that is not a gap. Source: the timeline rule of the method."""

_TIMELINES_CACHED = 16


class Gap(NamedTuple):
    """A period between two UTC minutes without events."""

    since: datetime
    until: datetime

    @property
    def minutes(self) -> int:
        """Its length in minutes."""
        return minutes_between(self.since, self.until)

    def __str__(self) -> str:
        return f"{self.since:%H:%M} to {self.until:%H:%M}"


def gaps_between(timeline: Timeline, since: datetime, until: datetime) -> tuple[Gap, ...]:
    """Return the gaps of over 30 minutes between two UTC minutes, in order.

    An event with an end fills the time until then.
    """
    gaps = []
    longest = timedelta(minutes=LONGEST_GAP_MINUTES)
    covered_until = since
    for event in timeline.events:
        at = event.at
        if at > until:
            break
        if at - covered_until > longest:
            gaps.append(Gap(covered_until, at))
        covered_until = max(covered_until, event.until or at)
    if until - covered_until > longest:
        gaps.append(Gap(covered_until, until))
    return tuple(gaps)


@cache_last
def gaps_in_response(timeline: Timeline) -> tuple[Gap, ...]:
    """Return the gaps between detection and mitigation; none until both are marked."""
    detected = timeline.milestone(Milestone.DETECTED)
    mitigated = timeline.milestone(Milestone.MITIGATED)
    if detected is None or mitigated is None:
        return ()
    return gaps_between(timeline, detected.at, mitigated.at)


_MILESTONE_ORDERS = (
    (Milestone.STARTED, Milestone.DETECTED, Milestone.ACKNOWLEDGED),
    (Milestone.STARTED, Milestone.MITIGATED, Milestone.RESOLVED),
)
"""Orders of milestones. There are two: an incident may be mitigated before it is detected."""


def milestone_pairs(timeline: Timeline) -> tuple[tuple[Event, Event], ...]:
    """Return the events of consecutive milestones that are marked, as (earlier, later)."""
    return tuple(
        pair
        for order in _MILESTONE_ORDERS
        for pair in pairwise(filter(None, map(timeline.milestone, order)))
    )


@dataclass(frozen=True, eq=False)
class TimelineMinutes:
    """The minutes of a timeline (UTC) that quoted figures are compared with.

    Compared by identity: equal timelines share one object, so that it serves as a cache key.
    """

    first: datetime | None
    """The minute of the first event; None without events."""
    last: datetime | None
    milestones: tuple[int, ...]
    """The milestones, in minutes since 1970, in order."""
    minutes: tuple[datetime, ...]
    """All starts and ends of events, sorted, without duplicates."""
    epoch_minutes: tuple[int, ...]
    """`minutes` in minutes since 1970, for binary search."""


def epoch_minute(minute: datetime) -> int:
    """Return a UTC minute as minutes since 1970."""
    return int(minute.timestamp()) // 60


@cache_last
def timeline_minutes(timeline: Timeline) -> TimelineMinutes:
    """Return the minutes of a timeline; the same object while only its texts change."""
    return _timeline_minutes(_event_minutes(timeline.events))


_EventMinutes = tuple[datetime, datetime | None, bool]


@cache_per_item
def _event_minutes(event: Event) -> _EventMinutes:
    return event.at, event.until, event.milestone is not None


@lru_cache(maxsize=_TIMELINES_CACHED)
def _timeline_minutes(events: tuple[_EventMinutes, ...]) -> TimelineMinutes:
    minutes = {at for at, _, _ in events} | {until for _, until, _ in events if until}
    sorted_minutes = tuple(sorted(minutes))
    return TimelineMinutes(
        first=events[0][0] if events else None,
        last=events[-1][0] if events else None,
        milestones=tuple(epoch_minute(at) for at, _, is_marked in events if is_marked),
        minutes=sorted_minutes,
        epoch_minutes=tuple(map(epoch_minute, sorted_minutes)),
    )
