"""A table of any number of rows that holds only those in sight.

How a row of a table reads in just so many cells: its columns, and what stands back in it.
A table of items, some of which can be marked for what is done next with them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import count

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

_NARROW = 100
"""With less than so many cells there is one between the columns, not two."""

_LEAST = 8
"""A column that takes the room left has so many cells, however little that is."""


class CellStyle(Enum):
    """How a part of a row stands among the others."""

    PLAIN = "plain"
    QUIET = "quiet"
    STRONG = "strong"


@dataclass(frozen=True)
class TableColumn:
    """A head, and a width in cells; those of 0 share the room that is left.

    `is_quiet`: what stands in it matters less than the rest of its row.
    """

    head: str
    width: int
    right_aligned: bool = False
    is_quiet: bool = False


@dataclass(frozen=True)
class TableRow:
    """A text for each column, the last over all that are left.

    `has_problem` where something is wrong with what it stands for, `is_quiet` where it matters less.
    `bold_prefix`: so many letters are stressed, those its first text begins with that takes the room
    left.
    """

    texts: tuple[str, ...]
    has_problem: bool = False
    is_quiet: bool = False
    bold_prefix: int = 0


def column_widths(columns: Sequence[TableColumn], width: int) -> tuple[int, ...]:
    """Return the cells of each column where a row has `width` of them, gaps and edges included."""
    between = len(_gap(width)) * (len(columns) - 1)
    left = width - 2 - between - sum(column.width for column in columns)
    wide = [n for n, column in enumerate(columns) if not column.width]
    found = [column.width for column in columns]
    for n, at in enumerate(wide):
        found[at] = max(_LEAST, left // len(wide) + (n < left % len(wide)))
    return tuple(found)


def row_segments(
    columns: Sequence[TableColumn], row: TableRow, width: int, widths: Sequence[int]
) -> Iterator[tuple[str, CellStyle]]:
    """Yield the parts of a row from left to right; together they take `width` cells.

    `widths`: what `column_widths` says of these columns in so many cells.
    """
    gap, left, last = _gap(width), width - 1, len(row.texts) - 1
    yield " ", CellStyle.PLAIN
    bold_prefix = row.bold_prefix
    for n, (column, text, room) in enumerate(zip(columns, row.texts, widths, strict=False)):
        cells = min(room, left) if n < last else left - 1
        if cells <= 0:
            break
        shown = fit_cells(text, cells, right_aligned=column.right_aligned)
        look = CellStyle.QUIET if column.is_quiet else CellStyle.PLAIN
        if bold_prefix and not column.width:
            yield shown[:bold_prefix], CellStyle.STRONG
            shown, bold_prefix = shown[bold_prefix:], 0
        yield shown, look
        left -= cells
        if n < last:
            yield gap[:left], CellStyle.PLAIN
            left -= len(gap[:left])
    yield " " * left, CellStyle.PLAIN


def fit_cells(text: str, width: int, *, right_aligned: bool = False) -> str:
    """Return a text in just so many cells; an ellipsis says that something is missing."""
    room = width - cell_len(text)
    if room < 0:
        return f"{set_cell_size(text, width - 1)}…"
    return " " * room + text if right_aligned else text + " " * room


def _gap(width: int) -> str:
    return " " if width < _NARROW else "  "


_BLOCK = 64
"""So many rows are fetched at once."""

_KEPT = 16 * _BLOCK
"""More rows than that are not held."""

_STRONG = Style(bold=True)

FetchRows = Callable[[Sequence[str]], Mapping[str, TableRow]]
"""Returns the rows of some keys; of those that have none, nothing."""


class RowTable(ScrollView, can_focus=True):
    """Shows the rows of a list of keys, and asks `fetch` for those it draws.

    A DataTable of 10,000 rows takes a second to fill; this one takes as long as its height.
    """

    DEFAULT_CSS = "RowTable { height: 1fr; overflow-x: hidden; }"
    COMPONENT_CLASSES = {
        "row-table--head",
        "row-table--amiss",
        "row-table--quiet",
        "row-table--cursor",
        "row-table--cursor-blurred",
    }
    BINDINGS = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "move_to(0)", "First", show=False),
        Binding("end", "move_to(-1)", "Last", show=False),
    ]

    @dataclass
    class RowMessage(Message):
        """Something happened to the cursor of a table."""

        table: RowTable

        @property
        def control(self) -> RowTable:
            """The table, for those who listen to one of several."""
            return self.table

    class RowHighlighted(RowMessage):
        """The cursor stands on another row."""

    class RowClicked(RowMessage):
        """The row under the cursor was clicked."""

    class RowDoubleClicked(RowMessage):
        """A row was clicked twice."""

    def __init__(
        self,
        columns: Sequence[TableColumn],
        fetch: FetchRows,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._fetch = fetch
        self._keys: Sequence[str] = ()
        self._numbers: dict[str, int] = {}
        self._rows: dict[str, TableRow] = {}
        self.cursor_row = 0

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self._keys)

    @property
    def shown(self) -> Sequence[str]:
        """The keys of the rows, in their order."""
        return self._keys

    @property
    def selected(self) -> str | None:
        """The key of the row under the cursor; None in an empty table."""
        return self._keys[self.cursor_row] if self._keys else None

    def row_number(self, key: str | None) -> int | None:
        """Return which row has this key, if one has."""
        return None if key is None else self._numbers.get(key)

    def show_keys(self, keys: Sequence[str], cursor_on: str | None = None) -> None:
        """Show these rows, each fetched anew.

        The cursor goes to this key, or stays on its own and that at its height, where it can.
        """
        before, row = self.selected, self.cursor_row
        self._keys, self._numbers = keys, dict(zip(keys, count(), strict=False))
        self._rows.clear()
        stays = self._numbers.get(before or "", row)
        top = self.scroll_offset.y + stays - row
        at = self._numbers.get(cursor_on or "", stays)
        self.cursor_row = max(0, min(at, len(keys) - 1))
        self.virtual_size = Size(0, len(keys) + self._head)
        self.scroll_to(y=max(0, top), animate=False, force=True, immediate=True)
        self._keep_cursor_in_sight()
        self.refresh()
        if self.selected != before:
            self._tell(self.RowHighlighted)

    def set_columns(self, columns: Sequence[TableColumn]) -> None:
        """Show these columns from now on; the rows are fetched anew."""
        if self._columns != tuple(columns):
            self._columns = tuple(columns)
            self._rows.clear()
            self.refresh()

    def select(self, key: str) -> bool:
        """Put the cursor on the row of a key. Returns whether it has one."""
        number = self.row_number(key)
        if number is not None:
            self.action_move_to(number)
        return number is not None

    def action_move(self, by: int) -> None:
        """Move the cursor by some rows."""
        self.action_move_to(max(0, self.cursor_row + by))

    def action_page(self, by: int) -> None:
        """Move the cursor by what is in sight."""
        self.action_move(by * max(1, self._rows_in_sight - 1))

    def action_move_to(self, row: int) -> None:
        """Move the cursor to a row, or to the last (-1)."""
        last = len(self._keys) - 1
        row = max(0, last if row < 0 else min(row, last))
        if row != self.cursor_row:
            self._refresh_row(self.cursor_row)
            self.cursor_row = row
            self._keep_cursor_in_sight()
            self._refresh_row(row)
            self._tell(self.RowHighlighted)

    def _tell(self, happened: type[RowMessage]) -> None:
        """Say that this happened, to all who listen: a parent that asked for it is not the last."""
        self.post_message(happened(self).set_sender(self))

    def _refresh_row(self, row: int) -> None:
        y = row + self._head - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    @property
    def _head(self) -> int:
        """How many lines the heads take: none without rows, or where no column has one."""
        return int(bool(self._keys) and any(column.head for column in self._columns))

    @property
    def _rows_in_sight(self) -> int:
        return max(1, self.size.height - self._head)

    def _keep_cursor_in_sight(self) -> None:
        top = self.scroll_offset.y
        wanted = min(max(top, self.cursor_row - self._rows_in_sight + 1), self.cursor_row)
        if self.size.height and wanted != top:
            self.scroll_to(y=wanted, animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """Keep what is selected in sight, and the rows as wide as there is room."""
        self.virtual_size = Size(0, len(self._keys) + self._head)
        self._keep_cursor_in_sight()

    def row_at(self, event: events.Click) -> int | None:
        """Return which row was clicked, if one was."""
        row = event.y - self._head + self.scroll_offset.y
        return row if event.y >= self._head and row < len(self._keys) else None

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to what was clicked; a click on the cursor chooses, a second opens."""
        row = self.row_at(event)
        if row is not None:
            if row == self.cursor_row:
                self._tell(self.RowClicked)
            self.action_move_to(row)
            if event.chain == 2:
                self._tell(self.RowDoubleClicked)

    def render_line(self, y: int) -> Strip:
        """Return a line: the heads in the first, whatever is scrolled to beneath it."""
        number = y - self._head + self.scroll_offset.y
        if y < self._head:
            heads = TableRow(tuple(column.head for column in self._columns))
            return self._line(heads, self.get_component_rich_style("row-table--head"), Style())
        if number >= len(self._keys):
            return Strip.blank(self.size.width, self.rich_style)
        row = self.row(number)
        style, cursor = self.rich_style, Style()
        if row.has_problem or row.is_quiet:
            says = "amiss" if row.has_problem else "quiet"
            style += self.get_component_rich_style(f"row-table--{says}")
        if number == self.cursor_row:
            blurred = "" if self.has_focus else "-blurred"
            cursor = self.get_component_rich_style(f"row-table--cursor{blurred}")
        return self._line(row, style, cursor)

    def row(self, number: int) -> TableRow:
        """Return what a row shows; its columns are empty where nothing was fetched."""
        key = self._keys[number]
        if key not in self._rows:
            if len(self._rows) >= _KEPT:
                self._rows.clear()
            start = number // _BLOCK * _BLOCK
            self._rows.update(self._fetch(self._keys[start : start + _BLOCK]))
        return self._rows.get(key) or TableRow(("",) * len(self._columns))

    def _line(self, row: TableRow, style: Style, cursor: Style) -> Strip:
        """Return a row as it is drawn; what it says in colours gives way to the cursor's."""
        width = self.scrollable_content_region.width
        quiet = (
            style if row.has_problem else style + self.get_component_rich_style("row-table--quiet")
        )
        looks = {
            CellStyle.PLAIN: style + cursor,
            CellStyle.QUIET: quiet + cursor,
            CellStyle.STRONG: style + cursor + _STRONG,
        }
        parts = row_segments(self._columns, row, width, column_widths(self._columns, width))
        return Strip([Segment(text, looks[look]) for text, look in parts], width)


class ItemTable(RowTable):
    """One row an item, by its id. Subclasses say how an item reads, and show items."""

    def __init__(
        self,
        columns: Sequence[TableColumn],
        fetch: FetchRows,
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

    def prune_marks(self, ids: Iterable[str]) -> None:
        """Take the marks away of items that are gone; those with these ids are there."""
        if self._marked:
            self._marked &= set(ids)
