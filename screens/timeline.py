"""Stage 2: what happened, to the UTC minute, and what it did to people."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import ContentSwitcher, DataTable, Static

from facilitator.clock import day_and_clock
from facilitator.imports.completion import Completion, completed_event_line
from facilitator.imports.event_line import (
    event_in_words,
    mended_by_line,
    read_event_line,
    written_event_line,
)
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event
from facilitator.moments import Context
from facilitator.surroundings import context_of, typing_zone
from screens.event_editing import EventEditing
from screens.impact_fields import IMPACT_FIELDS, MEASURES, NOTICES, SUMMARY_FIELDS
from screens.line_in_work import LineInWork
from screens.pasting import paste_events
from screens.safe import plain
from screens.stage import StageScreen
from screens.widgets.document_form import DocumentForm
from screens.widgets.entry_line import EntryLine
from screens.widgets.events_view import EventsView
from screens.widgets.figures import Figures
from screens.widgets.item_list import ItemList
from screens.widgets.phase_bar import PhaseBar


class TimelineScreen(StageScreen):
    """The phases above two views: the events, and the impact with its figures."""

    STAGE = Stage.TIMELINE
    CSS_PATH = ["stage.tcss", "timeline.tcss"]
    BINDINGS = [Binding("i", "other_view", "Timeline / Impact", False, id="impact.switch")]

    def __init__(self) -> None:
        super().__init__()
        self._phases = PhaseBar(id="phases")
        self._events = EventsView(self._read, self._complete, id="events")
        self.table, self.entry = self._events.table, self._events.entry
        self._cursor_on: str | None = None
        self._change = EventEditing(self)

    @cached_property
    def line(self) -> LineInWork:
        """What the entry line is about."""
        key = f"{self.document.id}/timeline"
        return LineInWork(self.entry, self.facilitator.drafts, key)

    def on_mount(self) -> None:
        """Bring back the line that an earlier run left."""
        self.line.bring_back(self._written, self.document)

    def _written(self, event_id: str) -> str | None:
        events = self.document.timeline.events
        return next((written_event_line(e) for e in events if e.id == event_id), None)

    def compose_stage(self) -> ComposeResult:
        """Lay the phases above the view."""
        yield self._phases
        with ContentSwitcher(id="views", initial="events"):
            yield self._events
            with VerticalScroll(id="impact", can_focus=False):
                yield Static(
                    plain("Impact · Esc, then i, goes back to the timeline"), classes="heading"
                )
                yield Figures(id="figures")
                yield DocumentForm(SUMMARY_FIELDS, id="impact-summary")
                yield ItemList(MEASURES)
                yield DocumentForm(IMPACT_FIELDS, id="impact-fields")
                yield ItemList(NOTICES)

    @property
    def views(self) -> ContentSwitcher:
        """The switch between events and impact."""
        return self.query_one("#views", ContentSwitcher)

    @property
    def selected(self) -> Event | None:
        """The event under the cursor."""
        event_id = self.table.selected
        return next((e for e in self.document.timeline.events if e.id == event_id), None)

    @property
    def chosen(self) -> tuple[Event, ...]:
        """The marked events, in order; with none, the one under the cursor."""
        chosen = set(self.table.chosen)
        return tuple(e for e in self.document.timeline.events if e.id in chosen)

    def focus_first(self) -> None:
        """Begin in the table, in the entry line while there are no events, or in the impact."""
        if self.views.current == "impact":
            self.query_one("#impact-summary", DocumentForm).field("summary").editor.focus()
        elif self.document.timeline.events:
            self.table.focus()
        else:
            self.entry.focus()

    def show_document(self, document: Postmortem) -> None:
        """Show phases, events and figures; the cursor stays on its event."""
        timeline = document.timeline
        if (at := self.line.editing) and all(event.id != at for event in timeline.events):
            self.line.end()
        self._phases.show(timeline)
        cursor_on, self._cursor_on = self._cursor_on, None
        self._events.show(timeline, cursor_on, typing_zone(document))
        self._show_figures()
        self._events.findings.look(document)
        self._show_hint()
        self.entry.read_again()

    def _show_figures(self) -> None:
        if self.views.current == "impact":
            self.query_one("#figures", Figures).show(self.document)

    def _surroundings(self) -> Context:
        return context_of(
            self.document, self.line.editing or self.table.selected, datetime.now(UTC)
        )

    def _read(self, text: str) -> tuple[bool, str]:
        line = read_event_line(text, self._surroundings())
        says = "Enter replaces it" if self.line.editing else "Enter adds it"
        return not line.problem, line.problem or f"{line.understood}   {says}"

    def _complete(self, text: str) -> Completion | None:
        return completed_event_line(text, self.document)

    def _show_hint(self) -> None:
        """Say beneath the empty line what a bare time means, or the whole of a row."""
        event = self.selected
        if self.entry.input.has_focus or event is None:
            context = self._surroundings()
            after = f"; +7 counts from {day_and_clock(context.after)}" if context.after else ""
            zone = f"in {context.zone}, and kept in UTC" if context.zone else "UTC"
            self.entry.show_hint(f"Times are {zone}, on {context.day.isoformat()}{after}")
        else:
            known = f"  What we knew: {event.known_then}" if event.known_then else ""
            self.entry.show_hint(event_in_words(event, typing_zone(self.document)) + known)

    @on(DataTable.RowHighlighted, "#table")
    def _moved(self) -> None:
        self._show_hint()
        self.entry.read_again()

    def on_descendant_focus(self) -> None:
        """The words beneath the line depend on where the focus is."""
        self._show_hint()

    @on(DataTable.RowSelected, "#table")
    def action_edit_event(self) -> None:
        """Load the event under the cursor into the line; Enter then replaces it."""
        event = self.selected
        if event is not None:
            self.line.turn_to(event.id, written_event_line(event), self.document)
            self.entry.focus()

    def action_add_event(self) -> None:
        """Go to the line for a new event."""
        self.line.turn_to(None, "", self.document)
        self.entry.focus()

    def begun_lines(self) -> list[str]:
        """Return what stands in the entry line and was not entered yet."""
        return [self.entry.text] if self.line.is_begun else []

    @on(EntryLine.Typed, "#entry")
    def _keep_line(self) -> None:
        self.line.keep()

    @on(EntryLine.Entered, "#entry")
    def _entered(self, message: EntryLine.Entered) -> None:
        line = read_event_line(message.text, self._surroundings())
        if line.event is None:
            self.entry.give_back(message.text, line.problem)
            return
        event, editing = line.event, self.line.editing
        if editing is not None:
            known = self.line.since or self.document
            event = mended_by_line(known.timeline.event(editing), event)
        self._cursor_on = event.id
        problem = self.edit(
            lambda document: document.changing(timeline=document.timeline.with_event(event)),
            "Edit event" if editing else "Add event",
            since=self.line.since,
        )
        if problem:
            self._cursor_on = None
            self.entry.give_back(message.text, problem)
            return
        self.line.end()
        self.repaint()
        self._show_hint()
        if editing is not None:
            self.table.focus()

    @on(EntryLine.Pasted, "#entry")
    def _several_pasted(self, message: EntryLine.Pasted) -> None:
        self._open_paste(message.text)

    def on_paste(self, event: events.Paste) -> None:
        """A paste onto the table: many lines are looked at first, one goes to the line."""
        if self.views.current != "events" or not event.text.strip():
            return
        event.stop()
        if len(event.text.strip().splitlines()) > 1:
            self._open_paste(event.text)
        else:
            self.action_add_event()
            self.entry.input.insert_text_at_cursor(event.text.strip())

    def action_paste(self) -> None:
        """Open the sheet for many lines; what was left in it is still there."""
        self._open_paste("")

    def _open_paste(self, text: str) -> None:
        def added(found: tuple[Event, ...]) -> None:
            self._cursor_on = found[0].id
            self.table.focus()

        paste_events(self, text, self._surroundings(), added)

    def action_delete_event(self) -> None:
        """Delete the event under the cursor, or the marked ones."""
        if self.chosen:
            self._change.delete(self.chosen)

    def action_nudge(self, minutes: int) -> None:
        """Move the event under the cursor, or the marked ones, by some minutes."""
        if self.chosen:
            self._change.nudge(self.chosen, minutes)

    def action_milestone(self) -> None:
        """Set or clear a milestone on the event under the cursor."""
        self._change.ask_milestone(self.selected)

    def action_kind(self) -> None:
        """Say what kind the event under the cursor is, or the marked ones."""
        if self.chosen:
            self._change.ask_kind(self.chosen)

    def action_event_form(self) -> None:
        """Open everything the event under the cursor says."""
        if self.selected is not None:
            self._change.open_form(self.selected)

    def action_mark(self) -> None:
        """Mark the event under the cursor, to change several at once."""
        self._events.mark()

    def action_local_minutes(self) -> None:
        """Hide the minutes of the zone that times are typed in, or show them again."""
        if typing_zone(self.document) is None:
            self.say("Times are typed in UTC. Stage 1 sets another zone: its minutes stand here.")
        else:
            self._events.switch_local()

    def action_find(self) -> None:
        """Find events by their words."""
        self._events.find_line.begin()

    def action_replay(self) -> None:
        """Tell the story again an event at a time, from the one under the cursor on."""
        if self.selected is None:
            self.say("There is nothing to replay yet.")
            return
        from screens.dialogs.replay import Replay

        begin_at = self.selected.id
        self.app.push_screen(
            Replay(lambda: self.document.timeline, begin_at, self._change.note_what_was_known)
        )

    def action_end_search(self) -> None:
        """Show every event again."""
        self._events.find_line.end()
        self.table.focus()

    def action_next_finding(self) -> None:
        """Go to the next thing that does not fit together, and say what it is."""
        finding = self._events.findings.next()
        if finding is None:
            self.say("Nothing here asks for a second look.")
        elif finding.event_id:
            self._events.go_to(finding.event_id)
        else:
            self.say(finding.says, warn=True)

    def action_other_view(self) -> None:
        """Go from the events to the impact, or back."""
        self.views.current = "impact" if self.views.current == "events" else "events"
        self._show_figures()
        self.focus_first()

    def action_leave_field(self) -> None:
        """Leave a field for the list it belongs to; from there, back to the timeline."""
        if self.views.current == "impact":
            self._leave_impact_field()
            return
        if self.table.has_focus:
            self._events.unmark()
        if self._events.find_line.display and not self.entry.input.has_focus:
            self.action_end_search()
        self.line.leave()
        self.table.focus()

    def _leave_impact_field(self) -> None:
        focused = self.focused
        if focused is None or any(isinstance(node, ItemList) for node in focused.ancestors):
            self.action_other_view()
        else:
            self.query_one("#measures", ItemList).table.focus()
