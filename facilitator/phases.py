"""The phases of an incident: what its milestones and its first action divide it into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitator.metrics import in_words, minutes_between
from facilitator.model.timeline import EventKind, Milestone, Timeline

HARMFUL = ("undetected", "investigating", "responding", "mitigating")
"""The phases in which people were hurt."""

SIDES = ("before", "recovering")
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
        return in_words(self.minutes) if self.ends else "?"


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


def costliest(timeline: Timeline) -> Phase | None:
    """Return the longest phase in which people were hurt, the first of equals.

    None while the start or the end of one of them is not known, where one went on after it was all
    mitigated, or nothing took any time.
    """
    started, mitigated = map(timeline.milestone, (Milestone.STARTED, Milestone.MITIGATED))
    harmful = [phase for phase in phases(timeline) if phase.name in HARMFUL]
    if not (started and mitigated and harmful) or not all(phase.ends for phase in harmful):
        return None
    if harmful[-1].until > mitigated.at:
        return None
    longest = max(harmful, key=lambda phase: phase.minutes)
    return longest if longest.minutes else None


def phase_at(found: Sequence[Phase], minute: datetime) -> str:
    """Return the name of the phase, of those found, a UTC minute falls in; empty outside of all."""
    return next((each.name for each in found if each.since <= minute < each.until), "")
