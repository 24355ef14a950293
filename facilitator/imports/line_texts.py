"""What the language lens reads of an entry line: its words, with blanks where its marks stand."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.findings.language.kinds import FieldKind, LookedAt
from facilitator.imports.action_parts import DONE_WHEN
from facilitator.imports.line_marks import Part, Span
from facilitator.model.stage import Stage

_EVENT = LookedAt(FieldKind.EVENT, Stage.TIMELINE, "text")
_OWNER = LookedAt(FieldKind.OWNER, Stage.ACTIONS, "owner")
_DONE_WHEN = LookedAt(FieldKind.ASIDE, Stage.ACTIONS, "done_when")
_SOURCE = " <- "

Texts = tuple[tuple[LookedAt, str], ...]
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


def action_texts(line: str, parts: Sequence[Span], title: LookedAt) -> Texts:
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
