"""The line beneath the bar: round times, and what the bar had no room to say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from facilitator.analysis.durations import MINUTES_PER_DAY
from facilitator.analysis.phases import STEPS, tick_label, ticks
from screens.widgets.drawn_line import DrawnLine, Role, arranged
from screens.widgets.phase_plan import PhasePlan

_TICK = "╵"
_APART = 2
"""Blank cells between two tick labels, at least."""
_COARSER = 8
"""How many cells the notes have to come nearer to where they belong for a coarser step."""
_LOST = 6
"""The same for a mark that has to hang and finds no blank cell."""
_MOST = 10
"""Ticks on a line, at most: more are no easier to read."""


@dataclass(frozen=True)
class Tick:
    """A round time: the cell it falls in, and the text from a cell on that stands for it."""

    cell: int
    begins: int
    text: str


@dataclass(frozen=True)
class Note:
    """A text that wishes to begin at a cell."""

    wish: int
    text: str
    role: Role


def placed_ticks(plan: PhasePlan, step: int) -> tuple[Tick, ...]:
    """Return the ticks of a step. A label stands to the right of its tick, or left at the edge."""
    found: list[Tick] = []
    end = 2 * bool(plan.cut_away[0]) - _APART
    edge = plan.right - 1 if plan.cut_away[plan.right] else plan.width
    for minute in ticks(plan.scale, step):
        cell, label = plan.cell(minute), tick_label(plan.scale, minute, step)
        if cell + len(_TICK) + len(label) <= edge:
            tick = Tick(cell, cell, _TICK + label)
        else:
            tick = Tick(cell, cell - len(label), label + _TICK)
        if tick.begins >= end + _APART:
            found.append(tick)
            end = tick.begins + len(tick.text)
    return tuple(found)


def tick_sets(plan: PhasePlan) -> Iterator[tuple[Tick, ...]]:
    """Yield the ticks of each step whose labels do not touch, the finest first, while there are."""
    cells = plan.right - plan.left
    label = len(tick_label(plan.scale, plan.scale.until, MINUTES_PER_DAY))
    apart = max(len(_TICK) + label + _APART, cells // _MOST)
    for step in STEPS:
        if step * cells >= apart * plan.scale.minutes:
            found = placed_ticks(plan, step)
            if not found:
                return
            yield found


def written_axis(
    plan: PhasePlan, notes: Sequence[Note], marks: Collection[int], least: int, gap: int = 1
) -> DrawnLine | None:
    """Return the ticks with the notes between them, each as near as can be to where it belongs.

    Cells with `marks` are left blank where that can be. None where no ticks leave room for the
    notes, with `least` of them, or as many as there are at all. With `least` 0, ticks that stand in
    the way of a note are left out.
    """
    sets = list(tick_sets(plan))
    least = min(least, max(map(len, sets), default=0))
    if not least:
        places = _places(plan, notes, (), marks, gap) or _places(plan, notes, (), (), gap)
        return None if places is None else _written(plan, notes, places, sets[0] if sets else ())
    best: tuple[int, DrawnLine] | None = None
    for finer, found in enumerate(sets):
        for shown, kept in ((found, marks), (found, ()), (found[:-1], marks), (found[:-1], ())):
            places = _places(plan, notes, shown, kept, gap) if len(shown) >= least else None
            if places is None:
                continue
            line = _written(plan, notes, places, shown)
            moved = sum(abs(at - note.wish) for at, note in zip(places, notes, strict=True))
            lost = sum(not can_hang(line, cell) for cell in marks)
            cost = moved + _COARSER * finer + _LOST * min(lost, 3) + (shown is not found)
            if best is None or cost < best[0]:
                best = (cost, line)
    return None if best is None else best[1]


def can_hang(line: DrawnLine, cell: int) -> bool:
    """Say whether a mark has room in a cell: clear of text, or in the place of its tick."""
    return line.is_blank(cell - 1, cell + 2) or line.text[cell] == _TICK


def _written(
    plan: PhasePlan, notes: Sequence[Note], places: Sequence[int], found: Sequence[Tick]
) -> DrawnLine:
    line = DrawnLine(plan.width)
    for at, note in zip(places, notes, strict=True):
        line.write(at, note.text, note.role)
    for tick in found:
        if line.is_blank(tick.begins - 1, tick.begins + len(tick.text) + 1):
            line.write(tick.begins, tick.text, Role.AXIS)
    return line


def _places(
    plan: PhasePlan,
    notes: Sequence[Note],
    found: Sequence[Tick],
    marks: Collection[int],
    gap: int,
) -> tuple[int, ...] | None:
    wishes = [(note.wish, len(note.text)) for note in notes]
    taken = bytearray(plan.width)
    for tick in found:
        taken[tick.begins : tick.begins + len(tick.text)] = bytes([1]) * len(tick.text)
    for cell in {*plan.cut_away, *marks}:
        taken[cell] = 1
    return arranged(wishes, taken, gap)
