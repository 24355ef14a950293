"""The phases of an incident as bars to scale, one below the other, each in its own pattern."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.analysis.phases import Phase
from facilitator.exports.svg_plot import LEFT, RIGHT, Plot, cuts
from facilitator.exports.svg_shapes import Shape, Stroke, Words, rectangle
from facilitator.exports.svg_text import width

ROW = 30.0
"""From one bar to the next."""

_BAR, _SIZE, _GAP = 20.0, 14.0, 8.0
_BASE = _BAR / 2 + 0.36 * _SIZE
_LEAST = 3.0
"""A bar is so wide at least, so that its phase can be seen at all."""


def drawn_phases(found: Sequence[Phase], plot: Plot, top: float) -> tuple[Shape, ...]:
    """Draw a bar for each phase, named beside it with its length."""
    shapes: list[Shape] = []
    for n, phase in enumerate(found):
        y = top + n * ROW + (ROW - _BAR) / 2
        left, right = _ends(phase, plot, is_last=phase is found[-1])
        shapes += [
            rectangle(left, y, right, y + _BAR, "ground"),
            rectangle(left, y, right, y + _BAR, f"phase-{phase.name}"),
            *_outline(phase, plot, (left, right), y),
            *_named(phase, (left, right), y),
            *(() if phase.ends else (_asked(phase, plot, right, y),)),
        ]
    return tuple(shapes)


def _ends(phase: Phase, plot: Plot, is_last: bool) -> tuple[float, float]:
    left = plot.clipped(phase.since)
    right = RIGHT if is_last and not phase.ends else plot.clipped(phase.until)
    right = min(RIGHT, max(right, left + _LEAST))
    return min(left, right - _LEAST), right


def _outline(phase: Phase, plot: Plot, ends: tuple[float, float], y: float) -> tuple[Shape, ...]:
    """Draw the edge of a bar; none where it is cut, or where nobody knows its end."""
    (left, right), bottom = ends, y + _BAR
    is_cut_before = plot.earlier and phase.since < plot.scale.since
    is_cut_after = plot.later and phase.until > plot.scale.until
    sides: list[Shape] = [
        Stroke(((left, y), (right, y)), "edge"),
        Stroke(((left, bottom), (right, bottom)), "edge"),
    ]
    if not is_cut_before:
        sides.append(Stroke(((left, y), (left, bottom)), "edge"))
    if not is_cut_after and phase.ends:
        sides.append(Stroke(((right, y), (right, bottom)), "edge"))
    for stroke in cuts(plot, bottom, y):
        at_start = stroke.box.left < LEFT + 5
        if (at_start and is_cut_before) or (not at_start and is_cut_after):
            sides.append(stroke)
    return tuple(sides)


def _named(phase: Phase, ends: tuple[float, float], y: float) -> tuple[Shape, ...]:
    """Write a phase's name and length right of its bar, or left of it, or in it."""
    left, right = ends
    base = y + _BASE
    beside = right + (_GAP if phase.ends else 2.5 * _GAP)
    text, wide = (name(phase),), width(name(phase), _SIZE)
    if beside + wide + _GAP <= RIGHT:
        words = Words(beside, base, text, _SIZE)
    elif left - wide - 2 * _GAP >= LEFT:
        words = Words(left - _GAP, base, text, _SIZE, anchor="end")
    else:
        words = Words((left + right) / 2, base, text, _SIZE, anchor="middle")
    box = words.box
    plate = rectangle(box.left - 4, y + 1.5, box.right + 4, y + _BAR - 1.5, "ground")
    return plate, words


def _asked(phase: Phase, plot: Plot, right: float, y: float) -> Words:
    """Write a question mark where the end of a bar is that nobody knows, behind a cut."""
    is_cut = plot.later and phase.until > plot.scale.until
    return Words(right + (2.5 * _GAP if is_cut else _GAP / 2), y + _BASE, ("?",), _SIZE, bold=True)


def name(phase: Phase) -> str:
    """Return what a phase is called, and how long it took as far as anybody knows."""
    return f"{phase.name} {phase.length}" if phase.ends else f"{phase.name}, end not known"
