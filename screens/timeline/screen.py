"""Stage 2: what happened, to the UTC minute, and what it did to people."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import ContentSwitcher

from facilitator.findings.finding import Location
from facilitator.model.base import index_of
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event
from facilitator.timeparse.parse import default_zone
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.timeline.commands import EventEditing
from screens.timeline.entry import EventTyping
from screens.timeline.events_view import EventsView
from screens.timeline.impact_view import ImpactView
from screens.timeline.paste import paste_events
from screens.widgets.entry_line import EntryLine
from screens.widgets.phase_bar import PhaseBar
from screens.widgets.table import RowTable


class TimelineScreen(StageScreen):
    """The phases above two views: the events, and the impact with its figures."""

    STAGE = Stage.TIMELINE
    CSS_PATH = [STAGE_CSS, "timeline.tcss"]
    BINDINGS = [Binding("i", "other_view", "Timeline / Impact", False, id="impact.switch")]

    def __init__(self) -> None:
        super().__init__()
        self._phases = PhaseBar(id="phases")
        self.typing = EventTyping(self)
        self._change = EventEditing(self)
        typing = self.typing
        self._events = EventsView(typing.read, typing.complete, typing.spans, id="events")
        self._impact = ImpactView(id="impact")
        self.table, self.entry = self._events.table, self._events.entry
        self.cursor_on: str | None = None
        """The event the cursor goes to when the document is shown next."""

    def on_mount(self) -> None:
        """Bring back the line that an earlier run left."""
        self.typing.bring_back()

    def compose_stage(self) -> ComposeResult:
        """Lay the phases above the view."""
        yield self._phases
        with ContentSwitcher(id="views", initial="events"):
            yield self._events
            yield self._impact

    @property
    def views(self) -> ContentSwitcher:
        """The switch between events and impact."""
        return self.query_one("#views", ContentSwitcher)

    @property
    def selected(self) -> Event | None:
        """The event under the cursor."""
        return self.event(self.table.selected)

    def event(self, event_id: str | None) -> Event | None:
        """Return an event of the document, if it is there; at once where the cursor is on it."""
        events = self.document.timeline.events
        found = index_of(events, event_id, near=self.table.cursor_row)
        return None if found is None else events[found]

    @property
    def chosen(self) -> tuple[Event, ...]:
        """The marked events, in order; with none, the one under the cursor."""
        chosen = set(self.table.chosen)
        return tuple(e for e in self.document.timeline.events if e.id in chosen)

    def focus_first(self) -> None:
        """Begin in the table, in the entry line while there are no events, or in the impact."""
        if self.views.current == "impact":
            self._impact.focus_first()
        elif self.document.timeline.events:
            self.table.focus()
        else:
            self.entry.focus()

    def go_to(self, place: Location) -> bool:
        """Go to an event, or to a field or a figure of the impact."""
        if place.item_id in (event.id for event in self.document.timeline.events):
            self._show_view("events")
            self._events.go_to(place.item_id)
            self.table.focus()
            return True
        if not place.item_id and place.field in ("", "events", "milestone"):
            self._show_view("events")
            self.focus_first()
            return True
        self._show_view("impact")
        return super().go_to(place)

    def show_document(self, document: Postmortem) -> None:
        """Show phases, events and figures; the cursor stays on its event."""
        self._phases.show(document.timeline)
        cursor_on, self.cursor_on = self.cursor_on, None
        self._events.show(document.timeline, cursor_on, default_zone(document))
        self._show_figures()
        self.typing.follow_document()

    def show_findings(self) -> None:
        """Show what asks for a second look in the timeline, also in its own line."""
        super().show_findings()
        self._events.findings.show(self.guide.findings_here)

    def _show_figures(self) -> None:
        if self.views.current == "impact":
            self._impact.show(self.document)

    @on(RowTable.RowHighlighted, "#table")
    def _moved(self) -> None:
        self.typing.show_hint()
        self.entry.reparse()

    def on_descendant_focus(self) -> None:
        """The words beneath the line depend on where the focus is."""
        self.typing.show_hint()

    @on(RowTable.RowClicked, "#table")
    def action_edit_event(self) -> None:
        """Load the event under the cursor into the line; Enter then replaces it."""
        if self.selected is not None:
            self.typing.begin(self.selected)

    def action_add_event(self) -> None:
        """Go to the line for a new event."""
        self.typing.begin(None)

    def unsubmitted_lines(self) -> list[str]:
        """Return what stands in the entry line and was not entered yet."""
        return [self.entry.text] if self.typing.line.has_draft else []

    @on(EntryLine.Typed, "#entry")
    def _keep_line(self) -> None:
        self.typing.line.save()

    @on(EntryLine.Entered, "#entry")
    def _entered(self, message: EntryLine.Entered) -> None:
        self.typing.enter(message.text)

    @on(EntryLine.LinesPasted, "#entry")
    def _several_pasted(self, message: EntryLine.LinesPasted) -> None:
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
            self.entry.input.post_message(events.Paste(event.text))

    def action_paste(self) -> None:
        """Open the sheet for many lines; what was left in it is still there."""
        self._open_paste("")

    def _open_paste(self, text: str) -> None:
        def added(found: tuple[Event, ...]) -> None:
            self.cursor_on = found[0].id
            self.table.focus()

        paste_events(self, text, self.typing.surroundings, added)

    def action_delete_event(self) -> None:
        """Delete the event under the cursor, or the marked ones."""
        if self.chosen:
            self._change.delete(self.chosen)

    def action_nudge(self, minutes: int) -> None:
        """Move the event under the cursor, or the marked ones, by some minutes."""
        if self.chosen:
            self._change.nudge(self.chosen, minutes)

    def action_shift(self) -> None:
        """Ask by how many minutes to move the event under the cursor, or the marked ones."""
        if self.chosen:
            self._change.ask_shift(self.chosen)

    def action_milestone(self) -> None:
        """Set or clear a milestone on the event under the cursor."""
        self._change.ask_milestone(self.selected)

    def action_kind(self) -> None:
        """Say what kind the event under the cursor is, or the marked ones."""
        if self.chosen:
            self._change.ask_kind(self.chosen)

    def action_tell_customers(self) -> None:
        """Choose the event under the cursor, or the marked ones, for customers; or leave it out."""
        if self.chosen:
            self._change.tell_customers(self.chosen)

    def action_event_form(self) -> None:
        """Open everything the event under the cursor says."""
        if self.selected is not None:
            self._change.open_form(self.selected)

    def action_mark(self) -> None:
        """Mark the event under the cursor, to change several at once."""
        self._events.mark()

    def action_local_minutes(self) -> None:
        """Hide the minutes of the zone that times are typed in, or show them again."""
        if default_zone(self.document) is None:
            self.notify(
                "Times are typed in UTC. Stage 1 sets another zone: its minutes stand here."
            )
        else:
            self._events.switch_local()

    def action_find(self) -> None:
        """Find events by their words."""
        self._events.search_bar.open()

    def action_replay(self) -> None:
        """Tell the story again an event at a time, from the one under the cursor on."""
        if self.selected is None:
            self.notify("There is nothing to replay yet.")
            return
        from screens.timeline.replay import Replay

        begin_at = self.selected.id
        self.app.push_screen(
            Replay(lambda: self.document.timeline, begin_at, self._change.note_what_was_known)
        )

    def action_end_search(self) -> None:
        """Show every event again."""
        self._events.search_bar.close()
        self.table.focus()

    def action_next_finding(self) -> None:
        """Go to the next thing that does not fit together, and say what it is."""
        finding = self._events.findings.next()
        if finding is None:
            self.notify("Nothing here asks for a second look.")
        else:
            self.go_to(finding.location)

    def action_other_view(self) -> None:
        """Go from the events to the impact, or back."""
        self._show_view("impact" if self.views.current == "events" else "events")
        self.focus_first()

    def _show_view(self, view: str) -> None:
        self.views.current = view
        self._show_figures()

    def action_leave_field(self) -> None:
        """Leave a field for the list it belongs to; from there, back to the timeline."""
        if self.views.current == "impact":
            if self._impact.leave(self.focused):
                self.action_other_view()
            return
        unmarked = self.table.has_focus and self._events.unmark()
        if self._events.search_bar.display and not unmarked and not self.entry.input.has_focus:
            self.action_end_search()
        self.typing.line.detach_if_unchanged()
        self.table.focus()
