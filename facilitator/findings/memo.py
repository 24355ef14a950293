"""Caches of the last result of a function, for checks that run again after each edit.

Only the last arguments and their result are kept, so that a cache holds one document at most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from operator import is_
from typing import Any, Concatenate, ParamSpec, TypeVar

_ParamsT = ParamSpec("_ParamsT")
_ResultT = TypeVar("_ResultT")
_ItemT = TypeVar("_ItemT")
_TupleT = TypeVar("_TupleT", bound=tuple[object, ...])


def cache_last(find: Callable[_ParamsT, _ResultT]) -> Callable[_ParamsT, _ResultT]:
    """Cache the last result of a function for the very same arguments.

    Arguments are compared by identity: values of a document are immutable, and comparing or hashing
    a long timeline would take longer than checking it. Safe to call from several threads.
    """
    last: tuple[tuple[object, ...], _ResultT] | None = None

    @wraps(find)
    def cached(*values: _ParamsT.args, **named: _ParamsT.kwargs) -> _ResultT:
        nonlocal last
        # Read once: another thread may replace `last` between two reads.
        previous, arguments = last, (*values, *named, *named.values())
        if previous is not None and _are_identical(previous[0], arguments):
            return previous[1]
        result = find(*values, **named)
        last = (arguments, result)
        return result

    return cached


def cache_per_item(
    find: Callable[Concatenate[_ItemT, _ParamsT], _TupleT],
    unaffected: Callable[[tuple[Any, ...], tuple[Any, ...]], Callable[[_ItemT], bool]]
    | None = None,
) -> Callable[Concatenate[tuple[_ItemT, ...], _ParamsT], tuple[_TupleT, ...]]:
    """Turn a function of one item into one of a tuple of items, with the last results cached.

    The result has one tuple for each item, in order. An item that was among the last items is not
    checked again, even at another index; items are compared by identity. The other arguments
    are compared by `==`: they should be small, or compare by identity.

    `unaffected` is called if the other arguments differ, with the last and the new ones: it returns
    a test of whether an item has the same result for both.
    """
    last: tuple[tuple[_ItemT, ...], tuple[object, ...], tuple[_TupleT, ...]] | None = None

    @wraps(find)
    def cached(
        items: tuple[_ItemT, ...], /, *others: _ParamsT.args, **named: _ParamsT.kwargs
    ) -> tuple[_TupleT, ...]:
        nonlocal last
        arguments = (*others, *named, *named.values())
        # The last items stay alive in `old_items`: the id of a dead one could be used again.
        old_items, old_arguments, old_results = last or ((), arguments, ())
        head = tail = 0
        known: dict[int, _TupleT] = {}
        if old_arguments == arguments:
            if old_items is items:
                return old_results
            head = _common_length(old_items, items)
            tail = _common_length(reversed(old_items[head:]), reversed(items[head:]))
            middle = slice(head, len(old_items) - tail)
            known = dict(zip(map(id, old_items[middle]), old_results[middle], strict=True))
        elif unaffected is not None:
            is_unaffected = unaffected(old_arguments, arguments)
            pairs = zip(old_items, old_results, strict=True)
            known = {id(item): found for item, found in pairs if is_unaffected(item)}
        new_results = (
            known[id(item)] if id(item) in known else find(item, *others, **named)
            for item in items[head : len(items) - tail]
        )
        result = (*old_results[:head], *new_results, *old_results[len(old_items) - tail :])
        last = (items, arguments, result)
        return result

    return cached


def _common_length(some: Iterable[object], others: Iterable[object]) -> int:
    """Return the length of the common beginning; map and index are faster than a loop."""
    same = list(map(is_, some, others))
    return same.index(False) if False in same else len(same)


def _are_identical(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return len(some) == len(others) and all(a is b for a, b in zip(some, others, strict=True))
