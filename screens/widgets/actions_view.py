"""The table of actions, its heading and what is looked for above it, the whole of a row below."""

from __future__ import annotations

from datetime import UTC, date, datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from facilitator.guide.coverage import uncovered
from facilitator.importers.action_line import action_in_words
from facilitator.model.actions import Action, ActionOrder, in_order
from facilitator.model.postmortem import Postmortem
from facilitator.model.tickets import Tickets
from screens.actions_fields import action_words
from screens.base.text import plain
from screens.widgets.action_cells import Setting
from screens.widgets.action_table import ActionTable
from screens.widgets.search import FindLine
from screens.widgets.text import Detail, Words

_EMPTY = """No actions yet. Press a and say what will be done, by whom, by when.
If nothing needs doing, n writes down why."""


def today() -> date:
    """Return this day in UTC."""
    return datetime.now(UTC).date()


class ActionsView(Vertical):
    """Shows actions in an order, all of them or those looked for; the keys are the screen's."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.table = ActionTable(id="actions-table")
        self.find_line = FindLine("words, an owner, a ticket", id="find")
        self.order = ActionOrder.GIVEN
        self._heading = Words(id="actions-says")
        self._empty = Words(id="no-actions")
        self._detail = Detail("f shows all", id="action-detail")
        self._document: Postmortem | None = None
        self._tickets = Tickets()

    def compose(self) -> ComposeResult:
        """Lay the table between what is looked for and the whole of a row."""
        yield self._heading
        yield self.find_line
        yield self.table
        yield self._empty
        yield self._detail

    def show(self, document: Postmortem, tickets: Tickets, cursor_on: str | None = None) -> None:
        """Show the actions of a document, the cursor on this one or where it was."""
        self._document, self._tickets = document, tickets
        actions, found = document.actions.actions, self._found()
        if cursor_on is not None and found is not None and cursor_on not in found:
            self.find_line.end()  # what was just added is seen
        self.table.keep_marks_of(action.id for action in actions)
        self._show_rows(cursor_on)
        reason = document.actions.none_reason
        self._empty.display = not actions
        self._empty.say(
            plain(
                f"No actions: {reason}\n\nn changes the reason, a adds an action after all."
                if reason
                else _EMPTY
            )
        )

    def go_to(self, action_id: str) -> None:
        """Put the cursor on an action, which is shown even where others are looked for."""
        if self._document is not None:
            self.show(self._document, self._tickets, action_id)

    def show_detail(self) -> None:
        """Show the whole of the action under the cursor."""
        document, at = self._document, self.table.selected
        if document is None:
            return
        action = next((a for a in document.actions.actions if a.id == at), None)
        self._detail.display = action is not None
        if action is not None:
            words = action_words(action, document.causes, document.made_on, today())
            title, rest = words.split("\n", 1)
            self._detail.say(plain(title, "bold") + plain(f"\n{rest}"))

    def mark(self) -> None:
        """Mark the action under the cursor for what is done next, and go on to the one below."""
        self.table.mark()
        self._show_rows()
        self.table.action_move(1)

    def unmark(self) -> bool:
        """Take every mark away; returns whether there was one."""
        had_marks = self.table.unmark()
        if had_marks:
            self._show_rows()
        return had_marks

    def change_order(self) -> None:
        """Put the actions in the next order; the document keeps its own."""
        self.order = self.order.following
        self._show_rows()

    @on(FindLine.Changed)
    def _wanted_others(self) -> None:
        self._show_rows()

    @on(FindLine.Left)
    def _go_to_what_was_found(self) -> None:
        self.table.focus()

    def _found(self) -> frozenset[str] | None:
        if self._document is None:
            return None
        document, day = self._document, today()

        def says(action: Action) -> str:
            words = action_in_words(action, document.causes, document.made_on, day)
            return f"{action.status} {action.wont_do_reason} {action.priority or ''} {words}"

        return self.find_line.found_in(document.actions.actions, says)

    def _show_rows(self, cursor_on: str | None = None) -> None:
        document = self._document
        if document is None:
            return
        found = self._found()
        actions = document.actions.actions
        shown = [action for action in actions if found is None or action.id in found]
        self.table.show(in_order(shown, self.order), self._setting(document), cursor_on)
        self._heading.say(plain(self._heading_words(document)))
        self.show_detail()

    def _setting(self, document: Postmortem) -> Setting:
        labels = document.causes.labels()
        return Setting(labels, document.made_on, today(), self._tickets)

    def _heading_words(self, document: Postmortem) -> str:
        actions, bare = document.actions.actions, len(uncovered(document))
        undone = [action for action in actions if action.is_open]
        overdue = sum(a.due is not None and a.due < today() for a in undone)
        marked = len(self.table.chosen) if self.table.has_marks else 0
        parts = (
            f"Actions   {len(undone)} open of {len(actions)}",
            f"! {overdue} overdue" if overdue else "",
            str(self.order) if self.order is not ActionOrder.GIVEN else "",
            f"● {marked} marked" if marked else "",
            f"! {bare} {'cause' if bare == 1 else 'causes'} unanswered (x)" if bare else "",
        )
        return "   ".join(filter(None, parts))
