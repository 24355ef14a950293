"""The status, and what follows publishing: dating, moving and holding reviews."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from data.index.index import utc_today
from facilitator.guide.publication import status_said, with_status
from facilitator.guide.schedule import (
    days_to_move_to,
    next_review,
    with_reviews_dated,
    with_reviews_moved,
)
from facilitator.model.postmortem import Status
from facilitator.text.format import spoken_days

if TYPE_CHECKING:
    from screens.stage.screen import StageScreen


def set_status(stage: StageScreen, status: Status) -> None:
    """Move the document to a status, and say what else came with that."""
    before, now = stage.document, datetime.now(UTC)
    team = stage.facilitator.settings.rules
    if not stage.edit_or_notify(lambda d: with_status(d, status, now, team), "Set status"):
        return
    if said := status_said(before, stage.document, now):
        stage.notify(said)
    if stage.document.revision > before.revision:
        stage.session.dismiss_notice()  # that what is changed was published


def date_reviews(stage: StageScreen) -> None:
    """Date the reviews that the depth needs, where there are none, and say on which days."""
    today = utc_today()
    if stage.edit_or_notify(lambda d: with_reviews_dated(d, today), "Date the reviews"):
        days = (review.due for review in stage.document.followup.reviews)
        stage.notify(f"Somebody looks again on {spoken_days(days, today)}, u takes it back")


def hold_review(stage: StageScreen, chosen: str | None) -> None:
    """Open the review that is held next, or the one that was chosen by its id, to hold it."""
    from screens.followup.review_dialog import HoldReview

    reviews = stage.document.followup.reviews
    review = next((r for r in reviews if r.id == chosen), None) or next_review(stage.document)
    if review is not None and review.held_on is not None:
        stage.notify(f"It was held on {review.held_on}: e edits what was found")
    elif review is not None:
        stage.app.push_screen(HoldReview(stage, review))


def move_reviews(stage: StageScreen) -> None:
    """Move the reviews to come to the days that publishing gives, and say which."""
    days = days_to_move_to(stage.document)
    if days and stage.edit_or_notify(with_reviews_moved, "Move the reviews"):
        said = spoken_days(days, utc_today())
        stage.notify(f"Moved to {said}, u takes it back")
