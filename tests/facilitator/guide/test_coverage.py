"""Causes against actions: what is missing comes first, and every tie is an edit."""

from __future__ import annotations

import pytest

from facilitator.guide.coverage import coverage, with_cause_link_toggled, with_risk_accepted
from facilitator.model.actions import Action, Actions, ActionStatus
from facilitator.model.base import UnknownItem
from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.postmortem import Postmortem

STEP = Cause(text="the rule went out")
ROOT = Cause(text="no limit on CPU", role=CauseRole.ROOT, parent=STEP.id)
FACTOR = Cause(text="alert came late", role=CauseRole.CONTRIBUTING)
GUARD = Action(title="put the guard back", addresses=(ROOT.id,))
DRILL = Action(title="practise the bypass")


def document(*actions: Action) -> Postmortem:
    """Return a postmortem with three causes and these actions."""
    return Postmortem(
        id="2026-11-20-abcdef",
        causes=Causes(causes=(STEP, ROOT, FACTOR)),
        actions=Actions(actions=actions),
    )


def test_what_nothing_answers_to_and_what_answers_nothing_come_first() -> None:
    covered = coverage(document(GUARD, DRILL))
    assert [(row.label, row.is_uncovered) for row in covered.causes] == [
        ("c3", True),
        ("c2", False),
    ]
    assert [(c.label, c.is_orphan) for c in covered.actions] == [("a2", True), ("a1", False)]
    assert (covered.uncovered, covered.orphans) == (1, 1)


def test_a_step_shows_only_where_an_action_answers_it() -> None:
    assert STEP not in [row.cause for row in coverage(document(GUARD)).causes]
    tied = with_cause_link_toggled(document(GUARD), STEP.id, GUARD.id)
    assert STEP in [row.cause for row in coverage(tied).causes]


def test_an_action_nobody_will_do_covers_nothing() -> None:
    refused = GUARD.changing(status=ActionStatus.WONT_DO, wont_do_reason="too dear")
    assert coverage(document(refused)).uncovered == 2


def test_a_tie_is_made_and_taken_back() -> None:
    before = document(DRILL)
    tied = with_cause_link_toggled(before, ROOT.id, DRILL.id)
    assert tied.actions.actions[0].addresses == (ROOT.id,)
    assert with_cause_link_toggled(tied, ROOT.id, DRILL.id) == before
    with pytest.raises(UnknownItem):
        with_cause_link_toggled(before, "zzzzzzzz", DRILL.id)


def test_an_accepted_risk_covers_until_it_is_taken_back() -> None:
    lived_with = with_risk_accepted(document(), ROOT.id, "too rare")
    assert coverage(lived_with).uncovered == 1
    assert coverage(with_risk_accepted(lived_with, ROOT.id, "")).uncovered == 2
