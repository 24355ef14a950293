"""The time axis of the timeline picture and the marks on it: milestones and numbered events.

Labels never overlap, however close the minutes are: a milestone's name moves up a row, and event
numbers that would touch become a range (`3–5`). All lengths are in units of the picture, x to the
right and y downwards; all minutes are UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitator.analysis.phases import STEPS, Phase, Timescale, tick_label, ticks, timescale
from facilitator.exporters.svg.shapes import (
    LEADING,
    Circle,
    Polyline,
    Shape,
    TextBlock,
    diamond,
    text_below,
)
from facilitator.exporters.svg.style import text_width
from facilitator.model.timeline import Event, Milestone, Timeline
from facilitator.text.format import clock

SCALE_LEFT, SCALE_RIGHT = 64.0, 844.0
"""The x range of the scale."""

_BESIDE = 30.0
"""Distance from the scale to the events outside it."""
_BREAK_STROKES = ((-11.0, -5.0), (-5.0, 1.0))
"""The two strokes of an axis break (`//`): x offset of each at its foot and at its head."""
_BETWEEN_TICKS = 26.0
_TICK_SIZE = 12.0

DIAMOND_RADIUS = 6.5
"""The distance from the centre of a milestone's mark to its corners."""

_SIZE, _NUMBER = 13.0, 12.0
_ROW = 2 * LEADING * _SIZE + 4
_FROM_LINE, _BETWEEN = 5.0, 10.0


@dataclass(frozen=True)
class Plot:
    """A time scale across the picture.

    `breaks_before` and `breaks_after`: events or phases lie outside the scale at that end.
    """

    scale: Timescale
    breaks_before: bool
    breaks_after: bool

    def x(self, minute: datetime) -> float:
        """X coordinate of a UTC minute; all minutes outside the scale have one place beside it."""
        if minute < self.scale.since:
            return SCALE_LEFT - _BESIDE
        if minute > self.scale.until:
            return SCALE_RIGHT + _BESIDE
        return SCALE_LEFT + self.scale.position(minute) * (SCALE_RIGHT - SCALE_LEFT)

    def clamped_x(self, minute: datetime) -> float:
        """X coordinate of a UTC minute; minutes outside the scale are clamped to its edge."""
        return min(SCALE_RIGHT, max(SCALE_LEFT, self.x(minute)))


def plot_of(timeline: Timeline, found: Sequence[Phase]) -> Plot:
    """Return the scale of a timeline: that of its phases, or of its events if it has none.

    Raises IndexError if the timeline has no events.
    """
    first = timeline.events[0].at
    last = max(event.until or event.at for event in timeline.events)
    if found:
        scale = timescale(found, goes_on=timeline.milestone(Milestone.RESOLVED) is None)
    else:
        scale = Timescale(first, last)
    return Plot(
        scale,
        breaks_before=scale.cut_before or first < scale.since,
        breaks_after=scale.cut_after or last > scale.until,
    )


def time_axis(plot: Plot, y: float) -> tuple[Shape, ...]:
    """Draw the axis with ticks at round UTC times; the date is in bold where a day begins."""
    shapes: list[Shape] = [Polyline(((SCALE_LEFT, y), (SCALE_RIGHT, y)), "line")]
    for tick, label in _labelled(plot.scale):
        x = plot.x(tick)
        begins_day = ":" not in label
        kind = "ink" if begins_day else "quiet"
        shapes.append(Polyline(((x, y), (x, y + 6)), "line"))
        shapes.append(TextBlock(x, y + 20, (label,), _TICK_SIZE, kind, begins_day, "middle"))
    return (*shapes, *axis_breaks(plot, y + 5, y - 5))


def axis_breaks(plot: Plot, foot: float, head: float) -> tuple[Shape, ...]:
    """Draw `//` at each end where events or phases lie outside, from y `foot` to y `head`."""
    shapes: list[Shape] = []
    for is_cut, edge in ((plot.breaks_before, SCALE_LEFT), (plot.breaks_after, SCALE_RIGHT + 12)):
        if is_cut:
            shapes += [
                Polyline(((edge + a, foot), (edge + b, head)), "edge") for a, b in _BREAK_STROKES
            ]
    return tuple(shapes)


def _labelled(scale: Timescale) -> list[tuple[datetime, str]]:
    """Return the ticks with their labels, at the finest step whose labels do not touch."""
    for step in STEPS:
        room = step / scale.minutes * (SCALE_RIGHT - SCALE_LEFT) - _BETWEEN_TICKS
        if room > 0:
            labelled = [(tick, tick_label(scale, tick, step)) for tick in ticks(scale, step)]
            widest = max((text_width(text, _TICK_SIZE, True) for _, text in labelled), default=0.0)
            if widest <= room or len(labelled) == 1:
                return labelled
    return []


@dataclass(frozen=True)
class Flag:
    """A milestone's name and UTC minute, beside the line down to its mark; row 0 is the lowest."""

    x: float
    row: int
    name: str
    minute: str


def place_flags(events: Sequence[Event], plot: Plot) -> tuple[Flag, ...]:
    """Return the milestones as flags, each in the lowest row where its name fits.

    A name is to the right of its line, so flags are placed from the last to the first: each has to
    fit only before the names and lines already placed to its right.
    """
    with_day = events[0].at.date() != events[-1].at.date()
    placed: list[Flag] = []
    free_until: list[float] = []
    for event in reversed([event for event in events if event.milestone]):
        x, name, minute = plot.x(event.at), str(event.milestone), _minute(event, with_day)
        wide = max(text_width(name, _SIZE, bold=True), text_width(minute, _SIZE))
        end = x + _FROM_LINE + wide + _BETWEEN
        row = next((n for n, until in enumerate(free_until) if end <= until), len(free_until))
        free_until = [*[x] * (row + 1), *free_until[row + 1 :]]
        placed.append(Flag(x, row, name, minute))
    return tuple(reversed(placed))


def flag_shapes(found: Sequence[Flag], top: float, line: float) -> tuple[Shape, ...]:
    """Draw the names from y `top` downwards, and the lines from them to the marks at y `line`."""
    last = max((flag.row for flag in found), default=0)
    # Milestones of the same minute share one line, which starts at the highest of their names.
    highest: dict[float, float] = {}
    shapes: list[Shape] = []
    for flag in found:
        y = top + (last - flag.row) * _ROW
        highest[flag.x] = min(y, highest.get(flag.x, y))
        x = flag.x + _FROM_LINE
        shapes.append(text_below(x, y, (flag.name,), _SIZE, "accent", bold=True))
        shapes.append(text_below(x, y + LEADING * _SIZE, (flag.minute,), _SIZE, "quiet"))
    lines = [Polyline(((x, y), (x, line - DIAMOND_RADIUS)), "dashed") for x, y in highest.items()]
    return (*lines, *shapes)


def flags_height(found: Sequence[Flag]) -> float:
    """Return the height of all rows of flags."""
    return (max(flag.row for flag in found) + 1) * _ROW if found else 0.0


def mark_shapes(events: Sequence[Event], plot: Plot, y: float) -> tuple[Shape, ...]:
    """Draw the events at `y` with their numbers below; milestones are diamonds, on top."""
    shapes: list[Shape] = []
    for event in events:
        if event.until is not None and event.until > event.at:
            lasting = ((plot.clamped_x(event.at), y), (plot.clamped_x(event.until), y))
            shapes.append(Polyline(lasting, "spine"))
    shapes += [Circle(plot.x(event.at), y, 4, "dot") for event in events if not event.milestone]
    shapes += [
        diamond(plot.x(event.at), y, DIAMOND_RADIUS, "mark") for event in events if event.milestone
    ]
    return (*shapes, *_numbers([plot.x(event.at) for event in events], y + 21))


def _numbers(places: Sequence[float], y: float) -> list[TextBlock]:
    """Number the events below their marks; numbers that would touch become a range."""
    groups: list[tuple[int, int]] = []
    for n in range(len(places)):
        groups.append((n, n))
        while len(groups) > 1 and _touch(
            _number(groups[-2], places, y), _number(groups[-1], places, y)
        ):
            (first, _), (_, last) = groups[-2:]
            groups[-2:] = [(first, last)]
    return [_number(group, places, y) for group in groups]


def _number(group: tuple[int, int], places: Sequence[float], y: float) -> TextBlock:
    first, last = group
    text = f"{first + 1}" if first == last else f"{first + 1}–{last + 1}"
    return TextBlock((places[first] + places[last]) / 2, y, (text,), _NUMBER, anchor="middle")


def _touch(one: TextBlock, other: TextBlock) -> bool:
    return one.box.right + 3 > other.box.left


def _minute(event: Event, with_day: bool) -> str:
    """Write a milestone's UTC minute, `03-08 23:50`; `~` marks an approximate one."""
    day = f"{event.at:%m-%d} " if with_day else ""
    return f"{'~' if event.approximate else ''}{day}{clock(event.at)}"
