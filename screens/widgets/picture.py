"""A drawn picture of causes: lines of text in pieces, and the cells that belong to each key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from textual.geometry import Region

from facilitator.model.causes import CauseRole

MARKS = {CauseRole.ROOT: "●", CauseRole.CONTRIBUTING: "◇", CauseRole.STEP: "·"}
"""One cell for each role; the word beside it says the same."""


class Part(StrEnum):
    """What a piece of a picture is, for whoever colours it."""

    BLANK = "blank"
    BONE = "bone"
    NAME = "name"
    MARK = "mark"
    TEXT = "text"
    BEHIND = "behind"
    HEAD = "head"


Runs = tuple[tuple[str, Part], ...]
"""A finished line: its text in pieces, each with what it is."""


@dataclass(frozen=True)
class Picture:
    """The lines of a picture, and which cells belong to the problem, each bone and each cause."""

    width: int
    lines: tuple[Runs, ...]
    regions: Mapping[str, Region]
