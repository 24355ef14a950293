"""Where the minutes of an incident stand in a picture: to scale, and beside it what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitator.analysis.phases import STEPS, Phase, Timescale, tick_label, ticks, timescale
from facilitator.exports.svg_shapes import Shape, Stroke, Words
from facilitator.exports.svg_text import width
from facilitator.model.timeline import Milestone, Timeline

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
