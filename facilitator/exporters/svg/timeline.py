"""The timeline of an incident as a picture: its phases to scale, its milestones and its events.

The events beneath the picture of an incident: number, minute, milestone and the whole text.
The phases of an incident as bars to scale, one below the other, each in its own pattern.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from math import ceil

from facilitator.analysis.format import UNTITLED, days_of, moment, title_of, when
from facilitator.analysis.phases import Phase, phases
from facilitator.exporters.svg.shapes import (
    Picture,
    Shape,
    Stroke,
    Words,
    diamond,
    height,
    rectangle,
    words_below,
    written,
)
from facilitator.exporters.svg.style import clean, width, wrapped
from facilitator.exporters.svg.timeline_marks import (
    DIAMOND,
    LEFT,
    RIGHT,
    Plot,
    cuts,
    drawn_flags,
    drawn_marks,
    flags,
    flags_height,
    plot_of,
    ruler,
)
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Milestone, Timeline

_EVENT_SIZE = 13.0
_NUMBERS_END, _MINUTES, _TEXTS_END = 66.0, 78.0, 964.0
_WIDEST_MINUTE = 170.0
_EVENT_GAP = 16.0
_BETWEEN = 7.0


def event_list(timeline: Timeline, top: float) -> tuple[Shape, ...]:
    """Write every event, and beneath them the milestones that nobody can date, and why."""
    with_day = len(days_of(timeline)) > 1
    minutes = [wrapped(when(e, with_day), _WIDEST_MINUTE, _EVENT_SIZE) for e in timeline.events]
    marks = (
        _MINUTES + _EVENT_GAP + max(width(line, _EVENT_SIZE) for lines in minutes for line in lines)
    )
    texts = marks + _marks_width(timeline.events)
    shapes: list[Shape] = []
    y = top
    for number, event, minute in zip(count(1), timeline.events, minutes, strict=False):
        baseline = words_below(0, y, ("",), _EVENT_SIZE).y
        text = wrapped(_text(event), _TEXTS_END - texts, _EVENT_SIZE)
        shapes.append(
            Words(_NUMBERS_END, baseline, (f"{number}",), _EVENT_SIZE, bold=True, anchor="end")
        )
        shapes.append(Words(_MINUTES, baseline, minute, _EVENT_SIZE, "quiet"))
        if event.milestone:
            shapes.append(diamond(marks + DIAMOND, baseline - 0.36 * _EVENT_SIZE, DIAMOND, "mark"))
            named = (str(event.milestone),)
            shapes.append(
                Words(marks + 3 * DIAMOND, baseline, named, _EVENT_SIZE, "accent", bold=True)
            )
        if any(text):
            shapes.append(Words(texts, baseline, text, _EVENT_SIZE))
        y += height(max(len(text), len(minute)), _EVENT_SIZE) + _BETWEEN
    return (*shapes, *_unknown(timeline, y))


def _marks_width(events: Sequence[Event]) -> float:
    names = [str(event.milestone) for event in events if event.milestone]
    widest = max((width(name, _EVENT_SIZE, bold=True) for name in names), default=0.0)
    return 3 * DIAMOND + widest + _EVENT_GAP if names else 0.0


def _text(event: Event) -> str:
    actor = f" ({event.actor_role})" if event.actor_role else ""
    return clean(event.text + actor)


def _unknown(timeline: Timeline, top: float) -> list[Words]:
    """Say which milestones cannot be dated, and why."""
    written: list[Words] = []
    y = top
    for unknown in timeline.unknown:
        said = f"{unknown.milestone}: not known"
        reason = clean(unknown.reason)
        text = f"{said}, {reason}" if reason else said
        lines = wrapped(text, _TEXTS_END - _MINUTES, _EVENT_SIZE)
        written.append(words_below(_MINUTES, y, lines, _EVENT_SIZE, "quiet"))
        y += height(len(lines), _EVENT_SIZE) + _BETWEEN
    return written


ROW = 30.0
"""From one bar to the next."""

_BAR, _PHASE_SIZE, _PHASE_GAP = 20.0, 14.0, 8.0
_BASE = _BAR / 2 + 0.36 * _PHASE_SIZE
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
    beside = right + (_PHASE_GAP if phase.ends else 2.5 * _PHASE_GAP)
    text, wide = (name(phase),), width(name(phase), _PHASE_SIZE)
    if beside + wide + _PHASE_GAP <= RIGHT:
        words = Words(beside, base, text, _PHASE_SIZE)
    elif left - wide - 2 * _PHASE_GAP >= LEFT:
        words = Words(left - _PHASE_GAP, base, text, _PHASE_SIZE, anchor="end")
    else:
        words = Words((left + right) / 2, base, text, _PHASE_SIZE, anchor="middle")
    box = words.box
    plate = rectangle(box.left - 4, y + 1.5, box.right + 4, y + _BAR - 1.5, "ground")
    return plate, words


def _asked(phase: Phase, plot: Plot, right: float, y: float) -> Words:
    """Write a question mark where the end of a bar is that nobody knows, behind a cut."""
    is_cut = plot.later and phase.until > plot.scale.until
    return Words(
        right + (2.5 * _PHASE_GAP if is_cut else _PHASE_GAP / 2),
        y + _BASE,
        ("?",),
        _PHASE_SIZE,
        bold=True,
    )


def name(phase: Phase) -> str:
    """Return what a phase is called, and how long it took as far as anybody knows."""
    return f"{phase.name} {phase.length}" if phase.ends else f"{phase.name}, end not known"


WIDTH = 1000.0
_MARGIN = 32.0
_TITLE, _SMALL = 20.0, 13.0
_NO_EVENTS = "No events yet."
_NO_START = "When it started is not marked, so there are no phases to draw."
_NO_TIME = "No phase took any time, so there are none to draw."


def timeline_svg(postmortem: Postmortem) -> str:
    """Return the timeline as an SVG document; all times are UTC."""
    return written(timeline_picture(postmortem))


def timeline_picture(postmortem: Postmortem) -> Picture:
    """Return the picture of a timeline: phases, marks, round times, and every event in words."""
    timeline = postmortem.timeline
    title = clean(title_of(postmortem)) or UNTITLED
    head = words_below(
        _MARGIN, 26, wrapped(title, WIDTH - 2 * _MARGIN, _TITLE, True), _TITLE, bold=True
    )
    under = words_below(_MARGIN, head.box.bottom + 6, (_subtitle(timeline),), _SMALL, "quiet")
    shapes: list[Shape] = [head, under]
    if timeline.events:
        shapes += _to_scale(timeline, under.box.bottom + 22)
        shapes += event_list(timeline, max(shape.box.bottom for shape in shapes) + 30)
    bottom = ceil(max(shape.box.bottom for shape in shapes) + 28)
    says = f"Timeline: {title}"
    return Picture("timeline", says, _description(timeline), WIDTH, bottom, tuple(shapes))


def _to_scale(timeline: Timeline, top: float) -> list[Shape]:
    """Draw the names of the milestones, the bars of the phases, the marks, the round times."""
    found = phases(timeline)
    plot = plot_of(timeline, found)
    named = flags(timeline.events, plot)
    bars = top + flags_height(named) + 8
    shapes: list[Shape] = []
    if found:
        line = bars + len(found) * ROW + 20
    else:
        why = _NO_TIME if timeline.milestone(Milestone.STARTED) else _NO_START
        shapes.append(words_below(LEFT, bars, (why,), _SMALL, "quiet"))
        line = bars + 44
    return [
        *drawn_flags(named, top, line),
        *drawn_phases(found, plot, bars),
        *shapes,
        Stroke(((LEFT, line), (RIGHT, line)), "line"),
        *drawn_marks(timeline.events, plot, line),
        *ruler(plot, line + 38),
    ]


def _subtitle(timeline: Timeline) -> str:
    if not timeline.events:
        return _NO_EVENTS
    days = days_of(timeline)
    said = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    return f"Timeline to scale · {said} · all times are UTC"


def _description(timeline: Timeline) -> str:
    """Say what the picture shows, for who has it read aloud."""
    if not timeline.events:
        return _NO_EVENTS
    milestones = [f"{e.milestone} {moment(e.at)}" for e in timeline.events if e.milestone]
    parts = [
        _listed("Phases", [name(phase) for phase in phases(timeline)]),
        _listed("Milestones", milestones),
        f"Events: {len(timeline.events)}.",
    ]
    return " ".join(part for part in parts if part)


def _listed(what: str, names: list[str]) -> str:
    return f"{what}: {', '.join(names)}." if names else ""
