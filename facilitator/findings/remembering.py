"""What was found for the very same values: what did not change is not looked at again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Found = TypeVar("Found")


def for_the_same_values(find: Callable[Given, Found]) -> Callable[Given, Found]:
    """Return a function that answers at once where it is given the values it was given last.

    Values of a document never change, so the same one is known by its identity; comparing or
    hashing a long timeline would take longer than looking at it. Several threads may ask.
    """
    last: tuple[tuple[object, ...], Found] | None = None

    @wraps(find)
    def found(*values: Given.args, **named: Given.kwargs) -> Found:
        nonlocal last
        kept, given = last, (*values, *named.values())
        if kept is not None and all(a is b for a, b in zip(kept[0], given, strict=True)):
            return kept[1]
        result = find(*values, **named)
        last = (given, result)
        return result

    return found
