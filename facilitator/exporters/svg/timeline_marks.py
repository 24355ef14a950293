"""The milestones and events of an incident as marks on a line, each named or numbered.

No two names or numbers share room, however close the minutes are: names go a row up, numbers that
would touch become one (`3–5`).

Where the minutes of an incident stand in a picture: to scale, and beside it what is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitator.analysis.phases import STEPS, Phase, Timescale, tick_label, ticks, timescale
from facilitator.exporters.svg.shapes import (
    LEADING,
    Disc,
    Shape,
    Stroke,
    Words,
    diamond,
    words_below,
)
from facilitator.exporters.svg.style import width
from facilitator.model.timeline import Event, Milestone, Timeline
from facilitator.text.format import clock

LEFT, RIGHT = 64.0, 844.0
"""Between these two stands what is drawn to scale."""

_BESIDE = 30.0
"""So far beside the scale stand the events that it leaves out."""
_CUT = ((-11.0, -5.0), (-5.0, 1.0))
"""The two strokes of a cut: where each begins at its foot and ends at its head."""
_BETWEEN_TICKS = 26.0
_TICK_SIZE = 12.0


@dataclass(frozen=True)
class Plot:
    """A scale across the picture; `earlier` and `later`: it leaves something out at that end."""

    scale: Timescale
    earlier: bool
    later: bool

    def x(self, minute: datetime) -> float:
        """Return where a UTC minute stands; what is left out stands beside the scale."""
        if minute < self.scale.since:
            return LEFT - _BESIDE
        if minute > self.scale.until:
            return RIGHT + _BESIDE
        return LEFT + self.scale.position(minute) * (RIGHT - LEFT)

    def clipped(self, minute: datetime) -> float:
        """Return where a UTC minute stands; what is left out stands at the end of the scale."""
        return min(RIGHT, max(LEFT, self.x(minute)))


def plot_of(timeline: Timeline, found: Sequence[Phase]) -> Plot:
    """Return the scale of a timeline of one event or more; without phases that of its events."""
    first = timeline.events[0].at
    last = max(event.until or event.at for event in timeline.events)
    if found:
        scale = timescale(found, goes_on=timeline.milestone(Milestone.RESOLVED) is None)
    else:
        scale = Timescale(first, last)
    return Plot(
        scale,
        earlier=scale.cut_before or first < scale.since,
        later=scale.cut_after or last > scale.until,
    )


def ruler(plot: Plot, y: float) -> tuple[Shape, ...]:
    """Draw the line of round UTC times; a day is written bold where it begins."""
    shapes: list[Shape] = [Stroke(((LEFT, y), (RIGHT, y)), "line")]
    for tick, label in _labelled(plot.scale):
        x = plot.x(tick)
        begins_day = ":" not in label
        kind = "ink" if begins_day else "quiet"
        shapes.append(Stroke(((x, y), (x, y + 6)), "line"))
        shapes.append(Words(x, y + 20, (label,), _TICK_SIZE, kind, begins_day, "middle"))
    return (*shapes, *cuts(plot, y + 5, y - 5))


def cuts(plot: Plot, foot: float, head: float) -> tuple[Shape, ...]:
    """Draw `//` at each end where the scale leaves something out."""
    shapes: list[Shape] = []
    for is_cut, edge in ((plot.earlier, LEFT), (plot.later, RIGHT + 12)):
        if is_cut:
            shapes += [Stroke(((edge + a, foot), (edge + b, head)), "edge") for a, b in _CUT]
    return tuple(shapes)


def _labelled(scale: Timescale) -> list[tuple[datetime, str]]:
    """Return the ticks with their labels, as many as have room beside each other."""
    for step in STEPS:
        room = step / scale.minutes * (RIGHT - LEFT) - _BETWEEN_TICKS
        if room > 0:
            labelled = [(tick, tick_label(scale, tick, step)) for tick in ticks(scale, step)]
            widest = max((width(text, _TICK_SIZE, True) for _, text in labelled), default=0.0)
            if widest <= room or len(labelled) == 1:
                return labelled
    return []


DIAMOND = 6.5
"""How far a milestone's mark reaches from its middle."""

_SIZE, _NUMBER = 13.0, 12.0
_ROW = 2 * LEADING * _SIZE + 4
_FROM_LINE, _BETWEEN = 5.0, 10.0


@dataclass(frozen=True)
class Flag:
    """A milestone's name and minute beside the line that leads down to its mark."""

    x: float
    row: int
    name: str
    minute: str


def flags(events: Sequence[Event], plot: Plot) -> tuple[Flag, ...]:
    """Return the milestones with the row each name stands in, 0 the lowest.

    From the last to the first: a name stands right of its line, in the lowest row in which it ends
    before all names and lines that stand there.
    """
    with_day = events[0].at.date() != events[-1].at.date()
    placed: list[Flag] = []
    free_until: list[float] = []
    for event in reversed([event for event in events if event.milestone]):
        x, name, minute = plot.x(event.at), str(event.milestone), _minute(event, with_day)
        wide = max(width(name, _SIZE, bold=True), width(minute, _SIZE))
        end = x + _FROM_LINE + wide + _BETWEEN
        row = next((n for n, until in enumerate(free_until) if end <= until), len(free_until))
        free_until = [*[x] * (row + 1), *free_until[row + 1 :]]
        placed.append(Flag(x, row, name, minute))
    return tuple(reversed(placed))


def drawn_flags(found: Sequence[Flag], top: float, line: float) -> tuple[Shape, ...]:
    """Draw the names from `top` downwards, with the lines that lead to the marks at `line`."""
    last = max((flag.row for flag in found), default=0)
    highest: dict[float, float] = {}
    shapes: list[Shape] = []
    for flag in found:
        y = top + (last - flag.row) * _ROW
        highest[flag.x] = min(y, highest.get(flag.x, y))
        x = flag.x + _FROM_LINE
        shapes.append(words_below(x, y, (flag.name,), _SIZE, "accent", bold=True))
        shapes.append(words_below(x, y + LEADING * _SIZE, (flag.minute,), _SIZE, "quiet"))
    lines = [Stroke(((x, y), (x, line - DIAMOND)), "dashed") for x, y in highest.items()]
    return (*lines, *shapes)


def flags_height(found: Sequence[Flag]) -> float:
    """Return how much room the names take."""
    return (max(flag.row for flag in found) + 1) * _ROW if found else 0.0


def drawn_marks(events: Sequence[Event], plot: Plot, y: float) -> tuple[Shape, ...]:
    """Draw the events on a line at `y`, their numbers beneath; milestones as diamonds, on top."""
    shapes: list[Shape] = []
    for event in events:
        if event.until is not None and event.until > event.at:
            lasting = ((plot.clipped(event.at), y), (plot.clipped(event.until), y))
            shapes.append(Stroke(lasting, "spine"))
    shapes += [Disc(plot.x(event.at), y, 4, "dot") for event in events if not event.milestone]
    shapes += [diamond(plot.x(event.at), y, DIAMOND, "mark") for event in events if event.milestone]
    return (*shapes, *_numbers([plot.x(event.at) for event in events], y + 21))


def _numbers(places: Sequence[float], y: float) -> list[Words]:
    """Write the events' numbers beneath their marks, those that would touch as one."""
    groups: list[tuple[int, int]] = []
    for n in range(len(places)):
        groups.append((n, n))
        while len(groups) > 1 and _touch(
            _number(groups[-2], places, y), _number(groups[-1], places, y)
        ):
            (first, _), (_, last) = groups[-2:]
            groups[-2:] = [(first, last)]
    return [_number(group, places, y) for group in groups]


def _number(group: tuple[int, int], places: Sequence[float], y: float) -> Words:
    first, last = group
    text = f"{first + 1}" if first == last else f"{first + 1}–{last + 1}"
    return Words((places[first] + places[last]) / 2, y, (text,), _NUMBER, anchor="middle")


def _touch(one: Words, other: Words) -> bool:
    return one.box.right + 3 > other.box.left


def _minute(event: Event, with_day: bool) -> str:
    """Write a milestone's UTC minute, `03-08 23:50`; `~` says about."""
    day = f"{event.at:%m-%d} " if with_day else ""
    return f"{'~' if event.approximate else ''}{day}{clock(event.at)}"
