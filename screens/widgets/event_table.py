"""The table of events, sorted by minute, repainted by id."""

from __future__ import annotations

from dataclasses import replace
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


class EventTable(DataTable[Text]):
    """One row an event; the cursor stays on its event whatever else happens."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(cursor_type="row", cell_padding=1, id=id)
        self._shown: dict[str, tuple[Event, Place]] = {}
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
        """Share the width out again."""
        self._share_width(event.size.width)

    @property
    def selected(self) -> str | None:
        """The id of the event under the cursor, if there is one."""
        if not self.row_count:
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the marked events in sight; with none, of the one under the cursor."""
        marked = tuple(event_id for event_id in self._shown if event_id in self._marked)
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
        fresh = {
            event.id: (event, place)
            for event, place in zip(timeline.events, places(timeline, zone), strict=True)
            if only is None or event.id in only
        }
        if self._marked:
            self._marked &= {event.id for event in timeline.events}
        for event_id in self._marked & fresh.keys():
            event, place = fresh[event_id]
            fresh[event_id] = event, replace(place, marked=True)
        gone = [event_id for event_id in self._shown if event_id not in fresh]
        new = [event_id for event_id in fresh if event_id not in self._shown]
        if len(gone) + len(new) > _MANY:
            self.clear()
            self._shown, self._minutes, gone, new = {}, {}, [], list(fresh)
        for event_id in gone:
            self.remove_row(event_id)
            del self._shown[event_id], self._minutes[event_id]
        self._mend(fresh)
        for event_id in new:
            cells = row_cells(*fresh[event_id], self._quiet)
            self._minutes[event_id] = cells[0]
            self.add_row(*cells, key=event_id)
        if list(fresh) != [*self._shown, *new]:
            position = {id(self._minutes[event_id]): n for n, event_id in enumerate(fresh)}
            self.sort("utc", key=lambda minute: position[id(minute)])
        self._shown = fresh
        self._has_start = timeline.milestone(Milestone.STARTED) is not None
        self._has_days = timeline.events[:1] != () and (
            timeline.events[0].at.date() != timeline.events[-1].at.date()
        )
        if zone != self._zone and self.columns:
            self._zone = zone
            self.columns[ColumnKey("utc")].label = self._minute_head()
        self._share_width(self.size.width)
        if at in fresh:
            row = list(fresh).index(at)
        if self.row_count and row != self.cursor_row:
            self.move_cursor(row=min(row, self.row_count - 1))
        elif cursor_on in fresh:
            self.move_cursor(row=row)

    def _minute_head(self) -> Text:
        beside = "" if self._zone is None else f" {'Local':>{LOCAL_CELLS}}"
        return Text(f"{_HEADS['utc']}{beside}", justify="right")

    def _mend(self, fresh: dict[str, tuple[Event, Place]]) -> None:
        """Paint the rows anew whose event, or whose place in the story, is another."""
        for event_id, before in self._shown.items():
            now = fresh[event_id]
            if now[0] is not before[0] or (now[1] is not before[1] and now[1] != before[1]):
                self._paint(event_id, *now)

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
            for event_id, shown in self._shown.items():
                self._paint(event_id, *shown)

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
