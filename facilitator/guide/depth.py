"""How much of the method a postmortem needs: depth follows severity, and some harm raises it."""

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
_MINUTES_AT_SEV1 = 90
_MEET_WITHIN = {Depth.LIGHT: "15 days", Depth.STANDARD: "10 days", Depth.FULL: "5 working days"}
_MEET_WITHIN_AT_SEV1 = "3 days"
_DUE_LIMIT_DAYS = {Priority.P0: 7, Priority.P1: 15, Priority.P2: 30, Priority.P3: 60}
_STAGES_ASKED = {
    Depth.LIGHT: "four stages and a review date",
    Depth.STANDARD: "seven stages",
    Depth.FULL: "seven stages",
}
_HARMED = {
    DataIntegrity.LOST: "data was lost",
    DataIntegrity.CORRUPTED: "data was corrupted",
    DataIntegrity.EXPOSED: "data was exposed",
}
REPEAT_REASON = "it repeats an earlier failure"
"""How that is said where it raises the depth."""

_CUSTOMER = re.compile(r"\bcustomers?\b", re.IGNORECASE)


def suggested_depth(pm: Postmortem) -> Depth | None:
    """Return the depth that severity and harm call for; None while there is no severity.

    A near miss is light whatever its severity might have been, unless something raises it.
    """
    base = _unraised_depth(pm)
    if base is None or not _grounds_to_raise(pm):
        return base
    return _one_step_up(base)


def depth_of(pm: Postmortem) -> Depth:
    """Return the depth in force: the chosen one, else the suggested one, else standard."""
    return pm.scope.depth or suggested_depth(pm) or Depth.STANDARD


def is_lower_than_suggested(pm: Postmortem) -> bool:
    """Say whether somebody chose less than severity and harm call for."""
    suggested = suggested_depth(pm)
    if pm.scope.depth is None or suggested is None:
        return False
    return _DEPTHS.index(pm.scope.depth) < _DEPTHS.index(suggested)


def raise_reasons(pm: Postmortem) -> tuple[str, ...]:
    """Return what raised the suggested depth above the severity's own; empty where nothing did."""
    return _grounds_to_raise(pm) if suggested_depth(pm) is not _unraised_depth(pm) else ()


@cache_last
def customers_noticed_first(timeline: Timeline) -> bool:
    """Say whether the first signal, or the detection, came from a customer."""
    first = next((e for e in timeline.events if e.kind is EventKind.SIGNAL), None)
    detected = timeline.milestone(Milestone.DETECTED)
    return any(event is not None and _is_from_a_customer(event) for event in (first, detected))


def meeting_minutes(pm: Postmortem) -> int:
    """Return how many minutes the meeting is given at the depth in force."""
    depth = depth_of(pm)
    if depth is Depth.FULL and _is_sev1(pm):
        return _MINUTES_AT_SEV1
    return _MINUTES[depth]


def due_limit_days(priority: Priority | None) -> int:
    """Return within how many days an action is due; without a priority, as for the last one."""
    return _DUE_LIMIT_DAYS[priority or Priority.P3]


def meet_within(pm: Postmortem) -> str:
    """Return how soon to meet, in words; choosing less depth does not buy more time."""
    if _is_sev1(pm):
        return _MEET_WITHIN_AT_SEV1
    return _MEET_WITHIN[suggested_depth(pm) or depth_of(pm)]


def depth_in_words(pm: Postmortem) -> str:
    """Say what the depth in force means, and why: `SEV2: full, seven stages, 60 minutes`."""
    depth = depth_of(pm)
    suggested = suggested_depth(pm)
    words = f"{_ground(pm)}: {depth}, {_STAGES_ASKED[depth]}, {meeting_minutes(pm)} minutes"
    if suggested is not None and depth is not suggested:
        return f"{words}; chosen instead of {suggested}"
    return f"{words}{_raised_in_words(pm)}"


def suggested_depth_reason(pm: Postmortem) -> str:
    """Say what the suggested depth rests on: `SEV3; raised from standard because data was lost`."""
    return f"{_ground(pm)}{_raised_in_words(pm)}"


def _raised_in_words(pm: Postmortem) -> str:
    grounds = raise_reasons(pm)
    if not grounds:
        return ""
    because = " and ".join(filter(None, (", ".join(grounds[:-1]), grounds[-1])))
    return f"; raised from {_unraised_depth(pm)} because {because}"


def _ground(pm: Postmortem) -> str:
    if pm.scope.kind is Kind.NEAR_MISS:
        return "Near miss"
    return pm.scope.severity or "No severity yet"


def _is_sev1(pm: Postmortem) -> bool:
    return pm.scope.severity is Severity.SEV1 and pm.scope.kind is not Kind.NEAR_MISS


def _unraised_depth(pm: Postmortem) -> Depth | None:
    if pm.scope.kind is Kind.NEAR_MISS:
        return Depth.LIGHT
    return _DEPTH_OF_SEVERITY[pm.scope.severity] if pm.scope.severity else None


def _one_step_up(depth: Depth) -> Depth:
    return _DEPTHS[min(_DEPTHS.index(depth) + 1, len(_DEPTHS) - 1)]


def _grounds_to_raise(pm: Postmortem) -> tuple[str, ...]:
    grounds = []
    if pm.impact.data_integrity in _HARMED:
        grounds.append(_HARMED[pm.impact.data_integrity])
    if pm.followup.repeat_of:
        grounds.append(REPEAT_REASON)
    if customers_noticed_first(pm.timeline):
        grounds.append("customers noticed first")
    return tuple(grounds)


def _is_from_a_customer(event: Event) -> bool:
    label = event.source.label if event.source else ""
    return bool(_CUSTOMER.search(event.actor_role) or _CUSTOMER.search(label))
