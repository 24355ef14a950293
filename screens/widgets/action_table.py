"""The action items as a table: one row each, repainted by id."""

from __future__ import annotations

from dataclasses import replace

from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.theme import Theme

from facilitator.model.actions import Action
from screens.safe import cell
from screens.widgets.action_cells import HEADS, Setting, row_cells
from screens.widgets.item_table import ItemTable

_WIDTHS = {
    120: (3, 0, 9, 5, 20, 14, 14, 12),
    90: (3, 0, 8, 4, 15, 13, 11, 8),
    0: (3, 0, 8, 4, 10, 13, 10, 6),
}
"""Cells of each column with the gap after it, from so many cells on; 0 takes the room left."""


class ActionTable(ItemTable):
    """Actions in the order they are shown in; the cursor stays on its action."""

    BINDINGS = [
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
        super().__init__(cell_padding=0, id=id)
        self._actions: dict[str, Action] = {}
        self._setting = Setting()
        self._widths: tuple[int, ...] = ()
        self._painted: dict[str, tuple[Action, bool]] = {}
        """What each row shows: an action, and whether it is marked."""

    def on_mount(self) -> None:
        """Follow the theme."""
        self._take_theme()
        self.app.theme_changed_signal.subscribe(self, self._take_theme)

    def _take_theme(self, _: Theme | None = None) -> None:
        """Take the theme's quiet colour; unlike dimming it gives way to the cursor's."""
        quiet = self.app.theme_variables.get("quiet", "")
        if quiet != self._setting.quiet:
            self._show(self._actions, replace(self._setting, quiet=quiet))

    def show(
        self, actions: tuple[Action, ...], setting: Setting, cursor_on: str | None = None
    ) -> None:
        """Show these actions; the cursor goes to this one, or stays on the one it is on."""
        at, row = cursor_on or self.selected, self.cursor_row
        quiet = self._setting.quiet
        self._show({action.id: action for action in actions}, replace(setting, quiet=quiet))
        self.stand_on(at, row)

    def keep_marks_of(self, actions: tuple[Action, ...]) -> None:
        """Take the marks away of actions that are gone."""
        self._marked &= {action.id for action in actions}

    def _show(self, actions: dict[str, Action], setting: Setting) -> None:
        is_another = setting != self._setting
        self._actions, self._setting = actions, setting
        if not self._widths:
            return
        fresh = {n: (action, n in self._marked) for n, action in actions.items()}
        before, self._painted = self._painted, fresh
        for item_id in self.put_rows(list(fresh), lambda n: self._cells(*fresh[n])):
            old, new = before[item_id], fresh[item_id]
            if is_another or old[0] is not new[0] or old[1] is not new[1]:
                self.paint(item_id, self._cells(*new))

    def _cells(self, action: Action, marked: bool) -> list[Text]:
        return row_cells(action, self._setting, self._widths, marked)

    async def on_click(self, event: events.Click) -> None:
        """Edit the action that is clicked twice; one click selects it."""
        if event.chain == 2:
            await self.run_action("screen.edit_line")

    def on_resize(self, event: events.Resize) -> None:
        """Lay the columns out for the width there is; the title takes what is left."""
        widths = next(w for least, w in _WIDTHS.items() if event.size.width >= least)
        rest = max(12, self.scrollable_content_region.width - sum(widths))
        fresh = tuple(width or rest for width in widths)
        if fresh != self._widths:
            self._widths = fresh
            self._fill()
        elif self.row_count:
            self.move_cursor(row=self.cursor_row)  # which keeps it in sight

    def _fill(self) -> None:
        """Make columns and rows anew, in another width."""
        at, row = self.selected, self.cursor_row
        self.clear_items(columns=True)
        for index, (head, width) in enumerate(zip(HEADS, self._widths, strict=True)):
            self.add_column(cell(head), key=str(index), width=width)
        self._painted = {}
        self._show(self._actions, self._setting)
        self.stand_on(at, row)
