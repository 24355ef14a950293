"""The stages of a postmortem, in the order they are walked."""

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
