"""Layout of the fishbone: the columns along the spine, the lines of each cause, and the head.

Column widths follow from the lengths of the texts. Rows are then laid out with blank rows and all
notes; where the height is too small these are given up, and at last texts are cut to even shares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rich.cells import cell_len

from facilitator.analysis.fishbone import NO_BONE_YET, Bone, BoneCause, bone_pairs, fishbone
from facilitator.model.causes import Cause, Causes
from screens.base.text import drawable_words, wrapped
from screens.widgets.cause_picture import (
    ASK_FOR_PROBLEM,
    NOTE_SEPARATOR,
    bone_key,
    evidence_note,
    risk_note,
    role_note,
)

INDENT = 2
"""Indentation in cells of a cause under its parent on the same bone."""

_MIN_TEXT = 8
"""Least width of a text in cells, which limits the indentation of deep causes."""
_MARK = _NOTES_GAP = 2
"""Width of a mark with the blank behind it, and of the gap between text and notes."""


@dataclass(frozen=True)
class RibStyle:
    """How densely ribs are drawn: dash before a cause, gap between columns, labels or not."""

    dash: str
    gap: int
    with_labels: bool


ROOMY = RibStyle("├─ ", 2, True)
TIGHT = RibStyle("├ ", 1, False)


@dataclass(frozen=True)
class RibEntry:
    """A cause on a rib: its depth there, its label, the words of its text, and its notes."""

    cause: Cause
    depth: int
    label: str
    words: tuple[str, ...]
    notes: tuple[str, ...]

    @cached_property
    def length(self) -> int:
        """Width in cells of the text on one line."""
        return sum(map(cell_len, self.words)) + len(self.words)

    def indent(self, width: int, style: RibStyle) -> int:
        """Return the cells between bone and mark in a column of a width."""
        room = width - style.gap - len(style.dash) - self._label_width(style) - _MIN_TEXT
        return len(style.dash) + max(0, min(self.depth * INDENT, room))

    def width_for_text(self, width: int, style: RibStyle) -> int:
        """Return the width of the text in a column of a width."""
        return width - style.gap - self.indent(width, style) - self._label_width(style)

    def width_in_one_line(self, style: RibStyle) -> int:
        """Return the width of a column in which text and notes fit on one line."""
        notes = _NOTES_GAP + cell_len(join_notes(self.notes))
        indent = len(style.dash) + self.depth * INDENT
        return indent + self._label_width(style) + self.length + notes + style.gap

    def head(self, style: RibStyle) -> str:
        """Return the label between mark and text; empty in a style without labels."""
        return f"{self.label} " if style.with_labels else ""

    def _label_width(self, style: RibStyle) -> int:
        return _MARK + len(self.head(style))


def rib_entries(
    causes: Sequence[BoneCause], labels: Mapping[str, str], leaves: frozenset[str]
) -> tuple[RibEntry, ...]:
    """Return the entries of a bone's causes. `leaves` has the ids of causes without children."""
    return tuple(
        RibEntry(
            placed.cause,
            placed.depth,
            labels[placed.cause.id],
            drawable_words(placed.cause.text),
            _notes(placed, labels, leaves),
        )
        for placed in causes
    )


def _notes(placed: BoneCause, labels: Mapping[str, str], leaves: frozenset[str]) -> tuple[str, ...]:
    """Return the notes behind a cause's text, the most important first."""
    cause = placed.cause
    evidence = evidence_note(cause, cause.id in leaves)
    # The parent is named only where it is on another bone: elsewhere the indent shows it.
    parent = f"for {labels[cause.parent]}" if cause.parent and not placed.depth else ""
    return tuple(filter(None, (role_note(cause), evidence, parent, risk_note(cause))))


def join_notes(notes: Sequence[str]) -> str:
    """Return notes as one text."""
    return NOTE_SEPARATOR.join(notes)


@dataclass(frozen=True)
class RibText:
    """The lines of a cause's text, and the notes that fit behind the last one."""

    lines: tuple[str, ...]
    notes: str = ""

    @property
    def notes_x(self) -> int:
        """The cell of the last line that the notes begin in."""
        return _notes_start(self.lines[-1])


def fit_entry(entry: RibEntry, width: int, most: int, keeps_notes: bool) -> RibText:
    """Fit a cause to a width in cells and at most `most` lines.

    With `keeps_notes` the notes get a line of their own where more of them fit there.
    """
    lines = wrapped(entry.words, width, most)
    here = _fitting_notes(entry.notes, width - _notes_start(lines[-1]))
    below = _fitting_notes(entry.notes, width)
    if keeps_notes and len(lines) < most and len(below) > len(here):
        return RibText((*lines, ""), join_notes(below))
    return RibText(lines, join_notes(here))


def _fitting_notes(notes: tuple[str, ...], room: int) -> tuple[str, ...]:
    """Return the most important notes that fit."""
    while notes and cell_len(join_notes(notes)) > room:
        notes = notes[:-1]
    return notes


def _notes_start(line: str) -> int:
    return cell_len(line) + _NOTES_GAP if line else 0


_LABEL = 1
_SPINE = 1


@dataclass(frozen=True)
class Rib:
    """A bone as it is drawn: key, name, entries, and the text of each entry once it is fitted."""

    key: str
    name: str
    entries: tuple[RibEntry, ...]
    texts: tuple[RibText, ...] = ()


@dataclass(frozen=True)
class FishboneColumn:
    """A place along the spine: the rib above it, and the rib below it if there is one."""

    x: int
    width: int
    ribs: tuple[Rib, ...]


@dataclass(frozen=True)
class FishboneRows:
    """Rows above and below the spine, rows in which ribs slant to it, blank rows between causes."""

    above: int
    below: int
    slant: int
    air: int

    @property
    def all(self) -> int:
        """The height of the picture."""
        return self.above + _SPINE + self.below

    def enlarged_for_head(self, box: int) -> FishboneRows:
        """Return the rows with enough added, above and below, for a head of `box` rows."""
        more = max(0, box - self.all)
        above = self.above + (more + (self.above <= self.below)) // 2
        return FishboneRows(above, box - _SPINE - above, self.slant, self.air) if more else self


_COMPROMISES = ((3, 1, True), (2, 1, True), (2, 0, True), (2, 0, False), (0, 0, False))
"""Slanted rows, blank rows, and whether all notes are kept: tried in turn until the ribs fit."""


def fit_ribs(
    columns: Sequence[FishboneColumn], style: RibStyle, height: int
) -> tuple[tuple[FishboneColumn, ...], FishboneRows]:
    """Fit all ribs to a height in rows, uncut if possible, else cut to even shares.

    Where not even one line per cause fits, each gets one, and the rows exceed `height`.
    """
    for slant, air, keeps_notes in _COMPROMISES:
        full = tuple(_uncut(column, style, height, keeps_notes) for column in columns)
        rows = FishboneRows(
            _side_rows(full, 0, slant, air), _side_rows(full, 1, slant, air), slant, air
        )
        if rows.all <= height:
            return full, rows
    return _evenly_cut(columns, full, style, height)


def _uncut(column: FishboneColumn, style: RibStyle, most: int, keeps_notes: bool) -> FishboneColumn:
    ribs = tuple(
        _fitted_rib(rib, column.width, style, [max(1, most)] * len(rib.entries), keeps_notes)
        for rib in column.ribs
    )
    return FishboneColumn(column.x, column.width, ribs)


def _fitted_rib(
    rib: Rib, width: int, style: RibStyle, most: Sequence[int], keeps_notes: bool
) -> Rib:
    texts = tuple(
        fit_entry(entry, entry.width_for_text(width, style), lines, keeps_notes)
        for entry, lines in zip(rib.entries, most, strict=True)
    )
    return Rib(rib.key, rib.name, rib.entries, texts)


def _line_counts(rib: Rib) -> list[int]:
    return [len(text.lines) for text in rib.texts]


def _side_rows(columns: Sequence[FishboneColumn], side: int, slant: int, air: int) -> int:
    """Return the rows that a side of the spine needs: 0 without a bone there."""
    ribs = [column.ribs[side] for column in columns if side < len(column.ribs)]
    texts = [sum(_line_counts(rib)) + air * len(rib.texts) for rib in ribs]
    return _LABEL + max(texts) + slant if ribs else 0


def _evenly_cut(
    columns: Sequence[FishboneColumn], full: Sequence[FishboneColumn], style: RibStyle, height: int
) -> tuple[tuple[FishboneColumn, ...], FishboneRows]:
    """Give each cause one line, and each further row to the side that got the smaller share."""
    wanted = [_side_rows(full, side, 0, 0) for side in (0, 1)]
    given = [
        max((_LABEL + len(c.ribs[side].entries) for c in columns if side < len(c.ribs)), default=0)
        for side in (0, 1)
    ]
    for _ in range(height - _SPINE - sum(given)):
        side = 0 if given[0] * wanted[1] <= given[1] * wanted[0] else 1
        given[side] += 1
    lines = [
        [
            _even_shares(_line_counts(rib), given[side] - _LABEL)
            for side, rib in enumerate(column.ribs)
        ]
        for column in full
    ]
    cut = tuple(
        FishboneColumn(
            column.x,
            column.width,
            tuple(
                _fitted_rib(rib, column.width, style, most, keeps_notes=False)
                for rib, most in zip(column.ribs, lines[n], strict=True)
            ),
        )
        for n, column in enumerate(columns)
    )
    return cut, FishboneRows(given[0], given[1], 0, 0)


def _even_shares(wanted: Sequence[int], room: int) -> list[int]:
    """Share lines as evenly as possible: at least one each, none more than wanted."""
    given = [1] * len(wanted)
    left = room - len(wanted)
    while left > 0 and any(g < w for g, w in zip(given, wanted, strict=True)):
        for n, most in enumerate(wanted):
            if given[n] < most and left > 0:
                given[n] += 1
                left -= 1
    return given


EMPTY_BONE = " ?"
"""Shown behind the name of a bone without causes: nobody has asked about it yet."""

_MIN_WIDTHS = ((14, 16), (12, 12))
"""Least width of a column with causes, and of a bone's name: tried in turn before the picture
becomes wider than its view."""
_MAX_COLUMN = 56
"""Width from which on text is hard to read."""
_ROOMY_COLUMN = 28
"""Width of a column from which on the roomy style is used."""
_WEIGHT_BASE, _WEIGHED_CELLS = 60, 400
"""A column's share of the width grows with the length of its texts: this base is added to it, and
of each text no more than this is counted."""

_HEAD_MIN, _HEAD_MAX, _HEAD_LINES = 16, 34, 12
"""Least and greatest width of the head in cells, with its frame, and the most lines of its text."""
HEAD_FRAME = 4
"""Width of the frame of the head: its two sides, and a blank at each."""


@dataclass(frozen=True)
class FishbonePlan:
    """A fishbone laid out in cells. `top` is the first row that is drawn on."""

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
        """The first row of the head, whose middle the spine meets if there is space."""
        box = len(self.head) + 2
        last = self.top + self.rows.all - box
        return max(self.top, min(last, self.spine - box // 2))


def fishbone_plan(causes: Causes, width: int, height: int) -> FishbonePlan:
    """Lay a fishbone out at a size in cells; it is larger only where it does not fit."""
    head_width = max(_HEAD_MIN, min(_HEAD_MAX, width // 5))
    head_lines = max(1, min(height - 2, _HEAD_LINES))
    head = wrapped(
        drawable_words(causes.problem or ASK_FOR_PROBLEM), head_width - HEAD_FRAME, head_lines
    )
    rib_pairs = _rib_pairs(causes)
    room = width - head_width - 1
    style = ROOMY if rib_pairs and room // len(rib_pairs) >= _ROOMY_COLUMN else TIGHT
    widths = _column_widths(rib_pairs, room, style)
    at = [sum(widths[:n]) for n in range(len(widths))]
    columns = [FishboneColumn(*each) for each in zip(at, widths, rib_pairs, strict=True)]
    fitted, rows = fit_ribs(columns, style, height)
    rows = rows.enlarged_for_head(len(head) + 2)
    return FishbonePlan(
        width=max(width, sum(widths) + 1 + head_width),
        height=max(height, rows.all),
        top=max(0, (height - rows.all) // 2),
        rows=rows,
        style=style,
        columns=fitted,
        head=head,
        head_width=head_width,
    )


def _rib_pairs(causes: Causes) -> tuple[tuple[Rib, ...], ...]:
    """Return the ribs at each place along the spine, from the tail to the head."""
    labels = causes.labels()
    leaves = frozenset(leaf.id for leaf in causes.leaves())

    def rib(bone: Bone) -> Rib:
        name = bone.name or NO_BONE_YET
        return Rib(bone_key(bone.name), name, rib_entries(bone.causes, labels, leaves))

    return tuple(tuple(map(rib, pair)) for pair in bone_pairs(fishbone(causes)))


def _column_widths(rib_pairs: Sequence[tuple[Rib, ...]], room: int, style: RibStyle) -> list[int]:
    """Return the width of each column: by the length of its text, the rest shared evenly."""
    for with_causes, named in _MIN_WIDTHS:
        widths = [_min_width(ribs, style, with_causes, named) for ribs in rib_pairs]
        if sum(widths) <= room:
            break
    wanted = [
        max(least, _useful_width(ribs, style))
        for least, ribs in zip(widths, rib_pairs, strict=True)
    ]
    weights = [_WEIGHT_BASE + max(_text_length(rib) for rib in ribs) for ribs in rib_pairs]
    while (left := room - sum(widths)) > 0 and rib_pairs:
        short = [n for n, width in enumerate(widths) if width < wanted[n]]
        if not short:
            return [width + left // len(widths) for width in widths]
        total = sum(weights[n] for n in short)
        for n in short:
            more = max(1, left * weights[n] // total)
            more = min(more, wanted[n] - widths[n], room - sum(widths))
            widths[n] += max(0, more)
    return widths


def _min_width(ribs: tuple[Rib, ...], style: RibStyle, with_causes: int, named: int) -> int:
    names = max(cell_len(rib.name + EMPTY_BONE) for rib in ribs) + style.gap
    return max(min(named, names), with_causes if any(rib.entries for rib in ribs) else 0)


def _useful_width(ribs: tuple[Rib, ...], style: RibStyle) -> int:
    """Return the width of a column that a wider one would not improve on."""
    texts = (entry.width_in_one_line(style) for rib in ribs for entry in rib.entries)
    return min(_MAX_COLUMN, max(texts, default=0))


def _text_length(rib: Rib) -> int:
    return sum(min(entry.length, _WEIGHED_CELLS) for entry in rib.entries)
