"""When somebody looks again: 30 and 60 days from publishing, on working days in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from facilitator.guide.conditions.assessment import assess
from facilitator.guide.conditions.condition import ConditionState
from facilitator.guide.schedule import (
    REVIEW_DAYS,
    next_review,
    next_working_day,
    rescheduled_dates,
    review_dates,
    review_start_date,
    with_reviews_rescheduled,
    with_reviews_scheduled,
)
from facilitator.model.followup import Followup, Review
from facilitator.model.postmortem import Postmortem, Status
from facilitator.model.scope import Depth, Scope
from tests.support.complete import complete

BEGUN = date(2026, 11, 2)
FRESH = Postmortem(id="2026-11-02-abcdef")


def published(at: datetime, *due: date, held: int = 0, revision: int = 1) -> Postmortem:
    """Return a published postmortem with reviews on these days, the first few of them held."""
    reviews = tuple(Review(due=day, held_on=day if n < held else None) for n, day in enumerate(due))
    followup = Followup(reviews=reviews)
    return FRESH.changing(
        status=Status.PUBLISHED, published_at=at, followup=followup, revision=revision
    )


@pytest.mark.parametrize(
    ("day", "works_on"),
    [
        (date(2026, 11, 27), date(2026, 11, 27)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 11, 29), date(2026, 11, 30)),
        (date(2026, 11, 30), date(2026, 11, 30)),
        (date(2028, 2, 26), date(2028, 2, 28)),
        (date(2026, 2, 28), date(2026, 3, 2)),
        (date(2023, 12, 31), date(2024, 1, 1)),
    ],
)
def test_a_weekend_gives_way_to_the_monday_after_it(day: date, works_on: date) -> None:
    assert next_working_day(day) == works_on


@pytest.mark.parametrize(
    ("begins", "first", "second"),
    [
        (date(2026, 11, 25), date(2026, 12, 25), date(2027, 1, 25)),
        (date(2028, 1, 30), date(2028, 2, 29), date(2028, 3, 30)),
        (date(2027, 1, 29), date(2027, 3, 1), date(2027, 3, 30)),
    ],
)
def test_a_leap_day_counts_like_any_other(begins: date, first: date, second: date) -> None:
    assert review_dates(begins, Depth.FULL) == (first, second)


def test_every_day_of_four_years_gives_working_days_at_most_two_days_late() -> None:
    for n in range(366 * 4):
        begins = date(2026, 1, 1) + timedelta(days=n)
        for after, day in zip(REVIEW_DAYS, review_dates(begins, Depth.FULL), strict=True):
            assert day.weekday() < 5
            assert after <= (day - begins).days <= after + 2


def test_light_depth_needs_one_review_and_the_end_of_the_calendar_none() -> None:
    assert review_dates(date(2026, 11, 25), Depth.LIGHT) == (date(2026, 12, 25),)
    assert review_dates(date(9999, 12, 31), Depth.FULL) == ()


def test_days_count_from_publishing_in_utc_and_from_the_beginning_before_that() -> None:
    assert review_start_date(FRESH) == BEGUN
    late_in_tokyo = datetime(2026, 11, 26, 8, 30, tzinfo=timezone(timedelta(hours=9)))
    assert review_start_date(published(late_in_tokyo)) == date(2026, 11, 25)


def test_reviews_are_dated_once_from_publishing_or_else_from_the_day_given() -> None:
    draft = with_reviews_scheduled(FRESH, date(2026, 11, 25))
    assert [r.due for r in draft.followup.reviews] == [date(2026, 12, 25), date(2027, 1, 25)]
    assert with_reviews_scheduled(draft, date(2026, 12, 1)) is draft
    out = with_reviews_scheduled(published(datetime(2026, 11, 20, tzinfo=UTC)), date(2026, 11, 25))
    assert [r.due for r in out.followup.reviews] == [date(2026, 12, 21), date(2027, 1, 19)]
    light = FRESH.changing(scope=Scope(depth=Depth.LIGHT))
    assert len(with_reviews_scheduled(light, BEGUN).followup.reviews) == 1


def test_reviews_dated_from_another_day_move_and_those_held_stay() -> None:
    at = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)
    pm = published(at, date(2026, 12, 2), date(2027, 1, 1), date(2027, 6, 1))
    assert rescheduled_dates(pm) == (date(2026, 12, 25), date(2027, 1, 25))
    moved = with_reviews_rescheduled(pm)
    days = [review.due for review in moved.followup.reviews]
    assert days == [date(2026, 12, 25), date(2027, 1, 25), date(2027, 6, 1)]
    assert rescheduled_dates(moved) == ()
    assert with_reviews_rescheduled(moved) is moved
    held = published(at, date(2026, 12, 2), date(2027, 1, 1), held=1)
    assert rescheduled_dates(held) == (date(2027, 1, 25),)
    assert with_reviews_rescheduled(held).followup.reviews[0] == held.followup.reviews[0]


def test_a_draft_and_a_closed_document_have_no_reviews_to_move() -> None:
    pm = published(datetime(2026, 11, 25, tzinfo=UTC), date(2026, 12, 2))
    for status in (Status.DRAFT, Status.CLOSED):
        assert rescheduled_dates(pm.changing(status=status)) == ()


def test_the_next_review_is_the_earliest_that_was_not_held() -> None:
    at = datetime(2026, 11, 25, tzinfo=UTC)
    assert next_review(FRESH) is None
    pm = published(at, date(2027, 1, 25), date(2026, 12, 25))
    assert next_review(pm) == pm.followup.reviews[1]
    assert next_review(published(at, date(2026, 12, 25), held=1)) is None


def test_the_condition_counts_from_publishing_once_it_was_published() -> None:
    pm = complete().changing(status=Status.PUBLISHED)
    late = datetime(2024, 4, 8, 9, 0, tzinfo=UTC)
    assert state_of(pm) is ConditionState.MET
    assert state_of(pm.changing(published_at=late)) is ConditionState.OPEN
    assert state_of(with_reviews_rescheduled(pm.changing(published_at=late))) is ConditionState.MET


def test_a_review_held_for_an_earlier_revision_is_not_asked_for_again() -> None:
    days = (date(2026, 12, 25), date(2027, 1, 25))
    at = datetime(2027, 3, 1, tzinfo=UTC)
    assert state_of(published(at, *days, held=2)) is ConditionState.OPEN
    assert state_of(published(at, *days, held=2, revision=2)) is ConditionState.MET
    assert state_of(published(at, *days, held=1, revision=2)) is ConditionState.OPEN


def state_of(pm: Postmortem) -> ConditionState:
    (found,) = (r for r in assess(pm).results if r.condition == "followup.reviews")
    return found.state
