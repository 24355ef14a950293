"""The first view of stage 2: the table of events, the entry line beneath it, and their keys.

The line that says how much in the timeline asks for a second look, and what comes next.
"""

from __future__ import annotations

from datetime import tzinfo
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from facilitator.findings.finding import Finding
from facilitator.importers.event_line import event_in_words
from facilitator.importers.highlight import event_lint_texts
from facilitator.model.timeline import Timeline
from screens.base.text import plain
from screens.timeline.events_table import EventTable
from screens.widgets.entry_line import EntryLine, LineCompleter, LineParser
from screens.widgets.lint_hint import SpanFinder
from screens.widgets.search import SearchBar


class FindingsLine(Static):
    """Shown while there is something; what there is was found elsewhere."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.findings: tuple[Finding, ...] = ()
        self._told = -1
        self.display = False

    def show(self, findings: tuple[Finding, ...]) -> None:
        """Show how many there are; where they are others than before, none was told yet."""
        if findings != self.findings:
            self.findings, self._told = findings, -1
            self._show()

    def next(self) -> Finding | None:
        """Return the finding after the last one that was returned, then the first again."""
        if not self.findings:
            return None
        self._told = (self._told + 1) % len(self.findings)
        self._show()
        return self.findings[self._told]

    def _show(self) -> None:
        self.display = bool(self.findings)
        if not self.findings:
            return
        count = len(self.findings)
        if self._told < 0:
            self.update(plain(f"! {count} to look at · f goes to the first"))
            return
        told = self.findings[self._told]
        words = f"“{told.words}” · " if told.words else ""
        self.update(plain(f"! {self._told + 1} of {count}: {words}{told.reason}"))


_EXAMPLE = "14:02 canary at 5% <- deploy log    ~14:10 ...    +7 page fires !detected"
_EMPTY = """No events yet.

  Type one in the line below: a time, then what happened, then Enter.
  Or paste many at once: a chat, a log, a table.
  Esc leaves the line; then a types, p pastes, i goes on to the impact.

What did you see first, and where were you looking?"""


class EventsView(Vertical):
    """Shows a timeline; the actions of its keys are the screen's."""

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
        reads: LineParser,
        complete: LineCompleter,
        spans: SpanFinder,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.table = EventTable(id="table")
        self.entry = EntryLine(
            reads, _EXAMPLE, id="entry", complete=complete, spans=spans, texts=event_lint_texts
        )
        self.findings = FindingsLine(id="findings")
        self.search_bar = SearchBar("words, a kind, a source", id="find")
        self._timeline = Timeline()
        self._zone: tzinfo | None = None
        self._hides_local = False
        self._empty = Static(plain(_EMPTY), id="no-events")

    def compose(self) -> ComposeResult:
        """Lay the entry line beneath the table."""
        yield self.search_bar
        yield self.table
        yield self._empty
        yield self.findings
        yield self.entry

    def show(self, timeline: Timeline, cursor_on: str | None, zone: tzinfo | None = None) -> None:
        """Show the timeline, the cursor on this event or where it was; empty, say what to press.

        The clock of a zone stands beside the UTC minutes, unless it was hidden.
        """
        self._timeline, self._zone = timeline, zone
        only = self.search_bar.matching_ids(timeline.events, event_in_words)
        if cursor_on is not None and only is not None and cursor_on not in only:
            self.search_bar.close()  # what was just added, or gone to, is seen
            only = None
        self.table.show(timeline, cursor_on, only, self._local)
        self.set_class(not timeline.events, "-empty")
        self._empty.display = not timeline.events

    def go_to(self, event_id: str) -> None:
        """Put the cursor on an event, which is shown even where others are looked for."""
        self.show(self._timeline, event_id, self._zone)

    def mark(self) -> None:
        """Mark the event under the cursor for what is done next, and go on to the one below."""
        self.table.mark()
        self._wanted_others()
        self.table.action_move(1)

    def switch_local(self) -> None:
        """Hide the local minutes, or show them again."""
        self._hides_local = not self._hides_local
        self._wanted_others()

    @property
    def _local(self) -> tzinfo | None:
        return None if self._hides_local else self._zone

    def unmark(self) -> bool:
        """Take every mark away; returns whether there was one."""
        unmarked = self.table.unmark()
        if unmarked:
            self._wanted_others()
        return unmarked

    @on(SearchBar.Changed)
    def _wanted_others(self) -> None:
        only = self.search_bar.matching_ids(self._timeline.events, event_in_words)
        self.table.show(self._timeline, None, only, self._local)

    @on(SearchBar.Submitted)
    def _go_to_what_was_found(self) -> None:
        self.table.focus()
