"""Stage 5: what will be done, by whom and by when."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from facilitator.model.text import Line, Person
from facilitator.model.value import Item, ItemId, Value, with_unique_ids


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
