"""How far a document is: draft, in review, published, closed, and a draft again."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from facilitator.guide.publication import (
    StatusRefused,
    changes_published_content,
    status_change_message,
    with_status,
)
from facilitator.model.actions import Action, ActionStatus, Worked
from facilitator.model.followup import Followup, Review, SignOff
from facilitator.model.postmortem import Confirmation, ParkedThought, Postmortem, Status
from facilitator.model.timeline import Event
from tests.support.complete import EMPTY, complete

NOW = datetime(2024, 3, 8, 15, 30, 20, tzinfo=UTC)
MINUTE = NOW.replace(second=0)


COMPLETE = complete()


def without_reviews(pm: Postmortem) -> Postmortem:
    return pm.changing(followup=pm.followup.changing(reviews=()))


def published() -> Postmortem:
    return with_status(COMPLETE, Status.PUBLISHED, NOW)


def test_publishing_writes_down_the_minute() -> None:
    pm = published()
    assert (pm.status, pm.published_at, pm.revision) == (Status.PUBLISHED, MINUTE, 1)


def test_publishing_dates_the_reviews_where_there_are_none_and_says_so() -> None:
    before = without_reviews(COMPLETE)
    after = with_status(before, Status.PUBLISHED, NOW)
    assert [r.due for r in after.followup.reviews] == [date(2024, 4, 8), date(2024, 5, 7)]
    said = status_change_message(before, after, NOW)
    assert said == "Published. Reviews are dated: Mon 8 Apr and Tue 7 May."


def test_publishing_offers_to_move_reviews_that_were_counted_from_another_day() -> None:
    said = status_change_message(COMPLETE, published(), NOW)
    assert "m moves them to Mon 8 Apr and Tue 7 May" in said
    assert published().followup.reviews == COMPLETE.followup.reviews


def test_reviews_counted_from_the_day_of_publishing_are_enough_to_publish_late() -> None:
    late = datetime(2024, 6, 3, 9, 0, tzinfo=UTC)
    assert with_status(without_reviews(COMPLETE), Status.PUBLISHED, late).published_at == late
    assert with_status(COMPLETE, Status.PUBLISHED, late).published_at == late


def test_publishing_is_refused_while_something_is_open_and_nothing_changes() -> None:
    with pytest.raises(StatusRefused, match="needed conditions are open"):
        with_status(EMPTY, Status.PUBLISHED, NOW)
    with pytest.raises(StatusRefused, match="Not closed yet"):
        with_status(EMPTY.changing(status=Status.PUBLISHED), Status.CLOSED, NOW)


def test_closing_comes_after_publishing() -> None:
    with pytest.raises(StatusRefused, match="publish it first"):
        with_status(COMPLETE, Status.CLOSED, NOW)
    closed = with_status(published(), Status.CLOSED, NOW)
    assert closed.status is Status.CLOSED
    assert closed.published_at == MINUTE
    said = status_change_message(published(), closed, NOW)
    assert said == "Closed, though 2 reviews are still to come and an action is still open."


def test_closing_says_what_is_left_to_do_and_nothing_where_nothing_is() -> None:
    out = published()
    done = tuple(a.changing(status=ActionStatus.DONE) for a in out.actions.actions)
    out = without_reviews(out.changing(actions=out.actions.changing(actions=done)))
    assert status_change_message(out, out.changing(status=Status.CLOSED), NOW) == ""
    two = out.changing(actions=out.actions.changing(actions=(Action(title="a"), Action(title="b"))))
    said = status_change_message(two, two.changing(status=Status.CLOSED), NOW)
    assert said == "Closed, though 2 actions are still open."


def test_a_closed_document_that_is_published_again_keeps_its_revision_and_minute() -> None:
    closed = with_status(published(), Status.CLOSED, NOW)
    again = with_status(closed, Status.PUBLISHED, datetime(2024, 9, 1, tzinfo=UTC))
    assert again == published()
    assert status_change_message(closed, again, NOW) == ""


def test_opening_again_begins_the_next_revision_and_keeps_what_the_room_said() -> None:
    word = Confirmation(condition="timeline.agreed", by="Kim", at=MINUTE)
    out = published().with_confirmation(word)
    draft = with_status(out, Status.DRAFT, NOW)
    assert (draft.status, draft.revision, draft.published_at) == (Status.DRAFT, 2, MINUTE)
    assert draft.confirmations == out.confirmations
    assert "revision 2" in status_change_message(out, draft, NOW)
    again = with_status(with_status(draft, Status.IN_REVIEW, NOW), Status.DRAFT, NOW)
    assert again.revision == 2


def test_opening_again_asks_legal_again_and_nobody_else() -> None:
    signed = (
        SignOff(role="Legal counsel", name="Ana", at=MINUTE),
        SignOff(role="head of engineering", name="Kim", at=MINUTE),
    )
    out = published()
    out = out.changing(followup=out.followup.changing(sign_offs=signed))
    draft = with_status(out, Status.DRAFT, NOW)
    assert draft.followup.sign_offs == (signed[0].changing(at=None), signed[1])
    assert status_change_message(out, draft, NOW).endswith(
        "Legal agreed to what was published: ask again."
    )


def test_the_same_status_changes_nothing() -> None:
    pm = published()
    assert with_status(pm, Status.PUBLISHED, datetime(2025, 1, 1, tzinfo=UTC)) is pm


def test_an_edit_of_what_readers_have_is_told_from_what_follows_publishing() -> None:
    pm = published()
    event = Event(at=MINUTE, text="the queue was full")
    edited = pm.changing(timeline=pm.timeline.changing(events=(*pm.timeline.events, event)))
    assert changes_published_content(pm, edited)
    summary = pm.followup.changing(internal_summary="It was the queue.")
    assert changes_published_content(pm, pm.changing(followup=summary))
    draft = COMPLETE
    assert not changes_published_content(draft, draft.changing(timeline=edited.timeline))


def test_what_follows_publishing_changes_nothing_that_was_published() -> None:
    pm = published()
    (action,) = pm.actions.actions
    worked = action.changing(status=ActionStatus.DONE, worked=Worked.YES)
    held = Followup(
        **{
            **dict(pm.followup),
            "reviews": (Review(due=date(2024, 4, 8), held_on=date(2024, 4, 8)),),
            "shares": (),
        }
    )
    followed = pm.changing(
        actions=pm.actions.changing(actions=(worked,)),
        followup=held,
        private_notes="for me",
        parking_lot=(ParkedThought(text="later"),),
    )
    assert not changes_published_content(pm, followed)
    assert not changes_published_content(pm, with_status(pm, Status.DRAFT, NOW))
