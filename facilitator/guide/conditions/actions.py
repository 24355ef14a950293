"""Exit conditions of stage 5, action items: their number, owners, due dates and wording.

Source: the SRE workbook on action items, and the paper "Postmortem Action Items: Plan the Work
and Work the Plan".
"""

from __future__ import annotations

from facilitator.findings.finding import Location
from facilitator.findings.memo import cache_last
from facilitator.guide.conditions.condition import (
    ALL_DEPTHS,
    FULL,
    STANDARD_AND_FULL,
    Condition,
    ConditionContext,
    Verdict,
    Violation,
)
from facilitator.guide.conditions.language import owned_by_teams, vague_actions
from facilitator.guide.coverage import uncovered
from facilitator.guide.depth import due_limit_days
from facilitator.guide.schedule import exceeds_due_limit
from facilitator.model.actions import Action, Actions, ActionStatus, ActionType
from facilitator.model.causes import CauseRole
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth
from facilitator.model.stage import Stage

_NONE_OPEN = "no action is open"
_LASTING = frozenset({ActionType.PREVENT, ActionType.DETECT})


def _open(pm: Postmortem) -> tuple[Action, ...]:
    return _open_actions(pm.actions)


@cache_last
def _open_actions(actions: Actions) -> tuple[Action, ...]:
    return tuple(action for action in actions.actions if action.is_open)


def _planned(pm: Postmortem) -> tuple[Action, ...]:
    return tuple(a for a in pm.actions.actions if a.status is not ActionStatus.WONT_DO)


def _some(pm: Postmortem, _: ConditionContext) -> Verdict:
    if _planned(pm):
        return Verdict.met()
    return Verdict.met(pm.actions.none_reason) if pm.actions.none_reason else Verdict.open()


def _owner(pm: Postmortem, context: ConditionContext) -> Verdict:
    actions = _open(pm)
    if not actions:
        return Verdict.not_applicable(_NONE_OPEN)
    without_owner = [_violation(action, "owner") for action in actions if not action.owner]
    owned = tuple(action for action in actions if action.owner)
    return Verdict.met_if_none([*without_owner, *owned_by_teams(pm, owned, context.team)])


def _due(pm: Postmortem, _: ConditionContext) -> Verdict:
    actions = _open(pm)
    if not actions:
        return Verdict.not_applicable(_NONE_OPEN)
    created_on = pm.made_on
    return Verdict.met_if_none(
        _violation(action, "due", " was due before this was begun" if action.due else "")
        for action in actions
        if action.due is None or action.due < created_on
    )


def _type(pm: Postmortem, _: ConditionContext) -> Verdict:
    actions = _planned(pm)
    if not actions:
        return Verdict.not_applicable("there are no actions")
    return Verdict.met_if_none(
        _violation(action, "type") for action in actions if action.type is None
    )


def _ticket(pm: Postmortem, _: ConditionContext) -> Verdict:
    actions = _open(pm)
    if not actions:
        return Verdict.not_applicable(_NONE_OPEN)
    return Verdict.met_if_none(
        _violation(action, "ticket") for action in actions if not action.ticket
    )


def _specific(pm: Postmortem, context: ConditionContext) -> Verdict:
    actions = _open(pm)
    if not actions:
        return Verdict.not_applicable(_NONE_OPEN)
    return Verdict.met_if_none(vague_actions(pm, actions, context.team))


def _cover(pm: Postmortem, context: ConditionContext) -> Verdict:
    roles = {CauseRole.ROOT}
    if context.depth is Depth.FULL:
        roles.add(CauseRole.CONTRIBUTING)
    if not any(cause.role in roles for cause in pm.causes.causes):
        return Verdict.not_applicable("no cause is marked yet")
    new_action = Location(Stage.ACTIONS, "", "addresses")
    return Verdict.met_if_none(
        Violation(c.text, new_action) for c in uncovered(pm) if c.role in roles
    )


def _lasting(pm: Postmortem, _: ConditionContext) -> Verdict:
    actions = _planned(pm)
    if not actions and pm.actions.none_reason:
        return Verdict.not_applicable("there are no actions, for a reason")
    return Verdict.met_if(any(action.type in _LASTING for action in actions))


def _timely(pm: Postmortem, _: ConditionContext) -> Verdict:
    dated = [action for action in _open(pm) if action.due is not None]
    if not dated:
        return Verdict.not_applicable("no open action has a due date")
    created_on = pm.made_on
    return Verdict.met_if_none(
        _violation(a, "due", f" ({a.priority or 'no priority'}, {due_limit_days(a.priority)} days)")
        for a in dated
        if exceeds_due_limit(a, created_on)
    )


def _violation(action: Action, field: str, suffix: str = "") -> Violation:
    return Violation(f"{action.title}{suffix}", Location(Stage.ACTIONS, action.id, field))


CONDITIONS = (
    Condition(
        "actions.some",
        Stage.ACTIONS,
        "At least one action, or why there is none",
        "Press a and type an action, or press n and say why there is none.",
        ALL_DEPTHS,
        _some,
    ),
    Condition(
        "actions.owner",
        Stage.ACTIONS,
        "Every open action has one owner",
        "Select the action, press o, and name the one person who answers for it.",
        ALL_DEPTHS,
        _owner,
    ),
    Condition(
        "actions.due",
        Stage.ACTIONS,
        "Every open action has a due date",
        "Select the action, press w, and give it a day: +14d, or a date.",
        ALL_DEPTHS,
        _due,
    ),
    Condition(
        "actions.type",
        Stage.ACTIONS,
        "Every action prevents, detects, recovers or mends a process",
        "Select the action, press t, and choose what it does.",
        ALL_DEPTHS,
        _type,
    ),
    Condition(
        "actions.ticket",
        Stage.ACTIONS,
        "Every open action is in the issue tracker",
        "Select the action, press e, and add its ticket to the line: #OPS-12.",
        STANDARD_AND_FULL,
        _ticket,
    ),
    Condition(
        "actions.specific",
        Stage.ACTIONS,
        "No open action is vague",
        "Select the action, press f, and say what will be different and how anyone can tell.",
        STANDARD_AND_FULL,
        _specific,
    ),
    Condition(
        "actions.cover",
        Stage.ACTIONS,
        "Every root cause has an action or an accepted risk",
        "Press x to see what nothing answers to yet; add an action, or accept the risk in writing.",
        ALL_DEPTHS,
        _cover,
        statement_at={
            Depth.FULL: "Every root cause and contributing factor has an action or accepted risk"
        },
    ),
    Condition(
        "actions.lasting",
        Stage.ACTIONS,
        "At least one action prevents or detects",
        "Press a and add an action that stops this from coming back, or shows it sooner.",
        STANDARD_AND_FULL,
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
