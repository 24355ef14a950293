"""The timer counts what was spent in each stage, and never takes any of it back by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.analysis.stage_minutes import StageTimes, stage_times
from facilitator.guide.timer import StageClock
from facilitator.model.stage import Stage

T = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
LOOK = timedelta(seconds=60)

steps = st.lists(
    st.tuples(
        st.sampled_from(["look", "start", "pause"]) | st.sampled_from(Stage),
        st.floats(-4000, 4000),
    )
)


def times(**minutes: int) -> StageTimes:
    return stage_times({Stage(name): spent for name, spent in minutes.items()})


def after(clock: StageClock, minutes: int) -> StageClock:
    """Return the clock that many minutes later, looked at every one of them."""
    assert clock.since is not None
    for _ in range(minutes):
        clock = clock.at(clock.since + LOOK)
    return clock


def running(**minutes: int) -> StageClock:
    return StageClock.paused_from(Stage.TIMELINE, times(**minutes)).started(T)


def test_it_counts_while_it_runs_and_stands_while_it_is_paused() -> None:
    clock = StageClock.paused_from(Stage.TIMELINE, ())
    assert clock.at(T + LOOK).seconds == 0
    clock = clock.started(T).paused(T + timedelta(seconds=59.5))
    assert (clock.seconds, clock.is_running, clock.times) == (59, False, ())
    clock = clock.started(T + timedelta(hours=1)).at(T + timedelta(hours=1, seconds=1))
    assert (clock.seconds, clock.times) == (60, times(timeline=1))


def test_looking_often_loses_no_part_of_a_second() -> None:
    clock = running()
    for looks in range(1, 301):
        clock = clock.at(T + timedelta(seconds=looks * 0.4))
    assert clock.seconds == 120


def test_starting_a_clock_that_runs_loses_nothing() -> None:
    assert running().started(T + LOOK).seconds == 60


def test_it_goes_on_from_the_minutes_a_document_holds() -> None:
    assert after(running(timeline=7, scope=2), 2).times == times(scope=2, timeline=9)


def test_another_stage_has_a_time_of_its_own() -> None:
    clock = after(running(), 3)
    assert clock.since is not None
    clock = after(clock.in_stage(Stage.CAUSES, clock.since), 1)
    assert clock.times == times(timeline=3, causes=1)
    assert clock.since is not None
    assert clock.in_stage(Stage.TIMELINE, clock.since).seconds == 180


def test_a_paused_clock_goes_to_another_stage_and_stays_paused() -> None:
    clock = after(running(), 3)
    assert clock.since is not None
    moved = clock.paused(clock.since).in_stage(Stage.CAUSES, T + timedelta(hours=1))
    assert (moved.is_running, moved.seconds, moved.times) == (False, 0, times(timeline=3))


def test_a_stage_counted_anew_begins_at_nothing_and_the_others_stay() -> None:
    clock = running(timeline=7, scope=2).reset(T + LOOK)
    assert (clock.seconds, clock.is_running, clock.times) == (0, True, times(scope=2))


@pytest.mark.parametrize("passed", [-7200, -1, 91, 90_000])
def test_a_clock_set_back_or_a_machine_asleep_counts_nothing_and_then_goes_on(passed: int) -> None:
    clock = running(timeline=7).at(T + timedelta(seconds=passed))
    assert clock.seconds == 420
    assert after(clock, 1).seconds == 480


@given(steps)
def test_what_was_spent_never_shrinks(taken: list[tuple[str | Stage, float]]) -> None:
    clock, now = StageClock.paused_from(Stage.SCOPE, times(causes=3)), T
    for step, passed in taken:
        now += timedelta(seconds=passed)
        before = clock
        match step:
            case "start":
                clock = clock.started(now)
            case "pause":
                clock = clock.paused(now)
            case Stage():
                clock = clock.in_stage(step, now)
            case _:
                clock = clock.at(now)
        assert all(clock.spent[stage] >= seconds for stage, seconds in before.spent.items())


@pytest.mark.parametrize(
    ("known", "kept", "expected"),
    [
        (times(timeline=3), times(timeline=9), times(timeline=9)),
        (times(timeline=3), times(timeline=4), times(timeline=5)),  # this window counted more
        (times(timeline=3), (), ()),
        (times(timeline=3), times(timeline=1), times(timeline=1)),
        (times(timeline=3), times(timeline=3, causes=2), times(timeline=5, causes=2)),
    ],
)
def test_it_takes_over_what_another_window_counted_or_counts_anew(
    known: StageTimes, kept: StageTimes, expected: StageTimes
) -> None:
    assert running(timeline=5).merged(known, kept).times == expected
