"""Every exit condition, held against one document."""

from __future__ import annotations

from facilitator.findings.finding import Place
from facilitator.findings.team_rules import NOTHING_SET, TeamRules
from facilitator.guide import (
    conditions_actions,
    conditions_causes,
    conditions_followup,
    conditions_impact,
    conditions_lessons,
    conditions_scope,
    conditions_timeline,
)
from facilitator.guide.basis import Basis
from facilitator.guide.conditions import (
    Assessment,
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
    *conditions_scope.CONDITIONS,
    *conditions_timeline.CONDITIONS,
    *conditions_impact.CONDITIONS,
    *conditions_causes.CONDITIONS,
    *conditions_lessons.CONDITIONS,
    *conditions_actions.CONDITIONS,
    *conditions_followup.CONDITIONS,
)
"""All of them, in the order the stages are walked."""


def assess(pm: Postmortem, team: TeamRules = NOTHING_SET) -> Assessment:
    """Return how every exit condition stands at the depth in force, by the team's rules."""
    basis = Basis(depth_of(pm), team)
    results = tuple(_result(pm, basis, condition) for condition in CONDITIONS)
    return Assessment(basis.depth, results, _entered(pm))


def _result(pm: Postmortem, basis: Basis, condition: Condition) -> Result:
    state, detail, place = _standing(pm, basis, condition)
    return Result(
        condition=condition.id,
        stage=condition.stage,
        says=condition.says_at.get(basis.depth, condition.says),
        todo=condition.todo,
        state=state,
        asked=condition.asked,
        detail=detail,
        place=place or Place(condition.stage, "", condition.field),
    )


def _standing(pm: Postmortem, basis: Basis, condition: Condition) -> Verdict:
    if basis.depth not in condition.depths:
        return not_arising(f"not needed at {basis.depth} depth")
    verdict = condition.rule(pm, basis)
    if verdict.state is State.OPEN:
        for waiver in pm.waivers:
            if waiver.condition == condition.id:
                by = f" by {waiver.by}" if waiver.by else ""
                return Verdict(State.WAIVED, f"waived{by}: {waiver.reason}", verdict.place)
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
