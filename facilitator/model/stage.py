"""The stages in order, answers to yes-or-no questions, and the shape of ids.

Without pydantic, so that listing a library or parsing the command line does not have to import it.
"""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """A stage of the postmortem, in order; the review comes after the six of the method."""

    SCOPE = "scope"
    TIMELINE = "timeline"
    CAUSES = "causes"
    LESSONS = "lessons"
    ACTIONS = "actions"
    FOLLOWUP = "followup"
    REVIEW = "review"


class Answer(StrEnum):
    """Answer to a yes-or-no question; undecided is a value of its own and never means no."""

    UNDECIDED = "undecided"
    YES = "yes"
    NO = "no"


ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Digits and lower-case letters, without those that look alike: 0 and o, 1 and l and i."""

POSTMORTEM_ID_PATTERN = f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}-[{ID_ALPHABET}]{{6}}$"
"""Regular expression of a postmortem's id: the UTC day it was made and six characters."""
