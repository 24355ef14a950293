"""A table of items in an order, repainted by id; some of them can be marked for what is next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.text import Text
from textual.widgets import DataTable

_MANY = 100
"""From so many rows come and gone on, filling the table anew is quicker than mending it."""


class ItemTable(DataTable[Text]):
    """One row an item. Subclasses say what its cells are, and `show` items."""

    def __init__(self, cell_padding: int, id: str | None = None) -> None:  # noqa: A002
        super().__init__(cursor_type="row", cell_padding=cell_padding, id=id)
        self._heads: dict[str, Text] = {}
        """The first cell of each row, by the item's id, in the order of the rows."""
        self._marked: set[str] = set()

    @property
    def selected(self) -> str | None:
        """The id of the item under the cursor, if there is one."""
        if not self.row_count:
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of the items in sight, in their order."""
        return tuple(self._heads)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the marked items in sight; with none, of the one under the cursor."""
        marked = tuple(item_id for item_id in self._heads if item_id in self._marked)
        return marked or tuple(filter(None, [self.selected]))

    @property
    def has_marks(self) -> bool:
        """Whether any item is marked."""
        return bool(self._marked)

    def mark(self) -> None:
        """Mark the item under the cursor, or take its mark away; what shows it paints it."""
        if (at := self.selected) is not None:
            self._marked ^= {at}

    def unmark(self) -> bool:
        """Take every mark away; returns whether there was one. What shows them paints them."""
        marked, self._marked = bool(self._marked), set()
        return marked

    def put_rows(self, ids: Sequence[str], cells: Callable[[str], list[Text]]) -> Iterable[str]:
        """Make the rows those of these items, in this order; returns those that were left alone."""
        wanted = dict.fromkeys(ids)
        gone, new = self._heads.keys() - wanted.keys(), []
        if len(wanted) > len(self._heads) - len(gone):
            new = [item_id for item_id in wanted if item_id not in self._heads]
        if len(gone) + len(new) > _MANY:
            self.clear_items()
            gone, new = set(), list(wanted)
        for item_id in gone:
            self.remove_row(item_id)
            del self._heads[item_id]
        stayed = list(self._heads)
        for item_id in new:
            row = cells(item_id)
            self._heads[item_id] = row[0]
            self.add_row(*row, key=item_id)
        if list(wanted) != list(self._heads):
            self._heads = {item_id: self._heads[item_id] for item_id in wanted}
            position = {id(head): n for n, head in enumerate(self._heads.values())}
            self.sort(next(iter(self.columns)), key=lambda head: position[id(head)])
        return stayed

    def clear_items(self, columns: bool = False) -> None:
        """Take every row away, and where asked every column."""
        self.clear(columns)
        self._heads = {}

    def paint(self, item_id: str, cells: Sequence[Text]) -> None:
        """Put the cells of a row that are others now; each one put makes the table draw itself."""
        columns = [key.value or "" for key in self.columns]
        before = self.get_row(item_id)
        for key, text, old in zip(columns, cells, before, strict=True):
            if (text, text.style, text.spans) != (old, old.style, old.spans):
                self.update_cell(item_id, key, text)
                if key == columns[0]:
                    self._heads[item_id] = text

    def stand_on(self, item_id: str | None, row: int) -> None:
        """Put the cursor on an item, or, where it is not shown, on a row."""
        if item_id in self._heads:
            row = list(self._heads).index(item_id)
        if self.row_count and row != self.cursor_row:
            self.move_cursor(row=min(row, self.row_count - 1))
