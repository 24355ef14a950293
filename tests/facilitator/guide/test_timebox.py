"""Each stage has its share of the meeting, and says in words how much of it is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.guide.depth import meeting_minutes
from facilitator.guide.stages import STAGES
from facilitator.guide.timer import (
    Pace,
    pace,
    planned_time_label,
    time_left_label,
    time_up_message,
    timebox,
)
from facilitator.model.postmortem import Postmortem, StageTime
from facilitator.model.scope import Depth, Kind, Scope, Severity
from facilitator.model.stage import Stage
from tests.support.complete import EMPTY

scopes = st.builds(
    Scope,
    severity=st.none() | st.sampled_from(Severity),
    depth=st.none() | st.sampled_from(Depth),
    kind=st.sampled_from(Kind),
)


def rated(severity: Severity) -> Postmortem:
    return EMPTY.changing(scope=Scope(severity=severity))


@given(scopes)
def test_the_minutes_of_all_stages_are_those_of_the_meeting(scope: Scope) -> None:
    pm = EMPTY.changing(scope=scope)
    boxes = [timebox(pm, stage) for stage in STAGES]
    assert sum(boxes) == meeting_minutes(pm)
    assert boxes.pop() == 0  # the review
    assert min(boxes) >= 1


@pytest.mark.parametrize(
    ("severity", "minutes"),
    [
        (Severity.SEV1, [5, 45, 18, 9, 9, 4, 0]),
        (Severity.SEV2, [3, 30, 12, 6, 6, 3, 0]),
        (Severity.SEV3, [2, 23, 9, 5, 4, 2, 0]),
        (Severity.SEV4, [2, 15, 6, 3, 3, 1, 0]),
    ],
)
def test_a_stage_has_its_share_in_whole_minutes(severity: Severity, minutes: list[int]) -> None:
    assert [timebox(rated(severity), stage) for stage in STAGES] == minutes


@pytest.mark.parametrize(
    ("box", "seconds", "words", "stands"),
    [
        (30, 0, "30:00 left", Pace.IN_TIME),
        (30, 1040, "12:40 left", Pace.IN_TIME),
        (30, 1680, "2:00 left", Pace.LAST_MINUTES),
        (30, 1799, "0:01 left", Pace.LAST_MINUTES),
        (30, 1800, "0:00 left", Pace.OVER),
        (30, 1985, "3:05 over", Pace.OVER),
        (30, 9300, "125:00 over", Pace.OVER),
        (2, 0, "2:00 left", Pace.IN_TIME),
        (2, 60, "1:00 left", Pace.LAST_MINUTES),
        (0, 0, "0:00 spent", Pace.IN_TIME),
        (0, 130, "2:10 spent", Pace.IN_TIME),
    ],
)
def test_the_clock_says_what_is_left_or_over(
    box: int, seconds: int, words: str, stands: Pace
) -> None:
    assert time_left_label(box, seconds, is_running=True) == words
    assert time_left_label(box, seconds, is_running=False) == f"paused, {words}"
    assert pace(box, seconds) is stands


@pytest.mark.parametrize(
    ("stage", "spent", "words"),
    [
        (Stage.CAUSES, None, "12 min planned"),
        (Stage.CAUSES, 14, "12 min planned · 14 spent"),
        (Stage.REVIEW, None, "no minutes of its own"),
        (Stage.REVIEW, 4, "4 min spent"),
    ],
)
def test_the_guide_says_what_is_planned_and_what_was_spent(
    stage: Stage, spent: int | None, words: str
) -> None:
    times = () if spent is None else (StageTime(stage=stage, minutes=spent),)
    assert planned_time_label(rated(Severity.SEV2).changing(stage_times=times), stage) == words


def test_when_the_time_is_up_the_next_stage_is_named_and_nobody_is_hurried() -> None:
    assert time_up_message(Stage.TIMELINE, Stage.CAUSES) == (
        "That was the time for Timeline. Next is Causes: F9 goes there, and staying is fine too."
    )
    assert (
        time_up_message(Stage.FOLLOWUP, None) == "That was the time for Follow-up. Staying is fine."
    )
