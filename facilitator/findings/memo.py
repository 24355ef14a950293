"""What was found for the very same values: what did not change is not looked at again.

A function remembers its last answer and no more: it holds one document, and answers as if it held
none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from operator import is_
from typing import Any, Concatenate, ParamSpec, TypeVar

Given = ParamSpec("Given")
Found = TypeVar("Found")
ItemT = TypeVar("ItemT")
FoundT = TypeVar("FoundT", bound=tuple[object, ...])


def cache_last(find: Callable[Given, Found]) -> Callable[Given, Found]:
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


def cache_per_item(
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
        given = (*others, *named, *named.values())
        then, given_then, found_then = last or ((), given, ())  # held on to: identities stay apart
        head = tail = 0
        known: dict[int, FoundT] = {}
        if given_then == given:
            if then is items:
                return found_then
            head = _alike(then, items)
            tail = _alike(reversed(then[head:]), reversed(items[head:]))
            middle = slice(head, len(then) - tail)
            known = dict(zip(map(id, then[middle]), found_then[middle], strict=True))
        elif spared is not None:
            is_spared = spared(given_then, given)
            pairs = zip(then, found_then, strict=True)
            known = {id(item): of_it for item, of_it in pairs if is_spared(item)}
        found_between = (
            known[id(item)] if id(item) in known else find(item, *others, **named)
            for item in items[head : len(items) - tail]
        )
        result = (*found_then[:head], *found_between, *found_then[len(then) - tail :])
        last = (items, given, result)
        return result

    return found


def _alike(some: Iterable[object], others: Iterable[object]) -> int:
    """Return how many of both are the same, from the first on: told without a look at each."""
    same = list(map(is_, some, others))
    return same.index(False) if False in same else len(same)


def _are_the_same(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return len(some) == len(others) and all(a is b for a, b in zip(some, others, strict=True))
