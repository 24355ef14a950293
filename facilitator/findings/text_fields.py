"""Reading and replacing the text at a location, and finding the sentence around words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import chain

from facilitator.findings.finding import Location
from facilitator.findings.memo import cache_last, cache_per_item
from facilitator.model.base import Item, UnknownItem, Value
from facilitator.model.postmortem import Postmortem, Waiver
from facilitator.model.stage import Stage
from facilitator.model.timeline import UnknownMilestone

_STAGE_PARTS: Mapping[Stage, tuple[str, ...]] = {
    Stage.SCOPE: ("scope",),
    Stage.TIMELINE: ("timeline", "impact"),
    Stage.CAUSES: ("causes",),
    Stage.LESSONS: ("lessons",),
    Stage.ACTIONS: ("actions",),
    Stage.FOLLOWUP: ("followup",),
    Stage.REVIEW: ("waivers",),
}
"""The parts of the document that hold the texts of a stage."""


class NoSuchField(LookupError):
    """The field of a location is no text field."""

    def __init__(self, field: str) -> None:
        super().__init__(f"there is nothing to write at “{field}”")


def text_at(document: Postmortem, location: Location) -> str:
    """Return the text at a location. Raises UnknownItem and NoSuchField, both LookupErrors."""
    for part in _STAGE_PARTS[location.stage]:
        node = _find_value(part, getattr(document, part), location.item_id)
        if node is not None and (text := _get_text(node, location.field)) is not None:
            return text
    raise _missing(location)


def with_text_at(document: Postmortem, location: Location, text: str) -> Postmortem:
    """Replace the text at a location.

    Raises UnknownItem and NoSuchField, both LookupErrors, and ValueError if the field does not
    accept the text.
    """
    for part in _STAGE_PARTS[location.stage]:
        node = getattr(document, part)
        found = _find_value(part, node, location.item_id)
        if found is not None and _get_text(found, location.field) is not None:
            written = _with_text(found, location.field.split("."), text)
            return document.changing(**{part: _replace_value(node, found, written)})
    raise _missing(location)


def _missing(location: Location) -> LookupError:
    return UnknownItem(location.item_id) if location.item_id else NoSuchField(location.field)


def _find_value(name: str, part: object, item_id: str) -> Value | None:
    """Return the part itself if `item_id` is empty, else the item with this id, at any depth."""
    if not item_id:
        return part if isinstance(part, Value) else None
    return _ITEM_INDEXES[name](part).get(item_id)


def _item_index() -> Callable[[object], Mapping[str, Value]]:
    """Return a function from a part to its items by id.

    Cached by item, since hundreds of findings may ask for their texts after each edit.
    """
    within = cache_per_item(_nested_items)

    @cache_last
    def items(part: object) -> Mapping[str, Value]:
        lists = dict(part).values() if isinstance(part, Value) else (part,)
        values = [each for node in lists if isinstance(node, tuple) for each in node]
        found = [*chain(*within(tuple(each for each in values if isinstance(each, Value))))]
        return dict(reversed(found))  # of two items with the same id, the first counts

    return items


def _nested_items(value: Value) -> tuple[tuple[str, Value], ...]:
    """Return a value and those nested in it that have a key, each with its key."""
    found = [(_key(value), value)] if _key(value) else []
    for node in dict(value).values():
        for each in node if isinstance(node, tuple) else (node,):
            if isinstance(each, Value):
                found += _nested_items(each)
    return tuple(found)


_ITEM_INDEXES = {name: _item_index() for names in _STAGE_PARTS.values() for name in names}


def _key(value: Value) -> str:
    """Return the `item_id` of a value in a location; empty for a part of the document."""
    match value:
        case Item():
            return value.id
        case UnknownMilestone():
            return value.milestone
        case Waiver():
            return value.condition
        case _:
            return ""


def _get_text(value: Value, field: str) -> str | None:
    node: object = value
    for step in field.split("."):
        node = getattr(node, step, None)
    return node if isinstance(node, str) else None


def _with_text(value: Value, steps: list[str], text: str) -> Value:
    step, *deeper = steps
    if not deeper:
        return value.changing(**{step: text})
    return value.changing(**{step: _with_text(getattr(value, step), deeper, text)})


def _replace_value(part: object, old: Value, new: Value) -> object:
    """Replace a nested value; parts without it are returned unchanged, as the same object."""
    if part is old:
        return new
    if isinstance(part, tuple):
        put = tuple(_replace_value(each, old, new) for each in part)
        return put if any(a is not b for a, b in zip(put, part, strict=True)) else part
    if isinstance(part, Value):
        changes = {
            name: node
            for name, before in dict(part).items()
            if isinstance(before, Value | tuple)
            and (node := _replace_value(before, old, new)) is not before
        }
        return part.changing(**changes) if changes else part
    return part


_SENTENCE_BREAK = re.compile(
    r"[.!?…]+[\"”’')\]]*(?=\s+[^\sa-z])"  # before a lower-case word, the dot ends an abbreviation
    r"|\n\s*\n"
    r"|\n(?=[ \t]*[-*•][ \t])"
)
_BULLET = re.compile(r"\s*(?:[-*•][ \t]+)?")


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the start and end (characters) of the sentence around some words of a text.

    The end mark is included; white space and a bullet before the sentence are not. If the words
    are in several sentences, the span covers all of them.
    """
    first, last = 0, len(text)
    for mark in _SENTENCE_BREAK.finditer(text):
        if mark.end() <= start:
            first = mark.end()
        elif mark.start() >= end or (mark.end() >= end and text[mark.start()] != "\n"):
            last = mark.start() if text[mark.start()] == "\n" else mark.end()
            break
    lead = _BULLET.match(text, first)
    first = min(lead.end() if lead else first, start)
    return first, max(end, first + len(text[first:last].rstrip()))
