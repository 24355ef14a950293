"""Every exit condition: met, open, waived and not needed, at each depth."""

from __future__ import annotations

import pytest

from facilitator.guide.conditions.assessment import CONDITIONS
from facilitator.guide.conditions.condition import ConditionState
from facilitator.guide.conditions.followup import customer_warnings, lacks_legal_sign_off
from facilitator.model.causes import Cause, Causes
from facilitator.model.followup import Followup, SignOff
from facilitator.model.postmortem import Waiver
from facilitator.model.scope import Depth, Kind, Scope
from facilitator.model.timeline import EventKind
from tests.facilitator.guide.conditions.cases import (
    ALSO_MET,
    ALWAYS_ARISES,
    NEEDED,
    NOT_ARISING,
    OPEN,
)
from tests.support.complete import (
    COMPLETE,
    EMPTY,
    NOON,
    Change,
    at_depth,
    event,
    part,
    result,
    to_customers,
)

F = Depth.FULL
LETTERS = {Depth.LIGHT: "L", Depth.STANDARD: "S", Depth.FULL: "F"}


def test_every_condition_of_the_method_is_there_and_no_other() -> None:
    assert [condition.id for condition in CONDITIONS] == list(NEEDED)


def test_every_condition_has_a_case_that_opens_it_at_each_depth_that_can() -> None:
    opened = dict.fromkeys(NEEDED, "")
    for condition, depths, _ in OPEN:
        opened[condition] += depths
    at_full_nobody_chose_less = {"scope.depth": "LS"}
    for condition, depths in NEEDED.items():
        wanted = at_full_nobody_chose_less.get(condition, depths)
        assert set(opened[condition]) == set(wanted), condition


def test_every_condition_arises_always_or_has_a_case_in_which_it_does_not() -> None:
    assert {condition for condition, _ in NOT_ARISING} == set(NEEDED) - ALWAYS_ARISES


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize("condition", NEEDED)
def test_a_condition_that_holds_is_met_where_its_depth_needs_it(
    condition: str, depth: Depth
) -> None:
    found = result(at_depth(COMPLETE, depth), condition)
    if LETTERS[depth] in NEEDED[condition]:
        assert found.state is ConditionState.MET
    else:
        assert found.state is ConditionState.NOT_NEEDED
        assert found.detail == f"not needed at {depth} depth"


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize(("condition", "depths", "change"), OPEN)
def test_a_condition_opens_and_can_be_waived_at_the_depths_that_need_it(
    condition: str, depths: str, change: Change, depth: Depth
) -> None:
    pm = change(at_depth(COMPLETE, depth))
    waived = pm.with_waiver(Waiver(condition=condition, reason="too late to know", by="bo"))
    if LETTERS[depth] in depths:
        assert result(pm, condition).state is ConditionState.OPEN
        assert result(waived, condition).state is ConditionState.WAIVED
        assert result(waived, condition).detail == "waived by bo: too late to know"
    else:
        needed = LETTERS[depth] in NEEDED[condition]
        settled = ConditionState.MET if needed else ConditionState.NOT_NEEDED
        assert result(pm, condition).state is settled
        assert result(waived, condition).state is settled


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize(("condition", "change"), NOT_ARISING)
def test_a_condition_is_not_needed_where_the_case_does_not_arise(
    condition: str, change: Change, depth: Depth
) -> None:
    found = result(change(at_depth(COMPLETE, depth)), condition)
    assert found.state is ConditionState.NOT_NEEDED
    of_the_depth = found.detail == f"not needed at {depth} depth"
    assert of_the_depth is (LETTERS[depth] not in NEEDED[condition])
    assert found.detail


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize("condition", sorted(ALWAYS_ARISES))
def test_a_condition_that_always_arises_is_left_out_by_the_depth_alone(
    condition: str, depth: Depth
) -> None:
    found = result(at_depth(EMPTY, depth), condition)
    assert (found.state is ConditionState.NOT_NEEDED) is (LETTERS[depth] not in NEEDED[condition])


@pytest.mark.parametrize(("condition", "change"), ALSO_MET)
def test_a_condition_is_met_in_more_ways_than_one(condition: str, change: Change) -> None:
    assert result(change(at_depth(COMPLETE, F)), condition).state is ConditionState.MET


def test_a_lower_depth_than_suggested_asks_for_a_reason() -> None:
    lower = part("scope", depth=Depth.LIGHT)(COMPLETE)
    assert "suggested full" in result(lower, "scope.depth").detail
    assert (
        result(part("scope", depth_reason="small")(lower), "scope.depth").state
        is ConditionState.MET
    )


def test_a_depth_without_a_severity_is_chosen_or_open() -> None:
    assert result(EMPTY, "scope.depth").state is ConditionState.OPEN
    assert result(part("scope", depth=Depth.FULL)(EMPTY), "scope.depth").state is ConditionState.MET


def test_a_waiver_of_a_condition_that_holds_changes_nothing() -> None:
    waived = COMPLETE.with_waiver(Waiver(condition="scope.title", reason="later"))
    assert result(waived, "scope.title").state is ConditionState.MET


@pytest.mark.parametrize(
    "condition", [condition.id for condition in CONDITIONS if condition.needs_confirmation]
)
def test_a_persons_word_says_who_and_when(condition: str) -> None:
    assert result(COMPLETE, condition).detail == "bo said so, 1 Mar 12:00 UTC"


def test_acknowledged_words_say_by_whom_and_when_while_they_are_there() -> None:
    passed = to_customers("Ana Diaz restarted it.", acknowledged=("Ana Diaz",))(COMPLETE)
    found = result(passed, "followup.disclosure")
    assert found.detail == "Cy let “Ana Diaz” pass, 1 Mar 12:00 UTC"
    gone = to_customers("You could not pay.", acknowledged=("Ana Diaz",))(COMPLETE)
    assert result(gone, "followup.disclosure").detail == ""


def test_a_long_list_of_offenders_is_cut_and_counted() -> None:
    causes = Causes(causes=tuple(Cause(text=f"cause {n}") for n in range(5)))
    detail = result(at_depth(COMPLETE.changing(causes=causes), F), "causes.evidence").detail
    assert detail == "cause 0; cause 1; cause 2; and 2 more"


def test_every_condition_has_words() -> None:
    assert all(condition.statement and condition.todo for condition in CONDITIONS)


def test_thousands_without_a_source_are_counted_and_the_first_few_named() -> None:
    many = tuple(event(n % 90, kind=EventKind.SIGNAL) for n in range(2000))
    pm = COMPLETE.changing(timeline=COMPLETE.timeline.with_events(many))
    detail = result(at_depth(pm, F), "timeline.sources").detail
    assert detail.startswith("12:00 x; 12:00 x; 12:00 x; and 1997 more")


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
    assert lacks_legal_sign_off(EMPTY.changing(scope=Scope(kind=kind), followup=signed)) is missing


def test_what_customers_would_miss_is_said_before_they_read_it() -> None:
    assert customer_warnings(to_customers("You could not pay.")(COMPLETE)) == ()
    nothing, untitled = customer_warnings(EMPTY)
    assert nothing.startswith("Nothing is written for customers yet")
    assert untitled == "It has no title yet."
