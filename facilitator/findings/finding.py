"""A located remark: what stands where, why it asks for a second look, and what else could stand.

Named tuples: a long document has hundreds, made again after each edit.

Where in a document something stands.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from facilitator.model.stage import Stage


class Location(NamedTuple):
    """A stage, an item's id (empty for the stage itself), and a field of it.

    What has no id of its own is known by what tells it apart: a milestone, a condition. A field of
    a part of the stage has its name behind that of the part: `customer.summary`. An empty field
    means the item, or the stage, as a whole.
    """

    stage: Stage
    item_id: str = ""
    field: str = ""


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

    `start` and `end` count characters of the text at `location`; both are 0, and `words` is empty,
    where the finding is about no words. `family`: which sort of language it is, where it is about
    that. It never blocks anything.
    """

    kind: FindingKind
    rule: str
    location: Location
    reason: str
    start: int = 0
    end: int = 0
    words: str = ""
    rewrites: tuple[Rewrite, ...] = ()
    family: str = ""
