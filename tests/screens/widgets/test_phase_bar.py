"""The phase bar: true, to scale, and never wider than it may be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from facilitator.analysis.phases import longest_harmful_phase, phases
from facilitator.model.timeline import Event, EventKind, Milestone, Timeline
from screens.widgets.phase_bar import PhaseBar
from screens.widgets.phase_layout import PHASE_PATTERNS
from tests.screens.widgets.phase_bar_cases import CASES, phase_text
from tests.support.screens import opened, postmortem, screen_text, until

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def at(minutes: int, milestone: Milestone | None = None, kind: EventKind | None = None) -> Event:
    """Return an event so many minutes after noon."""
    return Event(at=NOON + timedelta(minutes=minutes), text="x", milestone=milestone, kind=kind)


WHOLE = Timeline(
    events=(
        at(-10),
        at(0, Milestone.STARTED),
        at(3, Milestone.DETECTED),
        at(10, kind=EventKind.ACTION),
        at(25, Milestone.MITIGATED),
        at(40, Milestone.RESOLVED),
    )
)


def test_five_phases_stand_in_order_with_their_minutes() -> None:
    found = [(phase.name, phase.minutes) for phase in phases(WHOLE)]
    assert found == [
        ("before", 10),
        ("undetected", 3),
        ("investigating", 7),
        ("mitigating", 15),
        ("recovering", 15),
    ]


def test_without_an_action_nobody_claims_to_know_when_mitigation_began() -> None:
    events = tuple(event for event in WHOLE.events if event.kind is None)
    names = [phase.name for phase in phases(Timeline(events=events))]
    assert names == ["before", "undetected", "responding", "recovering"]


def test_an_unknown_end_stays_open_and_has_no_length() -> None:
    timeline = Timeline(events=(at(0, Milestone.STARTED), at(30, Milestone.MITIGATED)))
    (undetected,) = [phase for phase in phases(timeline) if phase.name == "undetected"]
    assert (undetected.until, undetected.length) == (NOON + timedelta(minutes=30), "?")


def test_detection_after_the_end_does_not_draw_time_twice() -> None:
    timeline = Timeline(
        events=(
            at(0, Milestone.STARTED),
            at(30, Milestone.MITIGATED),
            at(50, Milestone.DETECTED),
            at(60, Milestone.RESOLVED),
        )
    )
    assert [(phase.name, phase.minutes) for phase in phases(timeline)] == [("undetected", 50)]


def test_each_phase_has_its_own_pattern_and_the_bar_fills_the_width() -> None:
    bar, legend = phase_text(WHOLE, 76)
    assert cell_len(bar) == 76
    assert [bar.index(PHASE_PATTERNS[phase.name]) for phase in phases(WHOLE)] == sorted(
        bar.index(PHASE_PATTERNS[phase.name]) for phase in phases(WHOLE)
    )
    assert all(phase.name in bar + legend for phase in phases(WHOLE))


def test_a_deploy_days_before_is_cut_and_says_so() -> None:
    bar, legend = phase_text(WHOLE.with_event(at(-60 * 24 * 3)), 80)
    assert bar.startswith("//")
    assert bar.count("·") < 20
    assert "before 3 d" in bar + legend or "before 3d" in bar + legend


def test_no_milestones_says_what_to_do() -> None:
    assert phase_text(Timeline(events=(at(0),)), 80)[1].startswith("Mark when it started")


@given(
    minutes=st.lists(st.integers(-5000, 5000), min_size=5, max_size=5),
    marked=st.lists(st.booleans(), min_size=5, max_size=5),
    action=st.integers(-5000, 5000),
    width=st.integers(1, 200),
)
def test_any_milestones_at_any_width_fit_and_never_overlap(
    minutes: list[int], marked: list[bool], action: int, width: int
) -> None:
    events = [
        at(minute, milestone)
        for minute, milestone, is_marked in zip(minutes, Milestone, marked, strict=True)
        if is_marked
    ]
    timeline = Timeline(events=(*events, at(action, kind=EventKind.ACTION)))
    bar, legend = phase_text(timeline, width)
    assert cell_len(bar) <= width
    assert cell_len(legend) <= width
    found = phases(timeline)
    assert all(a.until <= b.since for a, b in pairwise(found))


def test_the_phase_that_cost_most_is_the_longest_in_which_people_were_hurt() -> None:
    found = longest_harmful_phase(WHOLE)
    assert found is not None
    assert found.minutes == max(
        phase.minutes for phase in phases(WHOLE) if phase.name not in ("before", "recovering")
    )
    assert longest_harmful_phase(Timeline()) is None
    started = WHOLE.milestone(Milestone.STARTED)
    assert started is not None
    assert longest_harmful_phase(Timeline(events=(started,))) is None


@pytest.mark.parametrize(("size", "rows"), [((80, 24), 2), ((100, 30), 3)])
async def test_the_table_keeps_its_room_in_a_low_terminal(
    tmp_path: Path, size: tuple[int, int], rows: int
) -> None:
    document = postmortem().changing(timeline=CASES["the worked example"])
    async with opened(tmp_path, document, "timeline", size) as (app, pilot):
        bar = app.screen.query_one(PhaseBar)
        await until(pilot, lambda: bar.size.height == rows)
        assert "13:45" in screen_text(app)
        await pilot.resize_terminal(size[0], 54 - size[1])
        await until(pilot, lambda: bar.size.height == 5 - rows)


async def test_the_tooltip_says_every_length_and_what_the_marks_mean(tmp_path: Path) -> None:
    document = postmortem().changing(timeline=CASES["the worked example"])
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, _):
        said = str(app.screen.query_one(PhaseBar).tooltip)
    assert "undetected: 3 min" in said
    assert "◆ milestone" in said
