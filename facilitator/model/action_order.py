"""The orders in which a list of actions can be read; the document keeps its own."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from facilitator.model.actions import Action, ActionStatus, Priority

_STATUSES = tuple(ActionStatus)
_PRIORITIES = (*Priority, None)


class ActionOrder(StrEnum):
    """What actions are put in order by."""

    GIVEN = "as written down"
    DUE = "by due day"
    OWNER = "by owner"
    PRIORITY = "by priority"
    STATUS = "by status"

    @property
    def following(self) -> "ActionOrder":
        """The order after this one; after the last, the first."""
        orders = tuple(ActionOrder)
        return orders[(orders.index(self) + 1) % len(orders)]


def in_order(actions: Iterable[Action], order: ActionOrder) -> tuple[Action, ...]:
    """Return the actions in another order; what is equal in it stays as it was.

    What nothing is left to do of comes last, and so does, among the others, what says nothing of
    what they are ordered by.
    """
    match order:
        case ActionOrder.GIVEN:
            return tuple(actions)
        case ActionOrder.STATUS:
            return tuple(sorted(actions, key=lambda a: _STATUSES.index(a.status)))
        case ActionOrder.DUE:
            return tuple(sorted(actions, key=lambda a: (not a.is_open, a.due or date.max)))
        case ActionOrder.OWNER:
            return tuple(
                sorted(actions, key=lambda a: (not a.is_open, not a.owner, a.owner.casefold()))
            )
        case ActionOrder.PRIORITY:
            return tuple(
                sorted(actions, key=lambda a: (not a.is_open, _PRIORITIES.index(a.priority)))
            )
