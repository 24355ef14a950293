"""The timeline of an incident as an SVG picture.

From top to bottom: the milestones' names, the phases as bars to scale, each in its own pattern, the
events as marks on a line, a time axis, and the list of all events. All times are UTC; lengths are
in units of the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from math import ceil

from facilitator.analysis.format import (
    UNTITLED,
    days_of,
    format_event_time,
    format_utc_minute,
    title_of,
)
from facilitator.analysis.phases import Phase, phases
from facilitator.exporters.svg.shapes import (
    Polyline,
    Shape,
    SvgPicture,
    TextBlock,
    diamond,
    rectangle,
    svg_document,
    text_below,
    text_height,
)
from facilitator.exporters.svg.style import text_width, wrap_to_width, xml_safe_line
from facilitator.exporters.svg.timeline_marks import (
    DIAMOND_RADIUS,
    SCALE_LEFT,
    SCALE_RIGHT,
    Plot,
    axis_breaks,
    flag_shapes,
    flags_height,
    mark_shapes,
    place_flags,
    plot_of,
    time_axis,
)
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Milestone, Timeline

_WIDTH = 1000.0
_MARGIN = 32.0
_TITLE, _SMALL = 20.0, 13.0
_NO_EVENTS = "No events yet."
_NO_START = "When it started is not marked, so there are no phases to draw."
_NO_TIME = "No phase took any time, so there are none to draw."

_ROW_HEIGHT = 30.0
"""The distance from one phase bar to the next."""

_BAR, _PHASE_SIZE, _PHASE_GAP = 20.0, 14.0, 8.0
_BASE = _BAR / 2 + 0.36 * _PHASE_SIZE  # the baseline of a text centred on a bar
_MIN_BAR = 3.0
"""The least width of a bar, so that a phase of one minute in a long incident is visible."""

_EVENT_SIZE = 13.0
_NUMBERS_END, _MINUTES, _TEXTS_END = 66.0, 78.0, 964.0
_WIDEST_MINUTE = 170.0
_EVENT_GAP = 16.0
_BETWEEN = 7.0


def timeline_svg(postmortem: Postmortem) -> str:
    """Return the timeline as an SVG document; all times are UTC."""
    return svg_document(timeline_picture(postmortem))


def timeline_picture(postmortem: Postmortem) -> SvgPicture:
    """Return the picture of a timeline: phases, marks, time axis, and the list of events."""
    timeline = postmortem.timeline
    title = xml_safe_line(title_of(postmortem)) or UNTITLED
    head = text_below(
        _MARGIN, 26, wrap_to_width(title, _WIDTH - 2 * _MARGIN, _TITLE, True), _TITLE, bold=True
    )
    under = text_below(_MARGIN, head.box.bottom + 6, (_subtitle(timeline),), _SMALL, "quiet")
    shapes: list[Shape] = [head, under]
    if timeline.events:
        shapes += _to_scale(timeline, under.box.bottom + 22)
        shapes += _event_list(timeline, max(shape.box.bottom for shape in shapes) + 30)
    bottom = ceil(max(shape.box.bottom for shape in shapes) + 28)
    says = f"Timeline: {title}"
    return SvgPicture("timeline", says, _description(timeline), _WIDTH, bottom, tuple(shapes))


def _to_scale(timeline: Timeline, top: float) -> list[Shape]:
    """Draw milestone names, phase bars, event marks and time axis from y `top` on."""
    found = phases(timeline)
    plot = plot_of(timeline, found)
    named = place_flags(timeline.events, plot)
    bars = top + flags_height(named) + 8
    shapes: list[Shape] = []
    if found:
        line = bars + len(found) * _ROW_HEIGHT + 20
    else:
        why = _NO_TIME if timeline.milestone(Milestone.STARTED) else _NO_START
        shapes.append(text_below(SCALE_LEFT, bars, (why,), _SMALL, "quiet"))
        line = bars + 44
    return [
        *flag_shapes(named, top, line),
        *_phase_shapes(found, plot, bars),
        *shapes,
        Polyline(((SCALE_LEFT, line), (SCALE_RIGHT, line)), "line"),
        *mark_shapes(timeline.events, plot, line),
        *time_axis(plot, line + 38),
    ]


def _subtitle(timeline: Timeline) -> str:
    if not timeline.events:
        return _NO_EVENTS
    days = days_of(timeline)
    said = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    return f"Timeline to scale · {said} · all times are UTC"


def _description(timeline: Timeline) -> str:
    """Describe the picture for screen readers."""
    if not timeline.events:
        return _NO_EVENTS
    milestones = [
        f"{e.milestone} {format_utc_minute(e.at)}" for e in timeline.events if e.milestone
    ]
    parts = [
        _listed("Phases", [_phase_label(phase) for phase in phases(timeline)]),
        _listed("Milestones", milestones),
        f"Events: {len(timeline.events)}.",
    ]
    return " ".join(part for part in parts if part)


def _listed(what: str, names: list[str]) -> str:
    return f"{what}: {', '.join(names)}." if names else ""


def _phase_shapes(found: Sequence[Phase], plot: Plot, top: float) -> tuple[Shape, ...]:
    """Draw a bar for each phase, with its name and duration beside it, from y `top` on."""
    shapes: list[Shape] = []
    for n, phase in enumerate(found):
        y = top + n * _ROW_HEIGHT + (_ROW_HEIGHT - _BAR) / 2
        left, right = _ends(phase, plot, is_last=phase is found[-1])
        shapes += [
            rectangle(left, y, right, y + _BAR, "ground"),
            rectangle(left, y, right, y + _BAR, f"phase-{phase.name}"),
            *_outline(phase, plot, (left, right), y),
            *_phase_label_shapes(phase, (left, right), y),
            *(() if phase.ends else (_question_mark(phase, plot, right, y),)),
        ]
    return tuple(shapes)


def _ends(phase: Phase, plot: Plot, is_last: bool) -> tuple[float, float]:
    left = plot.clamped_x(phase.since)
    right = SCALE_RIGHT if is_last and not phase.ends else plot.clamped_x(phase.until)
    right = min(SCALE_RIGHT, max(right, left + _MIN_BAR))
    return min(left, right - _MIN_BAR), right


def _outline(phase: Phase, plot: Plot, ends: tuple[float, float], y: float) -> tuple[Shape, ...]:
    """Draw the outline of a bar, open on a side where the scale breaks or the end is unknown."""
    (left, right), bottom = ends, y + _BAR
    is_cut_before = plot.breaks_before and phase.since < plot.scale.since
    is_cut_after = plot.breaks_after and phase.until > plot.scale.until
    sides: list[Shape] = [
        Polyline(((left, y), (right, y)), "edge"),
        Polyline(((left, bottom), (right, bottom)), "edge"),
    ]
    if not is_cut_before:
        sides.append(Polyline(((left, y), (left, bottom)), "edge"))
    if not is_cut_after and phase.ends:
        sides.append(Polyline(((right, y), (right, bottom)), "edge"))
    for stroke in axis_breaks(plot, bottom, y):
        at_start = stroke.box.left < SCALE_LEFT + 5
        if (at_start and is_cut_before) or (not at_start and is_cut_after):
            sides.append(stroke)
    return tuple(sides)


def _phase_label_shapes(phase: Phase, ends: tuple[float, float], y: float) -> tuple[Shape, ...]:
    """Write a phase's label where it fits: to the right of its bar, to the left, or inside."""
    left, right = ends
    base = y + _BASE
    beside = right + (_PHASE_GAP if phase.ends else 2.5 * _PHASE_GAP)
    label = _phase_label(phase)
    text, wide = (label,), text_width(label, _PHASE_SIZE)
    if beside + wide + _PHASE_GAP <= SCALE_RIGHT:
        words = TextBlock(beside, base, text, _PHASE_SIZE)
    elif left - wide - 2 * _PHASE_GAP >= SCALE_LEFT:
        words = TextBlock(left - _PHASE_GAP, base, text, _PHASE_SIZE, anchor="end")
    else:
        words = TextBlock((left + right) / 2, base, text, _PHASE_SIZE, anchor="middle")
    box = words.box
    plate = rectangle(box.left - 4, y + 1.5, box.right + 4, y + _BAR - 1.5, "ground")
    return plate, words


def _question_mark(phase: Phase, plot: Plot, right: float, y: float) -> TextBlock:
    """Write a question mark at the unknown end of a bar, after an axis break if there is one."""
    is_cut = plot.breaks_after and phase.until > plot.scale.until
    return TextBlock(
        right + (2.5 * _PHASE_GAP if is_cut else _PHASE_GAP / 2),
        y + _BASE,
        ("?",),
        _PHASE_SIZE,
        bold=True,
    )


def _phase_label(phase: Phase) -> str:
    """Return a phase's name with its duration, or with a note that its end is unknown."""
    return f"{phase.name} {phase.length}" if phase.ends else f"{phase.name}, end not known"


def _event_list(timeline: Timeline, top: float) -> tuple[Shape, ...]:
    """List every event from y `top` on, then the milestones declared unknown, with the reason."""
    with_day = len(days_of(timeline)) > 1
    minutes = [
        wrap_to_width(format_event_time(e, with_day), _WIDEST_MINUTE, _EVENT_SIZE)
        for e in timeline.events
    ]
    marks = (
        _MINUTES
        + _EVENT_GAP
        + max(text_width(line, _EVENT_SIZE) for lines in minutes for line in lines)
    )
    texts = marks + _marks_width(timeline.events)
    shapes: list[Shape] = []
    y = top
    for number, event, minute in zip(count(1), timeline.events, minutes, strict=False):
        baseline = text_below(0, y, ("",), _EVENT_SIZE).y
        text = wrap_to_width(_text(event), _TEXTS_END - texts, _EVENT_SIZE)
        shapes.append(
            TextBlock(_NUMBERS_END, baseline, (f"{number}",), _EVENT_SIZE, bold=True, anchor="end")
        )
        shapes.append(TextBlock(_MINUTES, baseline, minute, _EVENT_SIZE, "quiet"))
        if event.milestone:
            shapes.append(
                diamond(
                    marks + DIAMOND_RADIUS, baseline - 0.36 * _EVENT_SIZE, DIAMOND_RADIUS, "mark"
                )
            )
            named = (str(event.milestone),)
            shapes.append(
                TextBlock(
                    marks + 3 * DIAMOND_RADIUS, baseline, named, _EVENT_SIZE, "accent", bold=True
                )
            )
        if any(text):
            shapes.append(TextBlock(texts, baseline, text, _EVENT_SIZE))
        y += text_height(max(len(text), len(minute)), _EVENT_SIZE) + _BETWEEN
    return (*shapes, *_unknown_milestones(timeline, y))


def _marks_width(events: Sequence[Event]) -> float:
    names = [str(event.milestone) for event in events if event.milestone]
    widest = max((text_width(name, _EVENT_SIZE, bold=True) for name in names), default=0.0)
    return 3 * DIAMOND_RADIUS + widest + _EVENT_GAP if names else 0.0


def _text(event: Event) -> str:
    actor = f" ({event.actor_role})" if event.actor_role else ""
    return xml_safe_line(event.text + actor)


def _unknown_milestones(timeline: Timeline, top: float) -> list[TextBlock]:
    """List the milestones declared unknown, with the reason."""
    texts: list[TextBlock] = []
    y = top
    for unknown in timeline.unknown:
        said = f"{unknown.milestone}: not known"
        reason = xml_safe_line(unknown.reason)
        text = f"{said}, {reason}" if reason else said
        lines = wrap_to_width(text, _TEXTS_END - _MINUTES, _EVENT_SIZE)
        texts.append(text_below(_MINUTES, y, lines, _EVENT_SIZE, "quiet"))
        y += text_height(len(lines), _EVENT_SIZE) + _BETWEEN
    return texts
