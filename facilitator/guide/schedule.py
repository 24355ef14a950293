"""Dates of follow-up reviews and limits of due dates; all dates are UTC.

Reviews are held about 30 and 60 days after publishing, on a working day (Monday to Friday; holidays
are not known). Due dates are limited by priority, counted from the day the postmortem was created.
Source: the paper "Postmortem Action Items: Plan the Work and Work the Plan".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, timedelta

from facilitator.guide.depth import depth_of, due_limit_days
from facilitator.model.actions import Action, Priority
from facilitator.model.base import with_item
from facilitator.model.followup import Review
from facilitator.model.postmortem import Postmortem, Status
from facilitator.model.scope import Depth

REVIEW_DAYS = (30, 60)
"""Days from publishing to each review."""

_FRIDAY = 4


def review_start_date(pm: Postmortem) -> date:
    """Return the UTC date that reviews are counted from: publishing, or creation until then."""
    return pm.made_on if pm.published_at is None else pm.published_at.astimezone(UTC).date()


def next_working_day(day: date) -> date:
    """Return a date, moved to Monday if it is on a weekend.

    Raises OverflowError past the last date that Python knows.
    """
    return day if day.weekday() <= _FRIDAY else day + timedelta(days=7 - day.weekday())


def review_dates(start_date: date, depth: Depth) -> tuple[date, ...]:
    """Return the review dates that a depth needs, counted from a UTC date.

    Empty if they are past the last date that Python knows.
    """
    offsets = REVIEW_DAYS[:1] if depth is Depth.LIGHT else REVIEW_DAYS
    try:
        return tuple(next_working_day(start_date + timedelta(days=days)) for days in offsets)
    except OverflowError:
        return ()


def with_reviews_scheduled(pm: Postmortem, today: date) -> Postmortem:
    """Schedule the reviews that the depth needs, if there are none.

    They are counted from publishing, or from `today`, a UTC date, until then.
    """
    if pm.followup.reviews:
        return pm
    start_date = today if pm.published_at is None else review_start_date(pm)
    reviews = tuple(Review(due=day) for day in review_dates(start_date, depth_of(pm)))
    return pm.changing(followup=pm.followup.changing(reviews=reviews))


def with_reviews_rescheduled(pm: Postmortem) -> Postmortem:
    """Move upcoming reviews to the dates counted from publishing.

    Returns the same value if there is nothing to move, or the document is not published. Reviews
    that were held stay, and so do those beyond the number that the depth needs.
    """
    reviews = pm.followup.reviews
    for review, day in _reviews_to_move(pm):
        reviews = with_item(reviews, review.changing(due=day))
    if reviews is pm.followup.reviews:
        return pm
    return pm.changing(followup=pm.followup.changing(reviews=reviews))


def rescheduled_dates(pm: Postmortem) -> tuple[date, ...]:
    """Return the dates to which `with_reviews_rescheduled` would move reviews."""
    return tuple(day for _, day in _reviews_to_move(pm))


def next_review(pm: Postmortem) -> Review | None:
    """Return the earliest review that was not held yet, or None."""
    to_come = (review for review in pm.followup.reviews if review.held_on is None)
    return min(to_come, key=lambda review: review.due, default=None)


def _reviews_to_move(pm: Postmortem) -> Iterator[tuple[Review, date]]:
    if pm.status is not Status.PUBLISHED:
        return
    days = review_dates(review_start_date(pm), depth_of(pm))
    reviews = sorted(pm.followup.reviews, key=lambda review: review.due)
    for review, day in zip(reviews, days, strict=False):
        if review.held_on is None and review.due != day:
            yield review, day


def latest_due_date(priority: Priority | None, made_on: date) -> date:
    """Return the latest due date that a priority allows."""
    return made_on + timedelta(days=due_limit_days(priority))


def exceeds_due_limit(action: Action, made_on: date) -> bool:
    """Whether an action is due later than its priority allows; without a priority, than P3 does."""
    return action.due is not None and action.due > latest_due_date(action.priority, made_on)


def due_date_label(action: Action, made_on: date, today: date) -> str:
    """Describe a due date and its limit: `! due 2026-12-10 in 20 days, P1 allows 15`.

    `!` marks a date that is past, or later than the limit. Dates are UTC. If the postmortem was
    not created today, the label includes the date that the limit is counted from.
    """
    if action.due is None:
        return "no due day yet"
    text = f"due {action.due.isoformat()}"
    if not action.is_open:
        return text
    text += f" {_from_today(action.due, today)}"
    limit = due_limit_days(action.priority)
    since = "" if made_on == today else f" from {made_on.isoformat()}"
    if action.priority:
        text += f", {action.priority} allows {limit}{since}"
    elif exceeds_due_limit(action, made_on):
        text += f", {limit}{since} are allowed without a priority"
    needs_attention = action.due < today or exceeds_due_limit(action, made_on)
    return f"! {text}" if needs_attention else text


def _from_today(due: date, today: date) -> str:
    days = (due - today).days
    if days < 0:
        return "(overdue since yesterday)" if days == -1 else f"({-days} days overdue)"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
