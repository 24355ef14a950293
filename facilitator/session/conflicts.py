"""What a clash is called, what its sides say, and the edit that settles it.

What an earlier state of a postmortem has otherwise than the present one, in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from typing import Literal

from facilitator.model.base import Item, Value
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage_minutes import with_stage_times_of
from facilitator.model.timeline import Milestone, UnknownMilestone
from facilitator.session.merge import ABSENT, ORDER, Conflict, key_of

Side = Literal["mine", "theirs"]

_TITLES = ("text", "title", "name", "label", "summary", "role", "channel", "outcome", "reason")
"""The fields an item is known by, the first it has that says something."""

_GONE = "one that is gone"

_POINTING = ("parent", "addresses", "cause", "action", ORDER)
"""What holds the ids of other items, not words."""


def place(conflict: Conflict, document: Postmortem) -> str:
    """Say which place of the document a clash is about, in words."""
    words: list[str] = []
    holder: object = document
    for step in conflict.path:
        if isinstance(holder, tuple):
            holder = next((each for each in holder if str(key_of(each)) == step), None)
            known = holder if isinstance(holder, Value) else _of_the_sides(conflict)
            title = _words(known) if isinstance(known, Value) else step
            words.append(f"“{_short(title)}”" if title else "one without words")
        else:
            holder = getattr(holder, step, None)
            if not words or words[-1] != step:  # the causes of the causes are named once
                words.append(step.replace("_", " "))
    return " · ".join(words)


def describe_side(conflict: Conflict, side: object, document: Postmortem) -> str:
    """Say what stands on one side of a clash, as a person would read it; times are UTC.

    Items that are only pointed at are called by what they say.
    """
    if isinstance(side, Item):
        fields = [(name, getattr(side, name)) for name in type(side).model_fields if name != "id"]
        told = [(name, value) for name, value in fields if value not in (None, "", (), False)]
        return "\n".join(
            f"{name.replace('_', ' ')}: {_named(name, value, document)}" for name, value in told
        )
    return _named(conflict.path[-1], side, document)


def _named(field: str, value: object, document: Postmortem) -> str:
    """Say what a field holds; where that is ids, what their items are called."""
    if field not in _POINTING:
        return _words(value)
    titles = _titles_in(document)
    if isinstance(value, str):
        return titles.get(value, _GONE)
    if isinstance(value, tuple) and value:
        return " · ".join(titles.get(key, _GONE) for key in value)
    return _words(value)


def _titles_in(value: object) -> dict[object, str]:
    """Return what every item in a value is called, by its key."""
    if isinstance(value, tuple):
        found = {key_of(each): _words(each) for each in value if isinstance(each, Value)}
        return found | {k: v for each in value for k, v in _titles_in(each).items()}
    if isinstance(value, Value):
        parts = (getattr(value, name) for name in type(value).model_fields)
        return {k: v for part in parts for k, v in _titles_in(part).items()}
    return {}


def _words(value: object) -> str:
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
        return ", ".join(_words(each) for each in value)
    if isinstance(value, Value):
        titles = (getattr(value, name, "") for name in _TITLES)
        return next((title for title in titles if title), "")
    return str(value)


def resolved(document: Postmortem, conflict: Conflict, side: Side) -> Postmortem:
    """Return the document with one side's value in the place of a clash.

    Raises ValueError or LookupError where the place is gone, or the value no longer fits it.
    """
    value = conflict.mine if side == "mine" else conflict.theirs
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
    return _with_value_at(document, conflict.path, value)


def _with_value_at(holder: Value, path: tuple[str, ...], value: object) -> Postmortem:
    changed = _changed(holder, path, value)
    assert isinstance(changed, Postmortem)  # noqa: S101 (a path begins at the document)
    return changed


def _changed(holder: object, path: tuple[str, ...], value: object) -> object:
    if not path:
        return value
    step, *rest = path
    if isinstance(holder, Value):
        return holder.changing(**{step: _changed(getattr(holder, step), tuple(rest), value)})
    if not isinstance(holder, tuple):
        raise LookupError("this is not in the postmortem any more")
    if step == ORDER and isinstance(value, tuple):
        ranks = {str(key): rank for rank, key in enumerate(value)}
        return tuple(sorted(holder, key=lambda each: ranks.get(str(key_of(each)), len(ranks))))
    keys = [str(key_of(each)) for each in holder]
    if value is ABSENT and not rest:
        return tuple(each for each, key in zip(holder, keys, strict=True) if key != step)
    if step not in keys:
        if rest:
            raise LookupError("this is not in the postmortem any more")
        return (*holder, value)
    return tuple(
        _changed(each, tuple(rest), value) if key == step else each
        for each, key in zip(holder, keys, strict=True)
    )


def _of_the_sides(conflict: Conflict) -> object:
    sides = (conflict.mine, conflict.theirs, conflict.base)
    return next((side for side in sides if isinstance(side, Item)), None)


def _short(text: str, length: int = 40) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[:length].rstrip()}…"


def describe_difference(earlier: Postmortem, now: Postmortem) -> str:
    """Say in one line what an earlier state has less, more and otherwise than the present one.

    The minutes that the timer counted are none of it: they stay, whatever is brought back.
    """
    earlier = with_stage_times_of(now, earlier)
    if earlier == now:
        return "The same as what is open now."
    parts = dict.fromkeys(_differences(earlier, now))
    return f"Against what is open now: {', '.join(parts)}."


def _differences(earlier: Value, now: Value) -> Iterator[str]:
    for name in type(now).model_fields:
        old, new = getattr(earlier, name), getattr(now, name)
        if old == new:
            continue
        says = name.replace("_", " ")
        if isinstance(old, Value) and isinstance(new, Value):
            yield from _differences(old, new)
        elif isinstance(old, tuple) and isinstance(new, tuple):
            yield f"{says} {_items(old, new)}"
        else:
            yield f"{says} different"


def _items(old: tuple[object, ...], new: tuple[object, ...]) -> str:
    then, now = ({key_of(each): each for each in side} for side in (old, new))
    fewer, more = len(now.keys() - then.keys()), len(then.keys() - now.keys())
    changed = sum(then[key] != now[key] for key in then.keys() & now.keys())
    counts = ((fewer, "fewer"), (more, "more"), (changed, "different"))
    return " and ".join(f"{count} {word}" for count, word in counts if count) or "in another order"
