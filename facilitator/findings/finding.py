"""A located remark: what stands where, why it asks for a second look, and what else could stand.

Named tuples: a long document has hundreds, made again after each edit.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from facilitator.findings.place import Place


class FindingKind(StrEnum):
    """What a finding is about."""

    LANGUAGE = "language"
    SCOPE = "scope"
    TIMELINE = "timeline"
    CAUSES = "causes"
    ACTIONS = "actions"
    DISCLOSURE = "disclosure"


class Rewrite(NamedTuple):
    """Other words for a stretch of a text: those that stand from `start` to `end` (characters)."""

    start: int
    end: int
    words: str


class Finding(NamedTuple):
    """A remark on some words, or on something that is not in words.

    `start` and `end` count characters of the text at `place`; both are 0, and `words` is empty,
    where the finding is about no words. `family`: which sort of language it is, where it is about
    that. It never blocks anything.
    """

    kind: FindingKind
    rule: str
    place: Place
    reason: str
    start: int = 0
    end: int = 0
    words: str = ""
    rewrites: tuple[Rewrite, ...] = ()
    family: str = ""
