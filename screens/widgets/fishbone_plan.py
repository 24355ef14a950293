"""Where everything of a fishbone goes: its columns along the spine, its rows, its head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from facilitator.analysis.fishbone import Bone, fishbone, pairs
from facilitator.model.causes import Causes
from screens.base.text import words_of, wrapped
from screens.widgets.cause_picture import ASK_FOR_PROBLEM, NO_BONE_YET, bone_key
from screens.widgets.fishbone_rows import Column, Rib, Rows, shared
from screens.widgets.fishbone_texts import ROOMY, TIGHT, Manner, entries

NOBODY_ASKED = " ?"
"""Behind the name of a bone with nothing on it: nobody has asked there yet."""

_LEASTS = ((14, 16), (12, 12))
"""How wide a column with causes is at least, and how much a name may claim: what is tried in turn
before the picture grows wider than its room."""
_WIDEST = 56
"""Text in a wider column is hard to read."""
_ROOMY_FROM = 28
"""Cells to a column from which on there is room for labels."""
_EVEN, _TELLING = 60, 400
"""A column's share of the room grows with its text, as if there were so many cells more of it, to
a length from which on a text gets no more."""

_HEAD_LEAST, _HEAD_MOST, _HEAD_LINES = 16, 34, 12
BESIDE = 4
"""The cells of the head's box beside its text: its sides, and a blank at each."""


@dataclass(frozen=True)
class Plan:
    """A fishbone laid out. `top` is the first row that is drawn, `spine` the row of the spine."""

    width: int
    height: int
    top: int
    rows: Rows
    manner: Manner
    columns: tuple[Column, ...]
    head: tuple[str, ...]
    head_width: int

    @property
    def spine(self) -> int:
        """The row of the spine."""
        return self.top + self.rows.above

    @property
    def head_top(self) -> int:
        """The first row of the head's box: the spine meets its middle where there is room."""
        box = len(self.head) + 2
        last = self.top + self.rows.all - box
        return max(self.top, min(last, self.spine - box // 2))


def planned(causes: Causes, width: int, height: int) -> Plan:
    """Lay a fishbone out in so much room, or in as little more as it takes."""
    head_width = max(_HEAD_LEAST, min(_HEAD_MOST, width // 5))
    head_lines = max(1, min(height - 2, _HEAD_LINES))
    head = wrapped(words_of(causes.problem or ASK_FOR_PROBLEM), head_width - BESIDE, head_lines)
    facing = _facing(causes)
    room = width - head_width - 1
    manner = ROOMY if facing and room // len(facing) >= _ROOMY_FROM else TIGHT
    widths = _widths(facing, room, manner)
    at = [sum(widths[:n]) for n in range(len(widths))]
    columns = [Column(*each) for each in zip(at, widths, facing, strict=True)]
    written, rows = shared(columns, manner, height)
    rows = rows.holding(len(head) + 2)
    return Plan(
        width=max(width, sum(widths) + 1 + head_width),
        height=max(height, rows.all),
        top=max(0, (height - rows.all) // 2),
        rows=rows,
        manner=manner,
        columns=written,
        head=head,
        head_width=head_width,
    )


def _facing(causes: Causes) -> tuple[tuple[Rib, ...], ...]:
    """Return the ribs that meet the spine at one place, from its tail to the head."""
    labels = causes.labels()
    leaves = frozenset(leaf.id for leaf in causes.leaves())

    def rib(bone: Bone) -> Rib:
        name = bone.name or NO_BONE_YET
        return Rib(bone_key(bone.name), name, entries(bone.causes, labels, leaves))

    return tuple(tuple(map(rib, pair)) for pair in pairs(fishbone(causes)))


def _widths(facing: Sequence[tuple[Rib, ...]], room: int, manner: Manner) -> list[int]:
    """Return the width of each column: more for more text, and what nobody needs evenly."""
    for with_causes, named in _LEASTS:
        widths = [_least(ribs, manner, with_causes, named) for ribs in facing]
        if sum(widths) <= room:
            break
    wanted = [max(least, _wanted(ribs, manner)) for least, ribs in zip(widths, facing, strict=True)]
    weights = [_EVEN + max(_text(rib) for rib in ribs) for ribs in facing]
    while (left := room - sum(widths)) > 0 and facing:
        short = [n for n, width in enumerate(widths) if width < wanted[n]]
        if not short:
            return [width + left // len(widths) for width in widths]
        whole = sum(weights[n] for n in short)
        for n in short:
            more = max(1, left * weights[n] // whole)
            more = min(more, wanted[n] - widths[n], room - sum(widths))
            widths[n] += max(0, more)
    return widths


def _least(ribs: tuple[Rib, ...], manner: Manner, with_causes: int, named: int) -> int:
    names = max(cell_len(rib.name + NOBODY_ASKED) for rib in ribs) + manner.gap
    return max(min(named, names), with_causes if any(rib.entries for rib in ribs) else 0)


def _wanted(ribs: tuple[Rib, ...], manner: Manner) -> int:
    """Return the width from which on a column would gain nothing by more."""
    texts = (entry.width_in_one_line(manner) for rib in ribs for entry in rib.entries)
    return min(_WIDEST, max(texts, default=0))


def _text(rib: Rib) -> int:
    return sum(min(entry.length, _TELLING) for entry in rib.entries)
