"""The assessment of a document by every exit condition, and the checklist of the review stage."""

from __future__ import annotations

from typing import NamedTuple

from facilitator.findings.finding import Location
from facilitator.findings.team_rules import NO_TEAM_RULES, TeamRules
from facilitator.guide.conditions import actions, causes, followup, impact, lessons, scope, timeline
from facilitator.guide.conditions.condition import (
    Assessment,
    Condition,
    ConditionContext,
    ConditionResult,
    ConditionState,
    Verdict,
)
from facilitator.guide.depth import depth_of
from facilitator.model.base import is_untouched
from facilitator.model.postmortem import Postmortem, Status
from facilitator.model.stage import Stage

CONDITIONS: tuple[Condition, ...] = (
    *scope.CONDITIONS,
    *timeline.CONDITIONS,
    *impact.CONDITIONS,
    *causes.CONDITIONS,
    *lessons.CONDITIONS,
    *actions.CONDITIONS,
    *followup.CONDITIONS,
)
"""All exit conditions, in the order of the stages."""


def assess(pm: Postmortem, team: TeamRules = NO_TEAM_RULES) -> Assessment:
    """Check every exit condition at the depth in force, with the team's rules."""
    context = ConditionContext(depth_of(pm), team)
    results = tuple(_result(pm, context, condition) for condition in CONDITIONS)
    return Assessment(context.depth, results, _started_stages(pm))


def _result(pm: Postmortem, context: ConditionContext, condition: Condition) -> ConditionResult:
    state, detail, location = _verdict(pm, context, condition)
    return ConditionResult(
        condition=condition.id,
        stage=condition.stage,
        statement=condition.statement_at.get(context.depth, condition.statement),
        todo=condition.todo,
        state=state,
        needs_confirmation=condition.needs_confirmation,
        detail=detail,
        location=location or Location(condition.stage, "", condition.field),
    )


def _verdict(pm: Postmortem, context: ConditionContext, condition: Condition) -> Verdict:
    if context.depth not in condition.depths:
        return Verdict.not_applicable(f"not needed at {context.depth} depth")
    verdict = condition.rule(pm, context)
    if verdict.state is ConditionState.OPEN:
        for waiver in pm.waivers:
            if waiver.condition == condition.id:
                by = f" by {waiver.by}" if waiver.by else ""
                return Verdict(
                    ConditionState.WAIVED, f"waived{by}: {waiver.reason}", verdict.location
                )
    return verdict


def _started_stages(pm: Postmortem) -> frozenset[Stage]:
    """Return the stages with any content; the review once the document is no longer a draft."""
    parts = {
        Stage.SCOPE: (pm.scope,),
        Stage.TIMELINE: (pm.timeline, pm.impact),
        Stage.CAUSES: (pm.causes,),
        Stage.LESSONS: (pm.lessons,),
        Stage.ACTIONS: (pm.actions,),
        Stage.FOLLOWUP: (pm.followup,),
    }
    started_stages = {
        stage for stage, sections in parts.items() if not all(map(is_untouched, sections))
    }
    return frozenset(
        started_stages if pm.status is Status.DRAFT else started_stages | {Stage.REVIEW}
    )


class ChecklistLine(NamedTuple):
    """A line of the review checklist: its state, and the results that it combines."""

    statement: str
    state: ConditionState
    results: tuple[ConditionResult, ...]


_TONE = "The tone is blameless"
_FACTS = "Facts and timeline are clear"
_IMPACT = "The impact is in figures"
_CAUSES = "Root causes and contributing factors stand apart"
_ACTIONS = "Actions are owned, dated and tracked"
_FOLLOWUP = "Follow-up reviews are on the calendar"

CHECKLIST = (_TONE, _FACTS, _IMPACT, _CAUSES, _ACTIONS, _FOLLOWUP)
"""The lines of the review checklist, in order."""

_LINE_OF_CONDITION = {
    "scope.title": _TONE,
    "scope.facilitator": _TONE,
    "scope.framing": _TONE,
    "scope.invited": _TONE,
    "causes.people": _TONE,
    "scope.owner": _FOLLOWUP,
    "scope.audience": _FOLLOWUP,
}
"""Conditions on another line than the rest of their stage."""

_LINE_OF_PREFIX = {
    "scope": _FACTS,
    "timeline": _FACTS,
    "impact": _IMPACT,
    "causes": _CAUSES,
    "lessons": _CAUSES,
    "actions": _ACTIONS,
    "followup": _FOLLOWUP,
}


def checklist_lines(assessment: Assessment) -> tuple[ChecklistLine, ...]:
    """Return the six lines; all are met, waived or not needed exactly if it may be published."""
    grouped: dict[str, list[ConditionResult]] = {line: [] for line in CHECKLIST}
    for result in assessment.results:
        grouped[_line_of(result.condition)].append(result)
    return tuple(
        ChecklistLine(line, _overall_state(found), tuple(found)) for line, found in grouped.items()
    )


def _line_of(condition: str) -> str:
    prefix = condition.split(".")[0]
    return _LINE_OF_CONDITION.get(condition) or _LINE_OF_PREFIX[prefix]


def _overall_state(results: list[ConditionResult]) -> ConditionState:
    """Return the state of several results: open before waived before met before not needed."""
    states = {result.state for result in results}
    order = (ConditionState.OPEN, ConditionState.WAIVED, ConditionState.MET)
    return next((state for state in order if state in states), ConditionState.NOT_NEEDED)
