"""The stages of a postmortem, in the order they are walked.

What a postmortem and its parts are known by; importing this brings nothing else.
"""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """A stage; the review closes the six."""

    SCOPE = "scope"
    TIMELINE = "timeline"
    CAUSES = "causes"
    LESSONS = "lessons"
    ACTIONS = "actions"
    FOLLOWUP = "followup"
    REVIEW = "review"


class Answer(StrEnum):
    """Yes, no, or not decided yet: unknown is a value of its own, never a no."""

    UNDECIDED = "undecided"
    YES = "yes"
    NO = "no"


SCHEMA_VERSION = 4
"""The version of the document's shape; a file says which one it was written in."""

ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Lower-case letters and digits, without those that look alike (0 o, 1 l i)."""

POSTMORTEM_ID_PATTERN = f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}-[{ID_ALPHABET}]{{6}}$"
