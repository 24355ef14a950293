"""The phases of an incident to scale in two or three lines, and a marker above them.

In two lines the bar has the names that fit, and the axis below it the others. In three lines every
name is above the bar. Event marks that the bar has no space for are on the axis.
"""

from __future__ import annotations

from datetime import datetime

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from facilitator.analysis.phases import Phase, phases
from facilitator.model.timeline import Milestone, Timeline
from screens.base.text import cut, plain
from screens.widgets.canvas import CanvasLine, CanvasRuns, CellRole, place_texts
from screens.widgets.phase_layout import (
    CUT,
    PHASE_PATTERNS,
    AxisNote,
    LabelForm,
    PhasePlan,
    axis_line,
    has_room_for_mark,
    phase_label,
    phase_legend,
    phase_plan,
)

_NO_START = "Mark when it started (m): the phases are drawn from the milestones."
_NO_TIME = "No phase took any time: the milestones stand in one minute, or run backwards."
MILESTONE, OPEN_END = "◆", "?"
EVENTS = "•:⋮"
"""Marks of one event in a cell, of two, and of more."""

NamedPhases = dict[Phase, tuple[int, str]]
"""The phases named on the bar, each with the first cell and the text of its name."""

_COMPROMISES = (
    *((2, form) for form in (LabelForm.FULL, LabelForm.TIGHT, LabelForm.SHORT)),
    *(
        (1, LabelForm.SHORT),
        (2, LabelForm.TINY),
        (1, LabelForm.TINY),
        (0, LabelForm.TINY),
        (0, LabelForm.BARE),
    ),
)
"""Least number of ticks and length of names, tried in turn until everything fits.

Two ticks make a scale, so names are shortened before the second tick is dropped; names are dropped
last.
"""


def phase_bar_lines(timeline: Timeline, width: int, rows: int = 2) -> tuple[CanvasRuns, ...]:
    """Return the phases of a timeline in two lines, or in three if `rows` allow it.

    Without phases the second line says why there are none.
    """
    if width < 1:
        return ((),) * min(rows, 3)
    plan = phase_plan(timeline, width)
    if plan is None:
        return ((), ((cut(no_phases_reason(timeline), width), CellRole.AXIS),))
    if rows >= 3:
        return _three_lines(plan)
    return _two_lines(plan)


def no_phases_reason(timeline: Timeline) -> str:
    """Return why a timeline has no phases, and what to do."""
    return _NO_TIME if timeline.milestone(Milestone.STARTED) else _NO_START


def _two_lines(plan: PhasePlan) -> tuple[CanvasRuns, ...]:
    """Draw bar and axis with the longest names and the most ticks that fit."""
    for least, form in _COMPROMISES:
        named = _names_on_bar(plan, min(max(form, LabelForm.TIGHT), LabelForm.TINY))
        notes, hanging = _notes(plan, named, form), _hanging(plan, named)
        axis = axis_line(plan, notes, hanging, least, 2 if form is LabelForm.FULL else 1)
        if axis is not None:
            return _with_marks(plan, named, axis)
    named = _names_on_bar(plan, LabelForm.TINY)
    return _with_marks(plan, named, _cut_legend(plan, named, LabelForm.BARE))


def _three_lines(plan: PhasePlan) -> tuple[CanvasRuns, ...]:
    """Draw names, bar and axis; two lines if even the shortest names do not fit above the bar."""
    for form in (LabelForm.FULL, LabelForm.TIGHT, LabelForm.SHORT, LabelForm.TINY):
        texts = [phase_legend(phase, form) for phase in plan.phases]
        wishes = [(plan.cell(p.since), len(t)) for p, t in zip(plan.phases, texts, strict=True)]
        places = place_texts(wishes, bytearray(plan.width), 2 if form is LabelForm.FULL else 1)
        if places is not None:
            above = CanvasLine(plan.width)
            for at, text in zip(places, texts, strict=True):
                above.write(at, text, CellRole.LABEL)
            hanging = _hanging(plan, {})
            axis = axis_line(plan, _outside(plan), hanging, 1) or axis_line(plan, (), (), 0)
            return (above.runs(), *_with_marks(plan, {}, axis or CanvasLine(plan.width)))
    return _two_lines(plan)


def _names_on_bar(plan: PhasePlan, shortest: LabelForm) -> NamedPhases:
    """Return the phases whose name fits into their part of the bar, with its cell and text."""
    named = {}
    for phase in plan.phases:
        for form in LabelForm:
            text = f" {phase_label(phase, form)} "
            place = _place_in(plan, phase, text) if form <= shortest else None
            if place is not None:
                named[phase] = (place, text)
                break
    return named


def _place_in(plan: PhasePlan, phase: Phase, text: str) -> int | None:
    """Return the first cell where a name covers the fewest events of its phase, or None.

    It must not cover a milestone, an unknown end or the first event of the phase, and must leave
    a cell of the pattern visible.
    """
    cells = plan.cells(phase)
    kept = plan.milestones | plan.open_ends | {end - 1 for end in plan.open_ends}
    if plan.events[cells.start]:
        kept.add(cells.start)
    marked = [1 if cell in plan.events else 0 for cell in cells]
    free = [cell not in kept for cell in cells]
    patterned = sum(is_free and not mark for is_free, mark in zip(free, marked, strict=True))
    best: tuple[int, int] | None = None
    for n in range(len(cells) - len(text) + 1):
        if all(free[n : n + len(text)]):
            cost = sum(marked[n : n + len(text)])
            if len(text) - cost < patterned and (best is None or cost < best[0]):
                best = (cost, cells[n])
    return None if best is None else best[1]


def _hanging(plan: PhasePlan, named: NamedPhases) -> dict[int, int]:
    """Return the number of events by cell for the marks that the bar has no space for.

    Crowded cells are left out: enough marks beside the name show that the phase is crowded.
    """
    covered = {cell for at, text in named.values() for cell in range(at, at + len(text))}
    covered = (covered | plan.open_ends) - plan.milestones - plan.crowded
    return plan.cut_away | {cell: n for cell, n in plan.events.items() if cell in covered}


def _with_marks(
    plan: PhasePlan, named: NamedPhases, axis: CanvasLine
) -> tuple[CanvasRuns, CanvasRuns]:
    """Return bar and axis with their event marks, on the axis only in blank cells."""
    bar = _patterns(plan)
    for cell, count in plan.events.items():
        bar.write(cell, _mark(count), CellRole.MARK)
    for at, text in named.values():
        bar.write(at, text, CellRole.LABEL)
    for cell in plan.open_ends:
        bar.write(cell, OPEN_END, CellRole.MARK)
    for cell in plan.milestones:
        bar.write(cell, MILESTONE, CellRole.MARK)
    for cell, count in _hanging(plan, named).items():
        if has_room_for_mark(axis, cell):
            axis.write(cell, _mark(count), CellRole.MARK)
    return bar.runs(), axis.runs()


def _patterns(plan: PhasePlan) -> CanvasLine:
    """Return the bar with each phase in its pattern, and the cuts."""
    bar = CanvasLine(plan.width)
    for phase in plan.phases:
        cells = plan.cells(phase)
        bar.write(cells.start, PHASE_PATTERNS[phase.name] * len(cells), CellRole.PATTERN)
    bar.write(0, CUT[: plan.left], CellRole.PATTERN)
    bar.write(plan.right, CUT[: plan.width - plan.right], CellRole.PATTERN)
    return bar


def _mark(count: int) -> str:
    return EVENTS[min(count, len(EVENTS)) - 1]


def _notes(plan: PhasePlan, named: NamedPhases, form: LabelForm) -> list[AxisNote]:
    """Return the notes below the bar: names it has no space for, and counts of events outside."""
    unsaid = [
        AxisNote(plan.cell(phase.since), phase_legend(phase, form), CellRole.LABEL)
        for phase in plan.phases
        if phase not in named
    ]
    outside = _outside(plan) if form < LabelForm.SHORT else []
    return sorted([*unsaid, *outside], key=lambda note: note.wish)


def _outside(plan: PhasePlan) -> list[AxisNote]:
    """Return the number of events before and after all phases, for the two edges."""
    counts = ((0, plan.earlier, "earlier"), (plan.width, plan.later, "later"))
    return [AxisNote(at, f"{count} {word}", CellRole.AXIS) for at, count, word in counts if count]


def _cut_legend(plan: PhasePlan, named: NamedPhases, form: LabelForm) -> CanvasLine:
    """Return a line in place of the axis: the names not on the bar, cut with an ellipsis."""
    line = CanvasLine(plan.width)
    text = " ".join(phase_legend(phase, form) for phase in plan.phases if phase not in named)
    line.write(0, cut(text, plan.width), CellRole.LABEL)
    return line


_STYLES = {
    CellRole.BLANK: "",
    CellRole.PATTERN: "$accent",
    CellRole.LABEL: "$foreground",
    CellRole.MARK: "bold $foreground",
    CellRole.AXIS: "$quiet",
}
_KEY = "◆ milestone  • event  : two  ⋮ more  ? end unknown  // not to scale"

_TALL = 30
"""Height of a terminal in rows from which on there is space for a third line."""


class PhaseBar(Widget):
    """The phases above the timeline; the tooltip has the length of each."""

    DEFAULT_CSS = "PhaseBar { height: auto; }"

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._timeline = Timeline()

    def show(self, timeline: Timeline) -> None:
        """Show the phases of this timeline."""
        if timeline is not self._timeline:
            self._timeline = timeline
            # The table is drawn first: it shows the event just typed, which people wait for.
            self.call_after_refresh(self._redraw)

    def _redraw(self) -> None:
        lengths = [f"{p.name}: {p.length}" for p in phases(self._timeline)]
        self.tooltip = plain(
            "\n".join([*lengths, _KEY]) if lengths else no_phases_reason(self._timeline)
        )
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return three lines in a tall terminal; in 24 rows the table needs the third."""
        return 3 if viewport.height >= _TALL else 2

    def render(self) -> Content:
        """Render the phases."""
        lines = phase_bar_lines(self._timeline, self.size.width, self.size.height)
        return Content("\n").join(
            Content("").join([plain(text, _STYLES[role]) for text, role in line]) for line in lines
        )


_MARK = "▼"


class PhaseMark(Widget):
    """A line above a phase bar of the same width, with a marker for one minute."""

    DEFAULT_CSS = "PhaseMark { height: 1; }"

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._timeline = Timeline()
        self._minute: datetime | None = None

    def show(self, timeline: Timeline, minute: datetime | None) -> None:
        """Mark a UTC minute, or none."""
        self._timeline, self._minute = timeline, minute
        self.refresh()

    def render(self) -> Content:
        """Render the marker above the cell of the minute."""
        plan = phase_plan(self._timeline, self.size.width) if self._minute else None
        if plan is None or self._minute is None:
            return Content("")
        return plain(" " * plan.marker_cell(self._minute) + _MARK, "bold $accent")
