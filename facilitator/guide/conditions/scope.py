"""Exit conditions of stage 1: audience, depth, sensitivity and people."""

from __future__ import annotations

import re

from facilitator.findings.finding import Location
from facilitator.findings.memo import cache_per_item
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
from facilitator.guide.depth import is_lower_than_suggested, suggested_depth
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Participant
from facilitator.model.stage import Answer, Stage
from facilitator.model.timeline import Event

_NOT_INVITED = frozenset({"customer", "customers", "user", "users"})
"""Actor roles of a timeline that are not expected to take part."""
_SHORTEST_NAME = 3
"""Shorter parts of a name ("Jo", "de") occur in too many titles by chance."""


def _title(pm: Postmortem, _: ConditionContext) -> Verdict:
    title = pm.scope.title
    if not title:
        return Verdict.open()
    named = [p.name for p in pm.scope.participants if _names(title, p)]
    return Verdict.met_if(not named, f"it names {', '.join(named)}")


def _names(title: str, participant: Participant) -> bool:
    """Whether a title has a whole name in any case, or its first or last part as written."""
    name = participant.name.removeprefix("@").strip()
    if not name:
        return False
    if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", title, re.IGNORECASE):
        return True
    parts = name.split()
    return any(
        len(part) >= _SHORTEST_NAME
        and part[0].isupper()
        and part in title
        and re.search(rf"(?<![\w-]){re.escape(part)}(?![\w-])", title)
        for part in {parts[0], parts[-1]}
    )


def _severity(pm: Postmortem, _: ConditionContext) -> Verdict:
    return Verdict.met_if(pm.scope.severity is not None)


def _depth(pm: Postmortem, _: ConditionContext) -> Verdict:
    if pm.scope.depth is None:
        return Verdict.met_if(
            suggested_depth(pm) is not None,
            "there is no severity to follow yet",
            Location(Stage.SCOPE, "", "severity"),
        )
    if is_lower_than_suggested(pm) and not pm.scope.depth_reason:
        return Verdict.open(
            f"{pm.scope.depth} is less than the suggested {suggested_depth(pm)}; say why",
            Location(Stage.SCOPE, "", "depth_reason"),
        )
    return Verdict.met()


def _owner(pm: Postmortem, _: ConditionContext) -> Verdict:
    return Verdict.met_if(bool(pm.scope.document_owner))


def _sensitivity(pm: Postmortem, _: ConditionContext) -> Verdict:
    answers = ("personal_data", "security_detail")
    return Verdict.met_if_none(
        Violation(f"{name.replace('_', ' ')} undecided", Location(Stage.SCOPE, "", name))
        for name in answers
        if getattr(pm.scope, name) is Answer.UNDECIDED
    )


def _audience(pm: Postmortem, _: ConditionContext) -> Verdict:
    return Verdict.met_if(bool(pm.scope.audiences))


def _facilitator(pm: Postmortem, _: ConditionContext) -> Verdict:
    if not pm.scope.participants:
        return Verdict.not_applicable("nobody else takes part yet")
    if not pm.scope.facilitator:
        return Verdict.open()
    responders = {_normalized(p.name) for p in pm.scope.participants if p.responder}
    return Verdict.met_if(
        _normalized(pm.scope.facilitator) not in responders,
        f"{pm.scope.facilitator} responded to this incident",
    )


def _invited(pm: Postmortem, _: ConditionContext) -> Verdict:
    roles = dict(_actor_role(pm.timeline.events))
    roles = {key: role for key, role in roles.items() if key and key not in _NOT_INVITED}
    if not roles:
        return Verdict.not_applicable("the timeline names no roles")
    present = {_normalized(participant.role) for participant in pm.scope.participants}
    participants = Location(Stage.SCOPE, "", "participants")
    return Verdict.met_if_none(
        Violation(role, participants) for key, role in roles.items() if key not in present
    )


@cache_per_item
def _actor_role(event: Event) -> tuple[str, str]:
    return _normalized(event.actor_role), event.actor_role


def _normalized(text: str) -> str:
    return text.strip().removeprefix("@").casefold()


CONDITIONS = (
    Condition(
        "scope.title",
        Stage.SCOPE,
        "A title that says what users saw and names nobody",
        "Write the title as a user would tell it: what stopped working, and where.",
        ALL_DEPTHS,
        _title,
        "title",
    ),
    Condition(
        "scope.severity",
        Stage.SCOPE,
        "A severity",
        "Choose how bad it was, SEV1 the worst.",
        ALL_DEPTHS,
        _severity,
        "severity",
    ),
    Condition(
        "scope.depth",
        Stage.SCOPE,
        "A depth that follows the severity, or is chosen",
        "Set the severity, choose a depth, or say why a lower one will do.",
        ALL_DEPTHS,
        _depth,
        "depth",
    ),
    Condition(
        "scope.owner",
        Stage.SCOPE,
        "One owner of the final document",
        "Name the one person who sees this document through.",
        ALL_DEPTHS,
        _owner,
        "document_owner",
    ),
    Condition(
        "scope.sensitivity",
        Stage.SCOPE,
        "Personal data and security detail decided",
        "Answer yes or no to both: does it hold personal data, does it hold security detail?",
        ALL_DEPTHS,
        _sensitivity,
        "personal_data",
    ),
    Condition(
        "scope.audience",
        Stage.SCOPE,
        "At least one audience",
        "Choose who will read this.",
        STANDARD_AND_FULL,
        _audience,
        "audiences",
    ),
    Condition(
        "scope.facilitator",
        Stage.SCOPE,
        "A facilitator who was not a responder",
        "Ask somebody who did not work on the incident to lead the talk, and enter their name.",
        STANDARD_AND_FULL,
        _facilitator,
        "facilitator",
    ),
    Condition(
        "scope.framing",
        Stage.SCOPE,
        "The blameless framing went out with the invitation",
        "Send the framing with the invitation, then tick this in the guide (F2).",
        STANDARD_AND_FULL,
        confirmed("scope.framing"),
        needs_confirmation=True,
    ),
    Condition(
        "scope.invited",
        Stage.SCOPE,
        "Every role of the timeline is in the room",
        "Invite somebody for each of these roles, and press a under Who is here.",
        FULL,
        _invited,
        "participants",
    ),
)
