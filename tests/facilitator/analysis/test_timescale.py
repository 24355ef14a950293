"""The scale of an incident: honest positions, cuts only where they help, round times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.analysis.phases import STEPS, Phase, Timescale, tick_label, ticks, timescale

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def minute(after_noon: int) -> datetime:
    """Return a minute of that day, or of one near it."""
    return NOON + timedelta(minutes=after_noon)


def phase(name: str, since: int, until: int, ends: bool = True) -> Phase:
    """Return a phase between two minutes after noon."""
    return Phase(name, minute(since), minute(until), ends)


def test_a_minute_stands_at_its_share_of_the_way() -> None:
    scale = timescale([phase("undetected", 0, 20), phase("responding", 20, 80)])
    assert (scale.since, scale.until) == (minute(0), minute(80))
    assert [scale.position(minute(n)) for n in (0, 20, 80)] == [0, 0.25, 1]


def test_sides_that_would_dwarf_the_trouble_are_cut_on_the_same_scale() -> None:
    scale = timescale(
        [phase("before", -4000, 0), phase("undetected", 0, 50), phase("recovering", 50, 9000)]
    )
    assert (scale.cut_before, scale.cut_after) == (True, True)
    assert (scale.since, scale.until) == (minute(-20), minute(70))


def test_a_side_is_not_cut_for_a_few_minutes() -> None:
    scale = timescale([phase("before", -28, 0), phase("undetected", 0, 50)])
    assert not scale.cut_before
    assert scale.since == minute(-28)


def test_a_lone_side_is_all_there_is_and_stays_whole() -> None:
    scale = timescale([phase("recovering", 0, 5000)])
    assert not scale.cut_after
    assert scale.minutes == 5000


def test_an_open_end_has_room_after_what_is_told_while_the_incident_goes_on() -> None:
    found = [phase("undetected", 0, 10), phase("responding", 10, 40, ends=False)]
    assert timescale(found).until == minute(50)
    assert timescale(found, goes_on=False).until == minute(40)


def test_an_open_end_at_the_end_of_the_calendar_is_drawn_all_the_same() -> None:
    last = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    scale = timescale([Phase("undetected", last, last, ends=False)])
    assert scale.minutes == 1
    assert scale.position(last) == 0


@pytest.mark.parametrize(
    ("since", "until", "step", "labels"),
    [
        (-7, 32, 15, ["12:00", "12:15", "12:30"]),
        (-10, 10, 5, ["11:50", "11:55", "12:00", "12:05", "12:10"]),
        (600, 780, 60, ["22:00", "23:00", "11-21", "01:00"]),
        (720, 780, 30, ["00:00", "00:30", "01:00"]),
        (0, 3 * 1440, 1440, ["11-21", "11-22", "11-23"]),
        (0, 20 * 1440, 7 * 1440, ["11-23", "11-30", "12-07"]),
        (0, 1, 60, ["12:00"]),
        (1, 59, 60, []),
    ],
)
def test_ticks_are_round_times_and_a_day_is_named_where_it_begins(
    since: int, until: int, step: int, labels: list[str]
) -> None:
    scale = Timescale(minute(since), minute(until))
    assert [tick_label(scale, tick, step) for tick in ticks(scale, step)] == labels


def test_over_years_a_day_says_its_year() -> None:
    scale = Timescale(NOON, NOON + timedelta(days=800))
    assert tick_label(scale, datetime(2027, 5, 3, tzinfo=UTC), STEPS[-1]) == "2027-05-03"


@given(
    bounds=st.lists(st.integers(-100_000, 100_000), min_size=4, max_size=4).map(sorted),
    step=st.sampled_from(STEPS[3:]),
)
def test_any_scale_holds_the_trouble_and_its_ticks_lie_on_it(bounds: list[int], step: int) -> None:
    names = ("before", "undetected", "recovering")
    found = [
        phase(name, a, b) for name, a, b in zip(names, bounds, bounds[1:], strict=False) if a < b
    ]
    if not found:
        return
    scale = timescale(found)
    inside = [p for p in found if p.name == "undetected"] or found
    assert 0 <= scale.position(inside[0].since) <= scale.position(inside[-1].until) <= 1
    assert all(0 <= scale.position(tick) <= 1 for tick in ticks(scale, step))
