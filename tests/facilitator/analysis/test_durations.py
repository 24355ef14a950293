"""The figures of an incident and the subtractions behind them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.analysis.durations import (
    Duration,
    budget_share,
    durations,
    format_minutes,
    impact_window,
    undetected_share,
    was_undetected_throughout,
)
from facilitator.model.impact import Impact, Measure, MeasureKind, Objective
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Milestone, Timeline, UnknownMilestone

START = datetime(2019, 7, 2, 13, 42, tzinfo=UTC)


def marked(milestone: Milestone, minutes: int, approximate: bool = False) -> Event:
    at = START + timedelta(minutes=minutes)
    return Event(at=at, text=f"{milestone}", milestone=milestone, approximate=approximate)


def timeline(**minutes: int) -> Timeline:
    return Timeline(events=tuple(marked(Milestone(name), n) for name, n in minutes.items()))


def duration(of: Timeline, name: str) -> Duration:
    return next(duration for duration in durations(of) if duration.name == name)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"),
        (3, "3 min"),
        (60, "60 min"),
        (120, "2 h"),
        (70, "70 min"),
        (99, "99 min"),
        (100, "1 h 40 min"),
        (51 * 60, "2 d 3 h"),
        (24 * 60 + 10, "1 d 10 min"),
        (-5, "-5 min"),
    ],
)
def test_minutes_are_said_as_people_say_them(minutes: int, words: str) -> None:
    assert format_minutes(minutes) == words


@given(st.integers(min_value=1, max_value=10**6))
def test_no_minute_is_lost_in_words(minutes: int) -> None:
    worth = {"d": 1440, "h": 60, "min": 1}
    words = format_minutes(minutes).split()
    pairs = zip(words[::2], words[1::2], strict=True)
    assert sum(int(n) * worth[unit] for n, unit in pairs) == minutes


def test_every_duration_shows_the_two_minutes_it_subtracts() -> None:
    told = timeline(started=0, detected=3, acknowledged=5, mitigated=27, resolved=87)
    assert [(d.name, d.minutes, d.subtraction) for d in durations(told)] == [
        ("detect", 3, "13:45 - 13:42"),
        ("acknowledge", 2, "13:47 - 13:45"),
        ("mitigate", 27, "14:09 - 13:42"),
        ("resolve", 87, "15:09 - 13:42"),
    ]


def test_days_are_shown_where_they_differ() -> None:
    told = timeline(started=0, resolved=24 * 60)
    assert duration(told, "resolve").subtraction == "2019-07-03 13:42 - 2019-07-02 13:42"


def test_an_approximate_minute_keeps_its_mark() -> None:
    events = (marked(Milestone.STARTED, 0, approximate=True), marked(Milestone.DETECTED, 3))
    assert duration(Timeline(events=events), "detect").subtraction == "13:45 - ~13:42"


def test_a_missing_milestone_leaves_the_time_unknown_and_never_zero() -> None:
    detect = duration(timeline(started=0), "detect")
    assert detect.minutes is None
    assert detect.subtraction == "unknown: detection is not marked"


def test_a_milestone_nobody_can_date_gives_its_reason() -> None:
    unknown = UnknownMilestone(milestone=Milestone.STARTED, reason="logs rotated away")
    told = timeline(detected=3).changing(unknown=(unknown,))
    assert duration(told, "detect").subtraction == "unknown: logs rotated away"


def test_a_time_that_runs_backwards_is_unknown() -> None:
    mitigate = duration(timeline(started=10, mitigated=5), "mitigate")
    assert mitigate.minutes is None
    assert mitigate.subtraction == "unknown: mitigation stands before the start"


def test_two_milestones_in_one_minute_are_zero_apart() -> None:
    assert duration(timeline(started=0, detected=0), "detect").minutes == 0


@pytest.mark.parametrize(
    ("minutes", "share"),
    [
        ({"started": 0, "detected": 3, "mitigated": 12}, 0.25),
        ({"started": 0, "detected": 30, "mitigated": 12}, 1.0),
        ({"started": 0, "detected": 0, "mitigated": 0}, None),
        ({"started": 0, "mitigated": 12}, None),
    ],
)
def test_the_hidden_share_is_detect_over_mitigate(
    minutes: dict[str, int], share: float | None
) -> None:
    assert undetected_share(timeline(**minutes)) == share


@pytest.mark.parametrize(("detected", "throughout"), [(11, False), (12, True), (30, True)])
def test_what_is_found_out_once_it_is_over_was_hidden_throughout(
    detected: int, throughout: bool
) -> None:
    story = timeline(started=0, detected=detected, mitigated=12)
    assert was_undetected_throughout(story) == throughout
    assert not was_undetected_throughout(timeline(started=0, mitigated=12))


def test_the_impact_window_defaults_to_start_and_mitigation() -> None:
    pm = Postmortem(id="2019-07-05-abcdef", timeline=timeline(started=0, mitigated=27))
    assert impact_window(pm) == (START, START + timedelta(minutes=27))


def test_the_impacts_own_window_comes_first_each_end_for_itself() -> None:
    late = START + timedelta(minutes=40)
    pm = Postmortem(
        id="2019-07-05-abcdef",
        timeline=timeline(started=0, mitigated=27),
        impact=Impact(window_end=late),
    )
    assert impact_window(pm) == (START, late)


def test_there_is_no_window_that_runs_backwards_or_lacks_an_end() -> None:
    lacking = Postmortem(id="2019-07-05-abcdef", timeline=timeline(started=0))
    early = Impact(window_end=START - timedelta(minutes=1))
    assert impact_window(lacking) is None
    assert impact_window(lacking.changing(impact=early)) is None


def with_objective(share: float | None) -> Postmortem:
    requests = Measure(kind=MeasureKind.REQUESTS, value=share)
    objective = Objective(target_percent=99.9, period_days=30)
    return Postmortem(
        id="2019-07-05-abcdef",
        timeline=timeline(started=0, mitigated=27),
        impact=Impact(measures=(requests,), objective=objective),
    )


def test_the_budget_share_is_failed_minutes_over_the_allowance() -> None:
    # 99.9% over 30 days allows 43.2 minutes; 27 minutes at 80% failing took 21.6 of them.
    assert budget_share(with_objective(80)) == pytest.approx(0.5)


def test_the_budget_share_is_unknown_while_a_part_of_it_is() -> None:
    told = with_objective(80)
    assert budget_share(with_objective(None)) is None
    assert budget_share(told.changing(impact=told.impact.changing(measures=()))) is None
    assert budget_share(told.changing(impact=told.impact.changing(objective=Objective()))) is None
    assert budget_share(told.changing(timeline=Timeline())) is None
