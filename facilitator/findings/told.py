"""The minutes that a timeline tells: what the figures of a text are held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from facilitator.findings.remembering import for_the_same_values, item_by_item
from facilitator.model.timeline import Event, Timeline

_REMEMBERED = 16


@dataclass(frozen=True, eq=False)
class Told:
    """What a timeline tells, in UTC. Compared by identity: the same minutes are told once."""

    first: datetime | None
    """The minute of the first event; None where there is none."""
    last: datetime | None
    marks: tuple[int, ...]
    """The milestones as numbers, in order."""
    minutes: tuple[datetime, ...]
    """All minutes in order, each once: where an event begins, and where it ends."""
    numbers: tuple[int, ...]
    """The same as numbers."""


def number(minute: datetime) -> int:
    """Return a UTC minute as the count of those since 1970."""
    return int(minute.timestamp()) // 60


@for_the_same_values
def told_by(timeline: Timeline) -> Told:
    """Return what a timeline tells; other words for its events leave that as it is."""
    return _told(_minutes(timeline.events))


_Minutes = tuple[datetime, datetime | None, bool]


@item_by_item
def _minutes(event: Event) -> _Minutes:
    return event.at, event.until, event.milestone is not None


@lru_cache(maxsize=_REMEMBERED)
def _told(events: tuple[_Minutes, ...]) -> Told:
    minutes = {at for at, _, _ in events} | {until for _, until, _ in events if until}
    in_order = tuple(sorted(minutes))
    return Told(
        first=events[0][0] if events else None,
        last=events[-1][0] if events else None,
        marks=tuple(number(at) for at, _, is_marked in events if is_marked),
        minutes=in_order,
        numbers=tuple(map(number, in_order)),
    )
