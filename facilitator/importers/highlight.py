"""Syntax highlighting of entry lines, and the texts in them that language checks read.

Positions are indexes into the line as typed; `end` is exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from facilitator.findings.language.kinds import FieldKind, LintedField
from facilitator.importers.action_line import parse_action_line, part_problem
from facilitator.importers.action_parts import DONE_WHEN, ActionPart, PartKind, split_action_line
from facilitator.importers.event_line import format_role, parse_event_line
from facilitator.model.actions import Action
from facilitator.model.causes import Causes
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event, EventKind, Milestone
from facilitator.timeparse.parse import parse_leading_time
from facilitator.timeparse.timezones import UnreadableTime
from facilitator.timeparse.written_time import TimeContext

_WORD = re.compile(r'@"[^"]*"|\S+')
_MILESTONE_LIKE = re.compile(r"![A-Za-z]+")
_ARROW = re.compile(r"(?<!\S)<-(?!\S)")

_EVENT = LintedField(FieldKind.EVENT, Stage.TIMELINE, "text")
_OWNER = LintedField(FieldKind.OWNER, Stage.ACTIONS, "owner")
_DONE_WHEN = LintedField(FieldKind.ASIDE, Stage.ACTIONS, "done_when")
_SOURCE = " <- "

LintTexts = tuple[tuple[LintedField, str], ...]
"""Fields and their texts, each as long as the line, so that positions are those in the line."""

_SINGLE = frozenset({PartKind.OWNER, PartKind.DUE, PartKind.PRIORITY, PartKind.TICKET})
"""The kinds of parts that an action has at most one of."""


class LinePart(StrEnum):
    """The kind of a part of a line. UNREAD is an invalid time or mark."""

    TIME = "time"
    MARK = "mark"
    SOURCE = "source"
    UNREAD = "unread"


class LineSpan(NamedTuple):
    """A part of a line and its kind."""

    start: int
    end: int
    kind: LinePart


_PARTS = {PartKind.DUE: LinePart.TIME, PartKind.DONE_WHEN: LinePart.SOURCE}


def event_spans(text: str, context: TimeContext) -> tuple[LineSpan, ...]:
    """Return the time, marks and source in an event's line, in order; plain words have no span.

    A mark counts only if it became part of the event. In an invalid line, the spans are the time
    and the invalid parts.
    """
    head = _time_span(text, context)
    if head is None:
        return ()
    event = parse_event_line(text, context).event
    if event is None:
        words = _WORD.finditer(text, head.end)
        return (
            head,
            *(
                LineSpan(*word.span(), LinePart.UNREAD)
                for word in words
                if _is_invalid_mark(word[0])
            ),
        )
    return (head, *_marks(text, head.end, event))


def action_spans(
    text: str, causes: Causes, today: date, old: Action | None = None
) -> tuple[LineSpan, ...]:
    """Return the parts of an action's line other than the title, in order.

    In an invalid line, only the invalid parts. `today` is a UTC date.
    """
    line = " ".join(text.split())
    parts = [part for part in split_action_line(line) if part.kind is not PartKind.TITLE]
    if parse_action_line(line, causes, today, old).action is None:
        found = [(part, LinePart.UNREAD) for part in _invalid_parts(parts, causes, today, old)]
    else:
        found = [(part, _PARTS.get(part.kind, LinePart.MARK)) for part in parts]
    typed, read = _letters(text), {at: n for n, at in enumerate(_letters(line))}
    return tuple(
        LineSpan(typed[read[part.start]], typed[read[_end(line, part) - 1]] + 1, kind)
        for part, kind in found
    )


def event_lint_texts(line: str, spans: Sequence[LineSpan]) -> LintTexts:
    """Return the text of an event's line, with its marks (`spans`) and its source blanked.

    While a line is invalid, its source is not among the spans, but it is blanked as well.
    """
    words = _without(line, spans)
    arrow = words.rfind(_SOURCE)
    if arrow >= 0:
        words = words[:arrow] + " " * (len(words) - arrow)
    return ((_EVENT, words),)


def action_lint_texts(line: str, spans: Sequence[LineSpan], title: LintedField) -> LintTexts:
    """Return the title, `done when` and owner of an action's line, the rest blanked in each."""
    texts = [(title, _without(line, spans))]
    for span in spans:
        words = line[span.start : span.end]
        if span.kind is LinePart.SOURCE and (sign := DONE_WHEN.match(words)):
            texts.append((_DONE_WHEN, _only(line, span.start + sign.end(), span.end)))
        elif span.kind is LinePart.MARK and words.startswith("@"):
            texts.append((_OWNER, _only(line, span.start + 1, span.end)))
    return tuple(texts)


def _time_span(text: str, context: TimeContext) -> LineSpan | None:
    """Return the time at the start of a line, or an invalid first word; None for an empty line."""
    first = _WORD.search(text)
    if first is None:
        return None
    try:
        _, rest = parse_leading_time(text, context)
    except UnreadableTime:
        return LineSpan(*first.span(), LinePart.UNREAD)
    # The parser collapses white space, so the end of the time is found by counting its letters.
    letters = len("".join(text.split())) - len("".join(rest.split()))
    end = first.start()
    while letters:
        letters -= not text[end].isspace()
        end += 1
    return LineSpan(first.start(), end, LinePart.TIME)


def _is_invalid_mark(word: str) -> bool:
    looks_like_milestone = _MILESTONE_LIKE.fullmatch(word) is not None
    return looks_like_milestone and word[1:].lower() not in (*Milestone, *EventKind)


def _marks(text: str, start: int, event: Event) -> list[LineSpan]:
    """Return the marks and the source that became part of the event."""
    values = {f"!{event.milestone}"} if event.milestone else set()
    values |= {f"#{event.kind}", f"!{event.kind}"} if event.kind else set()
    role = format_role(event.actor_role) if event.actor_role else ""
    arrows = [arrow.start() for arrow in _ARROW.finditer(text, start)] if event.source else []
    until = arrows[-1] if arrows else len(text)

    def is_mark(word: str) -> bool:
        return word.rstrip(",:;.").lower() in values or word == role

    marks = [
        LineSpan(*word.span(), LinePart.MARK)
        for word in _WORD.finditer(text, start, until)
        if is_mark(word[0])
    ]
    if not arrows:
        return marks
    behind = list(_WORD.finditer(text, until))
    remaining = len(behind) - 1 - _source_word_count(event)
    last: list[LineSpan] = []
    while remaining > 0 and is_mark(behind[-1][0]):
        last.insert(0, LineSpan(*behind.pop().span(), LinePart.MARK))
        remaining -= 1
    until_mark = behind[-1].end() if last else len(text)
    return [*marks, LineSpan(until, until_mark, LinePart.SOURCE), *last]


def _source_word_count(event: Event) -> int:
    """Return the number of words of the event's source."""
    source = event.source
    return len(f"{source.label} {source.url}".split()) if source else 0


def _invalid_parts(
    parts: Sequence[ActionPart], causes: Causes, today: date, old: Action | None
) -> Iterator[ActionPart]:
    """Yield parts that are invalid by themselves, and a second value for a single-valued field."""
    first_values: dict[PartKind, str] = {}
    for part in parts:
        value = part.value.casefold()
        is_second = part.kind in _SINGLE and first_values.setdefault(part.kind, value) != value
        if is_second or part_problem(part, causes, today, old):
            yield part


def _letters(text: str) -> list[int]:
    """Return the positions of the letters of a text, white space left out."""
    return [at for at, letter in enumerate(text) if not letter.isspace()]


def _end(line: str, part: ActionPart) -> int:
    """Return the end of a part without the white space after it."""
    return part.start + len(line[part.start : part.end].rstrip())


def _without(line: str, spans: Sequence[LineSpan]) -> str:
    for start, end, _ in spans:
        line = line[:start] + " " * (end - start) + line[end:]
    return line


def _only(line: str, start: int, end: int) -> str:
    return " " * start + line[start:end] + " " * (len(line) - end)
