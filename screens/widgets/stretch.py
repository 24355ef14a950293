"""Where two lists differ, found by what is one and the same in both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, count, islice
from operator import is_not


def stretch(*pairs: tuple[Sequence[object], Sequence[object]]) -> tuple[slice, slice]:
    """Return the stretches of an earlier and a later list outside of which they are the same.

    Each pair is one column of both lists, all as long as the first: outside of the stretches no
    column holds another object than it did.
    """
    lengths = [len(column) for column in pairs[0]]
    begin = end = min(lengths)
    for before, after in pairs:
        begin = _alike(map(is_not, before, after), begin)
        end = _alike(map(is_not, reversed(before), reversed(after)), end)
    end = min(end, min(lengths) - begin)
    was, now = (slice(begin, length - end) for length in lengths)
    return was, now


def _alike(differ: Iterator[bool], most: int) -> int:
    """Return how many are alike before the first that differ, `most` at most."""
    return next(compress(count(), islice(differ, most)), most)
