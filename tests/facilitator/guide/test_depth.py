"""Depth follows severity, and some harm raises it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from facilitator.guide.depth import (
    depth_label,
    depth_of,
    due_limit_days,
    meet_within,
    meeting_minutes,
    raise_reasons,
    suggested_depth,
)
from facilitator.model.actions import Priority
from facilitator.model.followup import Followup
from facilitator.model.impact import DataIntegrity, Impact
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth, Kind, Scope, Severity
from facilitator.model.timeline import Event, EventKind, Milestone, Source, Timeline

NOON = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)
EMPTY = Postmortem(id="2024-03-01-abcdef")


def at(severity: Severity | None, depth: Depth | None = None) -> Postmortem:
    return EMPTY.changing(scope=Scope(severity=severity, depth=depth))


@pytest.mark.parametrize(
    ("severity", "depth", "minutes", "within", "words"),
    [
        ("SEV1", Depth.FULL, 90, "3 days", "SEV1: full, seven stages, 90 minutes"),
        ("SEV2", Depth.FULL, 60, "5 working days", "SEV2: full, seven stages, 60 minutes"),
        ("SEV3", Depth.STANDARD, 45, "10 days", "SEV3: standard, seven stages, 45 minutes"),
        (
            "SEV4",
            Depth.LIGHT,
            30,
            "15 days",
            "SEV4: light, four stages and a review date, 30 minutes",
        ),
        (
            "SEV5",
            Depth.LIGHT,
            30,
            "15 days",
            "SEV5: light, four stages and a review date, 30 minutes",
        ),
    ],
)
def test_severity_chooses_depth_time_and_how_soon_to_meet(
    severity: str, depth: Depth, minutes: int, within: str, words: str
) -> None:
    pm = at(Severity(severity))
    assert (suggested_depth(pm), depth_of(pm)) == (depth, depth)
    assert (meeting_minutes(pm), meet_within(pm), depth_label(pm)) == (minutes, within, words)


def test_without_a_severity_nothing_is_suggested_and_standard_holds() -> None:
    assert suggested_depth(EMPTY) is None
    assert depth_of(EMPTY) is Depth.STANDARD
    assert depth_label(EMPTY) == "No severity yet: standard, seven stages, 45 minutes"


def test_a_near_miss_is_light_however_bad_it_might_have_been() -> None:
    pm = EMPTY.changing(scope=Scope(severity=Severity.SEV1, kind=Kind.NEAR_MISS))
    assert suggested_depth(pm) is Depth.LIGHT
    assert meeting_minutes(pm) == 30


def customer_event(**fields: object) -> Timeline:
    return Timeline(events=(Event.model_validate({"at": NOON, "text": "errors", **fields}),))


RAISING: dict[str, dict[str, Impact | Followup | Timeline]] = {
    "data was lost": {"impact": Impact(data_integrity=DataIntegrity.LOST)},
    "data was corrupted": {"impact": Impact(data_integrity=DataIntegrity.CORRUPTED)},
    "data was exposed": {"impact": Impact(data_integrity=DataIntegrity.EXPOSED)},
    "it repeats an earlier failure": {"followup": Followup(repeat_of="2023-01-01-abcdef")},
    "customers noticed first": {
        "timeline": customer_event(kind=EventKind.SIGNAL, actor_role="Customer")
    },
}


@pytest.mark.parametrize("ground", RAISING)
def test_harm_raises_the_depth_by_one_step_and_says_why(ground: str) -> None:
    pm = at(Severity.SEV4).changing(**RAISING[ground])
    assert suggested_depth(pm) is Depth.STANDARD
    assert raise_reasons(pm) == (ground,)
    assert depth_label(pm).endswith(f"; raised from light because {ground}")


def test_several_grounds_still_raise_by_one_step() -> None:
    pm = at(Severity.SEV5)
    for change in RAISING.values():
        pm = pm.changing(**change)
    assert suggested_depth(pm) is Depth.STANDARD
    assert len(raise_reasons(pm)) == 3
    assert depth_label(pm) == (
        "SEV5: standard, seven stages, 45 minutes; raised from light because data was exposed,"
        " it repeats an earlier failure and customers noticed first"
    )


def test_full_is_as_deep_as_it_gets() -> None:
    pm = at(Severity.SEV2).changing(**RAISING["data was lost"])
    assert suggested_depth(pm) is Depth.FULL
    assert raise_reasons(pm) == ()


@pytest.mark.parametrize(
    ("timeline", "raised"),
    [
        (customer_event(milestone=Milestone.DETECTED, actor_role="customer support"), True),
        (customer_event(kind=EventKind.SIGNAL, source=Source(label="Customer ticket 12")), True),
        (customer_event(kind=EventKind.COMMUNICATION, actor_role="customer"), False),
        (customer_event(kind=EventKind.SIGNAL, source=Source(label="pager")), False),
    ],
)
def test_customers_noticed_first_when_the_first_signal_is_theirs(
    timeline: Timeline, raised: bool
) -> None:
    assert bool(raise_reasons(at(Severity.SEV3).changing(timeline=timeline))) is raised


def test_a_chosen_depth_holds_and_the_meeting_is_no_later_for_it() -> None:
    pm = at(Severity.SEV2, Depth.LIGHT)
    assert depth_of(pm) is Depth.LIGHT
    assert meet_within(pm) == "5 working days"
    meaning = "SEV2: light, four stages and a review date, 30 minutes"
    assert depth_label(pm) == f"{meaning}; chosen instead of full"


def test_the_priority_says_how_soon_an_action_is_due() -> None:
    assert [due_limit_days(priority) for priority in Priority] == [7, 15, 30, 60]
    assert due_limit_days(None) == 60


@pytest.mark.parametrize("severity", Severity)
def test_every_severity_has_a_depth_and_a_meeting(severity: Severity) -> None:
    pm = at(severity)
    assert suggested_depth(pm) is not None
    assert meeting_minutes(pm) > 0
    assert meet_within(pm)
