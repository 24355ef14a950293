"""Similarity of two postmortems by title, services, causes and fishbone categories (`bones`).

Imports no document model: the index compares the stored traits of thousands of postmortems.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from facilitator.model.postmortem import Postmortem

NOTABLE_SIMILARITY = 0.35
"""Score from which on a postmortem is listed first as a possible earlier occurrence."""

STRONG_SIMILARITY = 0.6
"""Score from which on a postmortem is suggested unprompted."""

_WEIGHTS = {"title": 0.45, "services": 0.2, "causes": 0.25, "bones": 0.1}
"""The weight of each trait in the score; traits that the first postmortem lacks are left out."""
_SAME_WORDING = 0.7
"""Ratio of equal letters from which on two titles count as similar; below, it is chance."""

_SHARED_TRAIT_SCORE = 0.5  # from which on two postmortems are said to share a trait
_TITLE_LETTERS = 120  # compared: the time of `SequenceMatcher` grows with the square
_STOP_WORD_LIST = """
a an and are as at because but by did for from had has in into is it its no not of on or so than
that the their there to too was we were when which while who with
"""
_STOP_WORDS = frozenset(_STOP_WORD_LIST.split())


class Traits(NamedTuple):
    """The values two postmortems are compared by; `causes` includes the problem statement."""

    title: str
    services: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    bones: tuple[str, ...] = ()


class Similarity(NamedTuple):
    """A score from 0 to 1, and the names of the traits that two postmortems share."""

    score: float
    shared_traits: tuple[str, ...]


def traits_of(pm: Postmortem) -> Traits:
    """Return the traits of a postmortem."""
    causes = pm.causes
    return Traits(
        pm.scope.title,
        pm.scope.services,
        tuple(text for text in (causes.problem, *(c.text for c in causes.causes)) if text),
        tuple(dict.fromkeys(cause.bone for cause in causes.causes if cause.bone)),
    )


def significant_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the case-folded words of texts without stop words."""
    words = (word for text in texts for word in re.findall(r"[^\W_]+", text.casefold()))
    return frozenset(words) - _STOP_WORDS


def compare_traits(one: Traits, other: Traits) -> Similarity:
    """Compare two postmortems by the traits that the first one has; not symmetric."""
    shares = {
        "title": _title_share(one.title, other.title),
        "services": _shared(_folded(one.services), _folded(other.services)),
        "causes": _shared(significant_words(one.causes), significant_words(other.causes)),
        "bones": _shared(_folded(one.bones), _folded(other.bones)),
    }
    present = [name for name in _WEIGHTS if getattr(one, name)]
    whole = sum(_WEIGHTS[name] for name in present)
    score = sum(_WEIGHTS[name] * shares[name] for name in present) / whole if present else 0.0
    return Similarity(score, tuple(name for name in present if shares[name] >= _SHARED_TRAIT_SCORE))


def _title_share(one: str, other: str) -> float:
    from difflib import SequenceMatcher  # difflib costs start-up time that `list` does not need

    words = significant_words([one]), significant_words([other])
    common = 2 * len(words[0] & words[1]) / (len(words[0]) + len(words[1]) or 1)
    letters = one.casefold()[:_TITLE_LETTERS], other.casefold()[:_TITLE_LETTERS]
    wording = SequenceMatcher(None, *letters, autojunk=False).ratio() if all(letters) else 0.0
    return max(common, wording if wording >= _SAME_WORDING else 0.0)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller of two sets that is in both (overlap coefficient)."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold().strip() for name in names)
