"""The table of events in order of time: minute, time since the start, kind, text, source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import ClassVar

from textual.binding import Binding, BindingType

from facilitator.analysis.durations import MINUTES_PER_DAY, MINUTES_PER_HOUR, minutes_between
from facilitator.model.base import index_of
from facilitator.model.timeline import Event, EventKind, Milestone, Timeline
from facilitator.text.format import clock, day_and_clock
from screens.base.text import one_line
from screens.widgets.table import ItemTable, RowContent, TableColumn

_MINUTE, _WITH_DATE, _WITH_YEAR = 6, 12, 17
"""Widths of the UTC column: `~14:02`, `11-20 ~14:02`, `2026-11-20 ~14:02`."""

_SINCE, _MIN_SINCE = 5, 7
"""Width of the time since the start without a `started` milestone, and the least width with one."""

_MARK = 2
_LOCAL = 8
"""Width of a local minute on another date than UTC: `+1 00:50`."""

_SOURCE, _WIDE_SOURCE, _WIDE_FROM = 12, 22, 95
"""Width of the source in a narrow table, in a wide one, and the width a table is wide from."""

FOR_CUSTOMERS = "↗"
"""Mark of an event that is in the summary for customers."""

_SHORT = {EventKind.COMMUNICATION: "comms"}
"""Short names of kinds that are too wide for their column."""


@dataclass(frozen=True)
class EventRowContext:
    """Data that the rows of a timeline need besides their event.

    `started` is the minute of the `started` milestone (UTC). `shows_dates` and `shows_years` put
    the date before the first event of each day. `zone` is the time zone of the column of local
    times, None for no such column. `has_marks` makes room for marks. `since_cells` is the width of
    the longest time since the start.
    """

    started: datetime | None = None
    shows_dates: bool = False
    shows_years: bool = False
    zone: tzinfo | None = None
    has_marks: bool = False
    since_cells: int = _SINCE


def event_row_context(
    timeline: Timeline, zone: tzinfo | None = None, has_marks: bool = False
) -> EventRowContext:
    """Return the context of the rows of a timeline.

    Dates are shown for a timeline of several days, with years for one of several years.
    """
    start = timeline.milestone(Milestone.STARTED)
    # Events are in order, so the first and the last have the extremes. There may be thousands.
    first_and_last = timeline.events[:1] + timeline.events[-1:]
    ends = {event.at.date() for event in first_and_last}
    since = [since_start(minutes_between(start.at, e.at)) for e in first_and_last] if start else []
    return EventRowContext(
        started=start.at if start else None,
        shows_dates=len(ends) > 1,
        shows_years=len({day.year for day in ends}) > 1,
        zone=zone,
        has_marks=has_marks,
        since_cells=max(_MIN_SINCE, *map(len, since)) if since else _SINCE,
    )


def event_columns(context: EventRowContext, width: int) -> tuple[TableColumn, ...]:
    """Return the columns of a table of some width in cells; the text takes the remaining space."""
    minute = _MINUTE
    if context.shows_dates:
        minute = _WITH_YEAR if context.shows_years else _WITH_DATE
    return (
        TableColumn("UTC", minute + (_MARK if context.has_marks else 0), right_aligned=True),
        *([] if context.zone is None else [TableColumn("Local", _LOCAL, True, is_quiet=True)]),
        TableColumn("Since", context.since_cells, right_aligned=True, is_quiet=True),
        TableColumn("Kind", 8, is_quiet=True),
        TableColumn("What happened", 0),
        TableColumn("Source", _WIDE_SOURCE if width >= _WIDE_FROM else _SOURCE, is_quiet=True),
    )


def since_start(minutes: int) -> str:
    """Format minutes since the start as `+0:07`, `-1:30` or `+2d 3:10`."""
    days, rest = divmod(abs(minutes), MINUTES_PER_DAY)
    hours, left = divmod(rest, MINUTES_PER_HOUR)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{f'{days}d ' if days else ''}{hours}:{left:02}"


def local_clock(at: datetime, zone: tzinfo) -> str:
    """Format a UTC minute in a time zone: `16:02`, or `+1 00:50` on the next day."""
    local = at.astimezone(zone)
    days = local.date().toordinal() - at.date().toordinal()
    return f"{days:+d} {clock(local)}" if days else clock(local)


def event_row(
    event: Event, context: EventRowContext, *, begins_day: bool = False, is_marked: bool = False
) -> RowContent:
    """Return the row of an event. `begins_day` is set for the first event of its UTC day."""
    minute = ("~" if event.approximate else "") + clock(event.at)
    if begins_day and context.shows_dates:
        day = event.at.date().isoformat()
        minute = f"{day if context.shows_years else day[5:]} {minute}"
    if is_marked:
        minute = f"● {minute}"
    since = since_start(minutes_between(context.started, event.at)) if context.started else ""
    local = [] if context.zone is None else [local_clock(event.at, context.zone)]
    kind = _SHORT.get(event.kind, event.kind.value) if event.kind else ""
    what = f"{FOR_CUSTOMERS} {event.text}" if event.for_customers else event.text
    bold_prefix = 0
    if event.milestone:
        bold_prefix = len(f"◆ {event.milestone}")
        what = f"◆ {event.milestone} · {what}"
    if event.until is not None:
        what += f" (until {_until(event.at, event.until)})"
    source = (event.source.label or event.source.url) if event.source else ""
    texts = (minute, *local, since, kind, one_line(what), one_line(source))
    return RowContent(texts, bold_prefix=bold_prefix)


def begins_day(events: Sequence[Event], number: int) -> bool:
    """Whether the event at an index is the first of its UTC day; the events are in order."""
    return not number or events[number].at.date() != events[number - 1].at.date()


def _until(at: datetime, until: datetime) -> str:
    """Format the end of an event that begins at `at`, both UTC, with as little date as needed."""
    if until.date() == at.date():
        return clock(until)
    return day_and_clock(until) if until.year != at.year else f"{until:%m-%d} {clock(until)}"


class EventTable(ItemTable):
    """One row per event; the cursor stays on its event when others change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.edit_event", "Edit", show=False, id="event.edit-too"),
    ]

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        self._events: Sequence[Event] = ()
        self._row_context = EventRowContext()
        super().__init__(event_columns(self._row_context, 0), self._rows_of, id)

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        self.set_columns(event_columns(self._row_context, self.size.width))

    def show(
        self,
        timeline: Timeline,
        cursor_on: str | None = None,
        only: frozenset[str] | None = None,
        zone: tzinfo | None = None,
    ) -> None:
        """Show a timeline, with the cursor on the event `cursor_on` or else where it was.

        `only` has the ids of the events to show, None for all. `zone` is the time zone of the
        column of local times, None for no such column.
        """
        events = timeline.events
        self.prune_marks(event.id for event in events)
        if only is not None:
            events = tuple(event for event in events if event.id in only)
        self._events = events
        self._row_context = event_row_context(timeline, zone, self.has_marks)
        self.set_columns(event_columns(self._row_context, self.size.width))
        self.show_keys([event.id for event in events], cursor_on)

    def find(self, timeline: Timeline, event_id: str | None) -> Event | None:
        """Return an event of a timeline, without a search if it is at the cursor's row."""
        found = index_of(timeline.events, event_id, near=self.cursor_row)
        return None if found is None else timeline.events[found]

    def _rows_of(self, ids: Sequence[str]) -> Mapping[str, RowContent]:
        begin = self.row_number(ids[0]) or 0
        return {
            event_id: event_row(
                self._events[n],
                self._row_context,
                begins_day=begins_day(self._events, n),
                is_marked=event_id in self._marked,
            )
            for n, event_id in enumerate(ids, begin)
        }
