"""What the library keeps of a postmortem."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from facilitator.guide.facts import facts_of
from facilitator.guide.library_summary import Due, DueKind
from facilitator.model.followup import Followup, Review
from facilitator.model.postmortem import Confirmation, StageTime, Status
from facilitator.model.scope import Participant, Scope, Severity
from facilitator.model.stage import Stage
from tests.support.complete import COMPLETE, EMPTY, MADE_ON


def test_facts_hold_the_row_and_every_day_that_asks_something() -> None:
    facts = facts_of(COMPLETE)
    assert (facts.title, facts.severity, facts.status) == (COMPLETE.scope.title, "SEV2", "draft")
    assert (facts.marks, facts.open_actions) == ("✓" * 6, 1)
    assert Due(DueKind.ACTION, MADE_ON + timedelta(days=7), "Limit CPU", "ana") in facts.due
    assert Due(DueKind.REVIEW, MADE_ON + timedelta(days=30)) in facts.due


def test_a_fresh_postmortem_asks_for_no_day_and_has_no_words() -> None:
    facts = facts_of(EMPTY)
    assert (facts.due, facts.severity, facts.open_actions) == ((), "", 0)
    assert (facts.people, facts.causes, facts.timeline) == ("", "", "")


def test_a_review_that_was_held_asks_for_nothing_and_a_meeting_does() -> None:
    day = date(2026, 3, 4)
    meeting = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    pm = EMPTY.changing(
        scope=Scope(meeting_at=meeting),
        followup=Followup(reviews=(Review(due=day, held_on=day),)),
    )
    assert facts_of(pm).due == (Due(DueKind.MEETING, meeting.date()),)


@pytest.mark.parametrize(
    "since",
    [
        {"status": Status.IN_REVIEW},
        {"confirmations": (Confirmation(condition="timeline.agreed"),)},
        {"stage_times": (StageTime(stage=Stage.TIMELINE, minutes=20),)},
    ],
)
def test_a_meeting_that_took_place_asks_for_nothing(since: dict[str, Any]) -> None:
    planned = EMPTY.changing(scope=Scope(meeting_at=datetime(2026, 3, 5, 9, 0, tzinfo=UTC)))
    assert len(facts_of(planned).due) == 1
    assert facts_of(planned.changing(**since)).due == ()


@pytest.mark.parametrize(
    ("severity", "minutes", "has_met"),
    [
        (Severity.SEV2, [1], False),
        (Severity.SEV2, [10, 9], False),
        (Severity.SEV2, [10, 10], True),
        (Severity.SEV1, [29], False),
        (Severity.SEV4, [10], True),
    ],
)
def test_a_timer_that_was_tried_out_is_no_meeting_a_third_of_its_minutes_is(
    severity: Severity, minutes: list[int], has_met: bool
) -> None:
    meeting = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    times = [
        StageTime(stage=stage, minutes=each) for stage, each in zip(Stage, minutes, strict=False)
    ]
    pm = EMPTY.changing(
        scope=Scope(severity=severity, meeting_at=meeting), stage_times=tuple(times)
    )
    assert (facts_of(pm).due == ()) is has_met


def test_a_meeting_still_comes_once_its_invitation_went_out() -> None:
    meeting = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    pm = EMPTY.changing(
        scope=Scope(meeting_at=meeting), confirmations=(Confirmation(condition="scope.framing"),)
    )
    assert facts_of(pm).due == (Due(DueKind.MEETING, meeting.date()),)


def test_words_stand_a_line_each_and_once() -> None:
    people = (Participant(name="Ana", role="lead"), Participant(name="Ana", role="lead"))
    facts = facts_of(EMPTY.changing(scope=Scope(scribe="Kim", participants=people)))
    assert facts.people == "Kim\nAna lead"
