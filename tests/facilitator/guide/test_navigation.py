"""What comes next, of the stages and of what is open."""

from __future__ import annotations

from facilitator.guide.conditions.assessment import assess
from facilitator.guide.conditions.condition import StageMark
from facilitator.guide.navigation import adjacent_stage, first_open_stage, next_open_condition
from facilitator.guide.stages import STAGES
from facilitator.model.lessons import Lesson, LessonKind
from facilitator.model.postmortem import Postmortem, Waiver
from facilitator.model.scope import Depth, Severity
from facilitator.model.stage import Stage
from tests.support.complete import COMPLETE, EMPTY, at_depth, cause, lessons, part

LIGHT = part("scope", severity=Severity.SEV4)(EMPTY)
USED = lessons(Lesson(kind=LessonKind.SURPRISED, text="it healed"))(LIGHT)


def following(pm: Postmortem, stage: Stage, after: str = "", again: bool = False) -> str:
    """Return the name of the next open condition."""
    found = next_open_condition(assess(pm), stage, after, again)
    return found.condition if found else ""


def test_at_light_depth_the_lessons_are_offered_and_folded_while_they_are_empty() -> None:
    assessment = assess(LIGHT)
    assert [s for s in STAGES if assessment.is_collapsed(s)] == [Stage.LESSONS]
    assert assess(USED).is_optional(Stage.LESSONS)
    assert not assess(USED).is_collapsed(Stage.LESSONS)


def test_deeper_than_light_nothing_is_folded() -> None:
    for depth in (Depth.STANDARD, Depth.FULL):
        assessment = assess(at_depth(EMPTY, depth))
        assert not any(assessment.is_collapsed(stage) for stage in STAGES)


def test_a_step_goes_past_what_is_folded_and_stops_at_the_ends() -> None:
    assessment = assess(LIGHT)
    assert adjacent_stage(assessment, Stage.CAUSES, 1) is Stage.ACTIONS
    assert adjacent_stage(assessment, Stage.ACTIONS, -1) is Stage.CAUSES
    assert adjacent_stage(assessment, Stage.LESSONS, 1) is Stage.ACTIONS
    assert adjacent_stage(assessment, Stage.SCOPE, -1) is None
    assert adjacent_stage(assessment, Stage.REVIEW, 1) is None
    assert adjacent_stage(assess(USED), Stage.CAUSES, 1) is Stage.LESSONS


def test_a_postmortem_is_opened_where_something_is_open_and_else_at_the_review() -> None:
    assert first_open_stage(assess(EMPTY)) is Stage.SCOPE
    assert first_open_stage(assess(cause(1, text="human error")(COMPLETE))) is Stage.CAUSES
    light = part("lessons", lessons=())(at_depth(COMPLETE, Depth.LIGHT))
    assert first_open_stage(assess(light)) is Stage.REVIEW


def test_the_next_open_condition_is_of_this_stage_then_of_the_next_then_the_first() -> None:
    pm = at_depth(EMPTY, Depth.LIGHT)
    assert following(pm, Stage.SCOPE) == "scope.title"
    assert following(pm, Stage.SCOPE, "scope.title") == "scope.severity"
    assert following(pm, Stage.SCOPE, "scope.sensitivity") == "timeline.started"
    assert following(pm, Stage.LESSONS) == "actions.some"
    assert following(pm, Stage.FOLLOWUP, "followup.reviews") == "scope.title"
    assert following(pm, Stage.REVIEW) == "scope.title"


def test_what_was_gone_to_elsewhere_counts_nowhere_else() -> None:
    pm = at_depth(EMPTY, Depth.LIGHT)
    assert following(pm, Stage.TIMELINE, "scope.title") == "timeline.started"


def test_what_was_worked_on_and_is_still_open_comes_before_the_next_one() -> None:
    pm = at_depth(EMPTY, Depth.LIGHT)
    assert following(pm, Stage.SCOPE, "scope.title", again=True) == "scope.title"
    titled = part("scope", title="Slow")(pm)
    assert following(titled, Stage.SCOPE, "scope.title", again=True) == "scope.severity"


def test_where_nothing_is_open_there_is_no_next() -> None:
    assert following(COMPLETE, Stage.SCOPE) == ""


def test_the_one_that_is_open_is_found_again() -> None:
    pm = cause(1, text="human error")(COMPLETE)
    assert following(pm, Stage.CAUSES, "causes.people") == "causes.people"


def test_a_stage_with_something_waived_is_met_and_says_so() -> None:
    pm = part("scope", document_owner="")(COMPLETE)
    assert assess(pm).mark(Stage.SCOPE) is StageMark.BEGUN
    assert assess(pm).open_count(Stage.SCOPE) == 1
    waived = assess(pm.with_waiver(Waiver(condition="scope.owner", reason="nobody is free")))
    assert waived.mark(Stage.SCOPE) is StageMark.WAIVED
    assert waived.mark(Stage.REVIEW) is StageMark.WAIVED
    assert waived.open_count(Stage.SCOPE) == 0
