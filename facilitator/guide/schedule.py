"""The days on which somebody looks again: 30 and 60 days from publishing, on working days.

Working days are Monday to Friday, and days are days in UTC. A team's own holidays are not known.

A due day beside what its priority allows, counted from the day the postmortem was made.
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
"""How many days from publishing somebody looks again."""

_FRIDAY = 4


def review_start_date(pm: Postmortem) -> date:
    """Return the UTC day that reviews are counted from: of publishing, else of the beginning."""
    return pm.made_on if pm.published_at is None else pm.published_at.astimezone(UTC).date()


def next_working_day(day: date) -> date:
    """Return the day itself, or the Monday after where it falls on a weekend.

    Raises OverflowError where the calendar ends before that.
    """
    return day if day.weekday() <= _FRIDAY else day + timedelta(days=7 - day.weekday())


def review_dates(begins: date, depth: Depth) -> tuple[date, ...]:
    """Return the days of the reviews that a depth needs, counted from a UTC day.

    Empty where the calendar ends before them.
    """
    wanted = REVIEW_DAYS[:1] if depth is Depth.LIGHT else REVIEW_DAYS
    try:
        return tuple(next_working_day(begins + timedelta(days=days)) for days in wanted)
    except OverflowError:
        return ()


def with_reviews_scheduled(pm: Postmortem, today: date) -> Postmortem:
    """Date the reviews its depth needs, where there are none.

    Counted from publishing; from `today`, a UTC day, while it is not published.
    """
    if pm.followup.reviews:
        return pm
    begins = today if pm.published_at is None else review_start_date(pm)
    dated = tuple(Review(due=day) for day in review_dates(begins, depth_of(pm)))
    return pm.changing(followup=pm.followup.changing(reviews=dated))


def with_reviews_rescheduled(pm: Postmortem) -> Postmortem:
    """Move the reviews to come that were dated from another day to those counted from publishing.

    The same value where there is nothing to move, or nothing is published. A review that was held
    stays, and so does one beyond those that the depth needs.
    """
    reviews = pm.followup.reviews
    for review, day in _dated_from_another_day(pm):
        reviews = with_item(reviews, review.changing(due=day))
    if reviews is pm.followup.reviews:
        return pm
    return pm.changing(followup=pm.followup.changing(reviews=reviews))


def rescheduled_dates(pm: Postmortem) -> tuple[date, ...]:
    """Return where `with_reviews_rescheduled` would move reviews; empty where it would move none."""
    return tuple(day for _, day in _dated_from_another_day(pm))


def next_review(pm: Postmortem) -> Review | None:
    """Return the review that is held next: the first by its day that was not held yet."""
    to_come = (review for review in pm.followup.reviews if review.held_on is None)
    return min(to_come, key=lambda review: review.due, default=None)


def _dated_from_another_day(pm: Postmortem) -> Iterator[tuple[Review, date]]:
    if pm.status is not Status.PUBLISHED:
        return
    days = review_dates(review_start_date(pm), depth_of(pm))
    reviews = sorted(pm.followup.reviews, key=lambda review: review.due)
    for review, day in zip(reviews, days, strict=False):
        if review.held_on is None and review.due != day:
            yield review, day


def latest_due_date(priority: Priority | None, made_on: date) -> date:
    """Return the last day on which an action of this priority may be due."""
    return made_on + timedelta(days=due_limit_days(priority))


def exceeds_due_limit(action: Action, made_on: date) -> bool:
    """Whether an action is due later than its priority allows; without one, than the last does."""
    return action.due is not None and action.due > latest_due_date(action.priority, made_on)


def due_in_words(action: Action, made_on: date, today: date) -> str:
    """Say when an action is due and what its priority allows, marked where that is less or past.

    Days are days in UTC. `! due 2026-12-10 in 20 days, P1 allows 15`; where the postmortem was not
    made today, the day that the limit is counted from is named.
    """
    if action.due is None:
        return "no due day yet"
    said = f"due {action.due.isoformat()}"
    if not action.is_open:
        return said
    said += f" {_from_today(action.due, today)}"
    limit = due_limit_days(action.priority)
    since = "" if made_on == today else f" from {made_on.isoformat()}"
    if action.priority:
        said += f", {action.priority} allows {limit}{since}"
    elif exceeds_due_limit(action, made_on):
        said += f", {limit}{since} are allowed without a priority"
    is_amiss = action.due < today or exceeds_due_limit(action, made_on)
    return f"! {said}" if is_amiss else said


def _from_today(due: date, today: date) -> str:
    days = (due - today).days
    if days < 0:
        return "(overdue since yesterday)" if days == -1 else f"({-days} days overdue)"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
