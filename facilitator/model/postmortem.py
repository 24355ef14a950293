"""The postmortem as a whole: its stages, and the edits that touch several of them."""

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
from facilitator.model.timeline import Timeline
from facilitator.model.types import Line, Prose, UtcMinute


class Status(StrEnum):
    """Status of the postmortem."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    PUBLISHED = "published"
    CLOSED = "closed"


class ParkedKind(StrEnum):
    """Kind of a parked thought: one to come back to, a fix for the actions, or an open question."""

    THOUGHT = "thought"
    FIX = "fix"
    QUESTION = "question"


class ParkedThought(Item):
    """A thought in the parking lot, to come back to in a later stage."""

    text: Annotated[Line, Field(min_length=1)]
    """The thought, as one line that is not empty."""
    kind: ParkedKind = ParkedKind.THOUGHT
    """Kind of the thought, which decides the stage that comes back to it."""
    stage: Stage | None = None
    """The stage in which it came up; null if it came up outside the stages."""


class Waiver(Value):
    """A condition of the guide that was waived."""

    condition: str
    """Name of the condition, such as timeline.gaps."""
    reason: Annotated[Line, Field(min_length=1)]
    """Why it was waived, as one line that is not empty."""
    by: Line = ""
    """Who waived it."""


class Confirmation(Value):
    """A person's confirmation of a condition that cannot be computed from the document."""

    condition: str
    """Name of the condition, such as timeline.agreed."""
    by: Line = ""
    """Who confirmed it."""
    at: UtcMinute | None = None
    """Minute in UTC of the confirmation; null if not recorded."""


class Dismissal(Item):
    """A finding that somebody suppressed; it comes back once its sentence changes."""

    rule: Annotated[Line, Field(min_length=1)]
    """Name of the rule that made the finding."""
    stage: Stage
    """The stage of the finding."""
    place: Line = ""
    """Id of the item the finding is about; empty for the stage itself."""
    field: Line = ""
    """Name of the field the finding is about."""
    sentence: Prose = ""
    """The sentence that the finding is in; if it is about no words, its reason."""


class StageTime(Value):
    """Time spent in a stage during the meeting."""

    stage: Stage
    """The stage."""
    minutes: Annotated[int, Field(ge=0)]
    """Whole minutes that the timer counted."""


class Postmortem(Value):
    """The postmortem of one incident."""

    id: Annotated[str, Field(pattern=POSTMORTEM_ID_PATTERN)]
    """Id: the UTC day it was made and six random characters, such as 2026-11-20-k7m3px."""
    status: Status = Status.DRAFT
    """Status of the document."""
    revision: Annotated[int, Field(ge=1)] = 1
    """Number of the draft: 1, and one more each time a published postmortem is opened again."""
    published_at: UtcMinute | None = None
    """Minute in UTC of the last publishing; null if never published."""
    scope: Scope = Field(default_factory=Scope)
    """Stage 1: the incident, the participants and the audiences."""
    timeline: Timeline = Field(default_factory=Timeline)
    """Stage 2: the events and milestones."""
    impact: Impact = Field(default_factory=Impact)
    """Stage 2: the impact."""
    causes: Causes = Field(default_factory=Causes)
    """Stage 3: the problem and the tree of causes."""
    lessons: Lessons = Field(default_factory=Lessons)
    """Stage 4: the lessons."""
    actions: Actions = Field(default_factory=Actions)
    """Stage 5: the action items."""
    followup: Followup = Field(default_factory=Followup)
    """Stage 6: communication and follow-up."""
    parking_lot: Annotated[tuple[ParkedThought, ...], AfterValidator(with_unique_ids)] = ()
    """Thoughts to come back to."""
    private_notes: Prose = ""
    """Notes of the facilitator; of all exports, only this JSON contains them."""
    waivers: tuple[Waiver, ...] = ()
    """The waived conditions, each at most once."""
    confirmations: tuple[Confirmation, ...] = ()
    """The confirmed conditions, each at most once."""
    stage_times: tuple[StageTime, ...] = ()
    """Minutes spent in each stage."""
    dismissals: Annotated[tuple[Dismissal, ...], AfterValidator(with_unique_ids)] = ()
    """The suppressed findings."""

    @property
    def made_on(self) -> date:
        """The UTC day this postmortem was made, from its id."""
        return date.fromisoformat(self.id[:10])

    def without_cause(self, cause_id: str, children: Literal["lift", "delete"]) -> Self:
        """Remove a cause and the links to it from actions and lessons.

        Its children move up to its parent, or all descendants go with it. Raises UnknownItem.
        """
        causes = self.causes.without_cause(cause_id, children)
        remaining = {cause.id for cause in causes.causes}
        actions = tuple(
            action.changing(addresses=tuple(a for a in action.addresses if a in remaining))
            for action in self.actions.actions
        )
        lessons = tuple(
            lesson if lesson.cause in remaining else lesson.changing(cause=None)
            for lesson in self.lessons.lessons
        )
        return self.changing(
            causes=causes,
            actions=self.actions.changing(actions=actions),
            lessons=self.lessons.changing(lessons=lessons),
        )

    def without_action(self, action_id: str) -> Self:
        """Remove an action and the links to it from lessons. Raises UnknownItem."""
        lessons = tuple(
            lesson.changing(action=None) if lesson.action == action_id else lesson
            for lesson in self.lessons.lessons
        )
        return self.changing(
            actions=self.actions.changing(actions=without_item(self.actions.actions, action_id)),
            lessons=self.lessons.changing(lessons=lessons),
        )

    def parked(self, kind: ParkedKind) -> tuple[ParkedThought, ...]:
        """Return the parked thoughts of one kind, in order."""
        return tuple(thought for thought in self.parking_lot if thought.kind is kind)

    def without_parked(self, thought_id: str) -> Self:
        """Remove a thought from the parking lot. Raises UnknownItem."""
        return self.changing(parking_lot=without_item(self.parking_lot, thought_id))

    def with_waiver(self, waiver: Waiver) -> Self:
        """Waive a condition, in place of an earlier waiver of it."""
        others = self.without_waiver(waiver.condition).waivers
        return self.changing(waivers=(*others, waiver))

    def without_waiver(self, condition: str) -> Self:
        """Remove the waiver of a condition, if there is one."""
        return self.changing(waivers=tuple(w for w in self.waivers if w.condition != condition))

    def with_confirmation(self, confirmation: Confirmation) -> Self:
        """Confirm a condition, in place of an earlier confirmation of it."""
        others = self.without_confirmation(confirmation.condition).confirmations
        return self.changing(confirmations=(*others, confirmation))

    def without_confirmation(self, condition: str) -> Self:
        """Remove the confirmation of a condition, if there is one."""
        return self.changing(
            confirmations=tuple(c for c in self.confirmations if c.condition != condition)
        )


def new_postmortem_id(today: date) -> str:
    """Return a new id: `today` in UTC and six random characters."""
    return f"{today.isoformat()}-{new_id(6)}"


_FIX = re.compile(r"(?:fix|todo|action)\s*:\s*", re.IGNORECASE)
_QUESTION = re.compile(r"(?:question|q)\s*:\s*|(?:\?\s*)+", re.IGNORECASE)


def parse_parked_thought(text: str, stage: Stage | None) -> ParkedThought:
    """Parse a line typed into the parking lot.

    `fix: …`, `todo: …` and `action: …` are fixes. A line that ends or begins with a question mark,
    or begins with `q:` or `question:`, is a question. Raises ValueError if no other text is left.
    """
    line = " ".join(text.split())
    if begun := _FIX.match(line):
        kind, words = ParkedKind.FIX, line[begun.end() :]
    elif begun := _QUESTION.match(line):
        kind, words = ParkedKind.QUESTION, line[begun.end() :]
    else:
        kind = ParkedKind.QUESTION if line.endswith("?") else ParkedKind.THOUGHT
        words = line
    if not words:
        raise ValueError("say in a few words what to come back to")
    return ParkedThought(text=words, kind=kind, stage=stage)
