"""The table of events, sorted by minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import ClassVar

from textual.binding import Binding, BindingType

from facilitator.model.timeline import Event, Timeline
from screens.widgets.event_cells import Setting, begins_day, columns, row_of, setting_of
from screens.widgets.table import ItemTable, Row


class EventTable(ItemTable):
    """One row an event; the cursor stays on its event whatever else happens."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.edit_event", "Edit", show=False, id="event.edit-too"),
    ]

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        self._events: Sequence[Event] = ()
        self._setting = Setting()
        super().__init__(columns(self._setting, 0), self._rows_of, id)

    def on_resize(self) -> None:
        """Share the width out again."""
        self.lay_out(columns(self._setting, self.size.width))

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
        self.keep_marks_of(event.id for event in events)
        if only is not None:
            events = tuple(event for event in events if event.id in only)
        self._events = events
        self._setting = setting_of(timeline, zone, self.has_marks)
        self.lay_out(columns(self._setting, self.size.width))
        self.show_keys([event.id for event in events], cursor_on)

    def _rows_of(self, ids: Sequence[str]) -> Mapping[str, Row]:
        begin = self.number_of(ids[0]) or 0
        return {
            event_id: row_of(
                self._events[n],
                self._setting,
                begins_day=begins_day(self._events, n),
                is_marked=event_id in self._marked,
            )
            for n, event_id in enumerate(ids, begin)
        }
