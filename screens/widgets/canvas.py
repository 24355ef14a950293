"""One line of a terminal picture, written cell by cell, and the placing of texts on it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby


class CellRole(StrEnum):
    """The kind of text in a cell of a line; the widget maps it to a style."""

    BLANK = "blank"
    PATTERN = "pattern"
    LABEL = "label"
    MARK = "mark"
    AXIS = "axis"


CanvasRuns = tuple[tuple[str, CellRole], ...]
"""A finished line: runs of text of one role each."""


class CanvasLine:
    """A line of a fixed number of cells, blank at first. Only narrow characters are written."""

    def __init__(self, width: int) -> None:
        self._cells = [(" ", CellRole.BLANK)] * width

    @property
    def text(self) -> str:
        """The line as text."""
        return "".join(character for character, _ in self._cells)

    def is_blank(self, start: int, end: int) -> bool:
        """Whether no cell of a range shows text; marks do not count, nor do cells off the line."""
        cells = self._cells[max(0, start) : end]
        return all(role in (CellRole.BLANK, CellRole.MARK) for _, role in cells)

    def write(self, at: int, text: str, role: CellRole) -> None:
        """Write text from a cell on; what falls off the line is dropped."""
        for cell, character in enumerate(text, start=at):
            if 0 <= cell < len(self._cells):
                self._cells[cell] = (character, role)

    def runs(self) -> CanvasRuns:
        """Return the line as runs of one role each."""
        return tuple(
            ("".join(character for character, _ in run), role)
            for role, run in groupby(self._cells, key=lambda cell: cell[1])
        )


def is_free(taken: bytearray, at: int, length: int, gap: int = 1) -> bool:
    """Whether a text fits at a cell: on the line, with `gap` free cells before and after it.

    `taken` has a byte per cell of the line, not zero where the cell is in use.
    """
    if at < 0 or at + length > len(taken):
        return False
    return not any(taken[max(0, at - gap) : at + length + gap])


def place_texts(
    wishes: Sequence[tuple[int, int]], taken: bytearray, gap: int = 1
) -> tuple[int, ...] | None:
    """Return the first cell of each text, in order, as near as possible to the preferred one.

    Each wish is a preferred cell and a length in cells; `gap` cells are kept between texts.
    Returns None where the texts do not all fit between the cells `taken`.
    """
    # From the right, the last cell each text can begin at so that those after it still fit; then
    # from the left, the cell nearest to the wish within that limit.
    latest: list[int] = []
    end = len(taken)
    for _, length in reversed(wishes):
        at = end - length
        while at >= 0 and not is_free(taken, at, length):
            at -= 1
        if at < 0:
            return None
        latest.insert(0, at)
        end = at - gap
    found: list[int] = []
    earliest = 0
    for (wish, length), last in zip(wishes, latest, strict=True):
        found.append(_nearest_free(taken, min(max(wish, earliest), last), length, earliest, last))
        earliest = found[-1] + length + gap
    return tuple(found)


def _nearest_free(taken: bytearray, wish: int, length: int, earliest: int, latest: int) -> int:
    """Return the free cell nearest to a wish; the latest one is known to be free."""
    for by in range(max(wish - earliest, latest - wish) + 1):
        for at in (wish - by, wish + by):
            if earliest <= at <= latest and is_free(taken, at, length):
                return at
    return latest
