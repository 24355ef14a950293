"""Stage 5: what will be done, by whom and by when.

The orders in which a list of actions can be read; the document keeps its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from facilitator.model.base import Item, ItemId, Value, with_unique_ids
from facilitator.model.types import Line, Person


class ActionType(StrEnum):
    """What an action does to the class of incident."""

    PREVENT = "prevent"
    DETECT = "detect"
    RECOVER = "recover"
    PROCESS = "process"


class Priority(StrEnum):
    """How soon, P0 first."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


class ActionStatus(StrEnum):
    """How far an action is."""

    OPEN = "open"
    IN_PROGRESS = "in progress"
    DONE = "done"
    WONT_DO = "won't do"


class Worked(StrEnum):
    """Whether an action did what it was for; asked at a review."""

    NOT_YET_KNOWN = "not yet known"
    YES = "yes"
    NO = "no"


class Action(Item):
    """One piece of work with one owner. `due` is a day in UTC; `addresses` are ids of causes."""

    title: Annotated[Line, Field(min_length=1)]
    type: ActionType | None = None
    owner: Person = ""
    due: date | None = None
    priority: Priority | None = None
    status: ActionStatus = ActionStatus.OPEN
    wont_do_reason: Line = ""
    ticket: Line = ""
    done_when: Line = ""
    addresses: tuple[ItemId, ...] = ()
    worked: Worked = Worked.NOT_YET_KNOWN

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)


class Actions(Value):
    """The action items, or a written reason why there are none."""

    actions: Annotated[tuple[Action, ...], AfterValidator(with_unique_ids)] = ()
    none_reason: Line = ""


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
    def following(self) -> ActionOrder:
        """The order after this one; after the last, the first."""
        orders = tuple(ActionOrder)
        return orders[(orders.index(self) + 1) % len(orders)]


def sorted_actions(actions: Iterable[Action], order: ActionOrder) -> tuple[Action, ...]:
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
