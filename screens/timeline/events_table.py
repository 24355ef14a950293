"""The table of events, sorted by minute.

How an event reads in a row of the table: minute, time since the start, kind, words, source.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import ClassVar

from textual.binding import Binding, BindingType

from facilitator.analysis.durations import MINUTES_PER_DAY, MINUTES_PER_HOUR, minutes_between
from facilitator.model.timeline import Event, EventKind, Milestone, Timeline
from facilitator.text.format import clock, day_and_clock
from screens.base.text import one_line
from screens.widgets.table import ItemTable, TableColumn, TableRow

_MINUTE, _WITH_DAY, _WITH_YEAR = 6, 12, 17
"""Cells of a UTC minute that is about, of one after its day, and after its day in a year."""

_SINCE, _LONG_SINCE = 5, 7
"""Cells of the time since the start while none is marked, and at least where one is."""

_MARK = 2
_LOCAL = 8
"""A local minute with the day it may be away."""

_SOURCE, _WIDE_SOURCE, _WIDE_FROM = 12, 22, 95

FOR_CUSTOMERS = "↗"
"""Stands before the words of an event that customers are told of."""

_SHORT = {EventKind.COMMUNICATION: "comms"}
"""A kind's name where the whole word is too wide for its column."""


@dataclass(frozen=True)
class EventRowContext:
    """What events are shown against: the minute of the start in UTC, and how days are named.

    `zone`: whose clock stands beside the UTC minutes, where one does. `has_marks`: some events
    are marked, for what is done next with them all. `since_cells`: so many cells the longest time
    since the start takes.
    """

    started: datetime | None = None
    names_days: bool = False
    names_years: bool = False
    zone: tzinfo | None = None
    has_marks: bool = False
    since_cells: int = _SINCE


def event_row_context(
    timeline: Timeline, zone: tzinfo | None = None, has_marks: bool = False
) -> EventRowContext:
    """Return what the events of a timeline are shown against.

    Where they are of several days, each is named where it begins; with its year where they are of
    several years.
    """
    start = timeline.milestone(Milestone.STARTED)
    first_and_last = timeline.events[:1] + timeline.events[-1:]
    ends = {event.at.date() for event in first_and_last}
    since = [since_start(minutes_between(start.at, e.at)) for e in first_and_last] if start else []
    return EventRowContext(
        started=start.at if start else None,
        names_days=len(ends) > 1,
        names_years=len({day.year for day in ends}) > 1,
        zone=zone,
        has_marks=has_marks,
        since_cells=max(_LONG_SINCE, *map(len, since)) if since else _SINCE,
    )


def event_columns(setting: EventRowContext, room: int) -> tuple[TableColumn, ...]:
    """Return the columns of a table of so many cells; the words take what the others leave."""
    minute = _MINUTE
    if setting.names_days:
        minute = _WITH_YEAR if setting.names_years else _WITH_DAY
    return (
        TableColumn("UTC", minute + (_MARK if setting.has_marks else 0), right_aligned=True),
        *([] if setting.zone is None else [TableColumn("Local", _LOCAL, True, is_quiet=True)]),
        TableColumn("Since", setting.since_cells, right_aligned=True, is_quiet=True),
        TableColumn("Kind", 8, is_quiet=True),
        TableColumn("What happened", 0),
        TableColumn("Source", _WIDE_SOURCE if room >= _WIDE_FROM else _SOURCE, is_quiet=True),
    )


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


def event_row(
    event: Event, setting: EventRowContext, *, begins_day: bool = False, is_marked: bool = False
) -> TableRow:
    """Return what each column says of an event. `begins_day`: no row above it is of its day."""
    minute = ("~" if event.approximate else "") + clock(event.at)
    if begins_day and setting.names_days:
        day = event.at.date().isoformat()
        minute = f"{day if setting.names_years else day[5:]} {minute}"
    if is_marked:
        minute = f"● {minute}"
    since = since_start(minutes_between(setting.started, event.at)) if setting.started else ""
    local = [] if setting.zone is None else [local_clock(event.at, setting.zone)]
    kind = _SHORT.get(event.kind, event.kind.value) if event.kind else ""
    what = f"{FOR_CUSTOMERS} {event.text}" if event.for_customers else event.text
    stressed = 0
    if event.milestone:
        stressed = len(f"◆ {event.milestone}")
        what = f"◆ {event.milestone} · {what}"
    if event.until is not None:
        what += f" (until {_until(event.at, event.until)})"
    source = (event.source.label or event.source.url) if event.source else ""
    texts = (minute, *local, since, kind, one_line(what), one_line(source))
    return TableRow(texts, bold_prefix=stressed)


def begins_day(events: Sequence[Event], number: int) -> bool:
    """Whether the event of this number is the first of its UTC day among these, in order."""
    return not number or events[number].at.date() != events[number - 1].at.date()


def _until(at: datetime, until: datetime) -> str:
    if until.date() == at.date():
        return clock(until)
    return day_and_clock(until) if until.year != at.year else f"{until:%m-%d} {clock(until)}"


class EventTable(ItemTable):
    """One row an event; the cursor stays on its event whatever else happens."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.edit_event", "Edit", show=False, id="event.edit-too"),
    ]

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        self._events: Sequence[Event] = ()
        self._setting = EventRowContext()
        super().__init__(event_columns(self._setting, 0), self._rows_of, id)

    def on_resize(self) -> None:
        """Share the width out again."""
        self.set_columns(event_columns(self._setting, self.size.width))

    def show(
        self,
        timeline: Timeline,
        cursor_on: str | None = None,
        only: frozenset[str] | None = None,
        zone: tzinfo | None = None,
    ) -> None:
        """Show the timeline; the cursor goes to this event, or stays on the one it is on.

        `only`: the ids of the events to show, where not all of them. `zone`: whose clock stands
        beside the UTC minutes, where one does.
        """
        events = timeline.events
        self.prune_marks(event.id for event in events)
        if only is not None:
            events = tuple(event for event in events if event.id in only)
        self._events = events
        self._setting = event_row_context(timeline, zone, self.has_marks)
        self.set_columns(event_columns(self._setting, self.size.width))
        self.show_keys([event.id for event in events], cursor_on)

    def _rows_of(self, ids: Sequence[str]) -> Mapping[str, TableRow]:
        begin = self.row_number(ids[0]) or 0
        return {
            event_id: event_row(
                self._events[n],
                self._setting,
                begins_day=begins_day(self._events, n),
                is_marked=event_id in self._marked,
            )
            for n, event_id in enumerate(ids, begin)
        }
