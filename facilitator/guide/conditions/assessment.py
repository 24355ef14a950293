"""Every exit condition, held against one document.

The final checklist: six lines that between them rest on every exit condition.
"""

from __future__ import annotations

from typing import NamedTuple

from facilitator.findings.finding import Location
from facilitator.findings.team_rules import NO_TEAM_RULES, TeamRules
from facilitator.guide.conditions import actions, causes, followup, impact, lessons, scope, timeline
from facilitator.guide.conditions.base import (
    Assessment,
    Basis,
    Condition,
    Result,
    State,
    Verdict,
    not_arising,
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
"""All of them, in the order the stages are walked."""


def assess(pm: Postmortem, team: TeamRules = NO_TEAM_RULES) -> Assessment:
    """Return how every exit condition stands at the depth in force, by the team's rules."""
    basis = Basis(depth_of(pm), team)
    results = tuple(_result(pm, basis, condition) for condition in CONDITIONS)
    return Assessment(basis.depth, results, _entered(pm))


def _result(pm: Postmortem, basis: Basis, condition: Condition) -> Result:
    state, detail, location = _standing(pm, basis, condition)
    return Result(
        condition=condition.id,
        stage=condition.stage,
        says=condition.says_at.get(basis.depth, condition.says),
        todo=condition.todo,
        state=state,
        asked=condition.asked,
        detail=detail,
        location=location or Location(condition.stage, "", condition.field),
    )


def _standing(pm: Postmortem, basis: Basis, condition: Condition) -> Verdict:
    if basis.depth not in condition.depths:
        return not_arising(f"not needed at {basis.depth} depth")
    verdict = condition.rule(pm, basis)
    if verdict.state is State.OPEN:
        for waiver in pm.waivers:
            if waiver.condition == condition.id:
                by = f" by {waiver.by}" if waiver.by else ""
                return Verdict(State.WAIVED, f"waived{by}: {waiver.reason}", verdict.location)
    return verdict


def _entered(pm: Postmortem) -> frozenset[Stage]:
    """Return the stages that differ from a fresh document's."""
    parts = {
        Stage.SCOPE: (pm.scope,),
        Stage.TIMELINE: (pm.timeline, pm.impact),
        Stage.CAUSES: (pm.causes,),
        Stage.LESSONS: (pm.lessons,),
        Stage.ACTIONS: (pm.actions,),
        Stage.FOLLOWUP: (pm.followup,),
    }
    entered = {stage for stage, held in parts.items() if not all(map(is_untouched, held))}
    return frozenset(entered if pm.status is Status.DRAFT else entered | {Stage.REVIEW})


class ReviewLine(NamedTuple):
    """One line of the checklist, how it stands, and the conditions it sums up."""

    says: str
    state: State
    rests_on: tuple[Result, ...]


_TONE = "The tone is blameless"
_FACTS = "Facts and timeline are clear"
_IMPACT = "The impact is in figures"
_CAUSES = "Root causes and contributing factors stand apart"
_ACTIONS = "Actions are owned, dated and tracked"
_FOLLOWUP = "Follow-up reviews are on the calendar"

LINES = (_TONE, _FACTS, _IMPACT, _CAUSES, _ACTIONS, _FOLLOWUP)

_LINE_OF_CONDITION = {
    "scope.title": _TONE,
    "scope.facilitator": _TONE,
    "scope.framing": _TONE,
    "scope.invited": _TONE,
    "causes.people": _TONE,
    "scope.owner": _FOLLOWUP,
    "scope.audience": _FOLLOWUP,
}
"""Conditions that tell of something else than the rest of their family."""

_LINE_OF_FAMILY = {
    "scope": _FACTS,
    "timeline": _FACTS,
    "impact": _IMPACT,
    "causes": _CAUSES,
    "lessons": _CAUSES,
    "actions": _ACTIONS,
    "followup": _FOLLOWUP,
}


def review_lines(assessment: Assessment) -> tuple[ReviewLine, ...]:
    """Return the six lines; all are met or waived exactly when the document may be published."""
    resting: dict[str, list[Result]] = {line: [] for line in LINES}
    for result in assessment.results:
        resting[_line_of(result.condition)].append(result)
    return tuple(ReviewLine(line, _sum(found), tuple(found)) for line, found in resting.items())


def _line_of(condition: str) -> str:
    family = condition.split(".")[0]
    return _LINE_OF_CONDITION.get(condition) or _LINE_OF_FAMILY[family]


def _sum(results: list[Result]) -> State:
    """The state that says most: anything open, else anything waived, else anything met."""
    states = {result.state for result in results}
    order = (State.OPEN, State.WAIVED, State.MET)
    return next((state for state in order if state in states), State.NOT_NEEDED)
