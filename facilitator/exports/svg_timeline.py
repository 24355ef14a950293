"""The timeline of an incident as a picture: its phases to scale, its milestones and its events."""

from __future__ import annotations

from math import ceil

from facilitator.analysis.format import UNTITLED, days_of, moment, title_of
from facilitator.analysis.phases import phases
from facilitator.exports.svg_event_list import event_list
from facilitator.exports.svg_marks import drawn_flags, drawn_marks, flags, flags_height
from facilitator.exports.svg_page import written
from facilitator.exports.svg_phases import ROW, drawn_phases, name
from facilitator.exports.svg_plot import LEFT, RIGHT, plot_of, ruler
from facilitator.exports.svg_shapes import Picture, Shape, Stroke, words_below
from facilitator.exports.svg_text import clean, wrapped
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Milestone, Timeline

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
