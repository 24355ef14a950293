"""Stage 2: the timeline of the incident to the UTC minute, and its impact."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import ContentSwitcher

from facilitator.findings.finding import Location
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event
from facilitator.timeparse.parse import default_zone
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.timeline.commands import (
    choose_kind,
    choose_milestone,
    delete_events,
    note_known_then,
    nudge_events,
    open_event_form,
    paste_events,
    shift_events,
    submit_line,
    toggle_for_customers,
)
from screens.timeline.events_view import EventsView
from screens.timeline.impact_view import ImpactView
from screens.widgets.entry_line import EntryLine
from screens.widgets.phase_bar import PhaseBar
from screens.widgets.table import RowTable


class TimelineScreen(StageScreen):
    """The phase bar above one of two views: the events, or the impact with its figures."""

    STAGE = Stage.TIMELINE
    CSS_PATH = [STAGE_CSS, "timeline.tcss"]
    BINDINGS = [Binding("i", "other_view", "Timeline / Impact", False, id="impact.switch")]

    def __init__(self) -> None:
        super().__init__()
        self._phases = PhaseBar(id="phases")
        self._events = EventsView(lambda: self.document, id="events")
        self._impact = ImpactView(id="impact")
        self.table, self.entry = self._events.table, self._events.entry
        self._select_next: str | None = None
        """The event the cursor goes to when the document is shown next."""

    def on_mount(self) -> None:
        """Restore the lines that an earlier run left unsubmitted."""
        self.entry.restore_drafts()

    def compose_stage(self) -> ComposeResult:
        """Compose the phase bar above the views."""
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
        return self.table.find(self.document.timeline, self.table.selected)

    @property
    def chosen(self) -> tuple[Event, ...]:
        """The marked events, in order; without any, the one under the cursor."""
        chosen = set(self.table.chosen)
        return tuple(e for e in self.document.timeline.events if e.id in chosen)

    def focus_first(self) -> None:
        """Focus the table, the entry line while there are no events, or the impact."""
        if self.views.current == "impact":
            self._impact.focus_first()
        elif self.document.timeline.events:
            self.table.focus()
        else:
            self.entry.focus()

    def go_to(self, place: Location) -> bool:
        """Go to an event, or to a field or a metric of the impact."""
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
        select, self._select_next = self._select_next, None
        self._events.show(document.timeline, select, default_zone(document))
        self._show_figures()
        self.entry.document_changed()

    def show_findings(self) -> None:
        """Show the findings in rail and guide, and those of the timeline above its entry line."""
        super().show_findings()
        self._events.findings.show(self.guide.findings_here)

    def _show_figures(self) -> None:
        if self.views.current == "impact":
            self._impact.show(self.document)

    @on(RowTable.RowHighlighted, "#table")
    def _row_highlighted(self) -> None:
        self.entry.update_hint()
        self.entry.reparse()

    def on_descendant_focus(self) -> None:
        """Update the hint below the entry line, which depends on the focus."""
        self.entry.update_hint()

    @on(RowTable.RowClicked, "#table")
    def action_edit_event(self) -> None:
        """Load the event under the cursor into the entry line; Enter then replaces it."""
        if self.selected is not None:
            self.entry.load_event(self.selected)

    def action_add_event(self) -> None:
        """Go to the entry line for a new event."""
        self.entry.load_event(None)

    def unsubmitted_lines(self) -> list[str]:
        """Return the text in the entry line that was not submitted yet."""
        return [self.entry.text] if self.entry.drafts.has_draft else []

    def _select_later(self, event_id: str) -> None:
        self._select_next = event_id

    @on(EntryLine.Entered, "#entry")
    def _line_entered(self, message: EntryLine.Entered) -> None:
        submit_line(self, self.entry, message.text, self._select_later)

    @on(EntryLine.LinesPasted, "#entry")
    def _lines_pasted(self, message: EntryLine.LinesPasted) -> None:
        self._open_paste(message.text)

    def on_paste(self, event: events.Paste) -> None:
        """Open the paste dialog for several lines pasted onto the table; put one into the line."""
        if self.views.current != "events" or not event.text.strip():
            return
        event.stop()
        if len(event.text.strip().splitlines()) > 1:
            self._open_paste(event.text)
        else:
            self.action_add_event()
            self.entry.input.post_message(events.Paste(event.text))

    def action_paste(self) -> None:
        """Open the paste dialog, with its draft."""
        self._open_paste("")

    def _open_paste(self, text: str) -> None:
        def pasted(added: tuple[Event, ...]) -> None:
            self._select_later(added[0].id)
            self.table.focus()

        paste_events(self, text, self.entry.time_context, pasted)

    def action_delete_event(self) -> None:
        """Delete the event under the cursor, or the marked ones."""
        if self.chosen:
            delete_events(self, self.chosen)

    def action_nudge(self, minutes: int) -> None:
        """Move the event under the cursor, or the marked ones, by some minutes."""
        if self.chosen:
            nudge_events(self, self.chosen, minutes)

    def action_shift(self) -> None:
        """Ask by how many minutes to move the event under the cursor, or the marked ones."""
        if self.chosen:
            shift_events(self, self.chosen)

    def action_milestone(self) -> None:
        """Set or clear a milestone on the event under the cursor."""
        choose_milestone(self, self.selected)

    def action_kind(self) -> None:
        """Set the kind of the event under the cursor, or of the marked ones."""
        if self.chosen:
            choose_kind(self, self.chosen)

    def action_tell_customers(self) -> None:
        """Put events into the summary for customers, or take them out."""
        if self.chosen:
            toggle_for_customers(self, self.chosen)

    def action_event_form(self) -> None:
        """Open the form with all fields of the event under the cursor."""
        if self.selected is not None:
            open_event_form(self, self.selected)

    def action_mark(self) -> None:
        """Mark the event under the cursor, to change several at once."""
        self._events.mark()

    def action_local_minutes(self) -> None:
        """Hide or show local times in the postmortem's time zone."""
        if default_zone(self.document) is None:
            self.notify(
                "Times are typed in UTC. Stage 1 sets another zone: its minutes stand here."
            )
        else:
            self._events.toggle_local_times()

    def action_find(self) -> None:
        """Open the search bar."""
        self._events.search_bar.open()

    def action_replay(self) -> None:
        """Replay the incident one event at a time, from the event under the cursor on."""
        if self.selected is None:
            self.notify("There is nothing to replay yet.")
            return
        from screens.timeline.replay import Replay

        def note(event_id: str, text: str) -> str:
            return note_known_then(self, event_id, text)

        self.app.push_screen(Replay(lambda: self.document.timeline, self.selected.id, note))

    def action_end_search(self) -> None:
        """Close the search bar and show every event."""
        self._events.search_bar.close()
        self.table.focus()

    def action_next_finding(self) -> None:
        """Go to the next finding in the timeline, and show it above the entry line."""
        finding = self._events.findings.next()
        if finding is None:
            self.notify("Nothing here asks for a second look.")
        else:
            self.go_to(finding.location)

    def action_other_view(self) -> None:
        """Switch between events and impact."""
        self._show_view("impact" if self.views.current == "events" else "events")
        self.focus_first()

    def _show_view(self, view: str) -> None:
        self.views.current = view
        self._show_figures()

    def action_leave_field(self) -> None:
        """Leave a field for the list it belongs to; from there, go back to the events."""
        if self.views.current == "impact":
            if self._impact.leave_field(self.focused):
                self.action_other_view()
            return
        unmarked = self.table.has_focus and self._events.unmark()
        if self._events.search_bar.display and not unmarked and not self.entry.input.has_focus:
            self.action_end_search()
        self.entry.drafts.detach_if_unchanged()
        self.table.focus()
