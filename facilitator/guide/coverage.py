"""Causes against actions: what nothing answers to yet, and what each action does to a cause."""

from __future__ import annotations

from typing import NamedTuple

from facilitator.model.actions import Action, ActionStatus
from facilitator.model.base import item_of, with_item
from facilitator.model.causes import Cause, CauseRole
from facilitator.model.postmortem import Postmortem


class CauseCover(NamedTuple):
    """A cause, what people call it, and whether something has to be done about it still."""

    cause: Cause
    label: str
    is_uncovered: bool


class ActionCover(NamedTuple):
    """An action, what the matrix calls it, and whether it answers no cause at all."""

    action: Action
    label: str
    is_orphan: bool


class Coverage(NamedTuple):
    """The causes that need an answer or have one, and the actions; what is missing comes first."""

    causes: tuple[CauseCover, ...]
    actions: tuple[ActionCover, ...]

    @property
    def uncovered(self) -> int:
        """How many causes nothing answers to."""
        return sum(row.is_uncovered for row in self.causes)

    @property
    def orphans(self) -> int:
        """How many actions answer no cause."""
        return sum(column.is_orphan for column in self.actions)


def uncovered(pm: Postmortem) -> tuple[Cause, ...]:
    """Return the roots and contributing factors with neither an action nor an accepted risk.

    An action nobody will do covers nothing; a mere step of the chain needs no cover.
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
    """Return causes against actions. A step of the chain shows only where an action answers it.

    Actions are called a1, a2, ... in the order they were written down.
    """
    labels = pm.causes.labels()
    bare = {cause.id for cause in uncovered(pm)}
    answered = {cause_id for action in pm.actions.actions for cause_id in action.addresses}
    rows = [
        CauseCover(cause, labels[cause.id], cause.id in bare)
        for _, cause in pm.causes.in_tree_order()
        if cause.role is not CauseRole.STEP or cause.id in answered
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
    """Say that an action answers a cause, or take that back. Raises UnknownItem."""
    pm.causes.cause(cause_id)
    action = item_of(pm.actions.actions, action_id)
    others = tuple(each for each in action.addresses if each != cause_id)
    tied = others if cause_id in action.addresses else (*action.addresses, cause_id)
    actions = with_item(pm.actions.actions, action.changing(addresses=tied))
    return pm.changing(actions=pm.actions.changing(actions=actions))


def with_risk_accepted(pm: Postmortem, cause_id: str, reason: str) -> Postmortem:
    """Say why a cause is lived with; an empty reason takes that back. Raises UnknownItem."""
    cause = pm.causes.cause(cause_id).changing(accepted_risk=reason)
    return pm.changing(causes=pm.causes.with_cause(cause))
