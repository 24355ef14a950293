"""A table of items, some of which can be marked for what is done next with them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from screens.widgets.row_drawing import Column
from screens.widgets.row_table import Fetch, RowTable


class ItemTable(RowTable):
    """One row an item, by its id. Subclasses say how an item reads, and show items."""

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: Fetch,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(columns, fetch, id)
        self._marked: set[str] = set()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the marked items in sight; with none, of the one under the cursor."""
        marked = tuple(filter(self._marked.__contains__, self.shown)) if self._marked else ()
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

    def keep_marks_of(self, ids: Iterable[str]) -> None:
        """Take the marks away of items that are gone; those with these ids are there."""
        if self._marked:
            self._marked &= set(ids)
