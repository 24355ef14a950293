"""The incident to scale, above the timeline: what `phase_drawing` draws, in colour.

The incident to scale in two or three lines: a function from a timeline and a width to text.

In two lines the bar carries the names it has room for, and the line of round times beneath it the
others. In three, every name stands above the bar. A mark that something on the bar covers hangs
beneath it.
A mark above the phases: where on them the event lies that is being talked about.
"""

from __future__ import annotations

from datetime import datetime

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from facilitator.analysis.phases import Phase, phases
from facilitator.model.timeline import Milestone, Timeline
from screens.base.text import plain
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
"""One event in a cell, two, more."""

NamedPhases = dict[Phase, tuple[int, str]]
"""The phases named on the bar, each with the cell its name begins in, and the text of it."""

_TRIES = (
    *((2, form) for form in (LabelForm.FULL, LabelForm.TIGHT, LabelForm.SHORT)),
    *(
        (1, LabelForm.SHORT),
        (2, LabelForm.TINY),
        (1, LabelForm.TINY),
        (0, LabelForm.TINY),
        (0, LabelForm.BARE),
    ),
)
"""How many ticks to keep at least, and how much the names say: what is given up for room, in turn.

Two round times make a scale, so whole names go before the second; a name goes last of all.
"""


def phase_bar_lines(timeline: Timeline, width: int, rows: int = 2) -> tuple[CanvasRuns, ...]:
    """Return the lines of the picture, at most `width` cells wide: two, or three where `rows` are.

    Without phases it says what to do instead.
    """
    if width < 1:
        return ((),) * min(rows, 3)
    plan = phase_plan(timeline, width)
    if plan is None:
        return ((), ((_cut(no_phases_reason(timeline), width), CellRole.AXIS),))
    if rows >= 3:
        return _three_lines(plan)
    return _two_lines(plan)


def no_phases_reason(timeline: Timeline) -> str:
    """Say why a timeline has no phases."""
    return _NO_TIME if timeline.milestone(Milestone.STARTED) else _NO_START


def _two_lines(plan: PhasePlan) -> tuple[CanvasRuns, ...]:
    """Try the fullest words with ticks first, then shorter ones, then fewer ticks."""
    for least, form in _TRIES:
        named = _names_on_bar(plan, min(max(form, LabelForm.TIGHT), LabelForm.TINY))
        notes, hanging = _notes(plan, named, form), _hanging(plan, named)
        axis = axis_line(plan, notes, hanging, least, 2 if form is LabelForm.FULL else 1)
        if axis is not None:
            return _with_marks(plan, named, axis)
    named = _names_on_bar(plan, LabelForm.TINY)
    return _with_marks(plan, named, _cut_legend(plan, named, LabelForm.BARE))


def _three_lines(plan: PhasePlan) -> tuple[CanvasRuns, ...]:
    """Draw every name above the bar; two lines serve better where that takes more than names."""
    for form in (LabelForm.FULL, LabelForm.TIGHT, LabelForm.SHORT, LabelForm.TINY):
        texts = [phase_legend(phase, form) for phase in plan.found]
        wishes = [(plan.cell(p.since), len(t)) for p, t in zip(plan.found, texts, strict=True)]
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
    """Return the phases whose name fits into their own part of the bar, with its cell and text."""
    named = {}
    for phase in plan.found:
        for form in LabelForm:
            text = f" {phase_label(phase, form)} "
            place = _place_in(plan, phase, text) if form <= shortest else None
            if place is not None:
                named[phase] = (place, text)
                break
    return named


def _place_in(plan: PhasePlan, phase: Phase, text: str) -> int | None:
    """Return where text covers fewest events of a phase, the first such cell.

    It covers no milestone and not the event a phase begins with, touches no open end, and leaves
    the pattern a cell to be seen in.
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
    """Return how many events there are in each cell whose mark the bar has no room for.

    A crowded phase shows that it is so beside its name.
    """
    covered = {cell for at, text in named.values() for cell in range(at, at + len(text))}
    covered = (covered | plan.open_ends) - plan.milestones - plan.crowded
    return plan.cut_away | {cell: n for cell, n in plan.events.items() if cell in covered}


def _with_marks(
    plan: PhasePlan, named: NamedPhases, axis: CanvasLine
) -> tuple[CanvasRuns, CanvasRuns]:
    """Return the bar with its marks; those it cannot show hang in the axis where that is blank."""
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
    """Draw each phase in its pattern, between the cuts."""
    bar = CanvasLine(plan.width)
    for phase in plan.found:
        cells = plan.cells(phase)
        bar.write(cells.start, PHASE_PATTERNS[phase.name] * len(cells), CellRole.PATTERN)
    bar.write(0, CUT[: plan.left], CellRole.PATTERN)
    bar.write(plan.right, CUT[: plan.width - plan.right], CellRole.PATTERN)
    return bar


def _mark(count: int) -> str:
    return EVENTS[min(count, len(EVENTS)) - 1]


def _notes(plan: PhasePlan, named: NamedPhases, form: LabelForm) -> list[AxisNote]:
    """Return what the bar does not say: phases without a name on it, events outside of it."""
    unsaid = [
        AxisNote(plan.cell(phase.since), phase_legend(phase, form), CellRole.LABEL)
        for phase in plan.found
        if phase not in named
    ]
    outside = _outside(plan) if form < LabelForm.SHORT else []
    return sorted([*unsaid, *outside], key=lambda note: note.wish)


def _outside(plan: PhasePlan) -> list[AxisNote]:
    """Return how many events lie before all phases, and after them, for the two edges."""
    counts = ((0, plan.earlier, "earlier"), (plan.width, plan.later, "later"))
    return [AxisNote(at, f"{count} {word}", CellRole.AXIS) for at, count, word in counts if count]


def _cut_legend(plan: PhasePlan, named: NamedPhases, form: LabelForm) -> CanvasLine:
    """Return the legend where nothing fits any more, cut with an ellipsis."""
    line = CanvasLine(plan.width)
    text = " ".join(phase_legend(phase, form) for phase in plan.found if phase not in named)
    line.write(0, _cut(text, plan.width), CellRole.LABEL)
    return line


def _cut(text: str, width: int) -> str:
    if len(text) <= width:
        return text
    return text[: width - 1].rstrip() + "…" if width > 1 else ""


__all__ = ["PHASE_PATTERNS", "PhaseBar"]

_STYLES = {
    CellRole.BLANK: "",
    CellRole.PATTERN: "$accent",
    CellRole.LABEL: "$foreground",
    CellRole.MARK: "bold $foreground",
    CellRole.AXIS: "$quiet",
}
_KEY = "◆ milestone  • event  : two  ⋮ more  ? end unknown  // not to scale"

_TALL = 30
"""Rows from which on a terminal has room for a third line."""


class PhaseBar(Widget):
    """Two lines above the timeline, three where there is room; every length is in the tooltip."""

    DEFAULT_CSS = "PhaseBar { height: auto; }"

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._timeline = Timeline()

    def show(self, timeline: Timeline) -> None:
        """Show the phases of this timeline."""
        if timeline is not self._timeline:
            self._timeline = timeline
            self.call_after_refresh(self._draw_anew)  # the row that was typed is painted first

    def _draw_anew(self) -> None:
        said = [f"{p.name}: {p.length}" for p in phases(self._timeline)]
        self.tooltip = plain("\n".join([*said, _KEY]) if said else no_phases_reason(self._timeline))
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return three lines in a tall terminal; at 24 rows the table needs the third."""
        return 3 if viewport.height >= _TALL else 2

    def render(self) -> Content:
        """Draw the picture at the size there is."""
        lines = phase_bar_lines(self._timeline, self.size.width, self.size.height)
        return Content("\n").join(
            Content("").join([plain(text, _STYLES[role]) for text, role in line]) for line in lines
        )


_MARK = "▼"


class PhaseMark(Widget):
    """One line as wide as the phases beneath it."""

    DEFAULT_CSS = "PhaseMark { height: 1; }"

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._timeline = Timeline()
        self._minute: datetime | None = None

    def show(self, timeline: Timeline, minute: datetime | None) -> None:
        """Mark this UTC minute, or none."""
        self._timeline, self._minute = timeline, minute
        self.refresh()

    def render(self) -> Content:
        """Draw the mark over the cell that the minute falls in."""
        plan = phase_plan(self._timeline, self.size.width) if self._minute else None
        if plan is None or self._minute is None:
            return Content("")
        return plain(" " * plan.marked(self._minute) + _MARK, "bold $accent")
