"""One postmortem as a row of the library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from facilitator.guide.assessment import assess
from facilitator.guide.conditions import StageMark
from facilitator.guide.stages import SIX
from facilitator.model.postmortem import Postmortem, Status
from facilitator.model.scope import Severity


@dataclass(frozen=True)
class Summary:
    """What the library shows of a postmortem. `marks` are those of the six stages; days are UTC."""

    id: str
    title: str
    severity: Severity | None
    status: Status
    marks: tuple[StageMark, ...]
    open_actions: int
    overdue_actions: int
    next_date: date | None
    made_on: date


def summary_of(pm: Postmortem, today: date) -> Summary:
    """Return the row of a postmortem as it stands today (a UTC day).

    An action due today is not overdue.
    """
    assessment = assess(pm)
    open_actions = [action for action in pm.actions.actions if action.is_open]
    overdue = [a for a in open_actions if a.due is not None and a.due < today]
    return Summary(
        id=pm.id,
        title=pm.scope.title,
        severity=pm.scope.severity,
        status=pm.status,
        marks=tuple(assessment.mark(stage) for stage in SIX),
        open_actions=len(open_actions),
        overdue_actions=len(overdue),
        next_date=_next_date(pm, today),
        made_on=pm.made_on,
    )


def _next_date(pm: Postmortem, today: date) -> date | None:
    """Return the first day that still asks something of somebody.

    A review stays until it is held, even once its day is past; overdue actions have a count of
    their own.
    """
    days = [action.due for action in pm.actions.actions if action.is_open and action.due]
    if pm.scope.meeting_at is not None:
        days.append(pm.scope.meeting_at.date())
    ahead = [day for day in days if day >= today]
    reviews = [review.due for review in pm.followup.reviews if review.held_on is None]
    return min([*ahead, *reviews], default=None)
