"""What an earlier state of a postmortem has otherwise than the present one, in words."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.merging import key_of
from facilitator.model.base import Value
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage_minutes import as_counted_in


def difference_in_words(earlier: Postmortem, now: Postmortem) -> str:
    """Say in one line what an earlier state has less, more and otherwise than the present one.

    The minutes that the timer counted are none of it: they stay, whatever is brought back.
    """
    earlier = as_counted_in(now, earlier)
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
