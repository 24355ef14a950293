"""Exit conditions of stage 2, second half: the impact in figures."""

from __future__ import annotations

from facilitator.findings.finding import Location
from facilitator.guide.conditions.condition import (
    ALL_DEPTHS,
    STANDARD_AND_FULL,
    Condition,
    ConditionContext,
    Verdict,
    Violation,
)
from facilitator.model.impact import Breach, DataIntegrity, MeasureKind
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.text.format import clock


def _users(pm: Postmortem, _: ConditionContext) -> Verdict:
    users = pm.impact.measure(MeasureKind.USERS)
    if users is None:
        return Verdict.open()
    if users.value is not None:
        return Verdict.met(f"{users.value:,.10g}, {'estimated' if users.estimated else 'measured'}")
    if users.unknown_reason:
        return Verdict.met(f"unknown: {users.unknown_reason}")
    return Verdict.open(
        "there is neither a number nor a reason why it is unknown",
        Location(Stage.TIMELINE, users.id, "value"),
    )


def _data(pm: Postmortem, _: ConditionContext) -> Verdict:
    match pm.impact.data_integrity:
        case None:
            return Verdict.open()
        case DataIntegrity.UNKNOWN:
            return Verdict.met_if(
                bool(pm.impact.data_detail.strip()),
                "it is unknown, but not why",
                Location(Stage.TIMELINE, "", "data_detail"),
            )
        case known:
            return Verdict.met(known)


def _slo(pm: Postmortem, _: ConditionContext) -> Verdict:
    match pm.impact.objective.breached:
        case None:
            return Verdict.open()
        case Breach.UNKNOWN:
            return Verdict.open("nobody knows yet")
        case known:
            return Verdict.met(known)


def _notices(pm: Postmortem, _: ConditionContext) -> Verdict:
    if not pm.impact.notices:
        return Verdict.not_applicable("no customer was told anything yet")
    # Imported here: it compiles the patterns of timeparse, 10 ms, needed only for a notice.
    from facilitator.findings.quoted_figures import mismatched_notices

    return Verdict.met_if_none(
        Violation(
            f"{clock(notice.at)} says “{quoted.words}”, {quoted.explanation}",
            Location(Stage.TIMELINE, notice.id, "text"),
        )
        for notice, quoted in mismatched_notices(pm)
    )


CONDITIONS = (
    Condition(
        "impact.users",
        Stage.TIMELINE,
        "Users affected: a number, or why it is unknown",
        "In the impact (Tab), press a under How much: how many users, or about how many.",
        ALL_DEPTHS,
        _users,
        "measures",
    ),
    Condition(
        "impact.data",
        Stage.TIMELINE,
        "What became of data",
        "In the impact (Tab), say what became of data; if unknown, say why.",
        ALL_DEPTHS,
        _data,
        "data_integrity",
    ),
    Condition(
        "impact.slo",
        Stage.TIMELINE,
        "Objective or agreement breached: yes, no, or none applies",
        "In the impact (Tab), say whether a service-level promise was broken.",
        STANDARD_AND_FULL,
        _slo,
        "breached",
    ),
    Condition(
        "impact.notices",
        Stage.TIMELINE,
        "Times in customer notices agree with the timeline",
        "Compare the notice with the timeline: mend the event with e, or the notice in the impact.",
        STANDARD_AND_FULL,
        _notices,
        "notices",
    ),
)
