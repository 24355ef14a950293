"""Stage 5: a table of actions, and the line that adds and edits them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cached_property

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.widgets import DataTable, Static

from facilitator.imports.action_line import ActionLine, written_action_line
from facilitator.model.actions import Action
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from screens.actions_fields import action_words, read_line, read_pasted, with_actions
from screens.asking_actions import ActionAsking
from screens.dialogs.cover import Cover
from screens.line_in_work import LineInWork
from screens.safe import plain
from screens.stage import StageScreen
from screens.widgets.action_table import ActionTable
from screens.widgets.entry_line import EntryLine

_EXAMPLE = "prevent: CPU guard on the rule engine @owner +14d P1 #OPS-12 ^c2"
_HINT = "what will be done, @owner, due day, P1, #ticket, ^c1, done when: …"


class ActionsScreen(StageScreen):
    """Adds and edits in the entry line; single keys change the action under the cursor."""

    STAGE = Stage.ACTIONS
    CSS_PATH = ["stage.tcss", "actions.tcss"]
    BINDINGS = [
        Binding("a", "add", "Add", id="action.add"),
        Binding("x", "cover", "Causes and actions", show=False, id="action.cover"),
        Binding("n", "ask('why none')", "Why no actions", show=False, id="action.none"),
    ]

    table = query_one(ActionTable)
    entry = query_one("#action-entry", EntryLine)

    def __init__(self) -> None:
        super().__init__()

    @cached_property
    def line(self) -> LineInWork:
        """What the entry line is about."""
        key = f"{self.document.id}/actions"
        return LineInWork(self.entry, self.facilitator.drafts, key)

    def on_mount(self) -> None:
        """Bring back the line that an earlier run left."""
        self.line.bring_back(self._written, self.document)

    def _written(self, action_id: str) -> str | None:
        action = self._action(action_id)
        return written_action_line(action, self.document.causes) if action else None

    def compose_stage(self) -> ComposeResult:
        """Lay the table above the action under the cursor and the entry line."""
        yield Static(id="actions-says")
        yield ActionTable(id="actions-table")
        yield Static(id="no-actions")
        yield Static(id="action-detail")
        yield Static(id="entry-says")
        yield EntryLine(self._reads, _EXAMPLE, id="action-entry", hint=_HINT)

    @property
    def today(self) -> date:
        """This day in UTC."""
        return datetime.now(UTC).date()

    @property
    def selected(self) -> Action | None:
        """The action under the cursor."""
        return self._action(self.table.selected)

    @property
    def _edited(self) -> Action | None:
        return self._action(self.line.editing)

    def _action(self, action_id: str | None) -> Action | None:
        actions = self.document.actions.actions
        return next((action for action in actions if action.id == action_id), None)

    def focus_first(self) -> None:
        """Begin in the table, where the single keys work."""
        self.table.focus()

    def show_document(self, document: Postmortem) -> None:
        """Show the actions, or why there are none."""
        actions = document.actions.actions
        if self.line.editing and self._edited is None:
            self.line.end()
        self.table.show(actions, document.causes, self.today)
        reason = document.actions.none_reason
        empty = self.query_one("#no-actions", Static)
        empty.display = not actions
        empty.update(
            plain(
                f"No actions: {reason}\n\nn changes the reason, a adds an action after all."
                if reason
                else "No actions yet. Press a and say what will be done, by whom, by when.\n"
                "If nothing needs doing, n writes down why."
            )
        )
        self._show_counts(actions)
        self._show_detail()
        self._show_editing()
        self.entry.read_again()

    def _show_counts(self, actions: Sequence[Action]) -> None:
        undone = [action for action in actions if action.is_open]
        overdue = sum(a.due is not None and a.due < self.today for a in undone)
        words = f"Actions   {len(undone)} open of {len(actions)}"
        words += f"   ! {overdue} overdue" if overdue else ""
        self.query_one("#actions-says", Static).update(plain(words))

    def _show_detail(self) -> None:
        action, detail = self.selected, self.query_one("#action-detail", Static)
        detail.display = action is not None
        if action is not None:
            detail.update(plain(action_words(action, self.document.causes, self.today)))

    def _show_editing(self) -> None:
        editing, says = self._edited, self.query_one("#entry-says", Static)
        words = f"Editing: {editing.title}" if editing else "Add an action"
        says.update(plain(words))
        says.set_class(editing is not None, "-editing")

    @on(DataTable.RowHighlighted)
    def _row_highlighted(self) -> None:
        self._show_detail()

    def _read(self, text: str) -> ActionLine:
        return read_line(text, self._edited, self.document.causes, self.today)

    def _reads(self, text: str) -> tuple[bool, str]:
        read = self._read(text)
        return read.action is not None, read.understood or read.problem

    @on(EntryLine.Entered)
    def _entered(self, event: EntryLine.Entered) -> None:
        line = self._read(event.text)
        if line.action is None:
            self.entry.give_back(event.text, line.problem)
            return
        action = line.action
        was_editing = self.line.editing is not None
        verb = "Edit" if was_editing else "Add"
        problem = self.edit(
            lambda document: with_actions(document, (action,)),
            f"{verb} action",
            since=self.line.since,
        )
        if problem:
            self.entry.give_back(event.text, problem)
            return
        self.line.end()
        self._show_editing()
        self.table.select(action.id)
        if was_editing:
            self.table.focus()

    @on(EntryLine.Pasted)
    def _pasted(self, event: EntryLine.Pasted) -> None:
        try:
            actions = read_pasted(event.text, self.document.causes, self.today)
        except ValueError as error:
            self.entry.complain(str(error))
            return
        if self.edit_or_say(lambda d: with_actions(d, actions), f"Add {len(actions)} actions"):
            self.say(f"{len(actions)} actions added, u takes them back")

    def begun_lines(self) -> list[str]:
        """Return what stands in the entry line and was not entered yet."""
        return [self.entry.text] if self.line.is_begun else []

    @on(EntryLine.Typed)
    def _keep_line(self) -> None:
        self.line.keep()

    def action_add(self) -> None:
        """Go to the entry line, for a new action."""
        self._turn_to(None, "")

    def _turn_to(self, action_id: str | None, written: str) -> None:
        self.line.turn_to(action_id, written, self.document)
        self._show_editing()
        self.entry.read_again()
        self.entry.focus()

    def action_edit_line(self) -> None:
        """Load the action under the cursor into the entry line."""
        action = self.selected
        if action is None:
            self.action_add()
        else:
            self._turn_to(action.id, written_action_line(action, self.document.causes))

    def action_leave_field(self) -> None:
        """Go back to the table; a line that was loaded and not changed is put away."""
        self.line.leave()
        self._show_editing()
        self.focus_first()

    def action_ask(self, what: str) -> None:
        """Ask for one thing of the action under the cursor, or for all of it."""
        asking, selected = ActionAsking(self, lambda: self.today), self.selected
        if what == "why none":
            asking.ask_none_reason()
        elif selected is None:
            self.action_add()
        else:
            asking.ask(what, selected)

    def action_delete_action(self) -> None:
        """Delete the action under the cursor."""
        if (old := self.selected) is not None and self.edit_or_say(
            lambda document: document.without_action(old.id), "Delete action"
        ):
            self.say("Deleted, u brings it back")

    def action_cover(self) -> None:
        """Show causes against actions, what is missing first."""
        self.app.push_screen(Cover(self))
