"""One postmortem as a row of the library."""

from __future__ import annotations

from datetime import date, timedelta

from facilitator.guide.conditions import StageMark
from facilitator.guide.summary import summary_of
from facilitator.model.postmortem import Status
from facilitator.model.scope import Severity
from tests.facilitator.guide.complete import (
    COMPLETE,
    EMPTY,
    MADE_ON,
)


def test_a_summary_counts_what_is_open_and_what_is_late() -> None:
    due_today = summary_of(COMPLETE, MADE_ON + timedelta(days=7))
    late = summary_of(COMPLETE, MADE_ON + timedelta(days=8))
    assert (due_today.open_actions, due_today.overdue_actions) == (1, 0)
    assert due_today.next_date == MADE_ON + timedelta(days=7)
    assert (late.open_actions, late.overdue_actions) == (1, 1)
    assert late.next_date == MADE_ON + timedelta(days=30)
    assert late.marks == (StageMark.MET,) * 6
    assert (late.title, late.severity) == (COMPLETE.scope.title, Severity.SEV2)
    assert (late.status, late.made_on) == (Status.DRAFT, MADE_ON)


def test_a_review_nobody_held_stays_the_next_date() -> None:
    assert summary_of(COMPLETE, date(2030, 1, 1)).next_date == MADE_ON + timedelta(days=30)
    assert summary_of(EMPTY, MADE_ON).next_date is None
