"""Kinds of text fields; a form declares the kind of each of its fields."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from facilitator.model.stage import Stage


class FieldKind(StrEnum):
    """The purpose of a text field; it decides which families of rules apply."""

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
    """The kind of a text field, and its stage and name in a document.

    `stage` is None for a text that is not checked in the document: an item of the parking lot.
    """

    kind: FieldKind
    stage: Stage | None
    field: str
