"""What the conditions add up to: the marks of the stages, and the final checklist."""

from __future__ import annotations

import pytest

from facilitator.guide.conditions.assessment import CONDITIONS, assess, checklist_lines
from facilitator.guide.conditions.condition import ConditionState, StageMark
from facilitator.guide.stages import STAGES, WORK_STAGES
from facilitator.model.lessons import Lesson, LessonKind
from facilitator.model.postmortem import Waiver
from facilitator.model.scope import Depth, Severity
from facilitator.model.stage import Stage
from tests.facilitator.guide.conditions.cases import OPEN
from tests.support.complete import (
    COMPLETE,
    EMPTY,
    Change,
    at_depth,
    lessons,
    part,
)

F = Depth.FULL
ids = [condition.id for condition in CONDITIONS]


def test_a_fresh_postmortem_is_open_in_every_stage() -> None:
    assessment = assess(EMPTY)
    assert {assessment.mark(stage) for stage in STAGES} == {StageMark.OPEN}
    assert not assessment.is_publishable


def test_a_complete_postmortem_is_met_in_every_stage_and_publishable() -> None:
    assessment = assess(COMPLETE)
    assert {assessment.mark(stage) for stage in STAGES} == {StageMark.MET}
    assert assessment.is_publishable


def test_a_stage_is_begun_once_something_is_entered() -> None:
    assessment = assess(part("scope", reference="INC-7")(EMPTY))
    assert assessment.mark(Stage.SCOPE) is StageMark.BEGUN
    assert assessment.mark(Stage.TIMELINE) is StageMark.OPEN


def test_a_stage_that_is_only_offered_is_met_once_something_is_in_it() -> None:
    light = part("scope", severity=Severity.SEV4)(EMPTY)
    assert assess(light).mark(Stage.LESSONS) is StageMark.OPTIONAL
    asked = lessons(Lesson(kind=LessonKind.SURPRISED, text="it healed"))(light)
    assert assess(asked).mark(Stage.LESSONS) is StageMark.MET


def test_waiving_all_that_is_open_makes_it_publishable() -> None:
    pm = at_depth(EMPTY, Depth.FULL)
    for missing in assess(pm).open_results():
        pm = pm.with_waiver(Waiver(condition=missing.condition, reason="a drill"))
    assert assess(pm).is_publishable
    assert {line.state for line in checklist_lines(assess(pm))} == {ConditionState.WAIVED}


def test_the_six_review_lines_rest_on_every_condition_once() -> None:
    lines = checklist_lines(assess(COMPLETE))
    assert len(lines) == len(WORK_STAGES)
    assert sorted(r.condition for line in lines for r in line.results) == sorted(ids)
    assert {line.state for line in lines} == {ConditionState.MET}


@pytest.mark.parametrize(("condition", "depths", "change"), OPEN)
def test_a_review_line_is_open_exactly_when_something_it_rests_on_is(
    condition: str, depths: str, change: Change
) -> None:
    depth = F if "F" in depths else Depth.STANDARD
    assessment = assess(change(at_depth(COMPLETE, depth)))
    lines = checklist_lines(assessment)
    assert any(line.state is ConditionState.OPEN for line in lines)
    for line in lines:
        is_open = any(rested.state is ConditionState.OPEN for rested in line.results)
        assert (line.state is ConditionState.OPEN) is is_open
