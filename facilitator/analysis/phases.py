"""The phases of an incident between its milestones, and the time axis to draw them on.

Positions on the axis are fractions, so that a terminal and a picture can use the same axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cached_property

from facilitator.analysis.durations import (
    MINUTES_PER_DAY,
    MINUTES_PER_HOUR,
    format_minutes,
    minutes_between,
)
from facilitator.model.timeline import EventKind, Milestone, Timeline

HARMFUL_PHASES = ("undetected", "investigating", "responding", "mitigating")
"""The phases in which users were affected."""

SIDE_PHASES = ("before", "recovering")
"""The phases before and after the impact: the lead-up and the recovery."""


@dataclass(frozen=True)
class Phase:
    """A phase between two UTC minutes. If its end is unknown, `ends` is False."""

    name: str
    since: datetime
    until: datetime
    ends: bool = True

    @property
    def minutes(self) -> int:
        """Length in minutes, as drawn."""
        return minutes_between(self.since, self.until)

    @property
    def length(self) -> str:
        """Length in words; `?` if its end is unknown."""
        return format_minutes(self.minutes) if self.ends else "?"


def phases(timeline: Timeline) -> tuple[Phase, ...]:
    """Return the phases between the milestones, in order.

    before: first event to start. undetected: start to detection. investigating: detection to the
    first action; mitigating: from there to mitigation; responding: both, if there is no action.
    recovering: mitigation to resolution. A phase whose end is unknown extends to the next known
    minute; a phase that begins before the end of the one before it is left out.
    """
    started, detected, mitigated, resolved = (
        marked.at if (marked := timeline.milestone(milestone)) else None
        for milestone in (
            Milestone.STARTED,
            Milestone.DETECTED,
            Milestone.MITIGATED,
            Milestone.RESOLVED,
        )
    )
    acting = _first_action(timeline, detected, mitigated)
    first = timeline.events[0].at if timeline.events else None
    bounds: list[tuple[str, datetime | None, datetime | None]] = [
        ("before", first if started and first and first < started else None, started),
        ("undetected", started, detected),
        ("investigating" if acting else "responding", detected, acting or mitigated),
        ("mitigating", acting, mitigated),
        ("recovering", mitigated, resolved),
    ]
    return _phases_between(bounds, timeline)


def _first_action(
    timeline: Timeline, detected: datetime | None, mitigated: datetime | None
) -> datetime | None:
    """Return the UTC minute of the first action from detection on and before mitigation."""
    if detected is None:
        return None
    return next(
        (
            event.at
            for event in timeline.events
            if event.kind is EventKind.ACTION
            and event.at >= detected
            and (mitigated is None or event.at < mitigated)
        ),
        None,
    )


def _phases_between(
    bounds: Sequence[tuple[str, datetime | None, datetime | None]], timeline: Timeline
) -> tuple[Phase, ...]:
    found: list[Phase] = []
    if not timeline.events:
        return ()
    for index, (name, since, until) in enumerate(bounds):
        if since is None:
            continue
        if found and since < found[-1].until:
            continue
        if until is not None:
            if until > since:
                found.append(Phase(name, since, until))
            continue
        last_known = max(event.until or event.at for event in timeline.events)
        later = [start for _, start, _ in bounds[index + 1 :] if start and start > since]
        found.append(Phase(name, since, min(later, default=max(last_known, since)), ends=False))
    return tuple(found)


def longest_harmful_phase(timeline: Timeline) -> Phase | None:
    """Return the longest phase in which users were affected; the first of equal ones.

    None if the start or the end of such a phase is unknown, if one goes on after mitigation, or if
    none took any time.
    """
    started, mitigated = map(timeline.milestone, (Milestone.STARTED, Milestone.MITIGATED))
    harmful = [phase for phase in phases(timeline) if phase.name in HARMFUL_PHASES]
    if not (started and mitigated and harmful) or not all(phase.ends for phase in harmful):
        return None
    if harmful[-1].until > mitigated.at:
        return None
    longest = max(harmful, key=lambda phase: phase.minutes)
    return longest if longest.minutes else None


def phase_at(found: Sequence[Phase], minute: datetime) -> str:
    """Return the name of the phase that a UTC minute is in; empty if none."""
    return next((each.name for each in found if each.since <= minute < each.until), "")


_WEEK = 7 * MINUTES_PER_DAY
STEPS = (
    *(1, 2, 5, 10, 15, 30),
    *(hours * MINUTES_PER_HOUR for hours in (1, 2, 3, 6, 12)),
    *(MINUTES_PER_DAY, 2 * MINUTES_PER_DAY),
    *(_WEEK * 2**n for n in range(20)),
)
"""The intervals between two ticks, in minutes: round minutes, hours, days and weeks."""

_CALENDAR_BEGIN = datetime(1, 1, 1, tzinfo=UTC)
"""The first midnight of the calendar. It is a Monday, and so are the ticks of whole weeks."""

_MINUTE = timedelta(minutes=1)
_CUT_LENGTH = 0.4
"""The length of a cut lead-up or recovery, as a share of the length of the impact."""
_CUT_THRESHOLD = 1.5
"""A lead-up or recovery is cut if it is longer than its cut length by this factor."""
_OPEN_END_PART = 4
"""An unknown end is drawn after the last known minute by a quarter of the length so far."""
_MANY_DAYS = timedelta(days=300)
"""A longer axis has years in its labels, since `07-03` may be ambiguous."""


@dataclass(frozen=True)
class Timescale:
    """A linear time axis between two UTC minutes; at a cut end, phases continue beyond it."""

    since: datetime
    until: datetime
    cut_before: bool = False
    cut_after: bool = False

    @cached_property
    def length(self) -> timedelta:
        """Length of the axis, at least one minute."""
        return max(_MINUTE, self.until - self.since)

    @property
    def minutes(self) -> int:
        """Length of the axis in minutes."""
        return self.length // _MINUTE

    def position(self, minute: datetime) -> float:
        """Return the position of a UTC minute: 0 at the start, 1 at the end, not clamped."""
        return (minute - self.since) / self.length


def timescale(found: Sequence[Phase], goes_on: bool = True) -> Timescale:
    """Return the time axis for at least one phase of an incident.

    A lead-up or recovery that is much longer than the impact is cut. If the last phase has no end
    and the incident `goes_on`, the axis extends beyond the last known minute.
    """
    since, until = found[0].since, found[-1].until
    impact = [phase for phase in found if phase.name not in SIDE_PHASES]
    cut_before = cut_after = False
    if impact and impact[-1].until > impact[0].since:
        begin, end = impact[0].since, impact[-1].until
        side = max(_MINUTE, round((end - begin) / _MINUTE * _CUT_LENGTH) * _MINUTE)
        cut_before = begin - since > side * _CUT_THRESHOLD
        cut_after = until - end > side * _CUT_THRESHOLD
        since = begin - side if cut_before else since
        until = end + side if cut_after else until
    if goes_on and not found[-1].ends and not cut_after:
        until = _later(until, max(_MINUTE, (until - since) // _OPEN_END_PART))
    return Timescale(since, until, cut_before, cut_after)


def ticks(scale: Timescale, step: int) -> tuple[datetime, ...]:
    """Return the round UTC minutes on an axis, `step` minutes apart."""
    first = -(-minutes_between(_CALENDAR_BEGIN, scale.since) // step)
    last = minutes_between(_CALENDAR_BEGIN, scale.until) // step
    return tuple(_CALENDAR_BEGIN + timedelta(minutes=n * step) for n in range(first, last + 1))


def tick_label(scale: Timescale, tick: datetime, step: int) -> str:
    """Return the label of a tick, in UTC: `13:45`, or `07-03` where a day begins."""
    begins_day = tick.time() == time() and tick > scale.since
    if step < MINUTES_PER_DAY and not begins_day:
        return f"{tick:%H:%M}"
    many = scale.length > _MANY_DAYS
    return tick.date().isoformat() if many else f"{tick:%m-%d}"


def _later(minute: datetime, by: timedelta) -> datetime:
    return minute + min(by, datetime.max.replace(tzinfo=UTC) - minute)
