"""Stage 6: who is told what, and when somebody looks again."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from facilitator.model.base import Item, Value, with_unique_ids
from facilitator.model.scope import Audience
from facilitator.model.stage import Answer
from facilitator.model.types import Line, Prose, UtcMinute


class CustomerSummary(Value):
    """What customers read, in three parts."""

    summary: Prose = ""
    what_happened: Prose = ""
    what_we_do: Prose = ""

    @property
    def is_written(self) -> bool:
        """Whether any of the three parts says something."""
        return any(part.strip() for part in (self.summary, self.what_happened, self.what_we_do))


class SignOff(Item):
    """Somebody's agreement, by role; `at` is None while it is still awaited."""

    role: Line
    name: Line = ""
    at: UtcMinute | None = None


class Share(Item):
    """The document handed to an audience, through a channel, at a minute."""

    audience: Audience
    channel: Line = ""
    at: UtcMinute | None = None


class Review(Item):
    """A day on which somebody looks again; `held_on` is None until they have."""

    due: date
    held_on: date | None = None
    outcome: Prose = ""


class AcceptedLeaks(Item):
    """Words that give something away and may leave all the same: who says so, and since when."""

    by: Annotated[Line, Field(min_length=1)]
    at: UtcMinute
    words: tuple[Line, ...]


class Followup(Value):
    """Summaries, sign-offs, shares, reviews. `repeat_of`: an earlier postmortem's id or title."""

    internal_summary: Prose = ""
    customer: CustomerSummary = Field(default_factory=CustomerSummary)
    promised_to_customers: Answer = Answer.UNDECIDED
    sign_offs: Annotated[tuple[SignOff, ...], AfterValidator(with_unique_ids)] = ()
    shares: Annotated[tuple[Share, ...], AfterValidator(with_unique_ids)] = ()
    reviews: Annotated[tuple[Review, ...], AfterValidator(with_unique_ids)] = ()
    repeat_of: Line = ""
    escalation: Line = ""
    accepted_leaks: Annotated[tuple[AcceptedLeaks, ...], AfterValidator(with_unique_ids)] = ()
