"""Stage 5: action items, each with an owner and a due date, and the orders to list them in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from facilitator.model.base import Item, ItemId, Value, with_unique_ids
from facilitator.model.types import Line, Person


class ActionType(StrEnum):
    """What an action item does about this class of incident."""

    PREVENT = "prevent"
    DETECT = "detect"
    RECOVER = "recover"
    PROCESS = "process"


class Priority(StrEnum):
    """Priority of an action item; P0 is the most urgent. Each has a due date limit by depth."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


class ActionStatus(StrEnum):
    """Progress of an action item."""

    OPEN = "open"
    IN_PROGRESS = "in progress"
    DONE = "done"
    WONT_DO = "won't do"


class Worked(StrEnum):
    """Whether a completed action item had its effect; answered at a review meeting."""

    NOT_YET_KNOWN = "not yet known"
    YES = "yes"
    NO = "no"


class Action(Item):
    """One action item: a piece of work with one owner."""

    title: Annotated[Line, Field(min_length=1)]
    """The work to be done, as one line that is not empty."""
    type: ActionType | None = None
    """What the action does about this class of incident; null while not chosen."""
    owner: Person = ""
    """The one person responsible for the action; empty while there is none."""
    due: date | None = None
    """Due date, a day in UTC; null while there is none."""
    priority: Priority | None = None
    """Priority; null while not chosen."""
    status: ActionStatus = ActionStatus.OPEN
    """Progress of the action."""
    wont_do_reason: Line = ""
    """Why the action will not be done, if its status says so."""
    ticket: Line = ""
    """The ticket in the issue tracker: a key such as OPS-12, or an http or https link."""
    done_when: Line = ""
    """How to tell that the action is done."""
    addresses: tuple[ItemId, ...] = ()
    """Ids of the causes that the action addresses."""
    worked: Worked = Worked.NOT_YET_KNOWN
    """Whether the completed action had its effect, according to a review meeting."""

    @property
    def is_open(self) -> bool:
        """Whether work is left: the status is open or in progress."""
        return self.status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)


class Actions(Value):
    """The action items, or the reason why there are none."""

    actions: Annotated[tuple[Action, ...], AfterValidator(with_unique_ids)] = ()
    """The action items, in the order they were written down."""
    none_reason: Line = ""
    """Why the postmortem has no action items; empty if it has some, or if no reason is given."""


_STATUSES = tuple(ActionStatus)
_PRIORITIES = (*Priority, None)


class ActionOrder(StrEnum):
    """An order to list action items in. It is never saved: the document keeps its own order."""

    GIVEN = "as written down"
    DUE = "by due day"
    OWNER = "by owner"
    PRIORITY = "by priority"
    STATUS = "by status"

    @property
    def following(self) -> ActionOrder:
        """The order after this one; the first again after the last."""
        orders = tuple(ActionOrder)
        return orders[(orders.index(self) + 1) % len(orders)]


def sorted_actions(actions: Iterable[Action], order: ActionOrder) -> tuple[Action, ...]:
    """Return the actions sorted by `order`; equal ones keep their order in the document.

    In the orders by due date, owner and priority, open actions come before closed ones. Within
    each of these two groups, actions without a value to sort by come last.
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
