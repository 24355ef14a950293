"""A table that fetches only the rows it draws, and one of items that can be marked."""

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

from screens.base.textual_workarounds import sent_by

_WIDE_FROM = 100
"""Width in cells from which on two blank cells separate the columns instead of one."""

_MIN_WIDTH = 8
"""Minimum width in cells of a column that takes the remaining space."""


class CellStyle(Enum):
    """How a segment of a row is drawn. QUIET is dimmed."""

    PLAIN = "plain"
    QUIET = "quiet"
    BOLD = "bold"


@dataclass(frozen=True)
class TableColumn:
    """A header and a width in cells; columns of width 0 share the remaining space.

    `is_quiet` draws the column dimmed.
    """

    head: str
    width: int
    right_aligned: bool = False
    is_quiet: bool = False


@dataclass(frozen=True)
class RowContent:
    """The text of each cell; with fewer texts than columns, the last one spans the rest.

    `has_problem` draws the row in the colour of warnings, `is_quiet` dimmed. `bold_prefix` is the
    number of characters drawn bold at the start of the first column of width 0.
    """

    texts: tuple[str, ...]
    has_problem: bool = False
    is_quiet: bool = False
    bold_prefix: int = 0


def column_widths(columns: Sequence[TableColumn], width: int) -> tuple[int, ...]:
    """Return the width of each column in a row of `width` cells, which includes gaps and edges."""
    between = len(_gap(width)) * (len(columns) - 1)
    left = width - 2 - between - sum(column.width for column in columns)
    wide = [n for n, column in enumerate(columns) if not column.width]
    found = [column.width for column in columns]
    for n, at in enumerate(wide):
        found[at] = max(_MIN_WIDTH, left // len(wide) + (n < left % len(wide)))
    return tuple(found)


def row_segments(
    columns: Sequence[TableColumn], row: RowContent, width: int, widths: Sequence[int]
) -> Iterator[tuple[str, CellStyle]]:
    """Yield the segments of a row from left to right; together they take `width` cells.

    `widths` is the result of `column_widths` for these columns and this width.
    """
    gap, left, last = _gap(width), width - 1, len(row.texts) - 1
    yield " ", CellStyle.PLAIN
    bold_prefix = row.bold_prefix
    for n, (column, text, room) in enumerate(zip(columns, row.texts, widths, strict=False)):
        cells = min(room, left) if n < last else left - 1
        if cells <= 0:
            break
        shown = fit_cells(text, cells, right_aligned=column.right_aligned)
        cell_style = CellStyle.QUIET if column.is_quiet else CellStyle.PLAIN
        if bold_prefix and not column.width:
            yield shown[:bold_prefix], CellStyle.BOLD
            shown, bold_prefix = shown[bold_prefix:], 0
        yield shown, cell_style
        left -= cells
        if n < last:
            yield gap[:left], CellStyle.PLAIN
            left -= len(gap[:left])
    yield " " * left, CellStyle.PLAIN


def fit_cells(text: str, width: int, *, right_aligned: bool = False) -> str:
    """Return a text padded or cut to exactly `width` cells; a cut text ends in an ellipsis."""
    room = width - cell_len(text)
    if room < 0:
        return f"{set_cell_size(text, width - 1)}…"
    return " " * room + text if right_aligned else text + " " * room


def _gap(width: int) -> str:
    return " " if width < _WIDE_FROM else "  "


_FETCH_SIZE = 64
"""Number of rows fetched at once."""

_MAX_CACHED = 16 * _FETCH_SIZE
"""Number of fetched rows from which on all are dropped before more are fetched."""

_BOLD = Style(bold=True)

FetchRows = Callable[[Sequence[str]], Mapping[str, RowContent]]
"""Returns the rows of some keys, leaving out keys that have no row."""


class RowTable(ScrollView, can_focus=True):
    """A table of the rows of some keys, which calls `fetch` for the rows it draws.

    Filling a Textual `DataTable` with 10,000 rows takes a second; here only the visible rows count.
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
        """A message of a table."""

        table: RowTable

        @property
        def control(self) -> RowTable:
            """The table that posted this."""
            return self.table

    class RowHighlighted(RowMessage):
        """The cursor moved to another row."""

    class RowClicked(RowMessage):
        """The row that the cursor was on already was clicked."""

    class RowDoubleClicked(RowMessage):
        """A row was double-clicked."""

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
        self._rows: dict[str, RowContent] = {}
        self.cursor_row = 0

    @property
    def row_count(self) -> int:
        """Number of rows."""
        return len(self._keys)

    @property
    def row_keys(self) -> Sequence[str]:
        """The keys of all rows, in order."""
        return self._keys

    @property
    def selected(self) -> str | None:
        """The key of the row under the cursor; None if the table is empty."""
        return self._keys[self.cursor_row] if self._keys else None

    def row_number(self, key: str | None) -> int | None:
        """Return the number of the row with a key, counted from 0, or None."""
        return None if key is None else self._numbers.get(key)

    def show_keys(self, keys: Sequence[str], cursor_on: str | None = None) -> None:
        """Show the rows of these keys, fetched anew.

        The cursor goes to the row of `cursor_on`. Without one it stays on its row, which stays at
        its height on the screen as far as possible.
        """
        before, row = self.selected, self.cursor_row
        self._keys, self._numbers = keys, dict(zip(keys, count(), strict=False))
        self._rows.clear()
        stays = self._numbers.get(before or "", row)
        top = self.scroll_offset.y + stays - row
        at = self._numbers.get(cursor_on or "", stays)
        self.cursor_row = max(0, min(at, len(keys) - 1))
        self.virtual_size = Size(0, len(keys) + self._head_height)
        # Immediate: else Textual scrolls only after it has drawn a frame at the old position.
        self.scroll_to(y=max(0, top), animate=False, force=True, immediate=True)
        self._scroll_to_cursor()
        self.refresh()
        if self.selected != before:
            self._post(self.RowHighlighted)

    def set_columns(self, columns: Sequence[TableColumn]) -> None:
        """Replace the columns; the rows are fetched anew."""
        if self._columns != tuple(columns):
            self._columns = tuple(columns)
            self.refetch()

    def refetch(self) -> None:
        """Fetch the visible rows anew, after their content has changed."""
        self._rows.clear()
        self.refresh()

    def select(self, key: str) -> bool:
        """Move the cursor to the row of a key. Returns whether there is one."""
        number = self.row_number(key)
        if number is not None:
            self.action_move_to(number)
        return number is not None

    def action_move(self, by: int) -> None:
        """Move the cursor by a number of rows."""
        self.action_move_to(max(0, self.cursor_row + by))

    def action_page(self, by: int) -> None:
        """Move the cursor by a number of pages."""
        self.action_move(by * max(1, self._visible_rows - 1))

    def action_move_to(self, row: int) -> None:
        """Move the cursor to a row, or to the last (-1)."""
        last = len(self._keys) - 1
        row = max(0, last if row < 0 else min(row, last))
        if row != self.cursor_row:
            self._refresh_row(self.cursor_row)
            self.cursor_row = row
            self._scroll_to_cursor()
            self._refresh_row(row)
            self._post(self.RowHighlighted)

    def _post(self, message: type[RowMessage]) -> None:
        """Post a message that reaches the screen whoever moved the cursor.

        A message bubbles no further than the widget it was sent by, and that is the one whose
        handler is running: a view that selects a row would stop it.
        """
        self.post_message(sent_by(self, message(self)))

    def _refresh_row(self, row: int) -> None:
        y = row + self._head_height - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    @property
    def _head_height(self) -> int:
        """Height of the header: 0 without rows, and where no column has a header."""
        return int(bool(self._keys) and any(column.head for column in self._columns))

    @property
    def _visible_rows(self) -> int:
        return max(1, self.size.height - self._head_height)

    def _scroll_to_cursor(self) -> None:
        top = self.scroll_offset.y
        wanted = min(max(top, self.cursor_row - self._visible_rows + 1), self.cursor_row)
        if self.size.height and wanted != top:
            self.scroll_to(y=wanted, animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """Keep the cursor visible in the new size."""
        self.virtual_size = Size(0, len(self._keys) + self._head_height)
        self._scroll_to_cursor()

    def row_at(self, event: events.Click) -> int | None:
        """Return the number of the row under a click, or None."""
        row = event.y - self._head_height + self.scroll_offset.y
        return row if event.y >= self._head_height and row < len(self._keys) else None

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked row, and post what was clicked."""
        row = self.row_at(event)
        if row is not None:
            if row == self.cursor_row:
                self._post(self.RowClicked)
            self.action_move_to(row)
            if event.chain == 2:
                self._post(self.RowDoubleClicked)

    def render_line(self, y: int) -> Strip:
        """Render the header, or the row at a line."""
        number = y - self._head_height + self.scroll_offset.y
        if y < self._head_height:
            heads = RowContent(tuple(column.head for column in self._columns))
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

    def row(self, number: int) -> RowContent:
        """Return a row by its number; its cells are empty where `fetch` returned none."""
        key = self._keys[number]
        if key not in self._rows:
            if len(self._rows) >= _MAX_CACHED:
                self._rows.clear()
            start = number // _FETCH_SIZE * _FETCH_SIZE
            self._rows.update(self._fetch(self._keys[start : start + _FETCH_SIZE]))
        return self._rows.get(key) or RowContent(("",) * len(self._columns))

    def _line(self, row: RowContent, style: Style, cursor: Style) -> Strip:
        """Render a row; the colours of the cursor replace its own."""
        width = self.scrollable_content_region.width
        quiet = (
            style if row.has_problem else style + self.get_component_rich_style("row-table--quiet")
        )
        styles = {
            CellStyle.PLAIN: style + cursor,
            CellStyle.QUIET: quiet + cursor,
            CellStyle.BOLD: style + cursor + _BOLD,
        }
        parts = row_segments(self._columns, row, width, column_widths(self._columns, width))
        return Strip([Segment(text, styles[style_name]) for text, style_name in parts], width)


class ItemTable(RowTable):
    """A table with one row per item, keyed by its id, and marks for commands on several items.

    Subclasses render the items and their marks; after a change of marks they are shown again.
    """

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
        """The ids of the marked items shown; without any, of the item under the cursor."""
        marked = tuple(filter(self._marked.__contains__, self.row_keys)) if self._marked else ()
        return marked or tuple(filter(None, [self.selected]))

    @property
    def has_marks(self) -> bool:
        """Whether any item is marked."""
        return bool(self._marked)

    def mark(self) -> None:
        """Mark or unmark the item under the cursor."""
        if (at := self.selected) is not None:
            self._marked ^= {at}

    def unmark(self) -> bool:
        """Remove all marks. Returns whether there were any."""
        marked, self._marked = bool(self._marked), set()
        return marked

    def prune_marks(self, ids: Iterable[str]) -> None:
        """Remove the marks of items whose id is not among these."""
        if self._marked:
            self._marked &= set(ids)
