"""Exit conditions of stage 3: how it was possible."""

from __future__ import annotations

from facilitator.findings.finding import Location
from facilitator.guide.conditions.base import (
    ALL,
    DEEPER,
    FULL,
    Basis,
    Condition,
    Offender,
    Verdict,
    met,
    met_if,
    missing,
    none_left,
    not_arising,
    word_given,
)
from facilitator.guide.conditions.language import people_as_causes
from facilitator.model.causes import Cause, CauseRole
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth
from facilitator.model.stage import Stage

_TECHNICAL_BONES = frozenset({"testing", "detection", "design", "tooling", "dependencies"})
_FACTORS_AT_FULL = 2


def _problem(pm: Postmortem, _: Basis) -> Verdict:
    return met_if(bool(pm.causes.problem.strip()))


def _root(pm: Postmortem, basis: Basis) -> Verdict:
    roots = pm.causes.in_role(CauseRole.ROOT)
    if not roots:
        return missing("no cause is marked as a root")
    if basis.depth in DEEPER and not any(root.evidence for root in roots):
        return missing("no root has evidence yet", _location(roots[0], "evidence"))
    return met()


def _contributing(pm: Postmortem, basis: Basis) -> Verdict:
    factors = pm.causes.in_role(CauseRole.CONTRIBUTING)
    if basis.depth is not Depth.FULL:
        return met_if(bool(factors))
    if len(factors) < _FACTORS_AT_FULL:
        return missing(f"{len(factors)} of {_FACTORS_AT_FULL} so far")
    return met_if(
        any(_is_not_technical(factor) for factor in factors),
        "none of them stands on a bone that is not technical, such as process",
        _location(factors[0], "bone"),
    )


def _is_not_technical(cause: Cause) -> bool:
    """A cause on the process bone, or on one the team named itself."""
    return bool(cause.bone) and cause.bone not in _TECHNICAL_BONES


def _people(pm: Postmortem, basis: Basis) -> Verdict:
    if not pm.causes.causes:
        return not_arising("there are no causes yet")
    return none_left(Offender(*remark) for remark in people_as_causes(pm, basis.team))


def _evidence(pm: Postmortem, _: Basis) -> Verdict:
    leaves = pm.causes.leaves()
    if not leaves:
        return not_arising("there are no causes yet")
    return none_left(
        Offender(leaf.text, _location(leaf, "evidence")) for leaf in leaves if not leaf.evidence
    )


def _readback(pm: Postmortem, basis: Basis) -> Verdict:
    if not pm.causes.causes:
        return missing("there are no causes yet")
    return word_given("causes.readback")(pm, basis)


def _location(cause: Cause, field: str) -> Location:
    return Location(Stage.CAUSES, cause.id, field)


CONDITIONS = (
    Condition(
        "causes.problem",
        Stage.CAUSES,
        "A problem statement",
        "Select the problem, press e, and say in a sentence or two what went wrong for users.",
        ALL,
        _problem,
        "problem",
    ),
    Condition(
        "causes.root",
        Stage.CAUSES,
        "A root cause",
        "Select the cause whose fix stops the whole class and press r; v adds evidence.",
        ALL,
        _root,
        says_at=dict.fromkeys(DEEPER, "A root cause with evidence"),
    ),
    Condition(
        "causes.contributing",
        Stage.CAUSES,
        "A contributing factor apart from the roots",
        "Select a cause that made it worse or likelier and press c; b says which bone it is on.",
        DEEPER,
        _contributing,
        says_at={Depth.FULL: "Two contributing factors, one of them not technical"},
    ),
    Condition(
        "causes.people",
        Stage.CAUSES,
        "No person, team or “human error” stands as a cause",
        "Press e on the cause, and write what stood around them: what was shown, and what was not.",
        ALL,
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
        asked=True,
    ),
)
