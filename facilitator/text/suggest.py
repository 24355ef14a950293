"""What somebody most likely meant by a name that is not known."""

from __future__ import annotations

from collections.abc import Iterable

_LIKENESS = 0.75
"""From here on a name is taken for another one misspelt; 1 is the same."""


def closest_match(name: str, known: Iterable[str]) -> str:
    """Return the known name that this one is most like; empty where it is like none of them."""
    from difflib import get_close_matches  # only where somebody mistyped

    by_shape = {_bare(each): each for each in known}
    close = get_close_matches(_bare(name), by_shape, n=1, cutoff=_LIKENESS)
    return by_shape[close[0]] if close else ""


def _bare(name: str) -> str:
    return name.lower().replace("_", "-")
