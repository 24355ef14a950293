"""Exit conditions of stage 5: what will be done, by whom and by when."""

from __future__ import annotations

from facilitator.findings.finding import Location
from facilitator.findings.memo import cache_last
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
)
from facilitator.guide.conditions.language import owned_by_teams, vague_actions
from facilitator.guide.coverage import uncovered
from facilitator.guide.depth import due_limit_days
from facilitator.guide.schedule import is_due_too_late
from facilitator.model.actions import Action, Actions, ActionStatus, ActionType
from facilitator.model.causes import CauseRole
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth
from facilitator.model.stage import Stage

_NONE_OPEN = "no action is open"
_LASTING = frozenset({ActionType.PREVENT, ActionType.DETECT})


def _open(pm: Postmortem) -> tuple[Action, ...]:
    return _still_open(pm.actions)


@cache_last
def _still_open(actions: Actions) -> tuple[Action, ...]:
    return tuple(action for action in actions.actions if action.is_open)


def _meant(pm: Postmortem) -> tuple[Action, ...]:
    return tuple(a for a in pm.actions.actions if a.status is not ActionStatus.WONT_DO)


def _some(pm: Postmortem, _: Basis) -> Verdict:
    if _meant(pm):
        return met()
    return met(pm.actions.none_reason) if pm.actions.none_reason else missing()


def _owner(pm: Postmortem, basis: Basis) -> Verdict:
    actions = _open(pm)
    if not actions:
        return not_arising(_NONE_OPEN)
    bare = [_offender(action, "owner") for action in actions if not action.owner]
    owned = tuple(action for action in actions if action.owner)
    return none_left(
        [*bare, *(Offender(*remark) for remark in owned_by_teams(pm, owned, basis.team))]
    )


def _due(pm: Postmortem, _: Basis) -> Verdict:
    actions = _open(pm)
    if not actions:
        return not_arising(_NONE_OPEN)
    begun = pm.made_on
    return none_left(
        _offender(action, "due", " was due before this was begun" if action.due else "")
        for action in actions
        if action.due is None or action.due < begun
    )


def _type(pm: Postmortem, _: Basis) -> Verdict:
    actions = _meant(pm)
    if not actions:
        return not_arising("there are no actions")
    return none_left(_offender(action, "type") for action in actions if action.type is None)


def _ticket(pm: Postmortem, _: Basis) -> Verdict:
    actions = _open(pm)
    if not actions:
        return not_arising(_NONE_OPEN)
    return none_left(_offender(action, "ticket") for action in actions if not action.ticket)


def _specific(pm: Postmortem, basis: Basis) -> Verdict:
    actions = _open(pm)
    if not actions:
        return not_arising(_NONE_OPEN)
    return none_left(Offender(*remark) for remark in vague_actions(pm, actions, basis.team))


def _cover(pm: Postmortem, basis: Basis) -> Verdict:
    roles = {CauseRole.ROOT}
    if basis.depth is Depth.FULL:
        roles.add(CauseRole.CONTRIBUTING)
    if not any(cause.role in roles for cause in pm.causes.causes):
        return not_arising("no cause is marked yet")
    new = Location(Stage.ACTIONS, "", "addresses")
    return none_left(Offender(c.text, new) for c in uncovered(pm) if c.role in roles)


def _lasting(pm: Postmortem, _: Basis) -> Verdict:
    actions = _meant(pm)
    if not actions and pm.actions.none_reason:
        return not_arising("there are no actions, for a reason")
    return met_if(any(action.type in _LASTING for action in actions))


def _timely(pm: Postmortem, _: Basis) -> Verdict:
    dated = [action for action in _open(pm) if action.due is not None]
    if not dated:
        return not_arising("no open action has a due date")
    begun = pm.made_on
    return none_left(
        _offender(a, "due", f" ({a.priority or 'no priority'}, {due_limit_days(a.priority)} days)")
        for a in dated
        if is_due_too_late(a, begun)
    )


def _offender(action: Action, field: str, amiss: str = "") -> Offender:
    return Offender(f"{action.title}{amiss}", Location(Stage.ACTIONS, action.id, field))


CONDITIONS = (
    Condition(
        "actions.some",
        Stage.ACTIONS,
        "At least one action, or why there is none",
        "Press a and type an action, or press n and say why there is none.",
        ALL,
        _some,
    ),
    Condition(
        "actions.owner",
        Stage.ACTIONS,
        "Every open action has one owner",
        "Select the action, press o, and name the one person who answers for it.",
        ALL,
        _owner,
    ),
    Condition(
        "actions.due",
        Stage.ACTIONS,
        "Every open action has a due date",
        "Select the action, press w, and give it a day: +14d, or a date.",
        ALL,
        _due,
    ),
    Condition(
        "actions.type",
        Stage.ACTIONS,
        "Every action prevents, detects, recovers or mends a process",
        "Select the action, press t, and choose what it does.",
        ALL,
        _type,
    ),
    Condition(
        "actions.ticket",
        Stage.ACTIONS,
        "Every open action is in the issue tracker",
        "Select the action, press e, and add its ticket to the line: #OPS-12.",
        DEEPER,
        _ticket,
    ),
    Condition(
        "actions.specific",
        Stage.ACTIONS,
        "No open action is vague",
        "Select the action, press f, and say what will be different and how anyone can tell.",
        DEEPER,
        _specific,
    ),
    Condition(
        "actions.cover",
        Stage.ACTIONS,
        "Every root cause has an action or an accepted risk",
        "Press x to see what nothing answers to yet; add an action, or accept the risk in writing.",
        ALL,
        _cover,
        says_at={
            Depth.FULL: "Every root cause and contributing factor has an action or accepted risk"
        },
    ),
    Condition(
        "actions.lasting",
        Stage.ACTIONS,
        "At least one action prevents or detects",
        "Press a and add an action that stops this from coming back, or shows it sooner.",
        DEEPER,
        _lasting,
    ),
    Condition(
        "actions.timely",
        Stage.ACTIONS,
        "Due dates within the priority's limit",
        "Bring the date forward with w, or give the action another priority with p.",
        FULL,
        _timely,
    ),
)
