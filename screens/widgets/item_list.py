"""A list of items of the document as a table: seen, added, edited and deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import DataTable, Static

from facilitator.model.postmortem import Postmortem
from facilitator.model.value import Item
from screens.fields import ListSpec
from screens.safe import cell, plain
from screens.widgets.table_width import set_widths


class ItemTable(DataTable[Text]):
    """A table whose rows are items, repainted by id."""

    def __init__(self, spec: ListSpec) -> None:
        super().__init__(cursor_type="row", cell_padding=1, show_header=bool(spec.columns[0].head))
        self.spec = spec
        self._shown: dict[str, Item] = {}

    class Opened(Message):
        """Enter was pressed on a row, or it was clicked twice."""

    def action_select_cursor(self) -> None:
        """Open the row under the cursor."""
        self.post_message(self.Opened())

    def on_click(self, event: events.Click) -> None:
        """Open the row that is clicked twice; one click selects it."""
        if event.chain == 2 and event.style.meta.get("row", -1) >= 0:
            self.action_select_cursor()

    def on_mount(self) -> None:
        """Make the columns; the one of width 0 takes the room the others leave."""
        for index, column in enumerate(self.spec.columns):
            self.add_column(cell(column.head), key=str(index), width=column.width or 20)

    def on_resize(self, event: events.Resize) -> None:
        """Give the wide column the room that is left."""
        fixed = sum(column.width + 2 for column in self.spec.columns if column.width)
        room = max(10, event.size.width - fixed - 3)
        wide = [key for key in self.columns if not self.spec.columns[int(key.value or 0)].width]
        set_widths(self, {key: room // len(wide) for key in wide})

    @property
    def selected(self) -> str | None:
        """The id of the item under the cursor, if there is one."""
        if not self.row_count:
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value

    def show(self, items: list[Item]) -> None:
        """Repaint what changed; the cursor stays on its item."""
        fresh = {item.id: item for item in items}
        if list(fresh) != list(self._shown):
            at, row = self.selected, self.cursor_row
            self.clear()
            for item in items:
                self.add_row(*self._cells(item), key=item.id)
            if at in fresh:
                row = list(fresh).index(at)
            self.move_cursor(row=row)
        else:
            for item_id, item in fresh.items():
                if item is not self._shown[item_id]:
                    for index, text in enumerate(self._cells(item)):
                        self.update_cell(item_id, str(index), text)
        self._shown = fresh

    def stand_on(self, item_id: str) -> bool:
        """Put the cursor on an item. Returns whether it is shown."""
        if item_id in self._shown:
            self.move_cursor(row=list(self._shown).index(item_id))
        return item_id in self._shown

    def _cells(self, item: Item) -> list[Text]:
        return [cell(column.text(item)) for column in self.spec.columns]


class ItemList(Vertical):
    """A titled table of items with the keys that change it."""

    BINDINGS = [
        Binding("a", "want('add')", "Add", id="list.add"),
        Binding("e,enter", "want('edit')", "Edit", id="list.edit"),
        Binding("d,delete", "want('delete')", "Delete", id="list.delete"),
    ]

    @dataclass
    class Wanted(Message):
        """The person wants to add, edit or delete an item."""

        items: ItemList
        what: Literal["add", "edit", "delete"]
        item_id: str | None

    def __init__(self, spec: ListSpec) -> None:
        super().__init__(id=spec.name)
        self.spec = spec
        self.table = ItemTable(spec)
        self._empty = Static(
            plain(spec.empty or f"None yet: a adds a {spec.noun}."), classes="empty"
        )

    def compose(self) -> ComposeResult:
        """Lay the title above the table."""
        yield Static(plain(self.spec.title), classes="heading")
        yield self._empty
        yield self.table

    def show(self, document: Postmortem) -> None:
        """Show the document's items."""
        items = list(self.spec.items(document))
        self._empty.display = not items
        self.table.show(items)

    def go_to(self, item_id: str) -> bool:
        """Put focus and cursor on an item. Returns whether it is in this list."""
        if not self.table.stand_on(item_id):
            return False
        self.table.focus()
        return True

    def action_want(self, what: Literal["add", "edit", "delete"]) -> None:
        """Ask for a change of the item under the cursor, or for a new one."""
        item_id = self.table.selected
        if what == "add" or item_id is not None:
            self.post_message(self.Wanted(self, what, item_id))

    @on(ItemTable.Opened)
    def _opened(self, event: ItemTable.Opened) -> None:
        event.stop()
        self.action_want("edit")
