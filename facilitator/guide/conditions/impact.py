"""Exit conditions of stage 2, second half: who was hurt and how much."""

from __future__ import annotations

from facilitator.findings.finding import Location
from facilitator.guide.conditions.base import (
    ALL,
    DEEPER,
    Basis,
    Condition,
    Offender,
    Verdict,
    met,
    met_if,
    missing,
    none_left,
    not_arising,
)
from facilitator.model.impact import Breach, DataIntegrity, MeasureKind
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.text.format import clock


def _users(pm: Postmortem, _: Basis) -> Verdict:
    users = pm.impact.measure(MeasureKind.USERS)
    if users is None:
        return missing()
    if users.value is not None:
        return met(f"{users.value:,.10g}, {'estimated' if users.estimated else 'measured'}")
    if users.unknown_reason:
        return met(f"unknown: {users.unknown_reason}")
    return missing(
        "there is neither a number nor a reason why it is unknown",
        Location(Stage.TIMELINE, users.id, "value"),
    )


def _data(pm: Postmortem, _: Basis) -> Verdict:
    match pm.impact.data_integrity:
        case None:
            return missing()
        case DataIntegrity.UNKNOWN:
            return met_if(
                bool(pm.impact.data_detail.strip()),
                "it is unknown, but not why",
                Location(Stage.TIMELINE, "", "data_detail"),
            )
        case known:
            return met(known)


def _slo(pm: Postmortem, _: Basis) -> Verdict:
    match pm.impact.objective.breached:
        case None:
            return missing()
        case Breach.UNKNOWN:
            return missing("nobody knows yet")
        case known:
            return met(known)


def _notices(pm: Postmortem, _: Basis) -> Verdict:
    if not pm.impact.notices:
        return not_arising("no customer was told anything yet")
    # Brings the patterns that read a time: 10 ms, needed only where there is something to read.
    from facilitator.findings.quoted_figures import mismatched_notices

    return none_left(
        Offender(
            f"{clock(notice.at)} says “{quoted.words}”, {quoted.says}",
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
        ALL,
        _users,
        "measures",
    ),
    Condition(
        "impact.data",
        Stage.TIMELINE,
        "What became of data",
        "In the impact (Tab), say what became of data; if unknown, say why.",
        ALL,
        _data,
        "data_integrity",
    ),
    Condition(
        "impact.slo",
        Stage.TIMELINE,
        "Objective or agreement breached: yes, no, or none applies",
        "In the impact (Tab), say whether a service-level promise was broken.",
        DEEPER,
        _slo,
        "breached",
    ),
    Condition(
        "impact.notices",
        Stage.TIMELINE,
        "Times in customer notices agree with the timeline",
        "Compare the notice with the timeline: mend the event with e, or the notice in the impact.",
        DEEPER,
        _notices,
        "notices",
    ),
)
