"""What was found for the very same values: what did not change is not looked at again.

A function remembers its last answer and no more: it holds one document, and answers as if it held
none.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

Given = ParamSpec("Given")
Found = TypeVar("Found")
ItemT = TypeVar("ItemT")
FoundT = TypeVar("FoundT", bound=tuple[object, ...])


def for_the_same_values(find: Callable[Given, Found]) -> Callable[Given, Found]:
    """Return a function that answers at once where it is given the values it was given last.

    Values of a document never change, so the same one is known by its identity; comparing or
    hashing a long timeline would take longer than looking at it. Several threads may ask.
    """
    last: tuple[tuple[object, ...], Found] | None = None

    @wraps(find)
    def found(*values: Given.args, **named: Given.kwargs) -> Found:
        nonlocal last
        kept, given = last, (*values, *named, *named.values())
        if kept is not None and _are_the_same(kept[0], given):
            return kept[1]
        result = find(*values, **named)
        last = (given, result)
        return result

    return found


def item_by_item(
    find: Callable[Concatenate[ItemT, Given], FoundT],
    spared: Callable[[tuple[Any, ...], tuple[Any, ...]], Callable[[ItemT], bool]] | None = None,
) -> Callable[Concatenate[tuple[ItemT, ...], Given], tuple[FoundT, ...]]:
    """Return a function that finds something in each of several items, in their order.

    An item that was among those it was given last is not looked at again, wherever it stands now:
    it is known by its identity. What else `find` rests on is compared: it should be small, or have
    an identity of its own. What is found in an item is a tuple, so that nothing is an empty one.

    `spared` is given what that was then and what it is now, where it differs: it returns whether
    the same is found in an item by either.
    """
    last: tuple[tuple[ItemT, ...], tuple[object, ...], tuple[FoundT, ...]] | None = None

    @wraps(find)
    def found(
        items: tuple[ItemT, ...], /, *others: Given.args, **named: Given.kwargs
    ) -> tuple[FoundT, ...]:
        nonlocal last
        kept, given = last, (*others, *named, *named.values())
        known: dict[int, FoundT] = {}
        if kept is not None and kept[1] == given:
            if kept[0] is items:
                return kept[2]
            known = dict(zip(map(id, kept[0]), kept[2], strict=True))  # `kept` keeps them alive
        elif kept is not None and spared is not None:
            is_spared, pairs = spared(kept[1], given), zip(kept[0], kept[2], strict=True)
            known = {id(item): of_it for item, of_it in pairs if is_spared(item)}
        of_each = list(map(known.get, map(id, items)))
        for n in [n for n, of_it in enumerate(of_each) if of_it is None]:
            of_each[n] = find(items[n], *others, **named)
        result = cast(tuple[FoundT, ...], tuple(of_each))
        last = (items, given, result)
        return result

    return found


def _are_the_same(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return len(some) == len(others) and all(a is b for a, b in zip(some, others, strict=True))
