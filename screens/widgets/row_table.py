"""A table of any number of rows that holds only those in sight."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

_BLOCK = 64
"""So many rows are fetched at once."""

_KEPT = 16 * _BLOCK
"""More rows than that are not held."""

_NARROW = 100
"""With less than so many cells there is one between the columns, not two."""


@dataclass(frozen=True)
class Column:
    """A head, and a width in cells; 0 takes the room that is left."""

    head: str
    width: int
    to_the_right: bool = False


@dataclass(frozen=True)
class Row:
    """A text for each column, the last over all that are left.

    `is_amiss` where something is wrong with what it stands for, `is_quiet` where it matters less.
    """

    texts: tuple[str, ...]
    is_amiss: bool = False
    is_quiet: bool = False


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
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "move_to(0)", "First", show=False),
        Binding("end", "move_to(-1)", "Last", show=False),
    ]

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

    @dataclass
    class Chosen(Message):
        """The row under the cursor was clicked."""

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: Callable[[Sequence[str]], Mapping[str, Row]],
    ) -> None:
        super().__init__()
        self._columns = columns
        self._fetch = fetch
        self._keys: Sequence[str] = ()
        self._rows: dict[str, Row] = {}
        self.cursor_row = 0

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self._keys)

    @property
    def selected(self) -> str | None:
        """The key of the row under the cursor; None in an empty table."""
        return self._keys[self.cursor_row] if self._keys else None

    def show(self, keys: Sequence[str]) -> None:
        """Show these rows. The cursor stays on its key, and that at its height, where it can."""
        before, row = self.selected, self.cursor_row
        self._keys = keys
        self._rows.clear()
        self.cursor_row = max(0, min(row, len(keys) - 1))
        if before in keys:
            self.cursor_row = keys.index(before)
        top = self.scroll_offset.y + self.cursor_row - row
        self.virtual_size = Size(0, len(keys) + 1)
        self.scroll_to(y=max(0, top), animate=False, force=True, immediate=True)
        self._keep_cursor_in_sight()
        self.refresh()
        if self.selected != before:
            self.post_message(self.Moved())

    def select(self, key: str) -> None:
        """Put the cursor on the row of a key, if it has one."""
        if key in self._keys:
            self.action_move_to(self._keys.index(key))

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
            self.cursor_row = row
            self._keep_cursor_in_sight()
            self.refresh()
            self.post_message(self.Moved())

    @property
    def _rows_in_sight(self) -> int:
        return max(1, self.size.height - 1)

    def _keep_cursor_in_sight(self) -> None:
        top = self.scroll_offset.y
        wanted = min(max(top, self.cursor_row - self._rows_in_sight + 1), self.cursor_row)
        if self.size.height and wanted != top:
            self.scroll_to(y=wanted, animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """Keep what is selected in sight, and the rows as wide as there is room."""
        self.virtual_size = Size(0, len(self._keys) + 1)
        self._keep_cursor_in_sight()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to what was clicked; a click on the cursor chooses."""
        row = event.y - 1 + self.scroll_offset.y
        if event.y > 0 and row < len(self._keys):
            if row == self.cursor_row:
                self.post_message(self.Chosen())
            self.action_move_to(row)

    def render_line(self, y: int) -> Strip:
        """Return a line: the heads in the first, whatever is scrolled to beneath it."""
        number = y - 1 + self.scroll_offset.y
        if y == 0:
            heads = tuple(column.head for column in self._columns)
            return self._line(heads, self.get_component_rich_style("row-table--head"))
        if number >= len(self._keys):
            return Strip.blank(self.size.width, self.rich_style)
        row = self._row(number)
        style = self.rich_style
        if row.is_amiss or row.is_quiet:
            says = "amiss" if row.is_amiss else "quiet"
            style += self.get_component_rich_style(f"row-table--{says}")
        if number == self.cursor_row:
            blurred = "" if self.has_focus else "-blurred"
            style += self.get_component_rich_style(f"row-table--cursor{blurred}")
        return self._line(row.texts, style)

    def _row(self, number: int) -> Row:
        key = self._keys[number]
        if key not in self._rows:
            if len(self._rows) >= _KEPT:
                self._rows.clear()
            start = number // _BLOCK * _BLOCK
            self._rows.update(self._fetch(self._keys[start : start + _BLOCK]))
        return self._rows.get(key) or Row(("",) * len(self._columns))

    def _line(self, texts: Sequence[str], style: Style) -> Strip:
        width = self.scrollable_content_region.width
        gap = " " if width < _NARROW else "  "
        wide = width - 2 - sum(column.width + len(gap) for column in self._columns) + len(gap)
        line = ""
        for column, text in zip(self._columns, texts[:-1], strict=False):
            room = column.width or max(wide, 1)
            line += f" {fit(text, room, to_the_right=column.to_the_right)}{gap[1:]}"
        line += f" {fit(texts[-1], max(width - 2 - cell_len(line), 1))} "
        return Strip([Segment(set_cell_size(line, width), style)], width)


def fit(text: str, width: int, *, to_the_right: bool = False) -> str:
    """Return a text in just so many cells; an ellipsis says that something is missing."""
    room = width - cell_len(text)
    if room < 0:
        return f"{set_cell_size(text, width - 1)}…"
    return " " * room + text if to_the_right else text + " " * room
