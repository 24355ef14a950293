"""The table of events, sorted by minute, repainted by id."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import tzinfo

from rich.text import Text
from textual import events
from textual.theme import Theme
from textual.widgets import DataTable
from textual.widgets.data_table import ColumnKey

from facilitator.model.timeline import Event, Milestone, Timeline
from screens.safe import cell
from screens.widgets.event_cells import COLUMNS, LOCAL_CELLS, Place, places, row_cells
from screens.widgets.table_width import set_widths

_HEADS = {
    "utc": "UTC",
    "since": "Since",
    "kind": "Kind",
    "what": "What happened",
    "source": "Source",
}
_WIDTHS = {"utc": 6, "since": 7, "kind": 8, "what": 30, "source": 12}
_WIDE = {"utc": 6, "since": 7, "kind": 8, "what": 30, "source": 22}
_WITH_DAY = 12
_MARK = 2
_WIDE_FROM = 95
_MANY = 100
"""From so many rows come and gone on, filling the table anew is quicker than mending it."""


@dataclass(frozen=True)
class _Rows:
    """The events shown, in order, and the place of each in the story; both by id."""

    events: dict[str, Event]
    places: dict[str, Place]


class EventTable(DataTable[Text]):
    """One row an event; the cursor stays on its event whatever else happens."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(cursor_type="row", cell_padding=1, id=id)
        self._rows = _Rows({}, {})
        self._minutes: dict[str, Text] = {}
        self._quiet = ""
        self._marked: set[str] = set()
        self._zone: tzinfo | None = None
        self._has_start = self._has_days = False

    def on_mount(self) -> None:
        """Make the columns, and follow the theme."""
        self._take_theme()
        self.app.theme_changed_signal.subscribe(self, self._take_theme)
        for key in COLUMNS:
            head = cell(_HEADS[key])
            head.justify = "right" if key in ("utc", "since") else "left"
            self.add_column(head, key=key, width=_WIDTHS[key])

    def on_resize(self, event: events.Resize) -> None:
        """Share the width out again, and keep the row of the cursor in sight."""
        self._share_width(event.size.width)
        if self.row_count:
            self.move_cursor(row=self.cursor_row)

    @property
    def selected(self) -> str | None:
        """The id of the event under the cursor, if there is one."""
        if not self.row_count:
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the marked events in sight; with none, of the one under the cursor."""
        marked = tuple(event_id for event_id in self._rows.events if event_id in self._marked)
        return marked or tuple(filter(None, [self.selected]))

    def mark(self) -> None:
        """Mark the event under the cursor, or take its mark away; `show` then paints it."""
        if (at := self.selected) is not None:
            self._marked ^= {at}

    def unmark(self) -> bool:
        """Take every mark away; returns whether there was one. `show` then paints it."""
        marked, self._marked = bool(self._marked), set()
        return marked

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
        at, row = cursor_on or self.selected, self.cursor_row
        fresh = self._rows_of(timeline, only, zone)
        self._arrange(fresh)
        self._rows = fresh
        self._has_start = timeline.milestone(Milestone.STARTED) is not None
        self._has_days = timeline.events[:1] != () and (
            timeline.events[0].at.date() != timeline.events[-1].at.date()
        )
        if zone != self._zone and self.columns:
            self._zone = zone
            self.columns[ColumnKey("utc")].label = self._minute_head()
        self._share_width(self.size.width)
        if at in fresh.events:
            row = list(fresh.events).index(at)
        if self.row_count and row != self.cursor_row:
            self.move_cursor(row=min(row, self.row_count - 1))
        elif cursor_on in fresh.events:
            self.move_cursor(row=row)

    def _rows_of(
        self, timeline: Timeline, only: frozenset[str] | None, zone: tzinfo | None
    ) -> _Rows:
        ids = [event.id for event in timeline.events]
        rows = _Rows(
            dict(zip(ids, timeline.events, strict=True)),
            dict(zip(ids, places(timeline, zone), strict=True)),
        )
        if self._marked:
            self._marked &= set(ids)
        for event_id in self._marked:
            rows.places[event_id] = replace(rows.places[event_id], marked=True)
        if only is None:
            return rows
        return _Rows(
            {event_id: event for event_id, event in rows.events.items() if event_id in only},
            {event_id: place for event_id, place in rows.places.items() if event_id in only},
        )

    def _arrange(self, fresh: _Rows) -> None:
        """Make the rows of the table these, in this order; those that stay are left alone."""
        gone, new = self._rows.events.keys() - fresh.events.keys(), []
        if len(fresh.events) > len(self._rows.events) - len(gone):
            new = [event_id for event_id in fresh.events if event_id not in self._rows.events]
        if len(gone) + len(new) > _MANY:
            self.clear()
            self._rows, self._minutes, gone, new = _Rows({}, {}), {}, set(), list(fresh.events)
        for event_id in gone:
            self.remove_row(event_id)
            del self._rows.events[event_id], self._rows.places[event_id], self._minutes[event_id]
        self._mend(fresh)
        for event_id in new:
            cells = row_cells(fresh.events[event_id], fresh.places[event_id], self._quiet)
            self._minutes[event_id] = cells[0]
            self.add_row(*cells, key=event_id)
        if list(fresh.events) != [*self._rows.events, *new]:
            position = {id(self._minutes[event_id]): n for n, event_id in enumerate(fresh.events)}
            self.sort("utc", key=lambda minute: position[id(minute)])

    def _minute_head(self) -> Text:
        beside = "" if self._zone is None else f" {'Local':>{LOCAL_CELLS}}"
        return Text(f"{_HEADS['utc']}{beside}", justify="right")

    def _mend(self, fresh: _Rows) -> None:
        """Paint the rows anew whose event, or whose place in the story, is another."""
        events, placed = fresh.events, fresh.places
        others = {n for n, event in self._rows.events.items() if events[n] is not event}
        if placed != self._rows.places:
            others |= {n for n, place in self._rows.places.items() if placed[n] != place}
        for event_id in others:
            self._paint(event_id, events[event_id], placed[event_id])

    def _paint(self, event_id: str, event: Event, place: Place) -> None:
        """Put the cells of a row that are others now; each one put makes the table draw itself."""
        cells = row_cells(event, place, self._quiet)
        for key, text, before in zip(COLUMNS, cells, self.get_row(event_id), strict=True):
            if (text, text.style) != (before, before.style):
                self.update_cell(event_id, key, text)
                if key == "utc":
                    self._minutes[event_id] = text

    def _take_theme(self, _: Theme | None = None) -> None:
        """Take the theme's quiet colour; unlike dimming it gives way to the cursor's."""
        quiet = self.app.theme_variables.get("quiet", "")
        if quiet != self._quiet:
            self._quiet = quiet
            for event_id, event in self._rows.events.items():
                self._paint(event_id, event, self._rows.places[event_id])

    def _share_width(self, room: int) -> None:
        """Give every column its width, and the words what is left."""
        if not self.columns or not room:
            return
        widths = dict(_WIDE if room >= _WIDE_FROM else _WIDTHS)
        if self._has_days:
            widths["utc"] = _WITH_DAY
        if self._marked:
            widths["utc"] += _MARK
        if self._zone is not None:
            widths["utc"] += 1 + LOCAL_CELLS
        if not self._has_start:
            widths["since"] = len(_HEADS["since"])
        fixed = sum(widths.values()) - widths["what"] + 2 * len(widths) + 1
        widths["what"] = max(12, room - fixed)
        if all(self.columns[key].width == widths[key.value or ""] for key in self.columns):
            return
        set_widths(self, {key: widths[key.value or ""] for key in self.columns})
