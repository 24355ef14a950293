"""Depth: the part of the method that a postmortem needs.

Depth follows severity. It is raised one step if data was lost, corrupted or exposed, if an earlier
failure repeats, or if customers noticed first. Source: the severity table of the method, after the
SRE workbook and Atlassian's incident handbook.
"""

from __future__ import annotations

import re

from facilitator.findings.memo import cache_last
from facilitator.model.actions import Priority
from facilitator.model.impact import DataIntegrity
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth, Kind, Severity
from facilitator.model.timeline import Event, EventKind, Milestone, Timeline

_DEPTHS = tuple(Depth)
_DEPTH_OF_SEVERITY = {
    Severity.SEV1: Depth.FULL,
    Severity.SEV2: Depth.FULL,
    Severity.SEV3: Depth.STANDARD,
    Severity.SEV4: Depth.LIGHT,
    Severity.SEV5: Depth.LIGHT,
}
_MINUTES = {Depth.LIGHT: 30, Depth.STANDARD: 45, Depth.FULL: 60}
"""The planned length of the meeting in minutes, by depth."""
_MINUTES_AT_SEV1 = 90
_MEET_WITHIN = {Depth.LIGHT: "15 days", Depth.STANDARD: "10 days", Depth.FULL: "5 working days"}
_MEET_WITHIN_AT_SEV1 = "3 days"
_DUE_LIMIT_DAYS = {Priority.P0: 7, Priority.P1: 15, Priority.P2: 30, Priority.P3: 60}
"""Days from the creation of the postmortem within which an action has to be due."""
_STAGES_ASKED = {
    Depth.LIGHT: "four stages and a review date",
    Depth.STANDARD: "seven stages",
    Depth.FULL: "seven stages",
}
_DATA_HARM_REASONS = {
    DataIntegrity.LOST: "data was lost",
    DataIntegrity.CORRUPTED: "data was corrupted",
    DataIntegrity.EXPOSED: "data was exposed",
}
REPEAT_REASON = "it repeats an earlier failure"
"""The reason for a raised depth if an earlier failure repeats."""

_CUSTOMER = re.compile(r"\bcustomers?\b", re.IGNORECASE)


def suggested_depth(pm: Postmortem) -> Depth | None:
    """Return the depth that follows from severity and harm; None while there is no severity.

    A near miss is light whatever its severity, unless something raises it.
    """
    base = _depth_before_raising(pm)
    if base is None or not _reasons_to_raise(pm):
        return base
    return _one_step_up(base)


def depth_of(pm: Postmortem) -> Depth:
    """Return the depth in force: the chosen one, else the suggested one, else standard."""
    return pm.scope.depth or suggested_depth(pm) or Depth.STANDARD


def is_lower_than_suggested(pm: Postmortem) -> bool:
    """Whether the chosen depth is lower than the suggested one."""
    suggested = suggested_depth(pm)
    if pm.scope.depth is None or suggested is None:
        return False
    return _DEPTHS.index(pm.scope.depth) < _DEPTHS.index(suggested)


def raise_reasons(pm: Postmortem) -> tuple[str, ...]:
    """Return the reasons that raised the suggested depth above that of the severity."""
    return _reasons_to_raise(pm) if suggested_depth(pm) is not _depth_before_raising(pm) else ()


@cache_last
def customers_noticed_first(timeline: Timeline) -> bool:
    """Whether the first signal, or the detection, came from a customer."""
    first = next((e for e in timeline.events if e.kind is EventKind.SIGNAL), None)
    detected = timeline.milestone(Milestone.DETECTED)
    return any(event is not None and _is_from_a_customer(event) for event in (first, detected))


def meeting_minutes(pm: Postmortem) -> int:
    """Return the planned length of the meeting in minutes at the depth in force."""
    depth = depth_of(pm)
    if depth is Depth.FULL and _is_sev1(pm):
        return _MINUTES_AT_SEV1
    return _MINUTES[depth]


def due_limit_days(priority: Priority | None) -> int:
    """Return the days within which an action must be due; without a priority, as for P3."""
    return _DUE_LIMIT_DAYS[priority or Priority.P3]


def meet_within(pm: Postmortem) -> str:
    """Return the time limit for the meeting: `5 working days`; a lower chosen depth keeps it."""
    if _is_sev1(pm):
        return _MEET_WITHIN_AT_SEV1
    return _MEET_WITHIN[suggested_depth(pm) or depth_of(pm)]


def depth_label(pm: Postmortem) -> str:
    """Describe the depth in force and its reason: `SEV2: full, seven stages, 60 minutes`."""
    depth = depth_of(pm)
    suggested = suggested_depth(pm)
    words = f"{_severity_label(pm)}: {depth}, {_STAGES_ASKED[depth]}, {meeting_minutes(pm)} minutes"
    if suggested is not None and depth is not suggested:
        return f"{words}; chosen instead of {suggested}"
    return f"{words}{_raise_clause(pm)}"


def suggested_depth_reason(pm: Postmortem) -> str:
    """Explain the suggested depth: `SEV3; raised from standard because data was lost`."""
    return f"{_severity_label(pm)}{_raise_clause(pm)}"


def _raise_clause(pm: Postmortem) -> str:
    reasons = raise_reasons(pm)
    if not reasons:
        return ""
    because = " and ".join(filter(None, (", ".join(reasons[:-1]), reasons[-1])))
    return f"; raised from {_depth_before_raising(pm)} because {because}"


def _severity_label(pm: Postmortem) -> str:
    if pm.scope.kind is Kind.NEAR_MISS:
        return "Near miss"
    return pm.scope.severity or "No severity yet"


def _is_sev1(pm: Postmortem) -> bool:
    return pm.scope.severity is Severity.SEV1 and pm.scope.kind is not Kind.NEAR_MISS


def _depth_before_raising(pm: Postmortem) -> Depth | None:
    if pm.scope.kind is Kind.NEAR_MISS:
        return Depth.LIGHT
    return _DEPTH_OF_SEVERITY[pm.scope.severity] if pm.scope.severity else None


def _one_step_up(depth: Depth) -> Depth:
    return _DEPTHS[min(_DEPTHS.index(depth) + 1, len(_DEPTHS) - 1)]


def _reasons_to_raise(pm: Postmortem) -> tuple[str, ...]:
    reasons = []
    if pm.impact.data_integrity in _DATA_HARM_REASONS:
        reasons.append(_DATA_HARM_REASONS[pm.impact.data_integrity])
    if pm.followup.repeat_of:
        reasons.append(REPEAT_REASON)
    if customers_noticed_first(pm.timeline):
        reasons.append("customers noticed first")
    return tuple(reasons)


def _is_from_a_customer(event: Event) -> bool:
    label = event.source.label if event.source else ""
    return bool(_CUSTOMER.search(event.actor_role) or _CUSTOMER.search(label))
