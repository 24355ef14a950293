"""How a fishbone's rows are shared: airy where there is room, cut where there is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screens.widgets.fishbone_texts import Entry, Manner, Written, written

_LABEL = 1
_SPINE = 1


@dataclass(frozen=True)
class Rib:
    """A bone as it is drawn: its key, its name, and what is written along it, in its lines."""

    key: str
    name: str
    entries: tuple[Entry, ...]
    texts: tuple[Written, ...] = ()


@dataclass(frozen=True)
class Column:
    """A place where bones meet the spine: the rib above and, where there are two, that below."""

    x: int
    width: int
    ribs: tuple[Rib, ...]


@dataclass(frozen=True)
class Rows:
    """The rows above the spine and below it; how many slant to it; how many are blank between."""

    above: int
    below: int
    slant: int
    air: int

    @property
    def all(self) -> int:
        """The rows of the whole picture."""
        return self.above + _SPINE + self.below

    def holding(self, box: int) -> Rows:
        """Return the rows with as many more, above and below, as the head's box takes."""
        more = max(0, box - self.all)
        above = self.above + (more + (self.above <= self.below)) // 2
        return Rows(above, box - _SPINE - above, self.slant, self.air) if more else self


_WAYS = ((3, 1, True), (2, 1, True), (2, 0, True), (2, 0, False), (0, 0, False))
"""Rows that slant, blank rows, and whether all is said behind a text: what is given up in turn."""


def shared(
    columns: Sequence[Column], manner: Manner, height: int
) -> tuple[tuple[Column, ...], Rows]:
    """Write every rib into so many rows: whole where that can be, else in even shares.

    Where not even one line for each cause fits, each has one, and the rows are more than `height`.
    """
    for slant, air, whole in _WAYS:
        full = tuple(_in_full(column, manner, height, whole) for column in columns)
        rows = Rows(_side(full, 0, slant, air), _side(full, 1, slant, air), slant, air)
        if rows.all <= height:
            return full, rows
    return _in_shares(columns, full, manner, height)


def _in_full(column: Column, manner: Manner, most: int, whole: bool) -> Column:
    ribs = tuple(
        _written(rib, column.width, manner, [max(1, most)] * len(rib.entries), whole)
        for rib in column.ribs
    )
    return Column(column.x, column.width, ribs)


def _written(rib: Rib, width: int, manner: Manner, most: Sequence[int], whole: bool) -> Rib:
    texts = tuple(
        written(entry, entry.width_for_text(width, manner), lines, whole)
        for entry, lines in zip(rib.entries, most, strict=True)
    )
    return Rib(rib.key, rib.name, rib.entries, texts)


def _lines(rib: Rib) -> list[int]:
    return [len(text.lines) for text in rib.texts]


def _side(columns: Sequence[Column], side: int, slant: int, air: int) -> int:
    """Return the rows a side of the spine takes; none where no bone is there."""
    ribs = [column.ribs[side] for column in columns if side < len(column.ribs)]
    texts = [sum(_lines(rib)) + air * len(rib.texts) for rib in ribs]
    return _LABEL + max(texts) + slant if ribs else 0


def _in_shares(
    columns: Sequence[Column], full: Sequence[Column], manner: Manner, height: int
) -> tuple[tuple[Column, ...], Rows]:
    """Give each cause a line, and each row that is left to the side that has least of its own."""
    wanted = [_side(full, side, 0, 0) for side in (0, 1)]
    given = [
        max((_LABEL + len(c.ribs[side].entries) for c in columns if side < len(c.ribs)), default=0)
        for side in (0, 1)
    ]
    for _ in range(height - _SPINE - sum(given)):
        side = 0 if given[0] * wanted[1] <= given[1] * wanted[0] else 1
        given[side] += 1
    lines = [
        [_shares(_lines(rib), given[side] - _LABEL) for side, rib in enumerate(column.ribs)]
        for column in full
    ]
    cut = tuple(
        Column(
            column.x,
            column.width,
            tuple(
                _written(rib, column.width, manner, most, whole=False)
                for rib, most in zip(column.ribs, lines[n], strict=True)
            ),
        )
        for n, column in enumerate(columns)
    )
    return cut, Rows(given[0], given[1], 0, 0)


def _shares(wanted: Sequence[int], room: int) -> list[int]:
    """Return lines for each, one at least and none more than wanted, as even as can be."""
    given = [1] * len(wanted)
    left = room - len(wanted)
    while left > 0 and any(g < w for g, w in zip(given, wanted, strict=True)):
        for n, most in enumerate(wanted):
            if given[n] < most and left > 0:
                given[n] += 1
                left -= 1
    return given
