"""The status of a document and its revisions: draft -> in review -> published -> closed.

Reopening a published or closed document begins a new revision.
"""

from __future__ import annotations

from datetime import datetime

from facilitator.findings.team_rules import NO_TEAM_RULES, TeamRules
from facilitator.guide.conditions.assessment import assess
from facilitator.guide.conditions.condition import ConditionResult
from facilitator.guide.conditions.followup import is_legal_sign_off
from facilitator.guide.schedule import rescheduled_dates, with_reviews_scheduled
from facilitator.model.postmortem import Postmortem, Status
from facilitator.text.format import format_days

PUBLISHED_STATUSES = (Status.PUBLISHED, Status.CLOSED)
"""The statuses of a document that readers have."""


def status_label(pm: Postmortem) -> str:
    """Return the status, with the number of the revision from the second one on: `draft 2`."""
    return pm.status.value if pm.revision == 1 else f"{pm.status.value} {pm.revision}"


def changes_published_content(before: Postmortem, after: Postmortem) -> bool:
    """Whether an edit changes the content that readers of a published document have.

    Follow-up work does not: actions, reviews, shares, sign-offs, and content left out of exports.
    """
    return before.status is after.status in PUBLISHED_STATUSES and _published_content(
        before
    ) != _published_content(after)


def _published_content(pm: Postmortem) -> tuple[object, ...]:
    summaries = (pm.followup.internal_summary, pm.followup.customer)
    return (pm.scope, pm.timeline, pm.impact, pm.causes, pm.lessons, *summaries)


class StatusRefused(ValueError):
    """A document cannot move to a status yet; the message is one sentence for the user."""


def with_status(
    pm: Postmortem, status: Status, now: datetime, team: TeamRules = NO_TEAM_RULES
) -> Postmortem:
    """Move a document to a status at `now` (UTC).

    Publishing records the time, and schedules the reviews if there are none. Moving back from
    published or closed begins the next revision. Raises StatusRefused if a needed condition is
    neither met nor waived, and for closing a document that is not published.
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
    is_reopened = pm.status in PUBLISHED_STATUSES and status not in PUBLISHED_STATUSES
    return _reopened(pm, status) if is_reopened else pm.changing(status=status)


def status_change_message(before: Postmortem, after: Postmortem, now: datetime) -> str:
    """Return a message on the other effects of a change of status; empty if there are none."""
    if after.revision > before.revision:
        message = f"This is revision {after.revision} now, and what the room confirmed stays."
        legal = after.followup.sign_offs != before.followup.sign_offs
        return f"{message} Legal agreed to what was published: ask again." if legal else message
    upcoming = [review.due for review in after.followup.reviews if review.held_on is None]
    if after.status is Status.CLOSED:
        return _closed_message(after, len(upcoming))
    if after.status is not Status.PUBLISHED or before.status is Status.CLOSED:
        return ""
    if upcoming and not before.followup.reviews:
        return f"Published. Reviews are dated: {format_days(upcoming, now.date())}."
    if days := rescheduled_dates(after):
        listed = format_days(days, now.date())
        return f"Published. Its reviews were counted from another day: m moves them to {listed}."
    return "Published."


def _closed_message(pm: Postmortem, reviews: int) -> str:
    """Return a message on upcoming reviews and open actions of a closed document; empty if none."""
    actions = sum(action.is_open for action in pm.actions.actions)
    pending = []
    if reviews:
        pending.append("a review is" if reviews == 1 else f"{reviews} reviews are")
        pending[0] += " still to come"
    if actions:
        pending.append(
            "an action is still open" if actions == 1 else f"{actions} actions are still open"
        )
    return f"Closed, though {' and '.join(pending)}." if pending else ""


def _published(pm: Postmortem, now: datetime, team: TeamRules) -> Postmortem:
    """Publish; a condition that publishing itself meets (scheduled reviews) does not prevent it."""
    published = pm.changing(status=Status.PUBLISHED, published_at=now)
    published = with_reviews_scheduled(published, now.date())
    open_before = assess(pm, team).open_results()
    open_after = {result.condition for result in assess(published, team).open_results()}
    if any(result.condition in open_after for result in open_before):
        _refuse_while_open(Status.PUBLISHED, open_before)
    return published


def _reopened(pm: Postmortem, status: Status) -> Postmortem:
    """Begin the next revision of a published document.

    Confirmations stay: they are about the facts, and correcting a sentence needs no new meeting.
    Sign-offs by legal are about the published text, and have to be given again.
    """
    sign_offs = tuple(
        signed.changing(at=None) if is_legal_sign_off(signed) else signed
        for signed in pm.followup.sign_offs
    )
    return pm.changing(
        status=status,
        revision=pm.revision + 1,
        followup=pm.followup.changing(sign_offs=sign_offs),
    )


def _refuse_while_open(status: Status, still_open: tuple[ConditionResult, ...]) -> None:
    if still_open:
        count = len(still_open)
        things = "1 needed condition is" if count == 1 else f"{count} needed conditions are"
        raise StatusRefused(
            f"Not {status.value} yet: {things} open; meet each one, or waive it with a reason."
        )
