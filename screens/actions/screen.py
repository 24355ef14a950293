"""Stage 5, action items: a table of actions, and the entry line that adds and edits them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from facilitator.findings.finding import Location
from facilitator.model.actions import Action
from facilitator.model.postmortem import ParkedKind, ParkedThought, Postmortem
from facilitator.model.stage import Stage
from screens.actions.commands import (
    add_pasted_lines,
    ask_due_date,
    ask_none_reason,
    ask_owner,
    ask_priority,
    ask_status,
    ask_type,
    delete_actions,
    edit_action,
    submit_action,
)
from screens.actions.coverage import CoverageDialog
from screens.actions.entry import ActionEntry
from screens.actions.form import with_actions
from screens.actions.view import ActionsView
from screens.base.text import plain
from screens.commands.parking_lot import open_parked, parked_text
from screens.services.context import StageContext
from screens.stage.screen import STAGE_CSS, StageScreen
from screens.widgets.entry_line import EntryLine
from screens.widgets.table import RowTable
from screens.widgets.text import LiveText

_QUESTIONS: dict[str, Callable[[StageContext, Sequence[Action]], None]] = {
    "type": ask_type,
    "status": ask_status,
    "priority": ask_priority,
    "owner": ask_owner,
    "due": ask_due_date,
}
"""Commands that change one field of several actions, by the argument of their key's binding."""


class ActionsScreen(StageScreen):
    """The table, the parked fixes and the entry line. Single keys work on the chosen actions."""

    STAGE = Stage.ACTIONS
    CSS_PATH = [STAGE_CSS, "actions.tcss"]
    BINDINGS = [
        Binding("a", "add", "Add", id="action.add"),
        Binding("x", "cover", "Causes and actions", show=False, id="action.cover"),
        Binding("q", "take_up", "Parked fixes", show=False, id="action.parked"),
        Binding("n", "ask('why none')", "Why no actions", show=False, id="action.none"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._view = ActionsView(id="actions")
        self.table = self._view.table
        self.entry = ActionEntry(lambda: self.document, id="action-entry")
        self._entry_heading = LiveText(id="entry-says")
        self._parked_fixes = LiveText(id="parked-fixes")
        self.cursor_on: str | None = None
        """Id of the action the cursor goes to when the document is shown next."""

    def on_mount(self) -> None:
        """Restore the lines that an earlier run left unsubmitted."""
        self.entry.restore_drafts()

    def compose_stage(self) -> ComposeResult:
        """Lay the table above the parked fixes and the entry line."""
        yield self._view
        yield self._parked_fixes
        yield self._entry_heading
        yield self.entry

    @property
    def selected(self) -> Action | None:
        """The action under the cursor."""
        return self.action(self.table.selected)

    @property
    def chosen(self) -> tuple[Action, ...]:
        """The marked actions in the order of the table; without marks, the one under the cursor."""
        return tuple(filter(None, map(self.action, self.table.chosen)))

    def action(self, action_id: str | None) -> Action | None:
        """Return the action with this id; None for None, and where it was deleted."""
        actions = self.document.actions.actions
        return next((action for action in actions if action.id == action_id), None)

    def focus_first(self) -> None:
        """Focus the table, where the single keys work."""
        self.table.focus()

    def go_to(self, place: Location) -> bool:
        """Go to an action, to the reason for having none, or to the entry line for a new one."""
        if place.item_id:
            if self.action(place.item_id) is None:
                return False
            self._view.go_to(place.item_id)
            self.table.focus()
        elif place.field == "none_reason":
            ask_none_reason(self)
        else:
            self.action_add()
        return True

    def show_document(self, document: Postmortem) -> None:
        """Show the actions or the reason for having none, the parked fixes and the entry line."""
        cursor_on, self.cursor_on = self.cursor_on, None
        self._view.show(document, self.facilitator.settings.tickets, cursor_on)
        self.entry.document_changed()
        fixes = document.parked(ParkedKind.FIX)
        self._parked_fixes.display = bool(fixes)
        if fixes:
            self._parked_fixes.set_text(plain(parked_text(fixes, "drafts it")))
        self._show_entry_heading()

    def _show_entry_heading(self) -> None:
        edited = self.entry.edited
        heading = f"Editing: {edited.title}" if edited else "Add an action"
        self._entry_heading.set_text(plain(heading))
        self._entry_heading.set_class(edited is not None, "-editing")

    @on(RowTable.RowHighlighted)
    def _row_highlighted(self) -> None:
        self._view.show_detail()

    @on(EntryLine.Entered)
    def _line_entered(self, event: EntryLine.Entered) -> None:
        action = submit_action(self, self.entry, event.text)
        if action is not None:
            self.cursor_on = action.id
            self.repaint()
        self._show_entry_heading()

    @on(EntryLine.LinesPasted)
    def _lines_pasted(self, event: EntryLine.LinesPasted) -> None:
        add_pasted_lines(self, self.entry, event.text)

    def unsubmitted_lines(self) -> list[str]:
        """Return the text of the entry line, where it was changed and not submitted."""
        return [self.entry.text] if self.entry.drafts.has_draft else []

    @on(EntryLine.Typed)
    def _save_line_draft(self) -> None:
        self.entry.drafts.save()

    def action_add(self) -> None:
        """Go to the entry line, for a new action."""
        self._load(None)

    @on(RowTable.RowDoubleClicked)
    def action_edit_line(self) -> None:
        """Load the action under the cursor into the entry line."""
        self._load(self.selected)

    def _load(self, action: Action | None) -> None:
        self.entry.load_action(action)
        self._show_entry_heading()

    def action_leave_field(self) -> None:
        """Go back to the table; in the table, clear the marks, and without marks end the search.

        A line that was loaded and not changed is cleared.
        """
        if self.table.has_focus and not self._view.unmark() and self._view.search_bar.display:
            self.action_end_search()
        self.entry.drafts.detach_if_unchanged()
        self._show_entry_heading()
        self.focus_first()

    def action_ask(self, what: str) -> None:
        """Ask for one field of the chosen actions, or for all fields of the one under the cursor.

        Without any action it begins a new one.
        """
        chosen = self.chosen if what != "all" else tuple(filter(None, [self.selected]))
        if what == "why none":
            ask_none_reason(self)
        elif what == "all" and chosen:
            edit_action(self, chosen[0])
        elif chosen:
            _QUESTIONS[what](self, chosen)
        elif not self.document.actions.actions:
            self.action_add()

    def action_take_up(self) -> None:
        """Ask for a parked fix to draft an action from, or to delete."""
        open_parked(self, ParkedKind.FIX, "Draft", self._draft)

    def _draft(self, fix: ParkedThought) -> None:
        """Add an action titled like a parked fix, and load it into the line to be completed."""
        action = Action(title=fix.text)
        self.cursor_on = action.id
        if self.edit_or_notify(
            lambda document: with_actions(document.without_parked(fix.id), (action,)),
            "Draft a parked fix",
        ):
            self.repaint()
            self._load(action)

    def action_delete_action(self) -> None:
        """Delete the marked actions; without marks, the one under the cursor."""
        if self.chosen:
            delete_actions(self, self.chosen)

    def action_mark(self) -> None:
        """Mark the action under the cursor or unmark it; commands then work on all marked ones."""
        self._view.mark()

    def action_find(self) -> None:
        """Open the search."""
        self._view.search_bar.open()

    def action_end_search(self) -> None:
        """Clear the search and show every action."""
        self._view.search_bar.close()
        self.table.focus()

    def action_other_order(self) -> None:
        """Sort by the next of: the document's own order, due date, owner, ..."""
        self._view.change_order()

    def action_cover(self) -> None:
        """Open the coverage dialog."""
        self.app.push_screen(CoverageDialog(self))
