"""The events beneath the picture of an incident: number, minute, milestone and the whole text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from facilitator.analysis.format import days_of, when
from facilitator.exports.svg_marks import DIAMOND
from facilitator.exports.svg_shapes import Shape, Words, diamond, height, words_below
from facilitator.exports.svg_text import clean, width, wrapped
from facilitator.model.timeline import Event, Timeline

_SIZE = 13.0
_NUMBERS_END, _MINUTES, _TEXTS_END = 66.0, 78.0, 964.0
_WIDEST_MINUTE = 170.0
_GAP = 16.0
_BETWEEN = 7.0


def event_list(timeline: Timeline, top: float) -> tuple[Shape, ...]:
    """Write every event, and beneath them the milestones that nobody can date, and why."""
    with_day = len(days_of(timeline)) > 1
    minutes = [wrapped(when(e, with_day), _WIDEST_MINUTE, _SIZE) for e in timeline.events]
    marks = _MINUTES + _GAP + max(width(line, _SIZE) for lines in minutes for line in lines)
    texts = marks + _marks_width(timeline.events)
    shapes: list[Shape] = []
    y = top
    for number, event, minute in zip(count(1), timeline.events, minutes, strict=False):
        baseline = words_below(0, y, ("",), _SIZE).y
        text = wrapped(_text(event), _TEXTS_END - texts, _SIZE)
        shapes.append(Words(_NUMBERS_END, baseline, (f"{number}",), _SIZE, bold=True, anchor="end"))
        shapes.append(Words(_MINUTES, baseline, minute, _SIZE, "quiet"))
        if event.milestone:
            shapes.append(diamond(marks + DIAMOND, baseline - 0.36 * _SIZE, DIAMOND, "mark"))
            named = (str(event.milestone),)
            shapes.append(Words(marks + 3 * DIAMOND, baseline, named, _SIZE, "accent", bold=True))
        if any(text):
            shapes.append(Words(texts, baseline, text, _SIZE))
        y += height(max(len(text), len(minute)), _SIZE) + _BETWEEN
    return (*shapes, *_unknown(timeline, y))


def _marks_width(events: Sequence[Event]) -> float:
    names = [str(event.milestone) for event in events if event.milestone]
    widest = max((width(name, _SIZE, bold=True) for name in names), default=0.0)
    return 3 * DIAMOND + widest + _GAP if names else 0.0


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
        lines = wrapped(text, _TEXTS_END - _MINUTES, _SIZE)
        written.append(words_below(_MINUTES, y, lines, _SIZE, "quiet"))
        y += height(len(lines), _SIZE) + _BETWEEN
    return written
