"""The whole document, and the edits that reach across its parts.

A thought as it is parked in one line: what it is, told by how it is said.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field

from facilitator.model.actions import Actions
from facilitator.model.base import Item, Value, new_id, with_unique_ids, without_item
from facilitator.model.causes import Causes
from facilitator.model.followup import Followup
from facilitator.model.impact import Impact
from facilitator.model.lessons import Lessons
from facilitator.model.scope import Scope
from facilitator.model.stage import POSTMORTEM_ID_PATTERN, Stage
from facilitator.model.stage import SCHEMA_VERSION as SCHEMA_VERSION
from facilitator.model.timeline import Timeline
from facilitator.model.types import Line, Prose, UtcMinute


class Status(StrEnum):
    """How far the document is."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    PUBLISHED = "published"
    CLOSED = "closed"


class ParkedKind(StrEnum):
    """What a parked thought waits for: to be heard, to become an action, to be answered."""

    THOUGHT = "thought"
    FIX = "fix"
    QUESTION = "question"


class ParkedThought(Item):
    """Something said at the wrong moment, kept for the right one; `stage`: where it was said."""

    text: Annotated[Line, Field(min_length=1)]
    kind: ParkedKind = ParkedKind.THOUGHT
    stage: Stage | None = None


class Waiver(Value):
    """An exit condition set aside, with the reason and who said so."""

    condition: str
    reason: Annotated[Line, Field(min_length=1)]
    by: Line = ""


class Confirmation(Value):
    """A person's word that an *ask* condition holds."""

    condition: str
    by: Line = ""
    at: UtcMinute | None = None


class Dismissal(Item):
    """A finding somebody set aside for the sentence it stands in; another sentence, and it is back.

    `place` is the item's id, empty for the stage itself; `sentence` is what the finding says where
    it is about no words: another figure, and it is back.
    """

    rule: Annotated[Line, Field(min_length=1)]
    stage: Stage
    place: Line = ""
    field: Line = ""
    sentence: Prose = ""


class StageTime(Value):
    """Minutes spent in a stage, as the timer counted them."""

    stage: Stage
    minutes: Annotated[int, Field(ge=0)]


class Postmortem(Value):
    """Everything a team knows of one incident. `private_notes` are never exported.

    `revision` counts the drafts: 1 until a published document is opened again. `published_at` is
    the UTC minute at which the last of them was published, None while none was.
    """

    id: Annotated[str, Field(pattern=POSTMORTEM_ID_PATTERN)]
    status: Status = Status.DRAFT
    revision: Annotated[int, Field(ge=1)] = 1
    published_at: UtcMinute | None = None
    scope: Scope = Field(default_factory=Scope)
    timeline: Timeline = Field(default_factory=Timeline)
    impact: Impact = Field(default_factory=Impact)
    causes: Causes = Field(default_factory=Causes)
    lessons: Lessons = Field(default_factory=Lessons)
    actions: Actions = Field(default_factory=Actions)
    followup: Followup = Field(default_factory=Followup)
    parking_lot: Annotated[tuple[ParkedThought, ...], AfterValidator(with_unique_ids)] = ()
    private_notes: Prose = ""
    waivers: tuple[Waiver, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    stage_times: tuple[StageTime, ...] = ()
    dismissals: Annotated[tuple[Dismissal, ...], AfterValidator(with_unique_ids)] = ()

    @property
    def made_on(self) -> date:
        """The UTC day this postmortem was begun, as its id says."""
        return date.fromisoformat(self.id[:10])

    def without_cause(self, cause_id: str, children: Literal["lift", "delete"]) -> Self:
        """Remove a cause, and every pointer at it from actions and lessons. Raises UnknownItem."""
        causes = self.causes.without_cause(cause_id, children)
        left = {cause.id for cause in causes.causes}
        actions = tuple(
            action.changing(addresses=tuple(a for a in action.addresses if a in left))
            for action in self.actions.actions
        )
        lessons = tuple(
            lesson if lesson.cause in left else lesson.changing(cause=None)
            for lesson in self.lessons.lessons
        )
        return self.changing(
            causes=causes,
            actions=self.actions.changing(actions=actions),
            lessons=self.lessons.changing(lessons=lessons),
        )

    def without_action(self, action_id: str) -> Self:
        """Remove an action, and every lesson's pointer at it. Raises UnknownItem."""
        lessons = tuple(
            lesson.changing(action=None) if lesson.action == action_id else lesson
            for lesson in self.lessons.lessons
        )
        return self.changing(
            actions=self.actions.changing(actions=without_item(self.actions.actions, action_id)),
            lessons=self.lessons.changing(lessons=lessons),
        )

    def parked(self, kind: ParkedKind) -> tuple[ParkedThought, ...]:
        """Return what is parked of one kind, in the order it was said."""
        return tuple(thought for thought in self.parking_lot if thought.kind is kind)

    def without_parked(self, thought_id: str) -> Self:
        """Take a thought out of the parking lot: it was taken up, or let go. Raises UnknownItem."""
        return self.changing(parking_lot=without_item(self.parking_lot, thought_id))

    def with_waiver(self, waiver: Waiver) -> Self:
        """Set a condition aside; a second waiver of one condition takes the first's place."""
        others = self.without_waiver(waiver.condition).waivers
        return self.changing(waivers=(*others, waiver))

    def without_waiver(self, condition: str) -> Self:
        """Ask for a waived condition again."""
        return self.changing(waivers=tuple(w for w in self.waivers if w.condition != condition))

    def with_confirmation(self, confirmation: Confirmation) -> Self:
        """Record a person's word for a condition, in place of an earlier one."""
        others = self.without_confirmation(confirmation.condition).confirmations
        return self.changing(confirmations=(*others, confirmation))

    def without_confirmation(self, condition: str) -> Self:
        """Take a person's word for a condition back."""
        return self.changing(
            confirmations=tuple(c for c in self.confirmations if c.condition != condition)
        )


def new_postmortem_id(today: date) -> str:
    """Return a fresh id: the UTC day it is made and six random characters."""
    return f"{today.isoformat()}-{new_id(6)}"


_FIX = re.compile(r"(?:fix|todo|action)\s*:\s*", re.IGNORECASE)
_QUESTION = re.compile(r"(?:question|q)\s*:\s*|(?:\?\s*)+", re.IGNORECASE)


def parked(text: str, stage: Stage | None) -> ParkedThought:
    """Return a line as a parked thought.

    `fix: …` is a fix and waits for the actions; what ends in a question mark, or begins with one
    or with `q: …`, is a question and waits for the causes. Raises ValueError where it says nothing.
    """
    line = " ".join(text.split())
    if begun := _FIX.match(line):
        kind, said = ParkedKind.FIX, line[begun.end() :]
    elif begun := _QUESTION.match(line):
        kind, said = ParkedKind.QUESTION, line[begun.end() :]
    else:
        kind = ParkedKind.QUESTION if line.endswith("?") else ParkedKind.THOUGHT
        said = line
    if not said:
        raise ValueError("say in a few words what to come back to")
    return ParkedThought(text=said, kind=kind, stage=stage)
