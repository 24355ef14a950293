"""The table of actions, its heading and what is looked for above it, the whole of a row below.

How an action reads in a row of the table: mark, title, type, priority, owner, day, ticket.
The action items as a table, one row each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from facilitator.guide.coverage import uncovered
from facilitator.guide.schedule import is_due_too_late
from facilitator.importers.action_line import action_in_words
from facilitator.model.actions import Action, ActionOrder, ActionStatus, sorted_actions
from facilitator.model.postmortem import Postmortem
from facilitator.model.tickets import TicketPatterns
from screens.actions.form import action_details
from screens.base.text import one_line, plain
from screens.widgets.search import SearchBar
from screens.widgets.table import ItemTable, TableColumn, TableRow
from screens.widgets.text import DetailText, LiveText

_HEADS = ("", "Action", "Type", "Pri", "Owner", "Due", "Ticket", "For")
_WIDTHS = {
    120: (2, 0, 8, 4, 18, 12, 12, 10),
    90: (2, 0, 7, 3, 14, 12, 10, 7),
    0: (2, 0, 7, 3, 9, 12, 9, 5),
}
"""Cells of each column from so many cells of the table on; 0 takes the room left."""

_STATUS_MARKS = {
    ActionStatus.OPEN: "○",
    ActionStatus.IN_PROGRESS: "◐",
    ActionStatus.DONE: "✓",
    ActionStatus.WONT_DO: "-",
}
"""One cell for each status; the line beneath the table says it in words."""


@dataclass(frozen=True)
class ActionRowContext:
    """What rows are shown against: causes by label, days in UTC, the team's tickets."""

    labels: dict[str, str] = field(default_factory=dict)
    made_on: date = date.min
    today: date = date.min
    tickets: TicketPatterns = field(default_factory=TicketPatterns)


def action_columns(room: int) -> tuple[TableColumn, ...]:
    """Return the columns of a table of so many cells; the title takes what the others leave."""
    widths = next(widths for least, widths in _WIDTHS.items() if room >= least)
    return tuple(map(TableColumn, _HEADS, widths))


def action_row(action: Action, setting: ActionRowContext, *, is_marked: bool = False) -> TableRow:
    """Return what each column says of an action, quiet where nothing is left to do.

    A due day ends in `!` where it has passed unmet, or is later than the priority allows.
    """
    asks = action.is_open and action.due is not None
    asks = asks and (_is_overdue(action, setting) or is_due_too_late(action, setting.made_on))
    texts = (
        action.title,
        action.type.value if action.type else "",
        action.priority.value if action.priority else "",
        action.owner,
        f"{action.due}{' !' if asks else ''}" if action.due else "",
        setting.tickets.name_of(action.ticket),
        " ".join(setting.labels[cause] for cause in action.addresses if cause in setting.labels),
    )
    marks = f"{'●' if is_marked else ' '}{_STATUS_MARKS[action.status]}"
    return TableRow((marks, *map(one_line, texts)), is_quiet=not action.is_open)


def _is_overdue(action: Action, setting: ActionRowContext) -> bool:
    return action.due is not None and action.due < setting.today


class ActionTable(ItemTable):
    """Actions in the order they are shown in; the cursor stays on its action."""

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
        self._setting = ActionRowContext()
        super().__init__(action_columns(0), self._rows_of, id)

    def show(
        self, actions: tuple[Action, ...], setting: ActionRowContext, cursor_on: str | None = None
    ) -> None:
        """Show these actions; the cursor goes to this one, or stays on the one it is on."""
        self._actions, self._setting = {action.id: action for action in actions}, setting
        self.show_keys(list(self._actions), cursor_on)

    def _rows_of(self, ids: Sequence[str]) -> Mapping[str, TableRow]:
        return {
            action_id: action_row(
                self._actions[action_id], self._setting, is_marked=action_id in self._marked
            )
            for action_id in ids
        }

    def on_resize(self) -> None:
        """Lay the columns out for the width there is."""
        self.set_columns(action_columns(self.size.width))


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
        self.search_bar = SearchBar("words, an owner, a ticket", id="find")
        self.order = ActionOrder.GIVEN
        self._heading = LiveText(id="actions-says")
        self._empty = LiveText(id="no-actions")
        self._detail = DetailText("f shows all", id="action-detail")
        self._document: Postmortem | None = None
        self._tickets = TicketPatterns()

    def compose(self) -> ComposeResult:
        """Lay the table between what is looked for and the whole of a row."""
        yield self._heading
        yield self.search_bar
        yield self.table
        yield self._empty
        yield self._detail

    def show(
        self, document: Postmortem, tickets: TicketPatterns, cursor_on: str | None = None
    ) -> None:
        """Show the actions of a document, the cursor on this one or where it was."""
        self._document, self._tickets = document, tickets
        actions, found = document.actions.actions, self._found()
        if cursor_on is not None and found is not None and cursor_on not in found:
            self.search_bar.close()  # what was just added is seen
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
            words = action_details(action, document.causes, document.made_on, today())
            title, rest = words.split("\n", 1)
            self._detail.set_text(plain(title, "bold") + plain(f"\n{rest}"))

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

    @on(SearchBar.Changed)
    def _wanted_others(self) -> None:
        self._show_rows()

    @on(SearchBar.Submitted)
    def _go_to_what_was_found(self) -> None:
        self.table.focus()

    def _found(self) -> frozenset[str] | None:
        if self._document is None:
            return None
        document, day = self._document, today()

        def says(action: Action) -> str:
            words = action_in_words(action, document.causes, document.made_on, day)
            return f"{action.status} {action.wont_do_reason} {action.priority or ''} {words}"

        return self.search_bar.matching_ids(document.actions.actions, says)

    def _show_rows(self, cursor_on: str | None = None) -> None:
        document = self._document
        if document is None:
            return
        found = self._found()
        actions = document.actions.actions
        shown = [action for action in actions if found is None or action.id in found]
        self.table.show(sorted_actions(shown, self.order), self._setting(document), cursor_on)
        self._heading.set_text(plain(self._heading_words(document)))
        self.show_detail()

    def _setting(self, document: Postmortem) -> ActionRowContext:
        labels = document.causes.labels()
        return ActionRowContext(labels, document.made_on, today(), self._tickets)

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
