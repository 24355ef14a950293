"""How much one postmortem is like another: by title, services, causes and bones.

Imports no document model: the index compares what it keeps of thousands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from facilitator.model.postmortem import Postmortem

NOTABLE_SIMILARITY = 0.35
"""From here on a postmortem is offered among the first."""

STRONG_SIMILARITY = 0.6
"""From here on it is pointed out unasked."""

_WEIGHTS = {"title": 0.45, "services": 0.2, "causes": 0.25, "bones": 0.1}
_SAME_WORDING = 0.7
"""Titles are alike in wording from this share on; below it letters meet by chance."""

_COUNTS_AS_WHY = 0.5
_TITLE_LETTERS = 120
_SMALL_WORDS = """
a an and are as at because but by did for from had has in into is it its no not of on or so than
that the their there to too was we were when which while who with
"""
_SMALL = frozenset(_SMALL_WORDS.split())


class Traits(NamedTuple):
    """What two postmortems are compared by. `causes` are texts, the problem among them."""

    title: str
    services: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    bones: tuple[str, ...] = ()


class Similarity(NamedTuple):
    """How like two postmortems are, from 0 to 1, and in what (names of traits)."""

    score: float
    shared_traits: tuple[str, ...]


def traits_of(pm: Postmortem) -> Traits:
    """Return what a postmortem is compared by."""
    causes = pm.causes
    return Traits(
        pm.scope.title,
        pm.scope.services,
        tuple(text for text in (causes.problem, *(c.text for c in causes.causes)) if text),
        tuple(dict.fromkeys(cause.bone for cause in causes.causes if cause.bone)),
    )


def significant_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of texts without the small ones that all texts share."""
    words = (word for text in texts for word in re.findall(r"[^\W_]+", text.casefold()))
    return frozenset(words) - _SMALL


def compare_traits(one: Traits, other: Traits) -> Similarity:
    """Compare another postmortem with this one, by what this one says already."""
    shares = {
        "title": _title_share(one.title, other.title),
        "services": _shared(_folded(one.services), _folded(other.services)),
        "causes": _shared(significant_words(one.causes), significant_words(other.causes)),
        "bones": _shared(_folded(one.bones), _folded(other.bones)),
    }
    said = [name for name in _WEIGHTS if getattr(one, name)]
    whole = sum(_WEIGHTS[name] for name in said)
    score = sum(_WEIGHTS[name] * shares[name] for name in said) / whole if said else 0.0
    return Similarity(score, tuple(name for name in said if shares[name] >= _COUNTS_AS_WHY))


def _title_share(one: str, other: str) -> float:
    from difflib import SequenceMatcher  # a command that only lists does without

    words = significant_words([one]), significant_words([other])
    common = 2 * len(words[0] & words[1]) / (len(words[0]) + len(words[1]) or 1)
    letters = one.casefold()[:_TITLE_LETTERS], other.casefold()[:_TITLE_LETTERS]
    wording = SequenceMatcher(None, *letters, autojunk=False).ratio() if all(letters) else 0.0
    return max(common, wording if wording >= _SAME_WORDING else 0.0)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of the smaller of two sets is in both."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold().strip() for name in names)
