"""One line of a terminal picture, written cell by cell, and where pieces of text fit into it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby


class CellRole(StrEnum):
    """What a piece of a picture is, for whoever colours it."""

    BLANK = "blank"
    PATTERN = "pattern"
    LABEL = "label"
    MARK = "mark"
    AXIS = "axis"


CanvasRuns = tuple[tuple[str, CellRole], ...]
"""A finished line: its text in pieces, each with what it is."""


class CanvasLine:
    """So many cells, blank until written to. Every character in it is one cell wide."""

    def __init__(self, width: int) -> None:
        self._cells = [(" ", CellRole.BLANK)] * width

    @property
    def text(self) -> str:
        """The line as text."""
        return "".join(character for character, _ in self._cells)

    def is_blank(self, since: int, until: int) -> bool:
        """Say whether cells, as far as the line has them, show no text; marks are none."""
        cells = self._cells[max(0, since) : until]
        return all(role in (CellRole.BLANK, CellRole.MARK) for _, role in cells)

    def write(self, at: int, text: str, role: CellRole) -> None:
        """Write text from a cell on; what would stand outside of the line is left out."""
        for cell, character in enumerate(text, start=at):
            if 0 <= cell < len(self._cells):
                self._cells[cell] = (character, role)

    def runs(self) -> CanvasRuns:
        """Return the line in pieces of one role each."""
        return tuple(
            ("".join(character for character, _ in run), role)
            for role, run in groupby(self._cells, key=lambda cell: cell[1])
        )


def is_free(taken: bytearray, at: int, length: int, gap: int = 1) -> bool:
    """Say whether text fits at a cell, inside of the line and with a gap to what is taken."""
    if at < 0 or at + length > len(taken):
        return False
    return not any(taken[max(0, at - gap) : at + length + gap])


def place_texts(
    wishes: Sequence[tuple[int, int]], taken: bytearray, gap: int = 1
) -> tuple[int, ...] | None:
    """Return a cell for each text, in order, as near as can be to the one it wishes for.

    A wish is a cell and a length. None where the texts do not all fit between what is taken.
    """
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
        found.append(_nearest(taken, min(max(wish, earliest), last), length, earliest, last))
        earliest = found[-1] + length + gap
    return tuple(found)


def _nearest(taken: bytearray, wish: int, length: int, earliest: int, latest: int) -> int:
    """Return the free cell nearest to a wish; the latest one is known to be free."""
    for by in range(max(wish - earliest, latest - wish) + 1):
        for at in (wish - by, wish + by):
            if earliest <= at <= latest and is_free(taken, at, length):
                return at
    return latest
