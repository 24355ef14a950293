"""Which parts of an event's line were read as what: the time, the marks, the source, the rest.

What the language lens reads of an entry line: its words, with blanks where its marks stand.
Which parts of an action's line were read as what, and which of them could not be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from facilitator.findings.language.kinds import FieldKind, LintedField
from facilitator.importers.action_line import problem_of, read_action_line
from facilitator.importers.action_parts import DONE_WHEN, Piece, Sort, pieces_of
from facilitator.importers.event_line import read_event_line, written_role
from facilitator.model.actions import Action
from facilitator.model.causes import Causes
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event, EventKind, Milestone
from facilitator.timeparse.parse import parse_leading_time
from facilitator.timeparse.parser import TimeContext
from facilitator.timeparse.timezones import UnreadableTime

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


def spans_of(text: str, context: TimeContext) -> tuple[Span, ...]:
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


def _head(text: str, context: TimeContext) -> Span | None:
    """Return the time a line begins with, or what stands in its place; None in an empty line."""
    first = _WORD.search(text)
    if first is None:
        return None
    try:
        _, rest = parse_leading_time(text, context)
    except UnreadableTime:
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


_EVENT = LintedField(FieldKind.EVENT, Stage.TIMELINE, "text")
_OWNER = LintedField(FieldKind.OWNER, Stage.ACTIONS, "owner")
_DONE_WHEN = LintedField(FieldKind.ASIDE, Stage.ACTIONS, "done_when")
_SOURCE = " <- "

Texts = tuple[tuple[LintedField, str], ...]
"""Texts as long as the line they are of, so that places in them are places in the line."""


def event_texts(line: str, parts: Sequence[Span]) -> Texts:
    """Return the words of an event's line; `parts`: what else stands in it.

    A source is no part yet while the line is not understood: what follows an arrow is blank too.
    """
    words = _without(line, parts)
    arrow = words.rfind(_SOURCE)
    if arrow >= 0:
        words = words[:arrow] + " " * (len(words) - arrow)
    return ((_EVENT, words),)


def action_texts(line: str, parts: Sequence[Span], title: LintedField) -> Texts:
    """Return the title of an action's line, how it ends, and its owner; `title` is read as such."""
    texts = [(title, _without(line, parts))]
    for part in parts:
        words = line[part.start : part.end]
        if part.part is Part.SOURCE and (sign := DONE_WHEN.match(words)):
            texts.append((_DONE_WHEN, _only(line, part.start + sign.end(), part.end)))
        elif part.part is Part.MARK and words.startswith("@"):
            texts.append((_OWNER, _only(line, part.start + 1, part.end)))
    return tuple(texts)


def _without(line: str, parts: Sequence[Span]) -> str:
    for start, end, _ in parts:
        line = line[:start] + " " * (end - start) + line[end:]
    return line


def _only(line: str, start: int, end: int) -> str:
    return " " * start + line[start:end] + " " * (len(line) - end)


_PARTS = {Sort.DUE: Part.TIME, Sort.DONE_WHEN: Part.SOURCE}
_ONE = frozenset({Sort.OWNER, Sort.DUE, Sort.PRIORITY, Sort.TICKET})
"""Of these an action has one."""


def action_spans(
    text: str, causes: Causes, today: date, old: Action | None = None
) -> tuple[Span, ...]:
    """Return the parts of a line that are more than the title, in order.

    In a line that is no action as a whole, only what is wrong with it is pointed at.
    """
    line = " ".join(text.split())
    pieces = [piece for piece in pieces_of(line) if piece.sort is not Sort.TITLE]
    if read_action_line(line, causes, today, old).action is None:
        found = [(piece, Part.UNREAD) for piece in _wrong(pieces, causes, today, old)]
    else:
        found = [(piece, _PARTS.get(piece.sort, Part.MARK)) for piece in pieces]
    typed, read = _letters(text), {at: n for n, at in enumerate(_letters(line))}
    return tuple(
        Span(typed[read[piece.start]], typed[read[_end(line, piece) - 1]] + 1, part)
        for piece, part in found
    )


def _wrong(
    pieces: Sequence[Piece], causes: Causes, today: date, old: Action | None
) -> Iterator[Piece]:
    """Return what cannot be by itself, and what says a second time what an action has once."""
    first: dict[Sort, str] = {}
    for piece in pieces:
        says = piece.says.casefold()
        is_second = piece.sort in _ONE and first.setdefault(piece.sort, says) != says
        if is_second or problem_of(piece, causes, today, old):
            yield piece


def _letters(text: str) -> list[int]:
    """Return where the letters of a text stand: the same ones, whatever white space is between."""
    return [at for at, letter in enumerate(text) if not letter.isspace()]


def _end(line: str, piece: Piece) -> int:
    """Return where a part ends, the white space behind it left out."""
    return piece.start + len(line[piece.start : piece.end].rstrip())
