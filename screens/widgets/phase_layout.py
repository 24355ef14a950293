"""Which cell each minute of an incident falls in, and what is marked there.

What the phases are drawn in and called, in as much room as there is.
The line beneath the bar: round times, and what the bar had no room to say.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from functools import cached_property

from facilitator.analysis.durations import MINUTES_PER_DAY
from facilitator.analysis.phases import (
    STEPS,
    Phase,
    Timescale,
    phases,
    tick_label,
    ticks,
    timescale,
)
from facilitator.model.timeline import Event, Milestone, Timeline
from screens.widgets.canvas import CanvasLine, CellRole, place_texts

CUT = "//"
_ROOM_FOR_CUTS = 16
"""Cells from which on a cut is shown; a narrower bar has none to spare."""


@dataclass
class PhasePlan:
    """The phases on a scale, in cells: those drawn to scale run from `left` up to `right`.

    `events` counts what falls in a cell and is no milestone. In the cells of a `crowded` phase
    every other one counts for two. `cut_away` counts what lies beyond a cut, by the first cell of
    its `//`; `earlier` and `later` what lies outside of all phases.
    """

    found: tuple[Phase, ...]
    scale: Timescale
    width: int
    left: int
    right: int
    milestones: set[int] = field(default_factory=set)
    events: Counter[int] = field(default_factory=Counter)
    crowded: set[int] = field(default_factory=set)
    cut_away: Counter[int] = field(default_factory=Counter)
    earlier: int = 0
    later: int = 0

    def cell(self, minute: datetime) -> int:
        """Return the cell that a UTC minute falls in, the nearest one for those not drawn."""
        (cell,) = self._cells_of((minute,))
        return max(self.left, cell)

    def marked(self, minute: datetime) -> int:
        """Return the cell that stands for a UTC minute, drawn or not.

        What lies beyond a cut stands on it; the last minute of all, and what is later, at the end.
        """
        if self.right < self.width and minute > self.scale.until:
            return self.right if minute < self.found[-1].until else self.width - 1
        return 0 if minute < self.scale.since else self.cell(minute)

    def _cells_of(self, minutes: Sequence[datetime]) -> list[int]:
        """Return the cells of many minutes, none before the scale: there may be thousands."""
        since, length, cells = self.scale.since, self.scale.length, self.right - self.left
        last = self.right - 1
        found = [self.left + int((minute - since) / length * cells) for minute in minutes]
        return [cell if cell < last else last for cell in found]

    def cells(self, phase: Phase) -> range:
        """Return the cells of a phase; none where it is too short for one."""
        is_last = phase is self.found[-1]
        return range(self.cell(phase.since), self.right if is_last else self.cell(phase.until))

    @cached_property
    def open_ends(self) -> set[int]:
        """The cells in which a phase ends that nobody knows the end of, beside no milestone's."""
        ends = set()
        for phase in self.found:
            if not phase.ends:
                cells = self.cells(phase)
                is_cut = phase is self.found[-1] and self.right < self.width
                last = [self.width - 1] if is_cut else cells[1:]
                ends.update([cell for cell in last if cell not in self.milestones][-1:])
        return ends

    def mark_all(self, events: Sequence[Event]) -> None:
        """Count the events, which are in order; leave the patterns of full phases to be seen."""
        scale, (first, last) = self.scale, (self.found[0].since, self.found[-1].until)
        minutes: list[datetime] = []
        for event in events:
            if event.milestone and scale.since <= event.at <= last:
                is_cut = event.at > scale.until
                self.milestones.add(self.width - 1 if is_cut else self.cell(event.at))
            else:
                minutes.append(event.at)
        begin, end = bisect_left(minutes, scale.since), bisect_right(minutes, scale.until)
        self.earlier, past = bisect_left(minutes, first), bisect_right(minutes, last)
        self.later = len(minutes) - past
        self.events = Counter(self._cells_of(minutes[begin:end]))
        if self.left and begin > self.earlier:
            self.cut_away[0] = begin - self.earlier
        if self.right < self.width and past > end:
            self.cut_away[self.right] = past - end
        for phase in self.found:
            self._thin_out(self.cells(phase))

    def _thin_out(self, cells: range) -> None:
        if 2 * sum(cell in self.events for cell in cells) > len(cells) > 4:
            self.crowded.update(cells)
            for cell in cells[1::2]:
                if cell in self.events and cell - 1 not in self.milestones:
                    self.events[cell - 1] += self.events.pop(cell)


def phase_plan(timeline: Timeline, width: int) -> PhasePlan | None:
    """Return the plan of a timeline's phases at a width of one cell or more; None without any."""
    found = phases(timeline)
    if not found:
        return None
    scale = timescale(found, goes_on=timeline.milestone(Milestone.RESOLVED) is None)
    shows_cuts = width >= _ROOM_FOR_CUTS
    left = len(CUT) if shows_cuts and scale.cut_before else 0
    right = width - (len(CUT) + 1 if shows_cuts and scale.cut_after else 0)
    plan = PhasePlan(found, scale, width, left, right)
    plan.mark_all(timeline.events)
    return plan


PHASE_PATTERNS = {
    "before": "·",
    "undetected": "░",
    "investigating": "▒",
    "responding": "▒",
    "mitigating": "▓",
    "recovering": "═",
}
"""The phases in the order they come, each with the character it is drawn in."""

_SHORT = {
    "undetected": "undet.",
    "investigating": "invest.",
    "responding": "resp.",
    "mitigating": "mitig.",
    "recovering": "recov.",
}


_TINY = {"before": "bef", "responding": "rsp"}


class LabelForm(IntEnum):
    """How much a label says: `undetected 3 min`, `undetected 3m`, `undet. 3m`, `und 3m`, `3m`."""

    FULL = 0
    TIGHT = 1
    SHORT = 2
    TINY = 3
    BARE = 4


def phase_label(phase: Phase, form: LabelForm) -> str:
    """Return a phase's name and length; `?` for a length that nobody knows."""
    tight = phase.length.replace(" ", "").replace("min", "m")
    match form:
        case LabelForm.FULL:
            return f"{phase.name} {phase.length}"
        case LabelForm.TIGHT:
            return f"{phase.name} {tight}"
        case LabelForm.SHORT:
            return f"{_SHORT.get(phase.name, phase.name)} {tight}"
        case LabelForm.TINY:
            return f"{_TINY.get(phase.name, phase.name[:3])} {tight}"
        case LabelForm.BARE:
            return tight


def phase_legend(phase: Phase, form: LabelForm) -> str:
    """Return a phase's label behind the pattern it is drawn in."""
    gap = " " if form is LabelForm.FULL else ""
    return f"{PHASE_PATTERNS[phase.name]}{gap}{phase_label(phase, form)}"


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
class AxisTick:
    """A round time: the cell it falls in, and the text from a cell on that stands for it."""

    cell: int
    begins: int
    text: str


@dataclass(frozen=True)
class AxisNote:
    """A text that wishes to begin at a cell."""

    wish: int
    text: str
    role: CellRole


def axis_ticks(plan: PhasePlan, step: int) -> tuple[AxisTick, ...]:
    """Return the ticks of a step. A label stands to the right of its tick, or left at the edge."""
    found: list[AxisTick] = []
    end = 2 * bool(plan.cut_away[0]) - _APART
    edge = plan.right - 1 if plan.cut_away[plan.right] else plan.width
    for minute in ticks(plan.scale, step):
        cell, phase_label = plan.cell(minute), tick_label(plan.scale, minute, step)
        if cell + len(_TICK) + len(phase_label) <= edge:
            tick = AxisTick(cell, cell, _TICK + phase_label)
        else:
            tick = AxisTick(cell, cell - len(phase_label), phase_label + _TICK)
        if tick.begins >= end + _APART:
            found.append(tick)
            end = tick.begins + len(tick.text)
    return tuple(found)


def axis_tick_choices(plan: PhasePlan) -> Iterator[tuple[AxisTick, ...]]:
    """Yield the ticks of each step whose labels do not touch, the finest first, while there are."""
    cells = plan.right - plan.left
    phase_label = len(tick_label(plan.scale, plan.scale.until, MINUTES_PER_DAY))
    apart = max(len(_TICK) + phase_label + _APART, cells // _MOST)
    for step in STEPS:
        if step * cells >= apart * plan.scale.minutes:
            found = axis_ticks(plan, step)
            if not found:
                return
            yield found


def axis_line(
    plan: PhasePlan, notes: Sequence[AxisNote], marks: Collection[int], least: int, gap: int = 1
) -> CanvasLine | None:
    """Return the ticks with the notes between them, each as near as can be to where it belongs.

    Cells with `marks` are left blank where that can be. None where no ticks leave room for the
    notes, with `least` of them, or as many as there are at all. With `least` 0, ticks that stand in
    the way of a note are left out.
    """
    sets = list(axis_tick_choices(plan))
    least = min(least, max(map(len, sets), default=0))
    if not least:
        places = _places(plan, notes, (), marks, gap) or _places(plan, notes, (), (), gap)
        return None if places is None else _written(plan, notes, places, sets[0] if sets else ())
    best: tuple[int, CanvasLine] | None = None
    for finer, found in enumerate(sets):
        for shown, kept in ((found, marks), (found, ()), (found[:-1], marks), (found[:-1], ())):
            places = _places(plan, notes, shown, kept, gap) if len(shown) >= least else None
            if places is None:
                continue
            line = _written(plan, notes, places, shown)
            moved = sum(abs(at - note.wish) for at, note in zip(places, notes, strict=True))
            lost = sum(not has_room_for_mark(line, cell) for cell in marks)
            cost = moved + _COARSER * finer + _LOST * min(lost, 3) + (shown is not found)
            if best is None or cost < best[0]:
                best = (cost, line)
    return None if best is None else best[1]


def has_room_for_mark(line: CanvasLine, cell: int) -> bool:
    """Say whether a mark has room in a cell: clear of text, or in the place of its tick."""
    return line.is_blank(cell - 1, cell + 2) or line.text[cell] == _TICK


def _written(
    plan: PhasePlan, notes: Sequence[AxisNote], places: Sequence[int], found: Sequence[AxisTick]
) -> CanvasLine:
    line = CanvasLine(plan.width)
    for at, note in zip(places, notes, strict=True):
        line.write(at, note.text, note.role)
    for tick in found:
        if line.is_blank(tick.begins - 1, tick.begins + len(tick.text) + 1):
            line.write(tick.begins, tick.text, CellRole.AXIS)
    return line


def _places(
    plan: PhasePlan,
    notes: Sequence[AxisNote],
    found: Sequence[AxisTick],
    marks: Collection[int],
    gap: int,
) -> tuple[int, ...] | None:
    wishes = [(note.wish, len(note.text)) for note in notes]
    taken = bytearray(plan.width)
    for tick in found:
        taken[tick.begins : tick.begins + len(tick.text)] = bytes([1]) * len(tick.text)
    for cell in {*plan.cut_away, *marks}:
        taken[cell] = 1
    return place_texts(wishes, taken, gap)
