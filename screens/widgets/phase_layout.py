"""Layout of the phase bar: cells of phases and events, labels of phases, and the axis below.

All positions are cells of one line, counted from 0.
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
"""Drawn in place of time before or after the scale that is not drawn to scale."""
_MIN_WIDTH_FOR_CUTS = 16
"""Width from which on cuts are drawn."""


@dataclass
class PhasePlan:
    """Phases and events in cells. The stretch drawn to scale is from `left` up to `right`.

    `milestones` has the cells of milestones. `events` counts other events by cell; in `crowded`
    cells, two neighbours are counted in the first. `cut_away` counts events beyond a cut, by the
    first cell of its `//`; `earlier` and `later` count events outside of all phases.
    """

    phases: tuple[Phase, ...]
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
        """Return the cell of a UTC minute; minutes outside the scale are clamped to its edge."""
        (cell,) = self._cells_of((minute,))
        return max(self.left, cell)

    def marker_cell(self, minute: datetime) -> int:
        """Return the cell to put a marker for a UTC minute in.

        Minutes beyond a cut are on the cut; the end of the last phase and later is the last cell.
        """
        if self.right < self.width and minute > self.scale.until:
            return self.right if minute < self.phases[-1].until else self.width - 1
        return 0 if minute < self.scale.since else self.cell(minute)

    def _cells_of(self, minutes: Sequence[datetime]) -> list[int]:
        """Return the cells of minutes that are not before the scale. There may be thousands."""
        since, length, cells = self.scale.since, self.scale.length, self.right - self.left
        last = self.right - 1
        found = [self.left + int((minute - since) / length * cells) for minute in minutes]
        return [cell if cell < last else last for cell in found]

    def cells(self, phase: Phase) -> range:
        """Return the cells of a phase; none if it is too short for one."""
        is_last = phase is self.phases[-1]
        return range(self.cell(phase.since), self.right if is_last else self.cell(phase.until))

    @cached_property
    def open_ends(self) -> set[int]:
        """The last cell of each phase with an unknown end, never that of a milestone."""
        ends = set()
        for phase in self.phases:
            if not phase.ends:
                cells = self.cells(phase)
                is_cut = phase is self.phases[-1] and self.right < self.width
                last = [self.width - 1] if is_cut else cells[1:]
                ends.update([cell for cell in last if cell not in self.milestones][-1:])
        return ends

    def mark_all(self, events: Sequence[Event]) -> None:
        """Count events, given in order, and thin out phases that are full of them."""
        scale, (first, last) = self.scale, (self.phases[0].since, self.phases[-1].until)
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
        for phase in self.phases:
            self._thin_out(self.cells(phase))

    def _thin_out(self, cells: range) -> None:
        """Merge neighbours where most cells have events, so that the pattern stays visible."""
        if 2 * sum(cell in self.events for cell in cells) > len(cells) > 4:
            self.crowded.update(cells)
            for cell in cells[1::2]:
                if cell in self.events and cell - 1 not in self.milestones:
                    self.events[cell - 1] += self.events.pop(cell)


def phase_plan(timeline: Timeline, width: int) -> PhasePlan | None:
    """Lay out the phases of a timeline at a width of at least 1; None if it has no phases."""
    found = phases(timeline)
    if not found:
        return None
    scale = timescale(found, goes_on=timeline.milestone(Milestone.RESOLVED) is None)
    shows_cuts = width >= _MIN_WIDTH_FOR_CUTS
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
"""The phases in order, each with the character it is drawn in."""

_SHORT = {
    "undetected": "undet.",
    "investigating": "invest.",
    "responding": "resp.",
    "mitigating": "mitig.",
    "recovering": "recov.",
}


_TINY = {"before": "bef", "responding": "rsp"}


class LabelForm(IntEnum):
    """How long a label is: `undetected 3 min`, `undetected 3m`, `undet. 3m`, `und 3m`, `3m`."""

    FULL = 0
    TIGHT = 1
    SHORT = 2
    TINY = 3
    BARE = 4


def phase_label(phase: Phase, form: LabelForm) -> str:
    """Return the name and the length of a phase; `?` for an unknown length."""
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
    """Return the label of a phase behind its pattern."""
    gap = " " if form is LabelForm.FULL else ""
    return f"{PHASE_PATTERNS[phase.name]}{gap}{phase_label(phase, form)}"


_TICK = "╵"
_TICK_GAP = 2
"""Least blank cells between two tick labels."""
_COARSER_COST = 8
"""Cost of the next coarser step; moving a note by one cell costs 1."""
_HIDDEN_MARK_COST = 6
"""Cost of an event mark that has no blank cell below the bar, in the same unit."""
_MAX_TICKS = 10
"""Most ticks on the axis: more are no easier to read."""


@dataclass(frozen=True)
class AxisTick:
    """A round time on the axis: the cell of its tick, its text, and the first cell of the text."""

    cell: int
    start: int
    text: str


@dataclass(frozen=True)
class AxisNote:
    """A text on the axis, and the preferred cell for its start."""

    wish: int
    text: str
    role: CellRole


def axis_ticks(plan: PhasePlan, step: int) -> tuple[AxisTick, ...]:
    """Return the ticks of a step in minutes. Labels are right of the tick, left at the far edge."""
    found: list[AxisTick] = []
    end = 2 * bool(plan.cut_away[0]) - _TICK_GAP
    edge = plan.right - 1 if plan.cut_away[plan.right] else plan.width
    for minute in ticks(plan.scale, step):
        cell, phase_label = plan.cell(minute), tick_label(plan.scale, minute, step)
        if cell + len(_TICK) + len(phase_label) <= edge:
            tick = AxisTick(cell, cell, _TICK + phase_label)
        else:
            tick = AxisTick(cell, cell - len(phase_label), phase_label + _TICK)
        if tick.start >= end + _TICK_GAP:
            found.append(tick)
            end = tick.start + len(tick.text)
    return tuple(found)


def axis_tick_choices(plan: PhasePlan) -> Iterator[tuple[AxisTick, ...]]:
    """Yield the ticks of each step whose labels do not touch, the finest step first."""
    cells = plan.right - plan.left
    phase_label = len(tick_label(plan.scale, plan.scale.until, MINUTES_PER_DAY))
    apart = max(len(_TICK) + phase_label + _TICK_GAP, cells // _MAX_TICKS)
    for step in STEPS:
        if step * cells >= apart * plan.scale.minutes:
            found = axis_ticks(plan, step)
            if not found:
                return
            yield found


def axis_line(
    plan: PhasePlan, notes: Sequence[AxisNote], marks: Collection[int], least: int, gap: int = 1
) -> CanvasLine | None:
    """Return an axis with ticks, and notes between them as near as possible to their cells.

    Cells in `marks` stay blank if possible. At least `least` ticks are drawn, or as many as there
    are. Returns None if the notes do not fit between them. With `least` 0, ticks in the way of a
    note are left out.
    """
    sets = list(axis_tick_choices(plan))
    least = min(least, max(map(len, sets), default=0))
    if not least:
        places = _places(plan, notes, (), marks, gap) or _places(plan, notes, (), (), gap)
        return None if places is None else _axis_of(plan, notes, places, sets[0] if sets else ())
    best: tuple[int, CanvasLine] | None = None
    for finer, found in enumerate(sets):
        for shown, kept in ((found, marks), (found, ()), (found[:-1], marks), (found[:-1], ())):
            places = _places(plan, notes, shown, kept, gap) if len(shown) >= least else None
            if places is None:
                continue
            line = _axis_of(plan, notes, places, shown)
            moved = sum(abs(at - note.wish) for at, note in zip(places, notes, strict=True))
            lost = sum(not has_room_for_mark(line, cell) for cell in marks)
            cost = (
                moved
                + _COARSER_COST * finer
                + _HIDDEN_MARK_COST * min(lost, 3)
                + (shown is not found)
            )
            if best is None or cost < best[0]:
                best = (cost, line)
    return None if best is None else best[1]


def has_room_for_mark(line: CanvasLine, cell: int) -> bool:
    """Whether an event mark fits in a cell: clear of text, or in place of a tick."""
    return line.is_blank(cell - 1, cell + 2) or line.text[cell] == _TICK


def _axis_of(
    plan: PhasePlan, notes: Sequence[AxisNote], places: Sequence[int], found: Sequence[AxisTick]
) -> CanvasLine:
    line = CanvasLine(plan.width)
    for at, note in zip(places, notes, strict=True):
        line.write(at, note.text, note.role)
    for tick in found:
        if line.is_blank(tick.start - 1, tick.start + len(tick.text) + 1):
            line.write(tick.start, tick.text, CellRole.AXIS)
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
        taken[tick.start : tick.start + len(tick.text)] = bytes([1]) * len(tick.text)
    for cell in {*plan.cut_away, *marks}:
        taken[cell] = 1
    return place_texts(wishes, taken, gap)
