"""The worked example is finished, and tells the incident as it was reported."""

from __future__ import annotations

from datetime import UTC, date, datetime

from data.example import worked_example
from facilitator.analysis.durations import durations, impact_window
from facilitator.guide.conditions.assessment import assess, checklist_lines
from facilitator.model.causes import CauseRole
from facilitator.model.json_codec import as_json, read_json
from facilitator.model.lessons import LessonKind
from facilitator.model.postmortem import Status
from facilitator.model.scope import Audience, Depth


def test_nothing_is_open_at_full_depth() -> None:
    assessment = assess(worked_example())
    assert assessment.depth is Depth.FULL
    assert [result.condition for result in assessment.open_results()] == []
    assert not worked_example().waivers
    assert {line.state for line in checklist_lines(assessment)} == {"met"}


def test_it_is_published_and_comes_back_through_json() -> None:
    example = worked_example()
    assert example.status is Status.PUBLISHED
    assert example.made_on == date(2019, 7, 3)
    assert read_json(as_json(example)) == example


def test_the_times_are_those_of_the_report() -> None:
    minutes = {duration.name: duration.minutes for duration in durations(worked_example().timeline)}
    assert minutes == {"detect": 3, "acknowledge": 5, "mitigate": 25, "resolve": 70}
    assert impact_window(worked_example()) == (
        datetime(2019, 7, 2, 13, 42, tzinfo=UTC),
        datetime(2019, 7, 2, 14, 9, tzinfo=UTC),
    )


def test_fourteen_events_each_with_a_kind_and_a_source() -> None:
    events = worked_example().timeline.events
    assert len(events) == 14
    assert all(event.kind and event.source and event.source.label for event in events)


def test_two_roots_and_five_or_more_factors_on_bones_with_evidence() -> None:
    causes = worked_example().causes
    factors = causes.in_role(CauseRole.CONTRIBUTING)
    assert len(causes.in_role(CauseRole.ROOT)) == 2
    assert len(factors) >= 5
    assert all(cause.bone and cause.evidence for cause in factors)
    assert max(depth for depth, _ in causes.in_tree_order()) >= 2


def test_every_root_and_factor_is_addressed_by_an_action_that_somebody_owns() -> None:
    example = worked_example()
    addressed = {cause for action in example.actions.actions for cause in action.addresses}
    marked = {c.id for c in example.causes.causes if c.role is not CauseRole.STEP}
    assert marked <= addressed
    assert len(example.actions.actions) == 7
    assert all(a.owner and a.due and a.ticket and a.done_when for a in example.actions.actions)


def test_all_lists_of_lessons_and_all_readers_are_served() -> None:
    example = worked_example()
    assert all(example.lessons.of(kind) for kind in LessonKind)
    assert {share.audience for share in example.followup.shares} == set(Audience)
