"""What a review asks of each action, and what it leaves behind."""

from __future__ import annotations

from datetime import date

import pytest

from facilitator.guide.review_meeting import (
    follow_up_action,
    outcome_summary,
    reviewed_actions,
    with_outcome,
    with_review_held,
)
from facilitator.model.actions import Action, Actions, ActionStatus, Worked
from facilitator.model.base import UnknownItem
from facilitator.model.followup import Followup, Review
from facilitator.model.postmortem import Postmortem
from tests.support.complete import COMPLETE

TODAY = date(2026, 12, 28)
REVIEW = Review(due=date(2026, 12, 25))


def holding(*actions: tuple[ActionStatus, Worked]) -> Postmortem:
    """Return a postmortem with a review to come, and actions that stand like this."""
    made = tuple(
        Action(title=f"action {n}", status=status, worked=worked, wont_do_reason="no")
        for n, (status, worked) in enumerate(actions)
    )
    return Postmortem(
        id="2026-11-20-abcdef",
        actions=Actions(actions=made),
        followup=Followup(reviews=(REVIEW,)),
    )


DONE, OPEN = ActionStatus.DONE, ActionStatus.OPEN
UNKNOWN = Worked.NOT_YET_KNOWN


def test_what_was_decided_against_is_not_asked_about() -> None:
    pm = holding((OPEN, UNKNOWN), (ActionStatus.WONT_DO, UNKNOWN), (DONE, Worked.YES))
    assert [action.title for action in reviewed_actions(pm)] == ["action 0", "action 2"]


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        ((), "There was no action to ask about."),
        (((OPEN, UNKNOWN),), "0 of 1 done, 1 not begun."),
        (((DONE, Worked.YES), (DONE, Worked.YES)), "2 of 2 done. 2 worked."),
        (
            (
                *((DONE, Worked.YES), (DONE, Worked.NO), (DONE, UNKNOWN)),
                *((ActionStatus.IN_PROGRESS, UNKNOWN), (OPEN, Worked.NO)),
            ),
            "3 of 5 done, 1 in progress, 1 not begun. 1 worked, 1 did not, 1 not known yet.",
        ),
    ],
)
def test_what_became_of_the_actions_is_summed_up(
    actions: tuple[tuple[ActionStatus, Worked], ...], said: str
) -> None:
    assert outcome_summary(holding(*actions)) == said


def test_a_review_that_was_held_has_its_day_and_what_was_found() -> None:
    pm = holding((DONE, Worked.YES))
    (held,) = with_review_held(pm, REVIEW.id, TODAY, " The guard held. ").followup.reviews
    assert (held.held_on, held.outcome) == (TODAY, "The guard held.")
    (summed,) = with_review_held(pm, REVIEW.id, TODAY, "  ").followup.reviews
    assert summed.outcome == "1 of 1 done. 1 worked."


def test_an_outcome_can_be_written_before_the_review_is_over() -> None:
    pm = with_outcome(holding(), REVIEW.id, "so far so good")
    assert pm.followup.reviews == (REVIEW.changing(outcome="so far so good"),)


def test_a_review_that_is_gone_cannot_be_held() -> None:
    with pytest.raises(UnknownItem):
        with_review_held(holding(), "abcdefgh", TODAY, "")


def test_a_new_action_begins_with_the_causes_of_the_one_that_did_not_work() -> None:
    (old,) = COMPLETE.actions.actions
    new = follow_up_action(old.changing(status=DONE, worked=Worked.NO))
    assert new.addresses == old.addresses
    assert new.id != old.id
    assert (new.status, new.worked, new.due, new.ticket) == (OPEN, UNKNOWN, None, "")
