"""The action items as a table, one row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from facilitator.model.actions import Action
from screens.widgets.action_cells import Setting, columns, row_of
from screens.widgets.table import ItemTable, Row


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
        self._setting = Setting()
        super().__init__(columns(0), self._rows_of, id)

    def show(
        self, actions: tuple[Action, ...], setting: Setting, cursor_on: str | None = None
    ) -> None:
        """Show these actions; the cursor goes to this one, or stays on the one it is on."""
        self._actions, self._setting = {action.id: action for action in actions}, setting
        self.show_keys(list(self._actions), cursor_on)

    def _rows_of(self, ids: Sequence[str]) -> Mapping[str, Row]:
        return {
            action_id: row_of(
                self._actions[action_id], self._setting, is_marked=action_id in self._marked
            )
            for action_id in ids
        }

    def on_resize(self) -> None:
        """Lay the columns out for the width there is."""
        self.lay_out(columns(self.size.width))
