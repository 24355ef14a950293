"""The events view of stage 2: search bar, table of events, findings line and entry line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from facilitator.findings.finding import Finding
from facilitator.importers.event_line import event_in_words
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Timeline
from screens.base.text import plain
from screens.timeline.entry import EventEntry
from screens.timeline.events_table import EventTable
from screens.widgets.search import SearchBar


class FindingsLine(Static):
    """The number of findings in the timeline, or the one shown last; hidden without findings."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.findings: tuple[Finding, ...] = ()
        self._current = -1
        """Index of the finding that is shown; -1 for none."""
        self.display = False

    def show(self, findings: tuple[Finding, ...]) -> None:
        """Show the number of findings; if they changed, `next` begins anew."""
        if findings != self.findings:
            self.findings, self._current = findings, -1
            self._show()

    def next(self) -> Finding | None:
        """Show and return the next finding, after the last one the first; None without any."""
        if not self.findings:
            return None
        self._current = (self._current + 1) % len(self.findings)
        self._show()
        return self.findings[self._current]

    def _show(self) -> None:
        self.display = bool(self.findings)
        if not self.findings:
            return
        count = len(self.findings)
        if self._current < 0:
            self.update(plain(f"! {count} to look at · f goes to the first"))
            return
        finding = self.findings[self._current]
        quote = f"“{finding.words}” · " if finding.words else ""
        self.update(plain(f"! {self._current + 1} of {count}: {quote}{finding.reason}"))


_EMPTY = """No events yet.

  Type one in the line below: a time, then what happened, then Enter.
  Or paste many at once: a chat, a log, a table.
  Esc leaves the line; then a types, p pastes, i goes on to the impact.

What did you see first, and where were you looking?"""


class EventsView(Vertical):
    """Shows a timeline. The actions of its keys are the screen's.

    `document` returns the document that the entry line is parsed against.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "screen.add_event", "Add", id="event.add"),
        Binding("e", "screen.edit_event", "Edit", False, id="event.edit"),
        Binding("m", "screen.milestone", "Milestone", id="event.milestone"),
        Binding("d,delete", "screen.delete_event", "Delete", False, id="event.delete"),
        Binding("plus", "screen.nudge(1)", "A minute later", False, id="event.later"),
        Binding("minus", "screen.nudge(-1)", "A minute earlier", False, id="event.earlier"),
        Binding("asterisk", "screen.nudge(10)", "Ten later", False, id="event.later-ten"),
        Binding("underscore", "screen.nudge(-10)", "Ten earlier", False, id="event.earlier-ten"),
        Binding("M", "screen.shift", "Move by minutes", False, id="event.shift"),
        Binding("space", "screen.mark", "Mark several", False, id="event.mark"),
        Binding("slash", "screen.find", "Find", key_display="/", id="event.find"),
        Binding("k", "screen.kind", "Kind", False, id="event.kind"),
        Binding("c", "screen.tell_customers", "For customers", False, id="event.customers"),
        Binding("o,E", "screen.event_form", "Whole form", False, id="event.form"),
        Binding("p", "screen.paste", "Paste lines", False, id="event.paste"),
        Binding("r", "screen.replay", "Replay", False, id="event.replay"),
        Binding("z", "screen.local_minutes", "Local minutes", False, id="event.local"),
        Binding("f", "screen.next_finding", "Next to look at", False, id="event.finding"),
        Binding("tab", "screen.other_view", "Impact", id="impact.tab"),
    ]

    def __init__(
        self,
        document: Callable[[], Postmortem],
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.table = EventTable(id="table")
        self.entry = EventEntry(document, self.table, id="entry")
        self.findings = FindingsLine(id="findings")
        self.search_bar = SearchBar("words, a kind, a source", id="find")
        self._timeline = Timeline()
        self._zone: tzinfo | None = None
        self._hides_local = False
        self._empty = Static(plain(_EMPTY), id="no-events")

    def compose(self) -> ComposeResult:
        """Compose the table above the entry line."""
        yield self.search_bar
        yield self.table
        yield self._empty
        yield self.findings
        yield self.entry

    def show(self, timeline: Timeline, cursor_on: str | None, zone: tzinfo | None = None) -> None:
        """Show a timeline, with the cursor on this event or else where it was.

        Local times of a zone are shown beside UTC, unless they are hidden. An event that the search
        hides ends the search if the cursor goes to it.
        """
        self._timeline, self._zone = timeline, zone
        only = self.search_bar.matching_ids(timeline.events, event_in_words)
        if cursor_on is not None and only is not None and cursor_on not in only:
            self.search_bar.close()
            only = None
        self.table.show(timeline, cursor_on, only, self._local_zone)
        self.set_class(not timeline.events, "-empty")
        self._empty.display = not timeline.events

    def go_to(self, event_id: str) -> None:
        """Move the cursor to an event, ending the search if it hides the event."""
        self.show(self._timeline, event_id, self._zone)

    def mark(self) -> None:
        """Mark or unmark the event under the cursor, and move to the next one."""
        self.table.mark()
        self._refresh_table()
        self.table.action_move(1)

    def unmark(self) -> bool:
        """Remove all marks. Returns whether there were any."""
        unmarked = self.table.unmark()
        if unmarked:
            self._refresh_table()
        return unmarked

    def toggle_local_times(self) -> None:
        """Hide or show local times."""
        self._hides_local = not self._hides_local
        self._refresh_table()

    @property
    def _local_zone(self) -> tzinfo | None:
        return None if self._hides_local else self._zone

    @on(SearchBar.Changed)
    def _refresh_table(self) -> None:
        only = self.search_bar.matching_ids(self._timeline.events, event_in_words)
        self.table.show(self._timeline, None, only, self._local_zone)

    @on(SearchBar.Submitted)
    def _go_to_matches(self) -> None:
        self.table.focus()
