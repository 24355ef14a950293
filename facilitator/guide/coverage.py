"""Coverage of causes by actions: causes without an action, and actions without a cause."""

from __future__ import annotations

from typing import NamedTuple

from facilitator.model.actions import Action, ActionStatus
from facilitator.model.base import item_of, with_item
from facilitator.model.causes import Cause, CauseRole
from facilitator.model.postmortem import Postmortem


class CauseCover(NamedTuple):
    """A cause, its label (`c3`), and whether it still needs an action."""

    cause: Cause
    label: str
    is_uncovered: bool


class ActionCover(NamedTuple):
    """An action, its label (`a2`), and whether it is linked to no cause."""

    action: Action
    label: str
    is_orphan: bool


class Coverage(NamedTuple):
    """The rows (causes) and columns (actions) of the coverage matrix; uncovered ones come first."""

    causes: tuple[CauseCover, ...]
    actions: tuple[ActionCover, ...]

    @property
    def uncovered(self) -> int:
        """The number of causes that still need an action."""
        return sum(row.is_uncovered for row in self.causes)

    @property
    def orphans(self) -> int:
        """The number of actions linked to no cause."""
        return sum(column.is_orphan for column in self.actions)


def uncovered(pm: Postmortem) -> tuple[Cause, ...]:
    """Return the root causes and contributing factors with neither an action nor an accepted risk.

    An action with status "won't do" covers nothing; an intermediate cause needs no action.
    """
    addressed = {
        cause_id
        for action in pm.actions.actions
        if action.status is not ActionStatus.WONT_DO
        for cause_id in action.addresses
    }
    return tuple(
        cause
        for cause in pm.causes.causes
        if cause.role is not CauseRole.STEP
        and not cause.accepted_risk
        and cause.id not in addressed
    )


def coverage(pm: Postmortem) -> Coverage:
    """Return the coverage matrix; an intermediate cause is in it only if an action is linked to it.

    Actions are labelled a1, a2, ... in the order they were entered.
    """
    labels = pm.causes.labels()
    open_ids = {cause.id for cause in uncovered(pm)}
    addressed = {cause_id for action in pm.actions.actions for cause_id in action.addresses}
    rows = [
        CauseCover(cause, labels[cause.id], cause.id in open_ids)
        for _, cause in pm.causes.in_tree_order()
        if cause.role is not CauseRole.STEP or cause.id in addressed
    ]
    columns = [
        ActionCover(action, f"a{n}", not labels.keys() & set(action.addresses))
        for n, action in enumerate(pm.actions.actions, start=1)
    ]
    return Coverage(
        tuple(sorted(rows, key=lambda row: not row.is_uncovered)),
        tuple(sorted(columns, key=lambda column: not column.is_orphan)),
    )


def with_cause_link_toggled(pm: Postmortem, cause_id: str, action_id: str) -> Postmortem:
    """Link an action to a cause, or unlink it if it is linked. Raises UnknownItem."""
    pm.causes.cause(cause_id)
    action = item_of(pm.actions.actions, action_id)
    others = tuple(each for each in action.addresses if each != cause_id)
    addresses = others if cause_id in action.addresses else (*action.addresses, cause_id)
    actions = with_item(pm.actions.actions, action.changing(addresses=addresses))
    return pm.changing(actions=pm.actions.changing(actions=actions))


def with_risk_accepted(pm: Postmortem, cause_id: str, reason: str) -> Postmortem:
    """Accept the risk of a cause; an empty reason withdraws that. Raises UnknownItem."""
    cause = pm.causes.cause(cause_id).changing(accepted_risk=reason)
    return pm.changing(causes=pm.causes.with_cause(cause))
