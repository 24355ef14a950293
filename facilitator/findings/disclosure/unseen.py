"""Letters that nobody sees, and that stand in the way of whoever looks for a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""Soft hyphens, spaces and joiners of no width, marks of direction, fillers, selectors."""


def as_seen(text: str) -> tuple[str, Sequence[int]]:
    """Return a text as a reader sees it, and where each of its letters stands in the text itself.

    Copied out of a wiki a name often holds a soft hyphen or a space of no width: it reads as well.
    """
    if text.isascii() or _UNSEEN.search(text) is None:
        return text, range(len(text))
    seen = [(letter, at) for at, letter in enumerate(text) if not _UNSEEN.match(letter)]
    return "".join(letter for letter, _ in seen), [at for _, at in seen]
