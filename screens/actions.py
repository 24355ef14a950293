"""Stage 5: a table of actions, and the line that adds and edits them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.widgets import DataTable, Static

from facilitator.imports.action_line import ActionLine, written_action_line
from facilitator.model.actions import Action, ActionStatus, ActionType
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from screens.actions_fields import (
    DUE,
    NO_ACTIONS,
    OWNER,
    REASON,
    STATUSES,
    TYPES,
    action_fields,
    action_from,
    action_texts,
    action_words,
    changing_action,
    due_from,
    read_line,
    read_pasted,
    with_actions,
)
from screens.dialogs.ask import Ask
from screens.dialogs.cover import Cover, cover_lines
from screens.dialogs.sheet import Sheet
from screens.fields import FieldSpec, day_text
from screens.safe import plain
from screens.stage import StageScreen
from screens.widgets.action_table import ActionTable
from screens.widgets.entry_line import EntryLine

_EXAMPLE = "prevent: CPU guard on the rule engine @owner +14d P1 #OPS-12 ^c2"
_HINT = "what will be done, then @owner, a due day, P0 to P3, #ticket, ^c1, done when: …"
_UNFINISHED = "Finish this line first: Enter takes it, ctrl+u empties it"

Texts = Mapping[str, str]


class ActionsScreen(StageScreen):
    """Adds and edits in the entry line; single keys change the action under the cursor."""

    STAGE = Stage.ACTIONS
    CSS_PATH = ["stage.tcss", "actions.tcss"]
    BINDINGS = [
        Binding("a", "add", "Add", id="action.add"),
        Binding("x", "cover", "Causes and actions", show=False, id="action.cover"),
        Binding("n", "ask_none_reason", "Why no actions", show=False, id="action.none"),
    ]

    table = query_one(ActionTable)
    entry = query_one("#action-entry", EntryLine)

    def __init__(self) -> None:
        super().__init__()
        self._editing: Action | None = None
        self._loaded = ""

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
        at = self.table.selected
        return next((a for a in self.document.actions.actions if a.id == at), None)

    def focus_first(self) -> None:
        """Begin in the table, where the single keys work."""
        self.table.focus()

    def show_document(self, document: Postmortem) -> None:
        """Show the actions, or why there are none."""
        actions = document.actions.actions
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
        editing, says = self._editing, self.query_one("#entry-says", Static)
        words = f"Editing: {editing.title}" if editing else "Add an action"
        says.update(plain(words))
        says.set_class(editing is not None, "-editing")

    @on(DataTable.RowHighlighted)
    def _row_highlighted(self) -> None:
        self._show_detail()

    @on(DataTable.RowSelected)
    def _row_selected(self) -> None:
        self.action_edit_line()

    def _read(self, text: str) -> ActionLine:
        return read_line(text, self._editing, self.document.causes, self.today)

    def _reads(self, text: str) -> tuple[bool, str]:
        read = self._read(text)
        return read.action is not None, read.understood or read.problem

    @on(EntryLine.Entered)
    def _entered(self, event: EntryLine.Entered) -> None:
        action = self._read(event.text).action
        if action is None:
            return
        verb = "Edit" if self._editing else "Add"
        problem = self.edit(lambda document: with_actions(document, (action,)), f"{verb} action")
        if problem:
            self.entry.complain(problem)
            return
        was_editing = self._editing is not None
        self._stop_editing()
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

    @property
    def _is_unfinished(self) -> bool:
        """Whether the line holds typing that nobody has taken yet."""
        return bool(self.entry.text.strip()) and self.entry.text != self._loaded

    def _stop_editing(self) -> None:
        self._editing, self._loaded = None, ""
        self.entry.clear()
        self._show_editing()

    def action_add(self) -> None:
        """Go to the entry line."""
        if self._editing is not None and not self._is_unfinished:
            self._stop_editing()
        self.entry.focus()

    def action_edit_line(self) -> None:
        """Load the action under the cursor into the entry line."""
        action = self.selected
        if action is None:
            self.action_add()
            return
        if self._is_unfinished:
            if self._editing is None or self._editing.id != action.id:
                self.say(_UNFINISHED, warn=True)
        else:
            self._editing = action
            self._loaded = written_action_line(action, self.document.causes)
            self.entry.load(self._loaded)
            self._show_editing()
        self.entry.focus()

    def action_leave_field(self) -> None:
        """Go back to the table; a line that was loaded and not changed is put away."""
        if not self._is_unfinished:
            self._stop_editing()
        self.focus_first()

    def action_edit_form(self) -> None:
        """Open the full form of the action under the cursor."""
        old, causes = self.selected, self.document.causes
        if old is None:
            self.action_add()
            return
        fields, texts = action_fields(causes), action_texts(old, causes)

        def made(texts: Texts) -> Action:
            return action_from(texts, old, causes, self.today)

        self._ask_fields(
            old, "Edit action", fields, texts, lambda d, t: with_actions(d, (made(t),))
        )

    def action_ask_owner(self) -> None:
        """Ask who answers for the action under the cursor."""
        if (old := self.selected) is not None:
            self._ask_fields(
                old,
                "Owner",
                (OWNER,),
                {"owner": old.owner},
                lambda d, texts: changing_action(d, old.id, owner=texts["owner"]),
            )

    def action_ask_due(self) -> None:
        """Ask when the action under the cursor is due."""
        if (old := self.selected) is not None:
            self._ask_fields(
                old,
                "Due",
                (DUE,),
                {"due": day_text(old.due)},
                lambda d, texts: changing_action(
                    d, old.id, due=due_from(texts["due"], old.due, self.today)
                ),
            )

    def action_ask_type(self) -> None:
        """Ask what the action under the cursor does."""
        if (old := self.selected) is not None:
            answers = [(kind.value, f"{kind.value:<9} {words}") for kind, words in TYPES.items()]

            def taken(key: str | None) -> None:
                if key is not None:
                    self.edit_or_say(
                        lambda d: changing_action(d, old.id, type=ActionType(key)), "Set type"
                    )

            self.app.push_screen(Ask(f"What does it do: {old.title}", answers), taken)

    def action_ask_status(self) -> None:
        """Ask how far the action under the cursor is; not doing it needs a reason."""
        if (old := self.selected) is not None:
            answers = [(s.value, f"{s.value:<12} {words}") for s, words in STATUSES.items()]

            def taken(key: str | None) -> None:
                if key is None:
                    return
                if key == ActionStatus.WONT_DO.value:
                    self._ask_reason(old)
                    return
                self.edit_or_say(
                    lambda d: changing_action(d, old.id, status=ActionStatus(key)), "Set status"
                )

            self.app.push_screen(Ask(f"How far is it: {old.title}", answers), taken)

    def _ask_reason(self, old: Action) -> None:
        def refused(document: Postmortem, texts: Texts) -> Postmortem:
            reason = texts["wont_do_reason"]
            if not reason.strip():
                raise ValueError("say why it won't be done")
            return changing_action(
                document, old.id, status=ActionStatus.WONT_DO, wont_do_reason=reason
            )

        texts = {"wont_do_reason": old.wont_do_reason}
        self._ask_fields(old, "Won't do", (REASON,), texts, refused)

    def action_ask_none_reason(self) -> None:
        """Ask why there are no actions."""
        texts = {"none_reason": self.document.actions.none_reason}

        def change(document: Postmortem, texts: Texts) -> Postmortem:
            reason = texts["none_reason"]
            return document.changing(actions=document.actions.changing(none_reason=reason))

        self._ask_fields(None, "Why no actions", (NO_ACTIONS,), texts, change)

    def _ask_fields(
        self,
        old: Action | None,
        label: str,
        fields: Sequence[FieldSpec],
        texts: Texts,
        change: Callable[[Postmortem, Texts], Postmortem],
    ) -> None:
        """Ask in a sheet, check by making the change on trial, and make it."""

        def taken(texts: Texts | None) -> None:
            if texts is not None:
                self.edit_or_say(lambda document: change(document, texts), label)

        title = f"{label}: {old.title}" if old else label
        key = f"{self.document.id}/{label}/{old.id if old else ''}"
        sheet = Sheet(
            title, fields, texts, lambda t: change(self.document, t), self.facilitator.drafts, key
        )
        self.app.push_screen(sheet, taken)

    def action_delete_action(self) -> None:
        """Delete the action under the cursor."""
        if (old := self.selected) is not None and self.edit_or_say(
            lambda document: document.without_action(old.id), "Delete action"
        ):
            self.say("Deleted, u brings it back")

    def action_cover(self) -> None:
        """Show causes against actions, what is missing first."""
        self.app.push_screen(Cover(cover_lines(self.document)))
