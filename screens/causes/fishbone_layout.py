"""Where everything of a fishbone goes: its columns along the spine, its rows, its head.

What a fishbone writes along a rib: each cause's words in the lines and cells it is given.
How a fishbone's rows are shared: airy where there is room, cut where there is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rich.cells import cell_len

from facilitator.analysis.fishbone import Bone, BoneCause, bone_pairs, fishbone
from facilitator.model.causes import Cause, CauseRole, Causes
from screens.base.text import drawable_words, wrapped
from screens.widgets.cause_picture import ASK_FOR_PROBLEM, NO_BONE_YET, bone_key

INDENT = 2
"""The cells by which a cause stands further in than the one it made possible."""

_LEAST_TEXT = 8
"""A deep cause is indented no further than leaves it so many cells for its text."""
_MARK = _SET_OFF = 2
"""The cells of a mark with the blank behind it, and of the blanks before the words behind."""


@dataclass(frozen=True)
class RibStyle:
    """How a rib is written where there is much room, and where there is little."""

    dash: str
    gap: int
    with_labels: bool


ROOMY = RibStyle("├─ ", 2, True)
TIGHT = RibStyle("├ ", 1, False)


@dataclass(frozen=True)
class RibEntry:
    """A cause on a rib: its words, its short label, and what can be said of it behind them."""

    cause: Cause
    depth: int
    label: str
    words: tuple[str, ...]
    behind: tuple[str, ...]

    @cached_property
    def length(self) -> int:
        """The cells its words take in one line."""
        return sum(map(cell_len, self.words)) + len(self.words)

    def indent(self, width: int, style: RibStyle) -> int:
        """Return the cells between bone and mark in a column so wide."""
        room = width - style.gap - len(style.dash) - self._before(style) - _LEAST_TEXT
        return len(style.dash) + max(0, min(self.depth * INDENT, room))

    def width_for_text(self, width: int, style: RibStyle) -> int:
        """Return the cells its text has in a column so wide."""
        return width - style.gap - self.indent(width, style) - self._before(style)

    def width_in_one_line(self, style: RibStyle) -> int:
        """Return the width of a column in which the text is one line, with all that is behind."""
        behind = _SET_OFF + cell_len(words_behind(self.behind))
        indent = len(style.dash) + self.depth * INDENT
        return indent + self._before(style) + self.length + behind + style.gap

    def head(self, style: RibStyle) -> str:
        """Return the label that stands between the mark and the text."""
        return f"{self.label} " if style.with_labels else ""

    def _before(self, style: RibStyle) -> int:
        return _MARK + len(self.head(style))


def entries(
    causes: Sequence[BoneCause], labels: Mapping[str, str], leaves: frozenset[str]
) -> tuple[RibEntry, ...]:
    """Return the causes of a bone as what is written there."""
    return tuple(
        RibEntry(
            placed.cause,
            placed.depth,
            labels[placed.cause.id],
            drawable_words(placed.cause.text),
            _behind(placed, labels, leaves),
        )
        for placed in causes
    )


def _behind(
    placed: BoneCause, labels: Mapping[str, str], leaves: frozenset[str]
) -> tuple[str, ...]:
    """Return what is said behind a cause's text, the most important first."""
    cause, count = placed.cause, len(placed.cause.evidence)
    role = cause.role.value if cause.role is not CauseRole.STEP else ""
    evidence = f"{count} evidence" if count else "! no evidence" if cause.id in leaves else ""
    above = f"for {labels[cause.parent]}" if cause.parent and not placed.depth else ""
    risk = "risk accepted" if cause.accepted_risk else ""
    return tuple(words for words in (role, evidence, above, risk) if words)


def words_behind(behind: Sequence[str]) -> str:
    """Return what is said behind a text as one piece."""
    return " · ".join(behind)


@dataclass(frozen=True)
class RibText:
    """A cause in its lines, and the words that found room behind the last of them."""

    lines: tuple[str, ...]
    behind: str = ""

    @property
    def behind_at(self) -> int:
        """The cell of the last line where the words behind it begin."""
        return _after(self.lines[-1])


def written(entry: RibEntry, width: int, most: int, whole: bool) -> RibText:
    """Write a cause in a text so wide and at most so many lines.

    What is behind it takes a line of its own where the `whole` is to be said, and that says more.
    """
    lines = wrapped(entry.words, width, most)
    here = _fitting(entry.behind, width - _after(lines[-1]))
    below = _fitting(entry.behind, width)
    if whole and len(lines) < most and len(below) > len(here):
        return RibText((*lines, ""), words_behind(below))
    return RibText(lines, words_behind(here))


def _fitting(behind: tuple[str, ...], room: int) -> tuple[str, ...]:
    """Return as much of what is behind a text as fits, the most important first."""
    while behind and cell_len(words_behind(behind)) > room:
        behind = behind[:-1]
    return behind


def _after(line: str) -> int:
    return cell_len(line) + _SET_OFF if line else 0


_LABEL = 1
_SPINE = 1


@dataclass(frozen=True)
class Rib:
    """A bone as it is drawn: its key, its name, and what is written along it, in its lines."""

    key: str
    name: str
    entries: tuple[RibEntry, ...]
    texts: tuple[RibText, ...] = ()


@dataclass(frozen=True)
class FishboneColumn:
    """A place where bones meet the spine: the rib above and, where there are two, that below."""

    x: int
    width: int
    ribs: tuple[Rib, ...]


@dataclass(frozen=True)
class FishboneRows:
    """The rows above the spine and below it; how many slant to it; how many are blank between."""

    above: int
    below: int
    slant: int
    air: int

    @property
    def all(self) -> int:
        """The rows of the whole picture."""
        return self.above + _SPINE + self.below

    def holding(self, box: int) -> FishboneRows:
        """Return the rows with as many more, above and below, as the head's box takes."""
        more = max(0, box - self.all)
        above = self.above + (more + (self.above <= self.below)) // 2
        return FishboneRows(above, box - _SPINE - above, self.slant, self.air) if more else self


_WAYS = ((3, 1, True), (2, 1, True), (2, 0, True), (2, 0, False), (0, 0, False))
"""Rows that slant, blank rows, and whether all is said behind a text: what is given up in turn."""


def shared(
    columns: Sequence[FishboneColumn], style: RibStyle, height: int
) -> tuple[tuple[FishboneColumn, ...], FishboneRows]:
    """Write every rib into so many rows: whole where that can be, else in even shares.

    Where not even one line for each cause fits, each has one, and the rows are more than `height`.
    """
    for slant, air, whole in _WAYS:
        full = tuple(_in_full(column, style, height, whole) for column in columns)
        rows = FishboneRows(_side(full, 0, slant, air), _side(full, 1, slant, air), slant, air)
        if rows.all <= height:
            return full, rows
    return _in_shares(columns, full, style, height)


def _in_full(column: FishboneColumn, style: RibStyle, most: int, whole: bool) -> FishboneColumn:
    ribs = tuple(
        _written(rib, column.width, style, [max(1, most)] * len(rib.entries), whole)
        for rib in column.ribs
    )
    return FishboneColumn(column.x, column.width, ribs)


def _written(rib: Rib, width: int, style: RibStyle, most: Sequence[int], whole: bool) -> Rib:
    texts = tuple(
        written(entry, entry.width_for_text(width, style), lines, whole)
        for entry, lines in zip(rib.entries, most, strict=True)
    )
    return Rib(rib.key, rib.name, rib.entries, texts)


def _lines(rib: Rib) -> list[int]:
    return [len(text.lines) for text in rib.texts]


def _side(columns: Sequence[FishboneColumn], side: int, slant: int, air: int) -> int:
    """Return the rows a side of the spine takes; none where no bone is there."""
    ribs = [column.ribs[side] for column in columns if side < len(column.ribs)]
    texts = [sum(_lines(rib)) + air * len(rib.texts) for rib in ribs]
    return _LABEL + max(texts) + slant if ribs else 0


def _in_shares(
    columns: Sequence[FishboneColumn], full: Sequence[FishboneColumn], style: RibStyle, height: int
) -> tuple[tuple[FishboneColumn, ...], FishboneRows]:
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
        FishboneColumn(
            column.x,
            column.width,
            tuple(
                _written(rib, column.width, style, most, whole=False)
                for rib, most in zip(column.ribs, lines[n], strict=True)
            ),
        )
        for n, column in enumerate(columns)
    )
    return cut, FishboneRows(given[0], given[1], 0, 0)


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
class FishbonePlan:
    """A fishbone laid out. `top` is the first row that is drawn, `spine` the row of the spine."""

    width: int
    height: int
    top: int
    rows: FishboneRows
    style: RibStyle
    columns: tuple[FishboneColumn, ...]
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


def fishbone_plan(causes: Causes, width: int, height: int) -> FishbonePlan:
    """Lay a fishbone out in so much room, or in as little more as it takes."""
    head_width = max(_HEAD_LEAST, min(_HEAD_MOST, width // 5))
    head_lines = max(1, min(height - 2, _HEAD_LINES))
    head = wrapped(
        drawable_words(causes.problem or ASK_FOR_PROBLEM), head_width - BESIDE, head_lines
    )
    facing = _facing(causes)
    room = width - head_width - 1
    style = ROOMY if facing and room // len(facing) >= _ROOMY_FROM else TIGHT
    widths = _widths(facing, room, style)
    at = [sum(widths[:n]) for n in range(len(widths))]
    columns = [FishboneColumn(*each) for each in zip(at, widths, facing, strict=True)]
    written, rows = shared(columns, style, height)
    rows = rows.holding(len(head) + 2)
    return FishbonePlan(
        width=max(width, sum(widths) + 1 + head_width),
        height=max(height, rows.all),
        top=max(0, (height - rows.all) // 2),
        rows=rows,
        style=style,
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

    return tuple(tuple(map(rib, pair)) for pair in bone_pairs(fishbone(causes)))


def _widths(facing: Sequence[tuple[Rib, ...]], room: int, style: RibStyle) -> list[int]:
    """Return the width of each column: more for more text, and what nobody needs evenly."""
    for with_causes, named in _LEASTS:
        widths = [_least(ribs, style, with_causes, named) for ribs in facing]
        if sum(widths) <= room:
            break
    wanted = [max(least, _wanted(ribs, style)) for least, ribs in zip(widths, facing, strict=True)]
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


def _least(ribs: tuple[Rib, ...], style: RibStyle, with_causes: int, named: int) -> int:
    names = max(cell_len(rib.name + NOBODY_ASKED) for rib in ribs) + style.gap
    return max(min(named, names), with_causes if any(rib.entries for rib in ribs) else 0)


def _wanted(ribs: tuple[Rib, ...], style: RibStyle) -> int:
    """Return the width from which on a column would gain nothing by more."""
    texts = (entry.width_in_one_line(style) for rib in ribs for entry in rib.entries)
    return min(_WIDEST, max(texts, default=0))


def _text(rib: Rib) -> int:
    return sum(min(entry.length, _TELLING) for entry in rib.entries)
