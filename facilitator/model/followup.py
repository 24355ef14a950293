"""Stage 6: summaries, sign-offs, whom the postmortem was shared with, and review meetings."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from facilitator.model.base import Item, Value, with_unique_ids
from facilitator.model.scope import Audience
from facilitator.model.stage import Answer
from facilitator.model.types import Line, Prose, UtcMinute


class CustomerSummary(Value):
    """The text for customers, in three parts."""

    summary: Prose = ""
    """What customers saw, in short."""
    what_happened: Prose = ""
    """What happened, in words for customers."""
    what_we_do: Prose = ""
    """What is done so that it does not happen again."""

    @property
    def is_written(self) -> bool:
        """Whether any of the three parts has text."""
        return any(part.strip() for part in (self.summary, self.what_happened, self.what_we_do))


class SignOff(Item):
    """A sign-off by a role, such as legal."""

    role: Line
    """The role whose sign-off is needed."""
    name: Line = ""
    """Who signed off."""
    at: UtcMinute | None = None
    """Minute in UTC of the sign-off; null while it is awaited."""


class Share(Item):
    """A sharing of the postmortem with an audience, done or planned."""

    audience: Audience
    """The audience it was shared with."""
    channel: Line = ""
    """Where it was shared, such as a mailing list or a status page."""
    at: UtcMinute | None = None
    """Minute in UTC at which it was shared; null while it is only planned."""


class Review(Item):
    """A review meeting, about 30 or 60 days after publishing, on whether the actions worked."""

    due: date
    """Day in UTC that the review is scheduled for."""
    held_on: date | None = None
    """Day in UTC that the review was held on; null if it has not been held."""
    outcome: Prose = ""
    """What the review found."""


class AcceptedLeaks(Item):
    """Leaks in the customer text that somebody acknowledged, so that the text may be exported."""

    by: Annotated[Line, Field(min_length=1)]
    """Who acknowledged the leaks."""
    at: UtcMinute
    """Minute in UTC at which they were acknowledged."""
    words: tuple[Line, ...]
    """The words that leak, each as written in the text."""


class Followup(Value):
    """Communication and follow-up after the postmortem meeting."""

    internal_summary: Prose = ""
    """The summary for colleagues."""
    customer: CustomerSummary = Field(default_factory=CustomerSummary)
    """The text for customers."""
    promised_to_customers: Answer = Answer.UNDECIDED
    """Whether customers were promised a summary."""
    sign_offs: Annotated[tuple[SignOff, ...], AfterValidator(with_unique_ids)] = ()
    """The sign-offs that are awaited or given."""
    shares: Annotated[tuple[Share, ...], AfterValidator(with_unique_ids)] = ()
    """Whom the postmortem was shared with, where and when."""
    reviews: Annotated[tuple[Review, ...], AfterValidator(with_unique_ids)] = ()
    """The review meetings, scheduled or held."""
    repeat_of: Line = ""
    """Id or title of the earlier postmortem that this incident is a recurrence of; else empty."""
    escalation: Line = ""
    """Where a recurrence was escalated to, such as an architecture review."""
    accepted_leaks: Annotated[tuple[AcceptedLeaks, ...], AfterValidator(with_unique_ids)] = ()
    """The acknowledged leaks of the customer text."""
