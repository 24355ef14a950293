"""A finding: where it is in the document, the reason, and possible rewrites.

Values are named tuples, which are quick to build: a long document has hundreds of findings, all
rebuilt after each edit.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from facilitator.model.stage import Stage


class Location(NamedTuple):
    """A stage, the id of an item in it, and a field of the item.

    `item_id` is empty for a field of the stage itself; items without an id have their key (an
    unknown milestone, the condition of a waiver). The field of a nested part is dotted:
    `customer.summary`. An empty field means the item, or the stage, as a whole.
    """

    stage: Stage
    item_id: str = ""
    field: str = ""


class FindingKind(StrEnum):
    """The kind of check that made a finding."""

    LANGUAGE = "language"
    SCOPE = "scope"
    TIMELINE = "timeline"
    CAUSES = "causes"
    ACTIONS = "actions"
    DISCLOSURE = "disclosure"


class Rewrite(NamedTuple):
    """A replacement for the text from `start` to `end` (characters)."""

    start: int
    end: int
    words: str


class Finding(NamedTuple):
    """A possible problem in the document; it never blocks anything.

    `words` is the text from `start` to `end` (characters) at `location`; for a finding that is not
    about a text, such as a missing link, it is empty, and both are 0. `family`: the family of a
    language finding, else empty.
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
