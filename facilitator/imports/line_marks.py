"""Which parts of an event's line were read as what: the time, the marks, the source, the rest."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from facilitator.imports.event_line import read_event_line, written_role
from facilitator.model.timeline import Event, EventKind, Milestone
from facilitator.timeparse.parse import leading_when
from facilitator.timeparse.parser import Context
from facilitator.timeparse.timezones import Unreadable

_WORD = re.compile(r'@"[^"]*"|\S+')
_MILESTONE_LIKE = re.compile(r"![A-Za-z]+")
_ARROW = re.compile(r"(?<!\S)<-(?!\S)")


class Part(StrEnum):
    """What a part of a line is. UNREAD: a time or a mark that could not be understood."""

    TIME = "time"
    MARK = "mark"
    SOURCE = "source"
    UNREAD = "unread"


class Span(NamedTuple):
    """A part of a line, from one letter up to another."""

    start: int
    end: int
    part: Part


def spans_of(text: str, context: Context) -> tuple[Span, ...]:
    """Return the parts of a line that are more than words, in order; nothing of what is words.

    Only what became a part of the event counts as a mark; in a line that is not understood as a
    whole, only what is wrong with it is pointed at.
    """
    head = _head(text, context)
    if head is None:
        return ()
    event = read_event_line(text, context).event
    if event is None:
        words = _WORD.finditer(text, head.end)
        return (head, *(Span(*word.span(), Part.UNREAD) for word in words if _is_wrong(word[0])))
    return (head, *_marks(text, head.end, event))


def _head(text: str, context: Context) -> Span | None:
    """Return the time a line begins with, or what stands in its place; None in an empty line."""
    first = _WORD.search(text)
    if first is None:
        return None
    try:
        _, rest = leading_when(text, context)
    except Unreadable:
        return Span(*first.span(), Part.UNREAD)
    left = len("".join(text.split())) - len("".join(rest.split()))
    end = first.start()
    while left:
        left -= not text[end].isspace()
        end += 1
    return Span(first.start(), end, Part.TIME)


def _is_wrong(word: str) -> bool:
    is_like_one = _MILESTONE_LIKE.fullmatch(word) is not None
    return is_like_one and word[1:].lower() not in (*Milestone, *EventKind)


def _marks(text: str, start: int, event: Event) -> list[Span]:
    """Return the marks that made this event what it is."""
    said = {f"!{event.milestone}"} if event.milestone else set()
    said |= {f"#{event.kind}", f"!{event.kind}"} if event.kind else set()
    role = written_role(event.actor_role) if event.actor_role else ""
    arrows = [arrow.start() for arrow in _ARROW.finditer(text, start)] if event.source else []
    until = arrows[-1] if arrows else len(text)

    def is_mark(word: str) -> bool:
        return word.rstrip(",:;.").lower() in said or word == role

    marks = [
        Span(*word.span(), Part.MARK)
        for word in _WORD.finditer(text, start, until)
        if is_mark(word[0])
    ]
    if not arrows:
        return marks
    behind = list(_WORD.finditer(text, until))
    left = len(behind) - 1 - _length_of_source(event)
    last: list[Span] = []
    while left > 0 and is_mark(behind[-1][0]):
        last.insert(0, Span(*behind.pop().span(), Part.MARK))
        left -= 1
    until_mark = behind[-1].end() if last else len(text)
    return [*marks, Span(until, until_mark, Part.SOURCE), *last]


def _length_of_source(event: Event) -> int:
    """Return of how many words the source is."""
    source = event.source
    return len(f"{source.label} {source.url}".split()) if source else 0
