"""Table of actions, with its heading and search above and the details of a row below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from data.local.clock import utc_today
from facilitator.guide.coverage import uncovered
from facilitator.guide.schedule import exceeds_due_limit
from facilitator.importers.action_line import action_in_words
from facilitator.model.actions import Action, ActionOrder, ActionStatus, sorted_actions
from facilitator.model.postmortem import Postmortem
from facilitator.model.tickets import TicketPatterns
from screens.actions.form import action_details
from screens.base.text import one_line, plain
from screens.widgets.search import SearchBar
from screens.widgets.table import ItemTable, RowContent, TableColumn
from screens.widgets.text import DetailText, LiveText

_HEADS = ("", "Action", "Type", "Pri", "Owner", "Due", "Ticket", "For")
_WIDTHS = {
    120: (2, 0, 8, 4, 18, 12, 12, 10),
    90: (2, 0, 7, 3, 14, 12, 10, 7),
    0: (2, 0, 7, 3, 9, 12, 9, 5),
}
"""Column widths in cells, by the least table width they are for; 0 takes the remaining space."""

_STATUS_MARKS = {
    ActionStatus.OPEN: "○",
    ActionStatus.IN_PROGRESS: "◐",
    ActionStatus.DONE: "✓",
    ActionStatus.WONT_DO: "-",
}
"""One cell for each status; the details below the table have the word."""


@dataclass(frozen=True)
class ActionRowContext:
    """Data for a row besides its action. `labels` are those of causes by id; dates are in UTC."""

    labels: dict[str, str] = field(default_factory=dict)
    made_on: date = date.min
    today: date = date.min
    tickets: TicketPatterns = field(default_factory=TicketPatterns)


def action_columns(room: int) -> tuple[TableColumn, ...]:
    """Return the columns of a table `room` cells wide; the title takes the remaining space."""
    widths = next(widths for least, widths in _WIDTHS.items() if room >= least)
    return tuple(map(TableColumn, _HEADS, widths))


def action_row(action: Action, context: ActionRowContext, *, is_marked: bool = False) -> RowContent:
    """Return the row of an action, dimmed where the action is done or won't be done.

    A due date ends in `!` where an open action is overdue, or due later than its priority allows.
    """
    warns = action.is_open and action.due is not None
    warns = warns and (_is_overdue(action, context) or exceeds_due_limit(action, context.made_on))
    texts = (
        action.title,
        action.type.value if action.type else "",
        action.priority.value if action.priority else "",
        action.owner,
        f"{action.due}{' !' if warns else ''}" if action.due else "",
        context.tickets.name_of(action.ticket),
        " ".join(context.labels[cause] for cause in action.addresses if cause in context.labels),
    )
    marks = f"{'●' if is_marked else ' '}{_STATUS_MARKS[action.status]}"
    return RowContent((marks, *map(one_line, texts)), is_quiet=not action.is_open)


def _is_overdue(action: Action, context: ActionRowContext) -> bool:
    return action.due is not None and action.due < context.today


class ActionTable(ItemTable):
    """One row per action; the cursor stays on its action. The screen carries out the commands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "screen.add", "Add", id="action.add"),
        Binding("e", "screen.edit_line", "Edit", id="action.edit"),
        Binding("enter", "screen.edit_line", "Edit", show=False, id="action.edit-too"),
        Binding("s", "screen.ask('status')", "Status", id="action.status"),
        Binding("slash", "screen.find", "Find", key_display="/", id="action.find"),
        Binding("f,E", "screen.ask('all')", "Edit in full", show=False, id="action.form"),
        Binding("t", "screen.ask('type')", "Type", show=False, id="action.type"),
        Binding("o", "screen.ask('owner')", "Owner", show=False, id="action.owner"),
        Binding("w,D", "screen.ask('due')", "Due", show=False, id="action.due"),
        Binding("p", "screen.ask('priority')", "Priority", show=False, id="action.priority"),
        Binding("d,delete", "screen.delete_action", "Delete", show=False, id="action.delete"),
        Binding("space", "screen.mark", "Mark several", show=False, id="action.mark"),
        Binding("S", "screen.other_order", "Another order", show=False, id="action.order"),
    ]

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        self._actions: dict[str, Action] = {}
        self._row_context = ActionRowContext()
        super().__init__(action_columns(0), self._rows_of, id)

    def show(
        self, actions: tuple[Action, ...], context: ActionRowContext, cursor_on: str | None = None
    ) -> None:
        """Show actions in this order; the cursor goes to `cursor_on`, or stays on its action."""
        self._actions, self._row_context = {action.id: action for action in actions}, context
        self.show_keys(list(self._actions), cursor_on)

    def _rows_of(self, ids: Sequence[str]) -> Mapping[str, RowContent]:
        return {
            action_id: action_row(
                self._actions[action_id], self._row_context, is_marked=action_id in self._marked
            )
            for action_id in ids
        }

    def on_resize(self) -> None:
        """Choose the widths of the columns for the width of the table."""
        self.set_columns(action_columns(self.size.width))


_EMPTY = """No actions yet. Press a and say what will be done, by whom, by when.
If nothing needs doing, n writes down why."""


class ActionsView(Vertical):
    """The actions of a document, sorted and filtered. The screen has the keys."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.table = ActionTable(id="actions-table")
        self.search_bar = SearchBar("words, an owner, a ticket", id="find")
        self.order = ActionOrder.GIVEN
        self._heading = LiveText(id="actions-says")
        self._empty = LiveText(id="no-actions")
        self._detail = DetailText("f shows all", id="action-detail")
        self._document: Postmortem | None = None
        self._tickets = TicketPatterns()

    def compose(self) -> ComposeResult:
        """Lay heading and search above the table, and the details below."""
        yield self._heading
        yield self.search_bar
        yield self.table
        yield self._empty
        yield self._detail

    def show(
        self, document: Postmortem, tickets: TicketPatterns, cursor_on: str | None = None
    ) -> None:
        """Show the actions of a document; the cursor goes to `cursor_on`, or stays on its row."""
        self._document, self._tickets = document, tickets
        actions, matches = document.actions.actions, self._matches()
        if cursor_on is not None and matches is not None and cursor_on not in matches:
            self.search_bar.close()  # it does not match the search, and would not be seen
        self.table.prune_marks(action.id for action in actions)
        self._show_rows(cursor_on)
        reason = document.actions.none_reason
        self._empty.display = not actions
        self._empty.set_text(
            plain(
                f"No actions: {reason}\n\nn changes the reason, a adds an action after all."
                if reason
                else _EMPTY
            )
        )

    def go_to(self, action_id: str) -> None:
        """Put the cursor on an action, closing a search that does not match it."""
        if self._document is not None:
            self.show(self._document, self._tickets, action_id)

    def show_detail(self) -> None:
        """Show the details of the action under the cursor."""
        document, action_id = self._document, self.table.selected
        if document is None:
            return
        action = next((a for a in document.actions.actions if a.id == action_id), None)
        self._detail.display = action is not None
        if action is not None:
            details = action_details(action, document.causes, document.made_on, utc_today())
            title, rest = details.split("\n", 1)
            self._detail.set_text(plain(title, "bold") + plain(f"\n{rest}"))

    def mark(self) -> None:
        """Mark the action under the cursor, or unmark it, and move to the next row."""
        self.table.mark()
        self._show_rows()
        self.table.action_move(1)

    def unmark(self) -> bool:
        """Clear the marks. Returns whether there were any."""
        had_marks = self.table.unmark()
        if had_marks:
            self._show_rows()
        return had_marks

    def change_order(self) -> None:
        """Sort by the next order; the order in the document is not changed."""
        self.order = self.order.following
        self._show_rows()

    @on(SearchBar.Changed)
    def _search_changed(self) -> None:
        self._show_rows()

    @on(SearchBar.Submitted)
    def _search_submitted(self) -> None:
        self.table.focus()

    def _matches(self) -> frozenset[str] | None:
        """Return the ids of the actions that match the search; None where there is no search."""
        if self._document is None:
            return None
        document, today = self._document, utc_today()

        def searched_text(action: Action) -> str:
            words = action_in_words(action, document.causes, document.made_on, today)
            return f"{action.status} {action.wont_do_reason} {action.priority or ''} {words}"

        return self.search_bar.matching_ids(document.actions.actions, searched_text)

    def _show_rows(self, cursor_on: str | None = None) -> None:
        document = self._document
        if document is None:
            return
        matches, labels = self._matches(), document.causes.labels()
        actions = document.actions.actions
        shown = [action for action in actions if matches is None or action.id in matches]
        context = ActionRowContext(labels, document.made_on, utc_today(), self._tickets)
        self.table.show(sorted_actions(shown, self.order), context, cursor_on)
        self._heading.set_text(plain(self._heading_text(document)))
        self.show_detail()

    def _heading_text(self, document: Postmortem) -> str:
        actions, bare = document.actions.actions, len(uncovered(document))
        undone, today = [action for action in actions if action.is_open], utc_today()
        overdue = sum(a.due is not None and a.due < today for a in undone)
        marked = len(self.table.chosen) if self.table.has_marks else 0
        parts = (
            f"Actions   {len(undone)} open of {len(actions)}",
            f"! {overdue} overdue" if overdue else "",
            str(self.order) if self.order is not ActionOrder.GIVEN else "",
            f"● {marked} marked" if marked else "",
            f"! {bare} {'cause' if bare == 1 else 'causes'} unanswered (x)" if bare else "",
        )
        return "   ".join(filter(None, parts))
