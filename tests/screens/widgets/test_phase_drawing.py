"""The picture of an incident: every case as it was read and found good, and any other true."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from facilitator.analysis.phases import STEPS, phases, tick_label, ticks
from facilitator.model.timeline import Event, Milestone, Timeline
from screens.widgets.phase_bar import phase_bar_lines
from screens.widgets.phase_layout import (
    PHASE_PATTERNS,
    LabelForm,
    PhasePlan,
    axis_tick_choices,
    phase_label,
    phase_plan,
)
from tests.screens.widgets.phase_bar_cases import (
    CASES,
    DAY,
    GOLDEN,
    WIDTHS,
    at,
    phase_text,
    pictures,
    story,
)

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def lines_of(timeline: Timeline, width: int, rows: int = 2) -> list[str]:
    """Return the picture as text."""
    return ["".join(text for text, _ in line) for line in phase_bar_lines(timeline, width, rows)]


def test_every_case_is_drawn_as_its_golden_file_says() -> None:
    assert pictures() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("width", WIDTHS[1:])
def test_every_phase_is_named_somewhere_at_the_width_of_a_terminal(name: str, width: int) -> None:
    for rows in (2, 3):
        picture = "\n".join(lines_of(CASES[name], width, rows))
        for phase in phases(CASES[name]):
            assert any(
                phase_label(phase, form) in picture for form in LabelForm if form < LabelForm.BARE
            )


def test_a_phase_says_its_name_and_length_in_its_own_part_of_the_bar() -> None:
    bar, beneath = phase_text(story(0, 55, 56, 62, 70), 120)
    assert bar.startswith("◆ undetected 55 min ░")
    assert "undetected" not in beneath


def test_a_phase_too_narrow_for_its_name_is_named_beneath_behind_its_pattern() -> None:
    bar, beneath = phase_text(CASES["the worked example"], 78)
    assert "undetected" not in bar
    assert "░ undetected 3 min" in beneath


def test_with_three_lines_every_name_stands_above_an_uninterrupted_bar() -> None:
    above, bar, axis = lines_of(CASES["the worked example"], 120, 3)
    assert re.sub(r" {2,}", "|", above.strip()) == (
        "· before 11 min|░ undetected 3 min|▒ responding 22 min|═ recovering 45 min"
    )
    assert set(bar) == set("•·◆░▒═/")
    assert "╵13:45" in axis


def test_one_event_two_and_more_in_a_cell_look_different_and_a_milestone_wins() -> None:
    timeline = story(0, 100, 100, 200, 300, events=(120, 140, 140, 160, 160, 160, 100))
    bar = lines_of(timeline, 60, 3)[1]
    assert [bar[planned_cell(timeline, 60, minute)] for minute in (120, 140, 160, 100)] == [
        *("•", ":", "⋮", "◆")
    ]


def planned_cell(timeline: Timeline, width: int, minute: int) -> int:
    """Return the cell of a minute after noon."""
    plan = phase_plan(timeline, width)
    assert plan is not None
    return plan.cell(NOON + timedelta(minutes=minute))


def test_a_mark_that_a_name_covers_hangs_beneath_it() -> None:
    minutes = range(11, 100, 12)
    timeline = story(0, None, None, 100, events=tuple(minutes))
    bar, beneath = phase_text(timeline, 101)
    cells = [planned_cell(timeline, 101, minute) for minute in minutes]
    covered = [cell for cell in cells if bar[cell] != "•"]
    assert covered
    assert all(beneath[cell] == "•" for cell in covered)


def test_a_mark_that_hangs_at_a_round_time_stands_for_its_tick() -> None:
    bar, beneath = phase_text(CASES["the worked example"], 78)
    assert "14:00" in beneath
    assert beneath[beneath.index("14:00") - 1] == "•"
    assert bar[beneath.index("14:00") - 1] not in "•:⋮"


@pytest.mark.parametrize(("width", "rows"), [(120, 2), (200, 2), (78, 3), (120, 3)])
def test_every_event_of_the_worked_example_is_marked(width: int, rows: int) -> None:
    picture = "".join(lines_of(CASES["the worked example"], width, rows))
    assert picture.count("•") == 9
    assert picture.count("◆") == 5


def test_a_phase_full_of_events_still_shows_its_pattern() -> None:
    bar = lines_of(CASES["2,000 events"], 120, 3)[1]
    assert bar.count("▒") > 20
    assert bar.count("⋮") > 20


def test_what_lies_beyond_a_cut_hangs_beneath_it() -> None:
    bar, beneath = phase_text(CASES["a deploy three days before"], 80)
    assert (bar[:2], beneath[0]) == ("//", ":")


def test_a_minute_beyond_a_cut_is_marked_on_it_and_the_last_one_at_the_end() -> None:
    timeline = story(0, 3, 5, 25, 9 * DAY, events=(-3 * DAY, 10, 60, DAY, 10 * DAY))
    plan = phase_plan(timeline, 80)
    assert plan is not None
    bar, _ = phase_text(timeline, 80)
    drawn = {
        minute: plan.marker_cell(at(minute).at) for minute in (-3 * DAY, 3, DAY, 9 * DAY, 10 * DAY)
    }
    assert (bar[drawn[3]], bar[drawn[9 * DAY]]) == ("◆", "◆")
    assert bar[drawn[-3 * DAY] :].startswith("//")
    assert bar[drawn[DAY] :].startswith("//◆")
    assert drawn[10 * DAY] == drawn[9 * DAY] == 79


def test_an_end_that_nobody_knows_is_a_question_mark_before_the_next_phase() -> None:
    bar, _ = phase_text(CASES["detection unknown"], 80)
    assert "░?◆ recovering" in bar
    assert "undetected ?" in bar
    assert phase_text(CASES["still going on"], 80)[0].endswith("▓?")


def test_a_known_resolution_closes_a_bar_whose_mitigation_is_not_known() -> None:
    assert phase_text(CASES["mitigation unknown"], 80)[0].endswith("▓?◆")


def test_past_midnight_a_tick_names_the_day_once() -> None:
    for width in (80, 120, 200):
        text = "\n".join(lines_of(CASES["midnight by a minute"], width))
        assert text.count("11-21") == 1
        assert "00:00" not in text


def test_events_outside_of_all_phases_are_counted() -> None:
    _, beneath = phase_text(CASES["events outside of the phases"], 80)
    assert "2 earlier" in beneath
    assert beneath.endswith("1 later")


def test_milestones_of_one_minute_leave_nothing_to_draw_and_say_so() -> None:
    assert phase_text(CASES["all in one minute"], 80)[1].startswith("No phase took any time")


def test_the_axis_has_two_round_times_at_least_in_every_terminal() -> None:
    for name, timeline in CASES.items():
        if phases(timeline):
            for rows in (2, 3):
                axis = lines_of(timeline, 78, rows)[-1]
                assert len(_TICK.findall(axis)) >= 2, (name, rows)


TIMELINES = st.builds(
    lambda marks, action, events: story(*marks, events=tuple(events), action=action),
    marks=st.lists(st.none() | st.integers(-5000, 5000), min_size=5, max_size=5),
    action=st.none() | st.integers(-5000, 5000),
    events=st.lists(st.integers(-9000, 9000), max_size=12),
)
CALENDAR = st.builds(
    lambda minutes: Timeline(
        events=tuple(
            Event(at=minute.replace(tzinfo=UTC), text="x", milestone=milestone)
            for minute, milestone in zip(minutes, Milestone, strict=True)
        )
    ),
    st.lists(st.datetimes(), min_size=5, max_size=5),
)
_TICK = re.compile(r"[╵•:⋮]([0-9][0-9:-]+)|([0-9][0-9:-]+)[╵•:⋮]")


@given(timeline=TIMELINES | CALENDAR, width=st.integers(1, 300), rows=st.integers(2, 3))
def test_any_timeline_at_any_width_is_drawn_in_its_cells(
    timeline: Timeline, width: int, rows: int
) -> None:
    lines = lines_of(timeline, width, rows)
    assert len(lines) in (2, rows)
    assert all(cell_len(line) <= width for line in lines)
    assert all(cell_len(line) == len(line) for line in lines)
    plan = phase_plan(timeline, width)
    if plan is not None:
        bar, axis = lines[-2:]
        assert len(bar) == width
        _patterns_stand_in_their_phases(plan, bar)
        _ticks_tell_the_truth(plan, axis)


def _patterns_stand_in_their_phases(plan: PhasePlan, bar: str) -> None:
    cells = [plan.cells(phase) for phase in plan.phases]
    assert all(a.stop <= b.start for a, b in pairwise(cells))
    for cell, character in enumerate(bar):
        if character in PHASE_PATTERNS.values():
            assert any(
                cell in own and PHASE_PATTERNS[phase.name] == character
                for phase, own in zip(plan.phases, cells, strict=True)
            )


def _ticks_tell_the_truth(plan: PhasePlan, axis: str) -> None:
    """Each label is that of a round minute which falls in its cell; none touches another text."""
    for found in _TICK.finditer(axis):
        on_right, on_left = found.groups()
        cell = found.start() if on_right else found.end() - 1
        assert (on_right or on_left) in _labels_in(plan, cell)
        assert axis[max(0, found.start() - 1)] in " •:⋮╵" or found.start() == 0
        assert axis[found.end() : found.end() + 1] in ("", " ", *"•:⋮")


def _labels_in(plan: PhasePlan, cell: int) -> Sequence[str]:
    scale, cells = plan.scale, plan.right - plan.left
    return [
        tick_label(scale, tick, step)
        for step in STEPS
        if scale.minutes <= 400 * step
        for tick in ticks(scale, step)
        if abs(plan.left + scale.position(tick) * cells - cell - 0.5) <= 0.5 + 1e-6
    ]


@given(timeline=TIMELINES, width=st.integers(1, 300))
def test_no_two_tick_labels_touch(timeline: Timeline, width: int) -> None:
    plan = phase_plan(timeline, width)
    for found in axis_tick_choices(plan) if plan else ():
        assert all(a.start + len(a.text) < b.start for a, b in pairwise(found))
        assert all(0 <= tick.start <= tick.cell < width for tick in found)


@given(timeline=TIMELINES, width=st.integers(78, 300), rows=st.integers(2, 3))
def test_any_phase_is_named_in_any_terminal(timeline: Timeline, width: int, rows: int) -> None:
    picture = "\n".join(lines_of(timeline, width, rows))
    for phase in phases(timeline):
        assert any(
            phase_label(phase, form) in picture for form in LabelForm if form < LabelForm.BARE
        )
