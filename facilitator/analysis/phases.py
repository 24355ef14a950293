"""The phases of an incident: what its milestones and its first action divide it into.

The scale of an incident: where each minute stands, what is cut off, which round times it passes.

It knows no medium: a position runs from 0 to 1, whether a terminal or a picture is drawn.
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
"""The phases in which people were hurt."""

SIDE_PHASES = ("before", "recovering")
"""The phases beside the trouble: what led up to it, and what came after it."""


@dataclass(frozen=True)
class Phase:
    """A stretch between two UTC minutes. `ends` is False where nobody knows its end yet."""

    name: str
    since: datetime
    until: datetime
    ends: bool = True

    @property
    def minutes(self) -> int:
        """How long it is drawn, in minutes."""
        return minutes_between(self.since, self.until)

    @property
    def length(self) -> str:
        """How long it took, in words; `?` where its end is not known."""
        return format_minutes(self.minutes) if self.ends else "?"


def phases(timeline: Timeline) -> tuple[Phase, ...]:
    """Return the phases the milestones bound, in order.

    Before: from the first event to the start. Undetected: from the start to detection. Then
    investigating until the first action, mitigating from there; responding, where no action says
    which is which. Recovering: from mitigation to resolution. A phase whose end is unknown is drawn
    to the next minute that is known; one that the phase before it reaches into is left out.
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
    return _drawn(bounds, timeline)


def _first_action(
    timeline: Timeline, detected: datetime | None, mitigated: datetime | None
) -> datetime | None:
    """Return the minute of the first action after detection and before mitigation."""
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


def _drawn(
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
        told_until = max(event.until or event.at for event in timeline.events)
        later = [start for _, start, _ in bounds[index + 1 :] if start and start > since]
        found.append(Phase(name, since, min(later, default=max(told_until, since)), ends=False))
    return tuple(found)


def longest_harmful_phase(timeline: Timeline) -> Phase | None:
    """Return the longest phase in which people were hurt, the first of equals.

    None while the start or the end of one of them is not known, where one went on after it was all
    mitigated, or nothing took any time.
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
    """Return the name of the phase, of those found, a UTC minute falls in; empty outside of all."""
    return next((each.name for each in found if each.since <= minute < each.until), "")


_WEEK = 7 * MINUTES_PER_DAY
STEPS = (
    *(1, 2, 5, 10, 15, 30),
    *(hours * MINUTES_PER_HOUR for hours in (1, 2, 3, 6, 12)),
    *(MINUTES_PER_DAY, 2 * MINUTES_PER_DAY),
    *(_WEEK * 2**n for n in range(20)),
)
"""How many minutes may lie between two ticks: round minutes, hours, days, weeks."""

_ZERO = datetime(1, 1, 1, tzinfo=UTC)
"""The first midnight of the calendar, a Monday: every step is counted from it."""

_MINUTE = timedelta(minutes=1)
_SIDE = 0.4
"""A side is drawn for so much of the length of the trouble before it is cut."""
_WORTH_CUTTING = 1.5
"""A side is cut only where it is longer than what would be left of it by this factor."""
_OPEN = 4
"""An end that nobody knows is drawn beyond what is told by one part in so many of the whole."""
_MANY_DAYS = timedelta(days=300)


@dataclass(frozen=True)
class Timescale:
    """The UTC minutes that are drawn, evenly; what lies beyond a cut has no place of its own."""

    since: datetime
    until: datetime
    cut_before: bool = False
    cut_after: bool = False

    @cached_property
    def length(self) -> timedelta:
        """How much time is drawn, a minute at least."""
        return max(_MINUTE, self.until - self.since)

    @property
    def minutes(self) -> int:
        """The length in minutes."""
        return self.length // _MINUTE

    def position(self, minute: datetime) -> float:
        """Return where a UTC minute stands: 0 at the start, 1 at the end, beyond them outside."""
        return (minute - self.since) / self.length


def timescale(found: Sequence[Phase], goes_on: bool = True) -> Timescale:
    """Return the scale of an incident's phases, of which there is at least one.

    What came before the trouble, and the recovery after it, are cut where they would dwarf it.
    Where the last phase has no end and the incident `goes_on`, room is left open after what is
    told.
    """
    since, until = found[0].since, found[-1].until
    trouble = [phase for phase in found if phase.name not in SIDE_PHASES]
    cut_before = cut_after = False
    if trouble and trouble[-1].until > trouble[0].since:
        begin, end = trouble[0].since, trouble[-1].until
        side = max(_MINUTE, round((end - begin) / _MINUTE * _SIDE) * _MINUTE)
        cut_before = begin - since > side * _WORTH_CUTTING
        cut_after = until - end > side * _WORTH_CUTTING
        since = begin - side if cut_before else since
        until = end + side if cut_after else until
    if goes_on and not found[-1].ends and not cut_after:
        until = _later(until, max(_MINUTE, (until - since) // _OPEN))
    return Timescale(since, until, cut_before, cut_after)


def ticks(scale: Timescale, step: int) -> tuple[datetime, ...]:
    """Return the round UTC minutes on a scale, `step` minutes apart."""
    first = -(-minutes_between(_ZERO, scale.since) // step)
    last = minutes_between(_ZERO, scale.until) // step
    return tuple(_ZERO + timedelta(minutes=n * step) for n in range(first, last + 1))


def tick_label(scale: Timescale, tick: datetime, step: int) -> str:
    """Write a tick as a clock in UTC: `13:45`; as its day where a day begins: `07-03`."""
    begins_day = tick.time() == time() and tick > scale.since
    if step < MINUTES_PER_DAY and not begins_day:
        return f"{tick:%H:%M}"
    many = scale.length > _MANY_DAYS
    return tick.date().isoformat() if many else f"{tick:%m-%d}"


def _later(minute: datetime, by: timedelta) -> datetime:
    return minute + min(by, datetime.max.replace(tzinfo=UTC) - minute)
