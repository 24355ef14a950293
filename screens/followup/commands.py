"""Commands on the reviews of a published postmortem: schedule, reschedule, hold."""

from __future__ import annotations

from data.local.clock import utc_today
from facilitator.guide.schedule import (
    next_review,
    rescheduled_dates,
    with_reviews_rescheduled,
    with_reviews_scheduled,
)
from facilitator.text.format import format_days
from screens.services.context import StageContext


def schedule_reviews(stage: StageContext) -> None:
    """Schedule the reviews that the depth asks for, where there are none, and show their dates.

    They are counted from the day of publishing; before that, from today in UTC.
    """
    today = utc_today()
    if stage.edit_or_notify(lambda d: with_reviews_scheduled(d, today), "Date the reviews"):
        days = (review.due for review in stage.document.followup.reviews)
        stage.notify(f"Somebody looks again on {format_days(days, today)}, u takes it back")


def hold_review(stage: StageContext, chosen: str | None) -> None:
    """Hold the review with the id `chosen`, or else the next one: open its dialog."""
    # Imported when the first review is held: it loads the form of an action, of another stage.
    from screens.followup.review_dialog import ReviewDialog

    reviews = stage.document.followup.reviews
    review = next((r for r in reviews if r.id == chosen), None) or next_review(stage.document)
    if review is not None and review.held_on is not None:
        stage.notify(f"It was held on {review.held_on}: e edits what was found")
    elif review is not None:
        stage.app.push_screen(ReviewDialog(stage, review))


def reschedule_reviews(stage: StageContext) -> None:
    """Reschedule the reviews to come, counted from the day of publishing, and show the dates."""
    days = rescheduled_dates(stage.document)
    if days and stage.edit_or_notify(with_reviews_rescheduled, "Move the reviews"):
        stage.notify(f"Moved to {format_days(days, utc_today())}, u takes it back")
