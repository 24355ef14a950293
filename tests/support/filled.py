"""A postmortem with a text in every field that takes one, found by walking the model.

A new field of text is filled as soon as the model has it. Fields that take no text of just any kind
stand in `_OTHERWISE`, by name: what names or points at an item, and values that fit together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import AwareDatetime

from facilitator.guide.conditions.assessment import CONDITIONS
from facilitator.model.base import Item, Value
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth
from facilitator.model.stage import ID_ALPHABET
from facilitator.model.timeline import Milestone

START = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)

Fill = Callable[[str, int], str]
"""Returns the text for a field (`Action.title`) of the n-th item of its list."""

ONE_PERSON = frozenset(
    {"Scope.document_owner", "Scope.facilitator", "Scope.scribe", "Action.owner"}
)
"""The fields that refuse what separates the names of several people."""

_SAME = {"Cause.bone": ("Causes.bones", 0)}
"""Fields that hold what another one holds in an item of its own."""

_ASKED = tuple(condition for condition in CONDITIONS if condition.needs_confirmation)
_WAIVED = CONDITIONS[::2]
_MARKED = (Milestone.STARTED, Milestone.DETECTED, Milestone.MITIGATED)
_UNKNOWN = (Milestone.ACKNOWLEDGED, Milestone.RESOLVED)


def one_name(text: str) -> str:
    """Return what is left of a text where one person is to be named."""
    return re.sub(r"[,;&/+|]|\band\b", "", text)


def _id(kind: str, n: int) -> str:
    """Return an id of eight letters that says which item it is of."""
    word = "".join(letter for letter in kind.lower() if letter in ID_ALPHABET)
    return f"{word[:7]:z<7}{ID_ALPHABET[n]}"


_OTHERWISE: Mapping[str, Callable[[int], object]] = {
    "Postmortem.id": lambda _: "2026-11-20-abcdef",
    "Scope.depth": lambda _: Depth.FULL,
    "Event.at": lambda n: START + timedelta(minutes=n),
    "Event.until": lambda n: START + timedelta(minutes=n + 5),
    "Event.milestone": lambda n: _MARKED[n] if n < len(_MARKED) else None,
    "UnknownMilestone.milestone": lambda n: _UNKNOWN[n],
    "Measure.value": lambda n: None if n else 50.0,
    "Evidence.event": lambda _: _id("Event", 0),
    "Cause.parent": lambda n: _id("Cause", n - 1) if n else None,
    "Action.addresses": lambda n: (_id("Cause", 0),) if n else (),
    "Lesson.cause": lambda _: _id("Cause", 0),
    "Lesson.action": lambda _: _id("Action", 0),
    "Waiver.condition": lambda n: _WAIVED[n].id,
    "Confirmation.condition": lambda n: _ASKED[n].id,
}
"""What stands in the n-th item's field instead of a text."""

_HOW_MANY: Mapping[str, int] = {
    "UnknownMilestone": len(_UNKNOWN),
    "Waiver": len(_WAIVED),
    "Confirmation": len(_ASKED),
}
"""How many items a list has; any other has one for each member of its items' longest choice."""


def filled(fill: Fill) -> Postmortem:
    """Return a postmortem with what `fill` returns in every field of text."""
    document = _value(Postmortem, fill, 0)
    assert isinstance(document, Postmortem)
    return document


@cache
def text_fields() -> tuple[str, ...]:
    """Return the name of every field of the model that takes a text."""
    return tuple(dict.fromkeys(name for name, kind in _fields(Postmortem) if kind is str))


def texts_in(value: object, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a document with the name of its field."""
    if isinstance(value, Value):
        for name in type(value).model_fields:
            yield from texts_in(getattr(value, name), f"{type(value).__name__}.{name}")
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_in(each, field)
    elif isinstance(value, str) and not isinstance(value, Enum) and field in text_fields():
        yield field, value


def _fields(model: type[Value]) -> Iterator[tuple[str, object]]:
    """Yield the fields of a model and of its parts, and what each holds, in the order they have."""
    for name, info in model.model_fields.items():
        place, kind = f"{model.__name__}.{name}", _held(info.annotation)
        if isinstance(kind, type) and issubclass(kind, Value):
            yield from _fields(kind)
        elif name != "id" and place not in _OTHERWISE and place not in _SAME:
            yield place, kind


def _held(annotation: object) -> object:
    """Return the plain type that an annotation, or what it may hold several of, comes down to."""
    if get_origin(annotation) is Annotated:
        return _held(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType, tuple):
        return next(
            _held(each) for each in get_args(annotation) if each not in (NoneType, Ellipsis)
        )
    return annotation


def _is_list(annotation: object) -> bool:
    if get_origin(annotation) is Annotated:
        return _is_list(get_args(annotation)[0])
    return get_origin(annotation) is tuple


def _value(model: type[Value], fill: Fill, n: int) -> Value:
    """Return the n-th value of a model, all its fields filled."""
    held: dict[str, object] = {}
    for name, info in model.model_fields.items():
        place = f"{model.__name__}.{name}"
        if name == "id" and issubclass(model, Item):
            held[name] = _id(model.__name__, n)
        elif place in _OTHERWISE:
            held[name] = _OTHERWISE[place](n)
        else:
            kind = _held(info.annotation)
            several = range(_how_many(kind)) if _is_list(info.annotation) else (n,)
            made = tuple(_one(kind, place, fill, each) for each in several)
            held[name] = made if _is_list(info.annotation) else made[0]
    return model.model_validate(held)


def _how_many(kind: object) -> int:
    if not (isinstance(kind, type) and issubclass(kind, Value)):
        return 1
    choices = (_held(info.annotation) for info in kind.model_fields.values())
    lengths = (len(c) for c in choices if isinstance(c, type) and issubclass(c, Enum))
    return _HOW_MANY.get(kind.__name__) or max(lengths, default=2)


def _one(kind: object, place: str, fill: Fill, n: int) -> object:
    """Return the n-th thing of a plain type. Raises TypeError for one that is new to the model."""
    assert isinstance(kind, type)
    if issubclass(kind, Value):
        return _value(kind, fill, n)
    if issubclass(kind, Enum):
        return list(kind)[n % len(kind)]
    if kind is str:
        text = fill(*_SAME[place]) if place in _SAME else fill(place, n)
        return one_name(text) if place in ONE_PERSON else text
    for known, value in ((bool, bool(n % 2)), (int, 30), (float, 50.0)):
        if kind is known:
            return value
    if kind in (datetime, AwareDatetime):
        return START + timedelta(minutes=n)
    if kind is date:
        return START.date()
    raise TypeError(f"{place} holds {kind}, which is not known here")
