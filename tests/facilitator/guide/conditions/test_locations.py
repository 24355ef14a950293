"""The location of an open condition: its first violation, else the field that answers it."""

from __future__ import annotations

import pytest

from facilitator.findings.finding import Location
from facilitator.guide.conditions.assessment import assess
from facilitator.guide.conditions.condition import ConditionState
from facilitator.model.base import as_raw
from facilitator.model.causes import CauseRole
from facilitator.model.followup import CustomerSummary, Share, SignOff
from facilitator.model.postmortem import Postmortem, Waiver
from facilitator.model.scope import Audience, Depth
from facilitator.model.stage import Answer, Stage
from facilitator.model.timeline import EventKind, Milestone
from tests.facilitator.guide.conditions.cases import OPEN
from tests.support.complete import (
    COMPLETE,
    EMPTY,
    Change,
    action,
    at_depth,
    cause,
    event,
    lessons,
    marked_at,
    part,
    result,
    users,
)

F = Depth.FULL


def location_of(condition: str, change: Change) -> tuple[Postmortem, Location]:
    """Return a document that lacks something, and the location where that is fixed."""
    pm = change(at_depth(COMPLETE, F))
    found = result(pm, condition)
    assert found.state is ConditionState.OPEN
    return pm, found.location


def ids_in(held: object) -> set[str]:
    """Return every id that stands anywhere in a document."""
    if isinstance(held, dict):
        own = {held["id"]} if "id" in held else set()
        return own.union(*(ids_in(each) for each in held.values()))
    return set().union(*(ids_in(each) for each in held)) if isinstance(held, tuple) else set()


@pytest.mark.parametrize(("condition", "depths", "change"), OPEN)
def test_an_open_condition_is_fixed_in_its_stage_at_an_item_that_is_there(
    condition: str, depths: str, change: Change
) -> None:
    depth = F if "F" in depths else Depth.LIGHT
    pm = change(at_depth(COMPLETE, depth))
    found = result(pm, condition)
    assert found.location.stage is found.stage
    assert found.location.item_id in ids_in(as_raw(pm)) | {""}


@pytest.mark.parametrize(
    ("condition", "change", "stage", "field"),
    [
        ("scope.title", part("scope", title=""), Stage.SCOPE, "title"),
        (
            "scope.sensitivity",
            part("scope", security_detail=Answer.UNDECIDED),
            Stage.SCOPE,
            "security_detail",
        ),
        ("impact.users", part("impact", measures=()), Stage.TIMELINE, "measures"),
        ("causes.problem", part("causes", problem=""), Stage.CAUSES, "problem"),
        ("lessons.badly", lessons(), Stage.LESSONS, "went-badly"),
        ("actions.some", part("actions", actions=()), Stage.ACTIONS, ""),
        ("followup.shared", part("followup", shares=()), Stage.FOLLOWUP, "shares"),
        ("followup.legal", part("followup", sign_offs=()), Stage.FOLLOWUP, "sign-offs"),
    ],
)
def test_what_nobody_wrote_yet_is_fixed_in_its_field_or_its_list(
    condition: str, change: Change, stage: Stage, field: str
) -> None:
    assert location_of(condition, change)[1] == Location(stage, "", field)


def test_a_lower_depth_without_a_reason_is_fixed_at_the_reason() -> None:
    lower = part("scope", depth=Depth.LIGHT)(COMPLETE)
    assert result(lower, "scope.depth").location == Location(Stage.SCOPE, "", "depth_reason")
    assert result(EMPTY, "scope.depth").location == Location(Stage.SCOPE, "", "severity")


def test_the_first_event_that_violates_it_is_the_location() -> None:
    bare = (event(40, kind=EventKind.SIGNAL), event(20, kind=EventKind.CHANGE))
    pm, location = location_of(
        "timeline.sources",
        lambda d: d.changing(timeline=d.timeline.with_events(bare)),
    )
    assert location == Location(Stage.TIMELINE, pm.timeline.events[4].id, "source")
    pm, location = location_of("timeline.order", marked_at(Milestone.RESOLVED, 29))
    resolved = pm.timeline.milestone(Milestone.RESOLVED)
    assert resolved is not None
    assert location.item_id == resolved.id


def test_a_gap_is_fixed_at_the_event_before_it() -> None:
    pm, location = location_of("timeline.gaps", marked_at(Milestone.MITIGATED, 61))
    before = next(e for e in pm.timeline.events if e.text == "x" and e.at.minute == 30)
    assert location.item_id == before.id


def test_the_first_cause_that_violates_it_is_the_location() -> None:
    pm, location = location_of("causes.people", cause(1, text="human error"))
    assert location == Location(Stage.CAUSES, pm.causes.causes[1].id, "text")
    pm, location = location_of("causes.evidence", cause(2, evidence=()))
    assert location == Location(Stage.CAUSES, pm.causes.causes[2].id, "evidence")
    pm, location = location_of("causes.root", cause(0, evidence=()))
    assert location == Location(Stage.CAUSES, pm.causes.causes[0].id, "evidence")
    assert location_of("causes.root", cause(0, role=CauseRole.STEP))[1] == Location(Stage.CAUSES)


def test_the_first_action_that_violates_it_is_the_location() -> None:
    for condition, field, change in (
        ("actions.owner", "owner", action(owner="")),
        ("actions.owner", "owner", action(owner="everybody")),
        ("actions.due", "due", action(due=None)),
        ("actions.type", "type", action(type=None)),
        ("actions.ticket", "ticket", action(ticket="")),
        ("actions.specific", "title", action(title="Improve monitoring")),
        ("actions.specific", "done_when", action(done_when="")),
    ):
        pm, location = location_of(condition, change)
        assert location == Location(Stage.ACTIONS, pm.actions.actions[0].id, field)


def test_a_figure_a_share_or_a_sign_off_that_was_begun_is_the_location() -> None:
    pm, location = location_of("impact.users", users(value=None))
    assert location == Location(Stage.TIMELINE, pm.impact.measures[0].id, "value")
    begun = Share(audience=Audience.ENGINEERING)
    pm, location = location_of("followup.shared", part("followup", shares=(begun,)))
    assert location == Location(Stage.FOLLOWUP, begun.id, "at")
    asked = SignOff(role="legal")
    pm, location = location_of("followup.legal", part("followup", sign_offs=(asked,)))
    assert location == Location(Stage.FOLLOWUP, asked.id, "at")


def test_a_leak_is_fixed_in_its_part_of_the_text() -> None:
    told = CustomerSummary(summary="You could not pay.", what_we_do="Ana Diaz tests it.")
    leaking = part("followup", customer=told)
    location = location_of("followup.disclosure", leaking)[1]
    assert location == Location(Stage.FOLLOWUP, "", "customer.what_we_do")


def test_what_was_waived_still_knows_its_location() -> None:
    pm = cause(1, text="human error")(COMPLETE)
    waived = pm.with_waiver(Waiver(condition="causes.people", reason="later"))
    assert result(waived, "causes.people").location == result(pm, "causes.people").location


def test_every_condition_of_a_fresh_document_has_a_location_in_its_stage() -> None:
    assert all(found.location.stage is found.stage for found in assess(EMPTY).results)
