"""A line with what was begun at its end completed by what is known to go on from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Completion:
    """A line with what was begun at its end completed, and that end by itself."""

    line: str
    shows: str


def completed(text: str, begun: str, offers: Iterable[str], ending: str) -> Completion | None:
    """Return the line with the first offer that goes on from what was begun."""
    said = folded(begun)
    for offer in dict.fromkeys(offers):
        if folded(offer).startswith(said) and len(folded(offer)) > len(said):
            return Completion(f"{text.removesuffix(begun)}{offer}{ending}", offer)
    return None


def folded(mark: str) -> str:
    """Return a mark as it is compared: a name may be typed without its quotation marks."""
    return mark.casefold().replace('"', "") if mark.startswith("@") else mark.casefold()
