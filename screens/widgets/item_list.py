"""A list of items of the document as a table, with the keys that add, edit and delete one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from facilitator.model.base import Item
from facilitator.model.postmortem import Postmortem
from screens.base.text import one_line, plain
from screens.widgets.form_spec import ListSpec
from screens.widgets.table import RowContent, RowTable, TableColumn


class ListTable(RowTable):
    """A table with one row per item, in the columns of a list."""

    def __init__(self, spec: ListSpec) -> None:
        columns = [TableColumn(column.head, column.width) for column in spec.columns]
        super().__init__(columns, self._rows_of)
        self.spec = spec
        self._items: dict[str, Item] = {}

    def show(self, items: list[Item]) -> None:
        """Show these items; the cursor stays on its item."""
        self._items = {item.id: item for item in items}
        self.show_keys(list(self._items))

    def _rows_of(self, ids: Sequence[str]) -> Mapping[str, RowContent]:
        return {item_id: self._item_row(self._items[item_id]) for item_id in ids}

    def _item_row(self, item: Item) -> RowContent:
        return RowContent(tuple(one_line(column.text(item)) for column in self.spec.columns))


class ItemList(Vertical):
    """A titled table of items. The screen carries out the commands."""

    BINDINGS = [
        Binding("a", "want('add')", "Add", id="list.add"),
        Binding("e,enter", "want('edit')", "Edit", id="list.edit"),
        Binding("d,delete", "want('delete')", "Delete", id="list.delete"),
    ]

    @dataclass
    class CommandRequested(Message):
        """An item is to be added, edited or deleted; `item_id` is None only for "add"."""

        item_list: ItemList
        command: Literal["add", "edit", "delete"]
        item_id: str | None

    def __init__(self, spec: ListSpec) -> None:
        super().__init__(id=spec.name)
        self.spec = spec
        self.table = ListTable(spec)
        self._empty = Static(
            plain(spec.empty or f"None yet: a adds a {spec.noun}."), classes="empty"
        )

    def compose(self) -> ComposeResult:
        """Compose the title above the table."""
        yield Static(plain(self.spec.title), classes="heading")
        yield self._empty
        yield self.table

    def show(self, document: Postmortem) -> None:
        """Show the items of a document."""
        items = list(self.spec.items(document))
        self._empty.display = not items
        self.table.show(items)

    def go_to(self, item_id: str) -> bool:
        """Focus the table with the cursor on an item. Returns whether the list has that item."""
        if not self.table.select(item_id):
            return False
        self.table.focus()
        return True

    def action_want(self, command: Literal["add", "edit", "delete"]) -> None:
        """Request a command for the item under the cursor, or for a new one."""
        item_id = self.table.selected
        if command == "add" or item_id is not None:
            self.post_message(self.CommandRequested(self, command, item_id))

    @on(RowTable.RowDoubleClicked)
    def _edit_clicked_item(self, event: RowTable.RowDoubleClicked) -> None:
        event.stop()
        self.action_want("edit")
