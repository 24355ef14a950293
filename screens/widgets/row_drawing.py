"""How a row of a table reads in just so many cells: its columns, and what stands back in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from rich.cells import cell_len, set_cell_size

_NARROW = 100
"""With less than so many cells there is one between the columns, not two."""

_LEAST = 8
"""A column that takes the room left has so many cells, however little that is."""


class Look(Enum):
    """How a part of a row stands among the others."""

    PLAIN = "plain"
    QUIET = "quiet"
    STRONG = "strong"


@dataclass(frozen=True)
class Column:
    """A head, and a width in cells; those of 0 share the room that is left.

    `is_quiet`: what stands in it matters less than the rest of its row.
    """

    head: str
    width: int
    to_the_right: bool = False
    is_quiet: bool = False


@dataclass(frozen=True)
class Row:
    """A text for each column, the last over all that are left.

    `is_amiss` where something is wrong with what it stands for, `is_quiet` where it matters less.
    `strong`: so many letters are stressed, those its first text begins with that takes the room
    left.
    """

    texts: tuple[str, ...]
    is_amiss: bool = False
    is_quiet: bool = False
    strong: int = 0


def widths_in(columns: Sequence[Column], width: int) -> tuple[int, ...]:
    """Return the cells of each column where a row has `width` of them, gaps and edges included."""
    between = len(_gap(width)) * (len(columns) - 1)
    left = width - 2 - between - sum(column.width for column in columns)
    wide = [n for n, column in enumerate(columns) if not column.width]
    found = [column.width for column in columns]
    for n, at in enumerate(wide):
        found[at] = max(_LEAST, left // len(wide) + (n < left % len(wide)))
    return tuple(found)


def parts_of(
    columns: Sequence[Column], row: Row, width: int, widths: Sequence[int]
) -> Iterator[tuple[str, Look]]:
    """Yield the parts of a row from left to right; together they take `width` cells.

    `widths`: what `widths_in` says of these columns in so many cells.
    """
    gap, left, last = _gap(width), width - 1, len(row.texts) - 1
    yield " ", Look.PLAIN
    strong = row.strong
    for n, (column, text, room) in enumerate(zip(columns, row.texts, widths, strict=False)):
        cells = min(room, left) if n < last else left - 1
        if cells <= 0:
            break
        shown = fit(text, cells, to_the_right=column.to_the_right)
        look = Look.QUIET if column.is_quiet else Look.PLAIN
        if strong and not column.width:
            yield shown[:strong], Look.STRONG
            shown, strong = shown[strong:], 0
        yield shown, look
        left -= cells
        if n < last:
            yield gap[:left], Look.PLAIN
            left -= len(gap[:left])
    yield " " * left, Look.PLAIN


def fit(text: str, width: int, *, to_the_right: bool = False) -> str:
    """Return a text in just so many cells; an ellipsis says that something is missing."""
    room = width - cell_len(text)
    if room < 0:
        return f"{set_cell_size(text, width - 1)}…"
    return " " * room + text if to_the_right else text + " " * room


def _gap(width: int) -> str:
    return " " if width < _NARROW else "  "
