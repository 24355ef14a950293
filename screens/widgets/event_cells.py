"""How an event reads in a row of the table: minute, time since the start, kind, words, source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from itertools import pairwise

from rich.text import Text

from facilitator.clock import clock, day_and_clock
from facilitator.metrics import MINUTES_PER_DAY, MINUTES_PER_HOUR, minutes_between
from facilitator.model.timeline import Event, EventKind, Milestone, Timeline
from screens.safe import cell

COLUMNS = ("utc", "since", "kind", "what", "source")
"""The columns of the table, by key; `what` takes the room the others leave."""

LOCAL_CELLS = 8
"""So many cells a local minute takes, the day it may be away included."""

FOR_CUSTOMERS = "↗"
"""Stands before the words of an event that customers are told of."""

_SHORT = {EventKind.COMMUNICATION: "comms"}
"""A kind's name where the whole word is too wide for its column."""


@dataclass(frozen=True)
class Place:
    """What a row shows beside its event: its day, with or without the year, and since the start.

    `started` is the minute of the start. `zone`: whose clock stands beside the UTC minute, where
    one does. `marked`: it was chosen, with others, for what is done next.
    """

    names_day: bool
    started: datetime | None
    zone: tzinfo | None = None
    marked: bool = False
    names_year: bool = False


def places(timeline: Timeline, zone: tzinfo | None = None) -> tuple[Place, ...]:
    """Return the place of each event, in order.

    Where there are several days, each is named where it begins; with its year where there are
    several years.
    """
    start = timeline.milestone(Milestone.STARTED)
    started = start.at if start else None
    within = _the_same(Place(False, started, zone))
    begins = _the_same(Place(True, started, zone, names_year=spans_years(timeline)))
    days = [event.at.date() for event in timeline.events]
    changes = (day != before for before, day in pairwise(days))
    named = (spans_days(timeline), *changes)[: len(days)]
    return tuple(begins if is_named else within for is_named in named)


def spans_days(timeline: Timeline) -> bool:
    """Whether the events are of several UTC days."""
    return len({event.at.date() for event in _ends(timeline)}) > 1


def spans_years(timeline: Timeline) -> bool:
    """Whether the events are of several UTC years."""
    return len({event.at.year for event in _ends(timeline)}) > 1


def _ends(timeline: Timeline) -> tuple[Event, ...]:
    """Return the first event and the last."""
    return timeline.events[:1] + timeline.events[-1:]


@lru_cache(maxsize=64)
def _the_same(place: Place) -> Place:
    """Return one place for all that are equal: ten thousand of them are then compared at once."""
    return place


def since_start(minutes: int) -> str:
    """Write minutes since the start as `+0:07`, `-1:30` or `+2d 3:10`."""
    days, rest = divmod(abs(minutes), MINUTES_PER_DAY)
    hours, left = divmod(rest, MINUTES_PER_HOUR)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{f'{days}d ' if days else ''}{hours}:{left:02}"


def local_clock(at: datetime, zone: tzinfo) -> str:
    """Return what the clocks of a zone show at a UTC minute: `16:02`, `+1 00:50` the day after."""
    local = at.astimezone(zone)
    days = local.date().toordinal() - at.date().toordinal()
    return f"{days:+d} {clock(local)}" if days else clock(local)


def row_texts(event: Event, place: Place) -> tuple[str, str, str, str, str]:
    """Return what each column says of an event, in the order of COLUMNS."""
    minute = ("~" if event.approximate else "") + clock(event.at)
    if place.names_day:
        day = event.at.date().isoformat()
        minute = f"{day if place.names_year else day[5:]} {minute}"
    if place.marked:
        minute = f"● {minute}"
    since = since_start(minutes_between(place.started, event.at)) if place.started else ""
    kind = _SHORT.get(event.kind, event.kind.value) if event.kind else ""
    what = f"{FOR_CUSTOMERS} {event.text}" if event.for_customers else event.text
    if event.milestone:
        what = f"◆ {event.milestone} · {what}"
    if event.until is not None:
        what += f" (until {_until(event.at, event.until)})"
    source = (event.source.label or event.source.url) if event.source else ""
    return minute, since, kind, what, source


def row_cells(event: Event, place: Place, quiet: str = "") -> list[Text]:
    """Return the cells of an event, minutes on the right; `quiet` colours all but the words."""
    cells = [cell(text) for text in row_texts(event, place)]
    cells[0].justify = cells[1].justify = "right"
    for beside in (1, 2, 4):
        cells[beside].style = quiet
    if place.zone is not None:
        cells[0].append(f" {local_clock(event.at, place.zone):>{LOCAL_CELLS}}", quiet)
    if event.milestone:
        cells[3].stylize("bold", 0, 2 + len(event.milestone))
    return cells


def _until(at: datetime, until: datetime) -> str:
    if until.date() == at.date():
        return clock(until)
    return day_and_clock(until) if until.year != at.year else f"{until:%m-%d} {clock(until)}"
