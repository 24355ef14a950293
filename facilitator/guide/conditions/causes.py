"""Exit conditions of stage 3, root causes and contributing factors."""

from __future__ import annotations

from facilitator.findings.finding import Location
from facilitator.guide.conditions.condition import (
    ALL_DEPTHS,
    FULL,
    STANDARD_AND_FULL,
    Condition,
    ConditionContext,
    Verdict,
    Violation,
    confirmed,
)
from facilitator.guide.conditions.language import people_as_causes
from facilitator.model.causes import Cause, CauseRole
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth
from facilitator.model.stage import Stage

_TECHNICAL_CATEGORIES = frozenset({"testing", "detection", "design", "tooling", "dependencies"})
_FACTORS_AT_FULL = 2  # contributing factors that the full depth needs


def _problem(pm: Postmortem, _: ConditionContext) -> Verdict:
    return Verdict.met_if(bool(pm.causes.problem.strip()))


def _root(pm: Postmortem, context: ConditionContext) -> Verdict:
    roots = pm.causes.in_role(CauseRole.ROOT)
    if not roots:
        return Verdict.open("no cause is marked as a root")
    if context.depth in STANDARD_AND_FULL and not any(root.evidence for root in roots):
        return Verdict.open("no root has evidence yet", _location(roots[0], "evidence"))
    return Verdict.met()


def _contributing(pm: Postmortem, context: ConditionContext) -> Verdict:
    factors = pm.causes.in_role(CauseRole.CONTRIBUTING)
    if context.depth is not Depth.FULL:
        return Verdict.met_if(bool(factors))
    if len(factors) < _FACTORS_AT_FULL:
        return Verdict.open(f"{len(factors)} of {_FACTORS_AT_FULL} so far")
    return Verdict.met_if(
        any(_is_not_technical(factor) for factor in factors),
        "none of them stands on a bone that is not technical, such as process",
        _location(factors[0], "bone"),
    )


def _is_not_technical(cause: Cause) -> bool:
    """Whether a cause is in the process category, or in one that the team named itself."""
    return bool(cause.bone) and cause.bone not in _TECHNICAL_CATEGORIES


def _people(pm: Postmortem, context: ConditionContext) -> Verdict:
    if not pm.causes.causes:
        return Verdict.not_applicable("there are no causes yet")
    return Verdict.met_if_none(people_as_causes(pm, context.team))


def _evidence(pm: Postmortem, _: ConditionContext) -> Verdict:
    leaves = pm.causes.leaves()
    if not leaves:
        return Verdict.not_applicable("there are no causes yet")
    return Verdict.met_if_none(
        Violation(leaf.text, _location(leaf, "evidence")) for leaf in leaves if not leaf.evidence
    )


def _readback(pm: Postmortem, context: ConditionContext) -> Verdict:
    if not pm.causes.causes:
        return Verdict.open("there are no causes yet")
    return confirmed("causes.readback")(pm, context)


def _location(cause: Cause, field: str) -> Location:
    return Location(Stage.CAUSES, cause.id, field)


CONDITIONS = (
    Condition(
        "causes.problem",
        Stage.CAUSES,
        "A problem statement",
        "Select the problem, press e, and say in a sentence or two what went wrong for users.",
        ALL_DEPTHS,
        _problem,
        "problem",
    ),
    Condition(
        "causes.root",
        Stage.CAUSES,
        "A root cause",
        "Select the cause whose fix stops the whole class and press r; v adds evidence.",
        ALL_DEPTHS,
        _root,
        statement_at=dict.fromkeys(STANDARD_AND_FULL, "A root cause with evidence"),
    ),
    Condition(
        "causes.contributing",
        Stage.CAUSES,
        "A contributing factor apart from the roots",
        "Select a cause that made it worse or likelier and press c; b says which bone it is on.",
        STANDARD_AND_FULL,
        _contributing,
        statement_at={Depth.FULL: "Two contributing factors, one of them not technical"},
    ),
    Condition(
        "causes.people",
        Stage.CAUSES,
        "No person, team or “human error” stands as a cause",
        "Press e on the cause, and write what stood around them: what was shown, and what was not.",
        ALL_DEPTHS,
        _people,
    ),
    Condition(
        "causes.evidence",
        Stage.CAUSES,
        "Every end of the tree has evidence",
        "Select the cause, press v, and say how we know: a graph, a log, a diff.",
        FULL,
        _evidence,
    ),
    Condition(
        "causes.readback",
        Stage.CAUSES,
        "The chain was read back aloud and holds",
        "Press R and read the chain back with the room, joined by therefore; then say it holds.",
        FULL,
        _readback,
        needs_confirmation=True,
    ),
)
