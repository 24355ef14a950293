"""Texts that describe conflicts and differences of versions, and resolving a conflict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from typing import Literal

from facilitator.analysis.stage_minutes import with_stage_times_of
from facilitator.model.base import Item, Value
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Milestone, UnknownMilestone
from facilitator.session.merge import ABSENT, ORDER, Conflict, element_key

Side = Literal["mine", "theirs"]
"""The side of a conflict: this window, or the version that another window saved."""

_TITLES = ("text", "title", "name", "label", "summary", "role", "channel", "outcome", "reason")
"""The fields that may serve as an item's title; the first with text does."""

_GONE = "one that is gone"

_LINK_FIELDS = ("parent", "addresses", "cause", "action", ORDER)
"""The fields that hold ids of other items."""


def conflict_location(conflict: Conflict, document: Postmortem) -> str:
    """Return the place of a conflict in words: names of stages and fields, titles of items."""
    words: list[str] = []
    holder: object = document
    for step in conflict.path:
        if isinstance(holder, tuple):
            holder = next((each for each in holder if str(element_key(each)) == step), None)
            known = holder if isinstance(holder, Value) else _any_item(conflict)
            title = _in_words(known) if isinstance(known, Value) else step
            words.append(f"“{_shortened(title)}”" if title else "one without words")
        else:
            holder = getattr(holder, step, None)
            if not words or words[-1] != step:  # the causes of the causes are named once
                words.append(step.replace("_", " "))
    return " · ".join(words)


def describe_side(conflict: Conflict, side: object, document: Postmortem) -> str:
    """Return the value of one side of a conflict in words; times are in UTC.

    An item is listed field by field, and links to other items are shown by their titles.
    """
    if isinstance(side, Item):
        fields = [(name, getattr(side, name)) for name in type(side).model_fields if name != "id"]
        filled = [(name, value) for name, value in fields if value not in (None, "", (), False)]
        return "\n".join(
            f"{name.replace('_', ' ')}: {_field_in_words(name, value, document)}"
            for name, value in filled
        )
    return _field_in_words(conflict.path[-1], side, document)


def describe_difference(earlier: Postmortem, now: Postmortem) -> str:
    """Return one line on the differences of an earlier version to the present document.

    Stage times do not count: restoring a version leaves them alone.
    """
    earlier = with_stage_times_of(now, earlier)
    if earlier == now:
        return "The same as what is open now."
    parts = dict.fromkeys(_differences(earlier, now))
    return f"Against what is open now: {', '.join(parts)}."


def resolved(document: Postmortem, conflict: Conflict, side: Side) -> Postmortem:
    """Return the document with the value of one side in the place of a conflict.

    Raises LookupError if the place is gone, and ValueError if the value is no longer valid there.
    """
    value = conflict.mine if side == "mine" else conflict.theirs
    # Deleting an item also removes the links to it, and a milestone moves as one: these edits of
    # the model do more than setting a value.
    match conflict.path:
        case ("causes", "causes", cause_id) if value is ABSENT:
            known = any(cause.id == cause_id for cause in document.causes.causes)
            return document.without_cause(cause_id, "lift") if known else document
        case ("actions", "actions", action_id) if value is ABSENT:
            known = any(action.id == action_id for action in document.actions.actions)
            return document.without_action(action_id) if known else document
        case ("timeline", "unknown", _) if isinstance(value, UnknownMilestone):
            timeline = document.timeline.declaring_unknown(value.milestone, value.reason)
            return document.changing(timeline=timeline)
        case ("timeline", "events", event_id, "milestone") if isinstance(value, Milestone):
            return document.changing(timeline=document.timeline.moving_milestone(value, event_id))
    return _document_with_value(document, conflict.path, value)


def _document_with_value(holder: Value, path: tuple[str, ...], value: object) -> Postmortem:
    changed = _with_value(holder, path, value)
    assert isinstance(changed, Postmortem)  # noqa: S101 (a path begins at the document)
    return changed


def _with_value(holder: object, path: tuple[str, ...], value: object) -> object:
    """Return a value or a list with another value at a path. Raises LookupError, ValueError."""
    if not path:
        return value
    step, *rest = path
    if isinstance(holder, Value):
        return holder.changing(**{step: _with_value(getattr(holder, step), tuple(rest), value)})
    if not isinstance(holder, tuple):
        raise LookupError("this is not in the postmortem any more")
    if step == ORDER and isinstance(value, tuple):
        ranks = {str(key): rank for rank, key in enumerate(value)}
        return tuple(sorted(holder, key=lambda each: ranks.get(str(element_key(each)), len(ranks))))
    keys = [str(element_key(each)) for each in holder]
    if value is ABSENT and not rest:
        return tuple(each for each, key in zip(holder, keys, strict=True) if key != step)
    if step not in keys:
        if rest:
            raise LookupError("this is not in the postmortem any more")
        return (*holder, value)
    return tuple(
        _with_value(each, tuple(rest), value) if key == step else each
        for each, key in zip(holder, keys, strict=True)
    )


def _field_in_words(field: str, value: object, document: Postmortem) -> str:
    """Return the value of a field in words; for ids of items, their titles."""
    if field not in _LINK_FIELDS:
        return _in_words(value)
    titles = _titles_in(document)
    if isinstance(value, str):
        return titles.get(value, _GONE)
    if isinstance(value, tuple) and value:
        return " · ".join(titles.get(key, _GONE) for key in value)
    return _in_words(value)


def _titles_in(value: object) -> dict[object, str]:
    """Return the title of every item in a value, however deep, by its key."""
    if isinstance(value, tuple):
        found = {element_key(each): _in_words(each) for each in value if isinstance(each, Value)}
        return found | {k: v for each in value for k, v in _titles_in(each).items()}
    if isinstance(value, Value):
        parts = (getattr(value, name) for name in type(value).model_fields)
        return {k: v for part in parts for k, v in _titles_in(part).items()}
    return {}


def _in_words(value: object) -> str:
    if value is ABSENT:
        return "(deleted)"
    if value is None or value == "" or value == ():
        return "(nothing)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ", ".join(_in_words(each) for each in value)
    if isinstance(value, Value):
        titles = (getattr(value, name, "") for name in _TITLES)
        return next((title for title in titles if title), "")
    return str(value)


def _any_item(conflict: Conflict) -> object:
    """Return the item that a conflict is about, from a side that has it."""
    sides = (conflict.mine, conflict.theirs, conflict.base)
    return next((side for side in sides if isinstance(side, Item)), None)


def _shortened(text: str, length: int = 40) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[:length].rstrip()}…"


def _differences(earlier: Value, now: Value) -> Iterator[str]:
    for name in type(now).model_fields:
        old, new = getattr(earlier, name), getattr(now, name)
        if old == new:
            continue
        label = name.replace("_", " ")
        if isinstance(old, Value) and isinstance(new, Value):
            yield from _differences(old, new)
        elif isinstance(old, tuple) and isinstance(new, tuple):
            yield f"{label} {_list_difference(old, new)}"
        else:
            yield f"{label} different"


def _list_difference(old: tuple[object, ...], new: tuple[object, ...]) -> str:
    then, now = ({element_key(each): each for each in side} for side in (old, new))
    fewer, more = len(now.keys() - then.keys()), len(then.keys() - now.keys())
    changed = sum(then[key] != now[key] for key in then.keys() & now.keys())
    counts = ((fewer, "fewer"), (more, "more"), (changed, "different"))
    return " and ".join(f"{count} {word}" for count, word in counts if count) or "in another order"
