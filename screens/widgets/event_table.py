"""The table of events, sorted by minute, repainted by id."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import tzinfo
from itertools import compress

from rich.text import Text
from textual import events
from textual.theme import Theme
from textual.widgets.data_table import ColumnKey

from facilitator.model.timeline import Event, Milestone, Timeline
from facilitator.model.value import index_of
from screens.safe import cell
from screens.widgets.event_cells import (
    COLUMNS,
    LOCAL_CELLS,
    Place,
    places,
    row_cells,
    spans_days,
    spans_years,
    the_same,
)
from screens.widgets.item_table import ItemTable
from screens.widgets.stretch import stretch
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
_WITH_YEAR = 17
_MARK = 2
_WIDE_FROM = 95


@dataclass(frozen=True)
class _Rows:
    """The events shown, in order, and the place of each in the story."""

    events: Sequence[Event] = ()
    places: Sequence[Place] = ()

    def by_id(self, rows: slice) -> dict[str, tuple[Event, Place]]:
        """Return some rows by the id of the event."""
        pairs = zip(self.events[rows], self.places[rows], strict=True)
        return {event.id: (event, place) for event, place in pairs}


class EventTable(ItemTable):
    """One row an event; the cursor stays on its event whatever else happens."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(cell_padding=1, id=id)
        self._rows = _Rows()
        self._quiet = ""
        self._zone: tzinfo | None = None
        self._has_start = False
        self._minute_width = _WIDTHS["utc"]

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
        self._follow(self._rows_of(timeline, only, zone))
        self._has_start = timeline.milestone(Milestone.STARTED) is not None
        self._minute_width = _minute_width(timeline)
        if zone != self._zone and self.columns:
            self._zone = zone
            self.columns[ColumnKey("utc")].label = self._minute_head()
        self._share_width(self.size.width)
        found = index_of(self._rows.events, at, near=row)
        row = row if found is None else found
        if self.row_count and row != self.cursor_row:
            self.move_cursor(row=min(row, self.row_count - 1))
        elif cursor_on and found is not None:
            self.move_cursor(row=row)

    def _rows_of(
        self, timeline: Timeline, only: frozenset[str] | None, zone: tzinfo | None
    ) -> _Rows:
        rows = _Rows(timeline.events, places(timeline, zone))
        if self._marked:
            ids = [event.id for event in rows.events]
            self._marked &= set(ids)
            told = zip(ids, rows.places, strict=True)
            rows = _Rows(rows.events, [_marked_if(n in self._marked, place) for n, place in told])
        if only is None:
            return rows
        is_shown = [event.id in only for event in rows.events]
        return _Rows(tuple(compress(rows.events, is_shown)), tuple(compress(rows.places, is_shown)))

    def _minute_head(self) -> Text:
        beside = "" if self._zone is None else f" {'Local':>{LOCAL_CELLS}}"
        return Text(f"{_HEADS['utc']}{beside}", justify="right")

    def _follow(self, fresh: _Rows) -> None:
        """Make the rows those, and paint anew whose event or place in the story is another.

        Only where the two differ is looked at closely: rows are thousands, edits are of a few.
        """
        before, self._rows = self._rows, fresh
        was, now = stretch((before.events, fresh.events), (before.places, fresh.places))
        old, new = before.by_id(was), fresh.by_id(now)
        stayed: Set[str] = old.keys()
        if list(old) != list(new):
            ids = [event.id for event in fresh.events]
            told = dict(zip(ids, fresh.events, strict=True))
            stand = dict(zip(ids, fresh.places, strict=True))
            stayed = set(self.put_rows(ids, lambda n: row_cells(told[n], stand[n], self._quiet)))
        for event_id in new.keys() & old.keys() & stayed:
            (event, place), (event_before, place_before) = new[event_id], old[event_id]
            if event is not event_before or place is not place_before:
                self.paint(event_id, row_cells(event, place, self._quiet))

    def _take_theme(self, _: Theme | None = None) -> None:
        """Take the theme's quiet colour; unlike dimming it gives way to the cursor's."""
        quiet = self.app.theme_variables.get("quiet", "")
        if quiet != self._quiet:
            self._quiet = quiet
            for event, place in zip(self._rows.events, self._rows.places, strict=True):
                self.paint(event.id, row_cells(event, place, quiet))

    def _share_width(self, room: int) -> None:
        """Give every column its width, and the words what is left."""
        if not self.columns or not room:
            return
        widths = dict(_WIDE if room >= _WIDE_FROM else _WIDTHS)
        widths["utc"] = self._minute_width
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


def _marked_if(is_marked: bool, place: Place) -> Place:
    return the_same(replace(place, marked=True)) if is_marked else place


def _minute_width(timeline: Timeline) -> int:
    """Return the cells that a UTC minute takes, the day before it included where one is named."""
    if spans_years(timeline):
        return _WITH_YEAR
    return _WITH_DAY if spans_days(timeline) else _WIDTHS["utc"]
