"""UTC minutes and days as an exported document writes them."""

from __future__ import annotations

from datetime import datetime

from facilitator.metrics import MINUTES_PER_DAY, MINUTES_PER_HOUR, in_words, minutes_between
from facilitator.model.timeline import Event, Timeline
from facilitator.text.format import clock, day_and_clock


def moment(minute: datetime) -> str:
    """Write a UTC minute with its day and zone: `2019-07-02 14:02 UTC`."""
    return f"{day_and_clock(minute)} UTC"


def span(start: datetime, end: datetime) -> str:
    """Write a range and its length: `2019-07-02 13:42 to 14:09 UTC (27 min)`."""
    last = clock(end) if start.date() == end.date() else day_and_clock(end)
    length = in_words(minutes_between(start, end))
    return f"{day_and_clock(start)} to {last} UTC ({length})"


def length(minutes: int) -> str:
    """Write minutes in whole words: `1 minute`, `1 hour 10 minutes`, `2 days 3 hours`."""
    days, rest = divmod(minutes, MINUTES_PER_DAY)
    hours, left = divmod(rest, MINUTES_PER_HOUR)
    parts = ((days, "day"), (hours, "hour"), (left, "minute"))
    said = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count]
    return " ".join(said) or "0 minutes"


def days_of(timeline: Timeline) -> tuple[str, ...]:
    """Return the UTC days that the events begin or end on, in order, each once."""
    ends = {end for event in timeline.events for end in (event.at, event.until) if end}
    return tuple(sorted({at.date().isoformat() for at in ends}))


def when(event: Event, with_day: bool) -> str:
    """Write an event's minute or range; `~` says about."""
    about = "~" if event.approximate else ""
    shown = [event.at] if event.until is None else [event.at, event.until]
    return about + " to ".join(day_and_clock(at) if with_day else clock(at) for at in shown)


def since(start: Event | None, event: Event) -> str:
    """Write how long after the start an event came (`-` before it); empty with no start."""
    if start is None:
        return ""
    minutes = minutes_between(start.at, event.at)
    about = "~" if event is not start and (event.approximate or start.approximate) else ""
    return about + ("+" if minutes > 0 else "") + in_words(minutes)
