"""What a text is for, and where in a document it stands: every form says it of its fields."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from facilitator.model.stage import Stage


class FieldKind(StrEnum):
    """What a text is for, and with that, which families of rules look at it."""

    TITLE = "title"
    EVENT = "event"
    KNOWN_THEN = "known"
    PROSE = "prose"
    CUSTOMER = "customer"
    CAUSE = "cause"
    ROOT = "root"
    LESSON = "lesson"
    LUCK = "luck"
    ACTION = "action"
    OWNER = "owner"
    ASIDE = "aside"


class LintedField(NamedTuple):
    """As what the lens reads a field, and where it finds that field in a document.

    `stage` is None for what the document lens does not look at: a parked thought.
    """

    kind: FieldKind
    stage: Stage | None
    field: str
