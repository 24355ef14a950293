"""Every exit condition: met, open, waived and not needed, at each depth."""

from __future__ import annotations

import pytest

from facilitator.guide.assessment import CONDITIONS
from facilitator.guide.conditions import State
from facilitator.guide.conditions_followup import legal_is_missing
from facilitator.model.causes import Cause, Causes
from facilitator.model.followup import Followup, SignOff
from facilitator.model.postmortem import Waiver
from facilitator.model.scope import Depth, Kind, Scope
from tests.facilitator.guide.cases import ALSO_MET, NOT_ARISING, OPEN
from tests.facilitator.guide.complete import (
    COMPLETE,
    EMPTY,
    NOON,
    Change,
    at_depth,
    part,
    result,
)

L, S, F = Depth.LIGHT, Depth.STANDARD, Depth.FULL

ids = [condition.id for condition in CONDITIONS]


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize("condition", CONDITIONS, ids=ids)
def test_a_condition_that_holds_is_met_where_its_depth_needs_it(
    condition: object, depth: Depth
) -> None:
    of = next(c for c in CONDITIONS if c is condition)
    state = result(at_depth(COMPLETE, depth), of.id).state
    assert state is (State.MET if depth in of.depths else State.NOT_NEEDED)


@pytest.mark.parametrize(("condition", "depths", "change"), OPEN)
def test_a_condition_opens_and_can_be_waived_at_the_depths_that_need_it(
    condition: str, depths: str, change: Change
) -> None:
    for letter, depth in zip("LSF", (L, S, F), strict=True):
        pm = at_depth(change(COMPLETE), depth)
        found = result(pm, condition)
        if letter not in depths:
            assert found.state in (State.NOT_NEEDED, State.MET), depth
            continue
        assert found.state is State.OPEN, depth
        waived = pm.with_waiver(Waiver(condition=condition, reason="too late to know", by="bo"))
        assert result(waived, condition).state is State.WAIVED
        assert result(waived, condition).detail == "waived by bo: too late to know"


@pytest.mark.parametrize(("condition", "change"), NOT_ARISING)
def test_a_condition_is_not_needed_where_the_case_does_not_arise(
    condition: str, change: Change
) -> None:
    found = result(at_depth(change(COMPLETE), F), condition)
    assert found.state is State.NOT_NEEDED
    assert found.detail


@pytest.mark.parametrize(("condition", "change"), ALSO_MET)
def test_a_condition_is_met_in_more_ways_than_one(condition: str, change: Change) -> None:
    assert result(at_depth(change(COMPLETE), F), condition).state is State.MET


def test_every_condition_but_the_depth_has_a_case_that_opens_it() -> None:
    assert {condition for condition, _, _ in OPEN} == set(ids) - {"scope.depth"}


def test_a_lower_depth_than_suggested_asks_for_a_reason() -> None:
    lower = part("scope", depth=Depth.LIGHT)(COMPLETE)
    assert result(lower, "scope.depth").state is State.OPEN
    assert "suggested full" in result(lower, "scope.depth").detail
    assert result(part("scope", depth_reason="small")(lower), "scope.depth").state is State.MET
    assert result(EMPTY, "scope.depth").state is State.OPEN
    assert result(part("scope", depth=Depth.FULL)(EMPTY), "scope.depth").state is State.MET


def test_a_waiver_of_a_condition_that_holds_changes_nothing() -> None:
    waived = COMPLETE.with_waiver(Waiver(condition="scope.title", reason="later"))
    assert result(waived, "scope.title").state is State.MET


def test_a_long_list_of_offenders_is_cut_and_counted() -> None:
    causes = Causes(causes=tuple(Cause(text=f"cause {n}") for n in range(5)))
    detail = result(at_depth(COMPLETE.changing(causes=causes), F), "causes.evidence").detail
    assert detail == "cause 0; cause 1; cause 2; and 2 more"


def test_every_condition_has_an_id_of_its_own_and_words() -> None:
    assert len(set(ids)) == len(ids)
    assert all(condition.says and condition.todo for condition in CONDITIONS)


@pytest.mark.parametrize(
    ("kind", "sign_off", "missing"),
    [
        (Kind.SECURITY, None, True),
        (Kind.SECURITY, SignOff(role="Legal counsel"), True),
        (Kind.SECURITY, SignOff(role="paralegals", at=NOON), True),
        (Kind.SECURITY, SignOff(role="Legal counsel", at=NOON), False),
        (Kind.INCIDENT, None, False),
        (Kind.NEAR_MISS, None, False),
    ],
)
def test_only_a_security_incident_waits_for_legal(
    kind: Kind, sign_off: SignOff | None, missing: bool
) -> None:
    signed = Followup(sign_offs=(sign_off,) if sign_off else ())
    assert legal_is_missing(EMPTY.changing(scope=Scope(kind=kind), followup=signed)) is missing
