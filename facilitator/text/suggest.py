"""Spelling suggestions for misspelt names."""

from __future__ import annotations

from collections.abc import Iterable

_MIN_SIMILARITY = 0.75
"""The similarity, 0 to 1, from which a name counts as a misspelling of another one."""


def closest_match(name: str, known: Iterable[str]) -> str:
    """Return the known name most similar to this one; empty if none is similar enough."""
    from difflib import get_close_matches  # slow to import, and only needed after a mistake

    by_bare_name = {_bare(each): each for each in known}
    close = get_close_matches(_bare(name), by_bare_name, n=1, cutoff=_MIN_SIMILARITY)
    return by_bare_name[close[0]] if close else ""


def _bare(name: str) -> str:
    return name.lower().replace("_", "-")
