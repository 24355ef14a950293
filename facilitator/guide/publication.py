"""How far a document is, how it gets there, and what opening it again asks for.

draft -> in review -> published -> closed. Opening a published document again begins a new revision.

What readers of a published document have, and whether an edit changes it behind their backs.
"""

from __future__ import annotations

from datetime import datetime

from facilitator.findings.team_rules import NO_TEAM_RULES, TeamRules
from facilitator.guide.conditions.assessment import assess
from facilitator.guide.conditions.base import ConditionResult
from facilitator.guide.conditions.followup import is_legal_sign_off
from facilitator.guide.schedule import rescheduled_dates, with_reviews_scheduled
from facilitator.model.postmortem import Postmortem, Status
from facilitator.text.format import spoken_days

PUBLISHED_STATUSES = (Status.PUBLISHED, Status.CLOSED)
"""The status of what readers have."""


def status_words(pm: Postmortem) -> str:
    """Return the status in a word or two; from the second revision on with its number."""
    return pm.status.value if pm.revision == 1 else f"{pm.status.value} {pm.revision}"


def changes_published_content(before: Postmortem, after: Postmortem) -> bool:
    """Whether an edit changes what readers of a published document have.

    What follows publishing does not: actions as they are worked on, reviews, shares, sign-offs,
    and all that stays inside.
    """
    return before.status is after.status in PUBLISHED_STATUSES and _told(before) != _told(after)


def _told(pm: Postmortem) -> tuple[object, ...]:
    summaries = (pm.followup.internal_summary, pm.followup.customer)
    return (pm.scope, pm.timeline, pm.impact, pm.causes, pm.lessons, *summaries)


class StatusRefused(ValueError):
    """A document cannot have a status yet; the text is one sentence."""


def with_status(
    pm: Postmortem, status: Status, now: datetime, team: TeamRules = NO_TEAM_RULES
) -> Postmortem:
    """Move a document to a status; `now` is the present moment in UTC, `team` what a team has set.

    Publishing writes down the minute, and dates the reviews where there are none. Going back from
    published or closed to a draft, or into review, begins the next revision. Raises NotYet where
    something needed is neither met nor waived, and for closing what was never published.
    """
    if status is pm.status:
        return pm
    if status is Status.PUBLISHED and pm.status is not Status.CLOSED:
        return _published(pm, now, team)
    if status is Status.CLOSED and pm.status is not Status.PUBLISHED:
        raise StatusRefused(
            "Not closed yet: publish it first; it is closed once the reviews are held."
        )
    if status is Status.CLOSED:
        _refuse_while_open(status, assess(pm, team).open_results())
    is_opened_again = pm.status in PUBLISHED_STATUSES and status not in PUBLISHED_STATUSES
    return _opened_again(pm, status) if is_opened_again else pm.changing(status=status)


def status_change_message(before: Postmortem, after: Postmortem, now: datetime) -> str:
    """Say what else came with a move from one status to another; empty where nothing did."""
    if after.revision > before.revision:
        said = f"This is revision {after.revision} now, and what the room confirmed stays."
        legal = after.followup.sign_offs != before.followup.sign_offs
        return f"{said} Legal agreed to what was published: ask again." if legal else said
    to_come = [review.due for review in after.followup.reviews if review.held_on is None]
    if after.status is Status.CLOSED:
        return _closed_words(after, len(to_come))
    if after.status is not Status.PUBLISHED or before.status is Status.CLOSED:
        return ""
    if to_come and not before.followup.reviews:
        return f"Published. Reviews are dated: {spoken_days(to_come, now.date())}."
    if days := rescheduled_dates(after):
        listed = spoken_days(days, now.date())
        return f"Published. Its reviews were counted from another day: m moves them to {listed}."
    return "Published."


def _closed_words(pm: Postmortem, reviews: int) -> str:
    """Say what is left to do in a closed document; empty where nothing is."""
    actions = sum(action.is_open for action in pm.actions.actions)
    left = []
    if reviews:
        left.append("a review is" if reviews == 1 else f"{reviews} reviews are")
        left[0] += " still to come"
    if actions:
        left.append(
            "an action is still open" if actions == 1 else f"{actions} actions are still open"
        )
    return f"Closed, though {' and '.join(left)}." if left else ""


def _published(pm: Postmortem, now: datetime, team: TeamRules) -> Postmortem:
    """Publish. What publishing itself mends (reviews without a day) does not stand against it."""
    left = pm.changing(status=Status.PUBLISHED, published_at=now)
    left = with_reviews_scheduled(left, now.date())
    open_before = assess(pm, team).open_results()
    open_after = {result.condition for result in assess(left, team).open_results()}
    if any(result.condition in open_after for result in open_before):
        _refuse_while_open(Status.PUBLISHED, open_before)
    return left


def _opened_again(pm: Postmortem, status: Status) -> Postmortem:
    """Begin the next revision of what was published.

    A person's word (that the timeline is right, that the chain of causes holds) stays: it was given
    for what happened, and mending a sentence does not call the room together again. What legal
    signed was the text that left: of a new one they are asked again.
    """
    awaited = tuple(
        signed.changing(at=None) if is_legal_sign_off(signed) else signed
        for signed in pm.followup.sign_offs
    )
    return pm.changing(
        status=status,
        revision=pm.revision + 1,
        followup=pm.followup.changing(sign_offs=awaited),
    )


def _refuse_while_open(status: Status, still_open: tuple[ConditionResult, ...]) -> None:
    if still_open:
        count = len(still_open)
        things = "1 needed condition is" if count == 1 else f"{count} needed conditions are"
        raise StatusRefused(
            f"Not {status.value} yet: {things} open; meet each one, or waive it with a reason."
        )
