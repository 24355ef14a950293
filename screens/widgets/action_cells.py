"""How an action reads in a row of the table: mark, title, type, priority, owner, day, ticket."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from facilitator.guide.schedule import is_due_too_late
from facilitator.model.actions import Action, ActionStatus
from facilitator.model.tickets import Tickets
from screens.base.text import one_line
from screens.widgets.table import Column, Row

_HEADS = ("", "Action", "Type", "Pri", "Owner", "Due", "Ticket", "For")
_WIDTHS = {
    120: (2, 0, 8, 4, 18, 12, 12, 10),
    90: (2, 0, 7, 3, 14, 12, 10, 7),
    0: (2, 0, 7, 3, 9, 12, 9, 5),
}
"""Cells of each column from so many cells of the table on; 0 takes the room left."""

MARKS = {
    ActionStatus.OPEN: "○",
    ActionStatus.IN_PROGRESS: "◐",
    ActionStatus.DONE: "✓",
    ActionStatus.WONT_DO: "-",
}
"""One cell for each status; the line beneath the table says it in words."""


@dataclass(frozen=True)
class Setting:
    """What rows are shown against: causes by label, days in UTC, the team's tickets."""

    labels: dict[str, str] = field(default_factory=dict)
    made_on: date = date.min
    today: date = date.min
    tickets: Tickets = field(default_factory=Tickets)


def columns(room: int) -> tuple[Column, ...]:
    """Return the columns of a table of so many cells; the title takes what the others leave."""
    widths = next(widths for least, widths in _WIDTHS.items() if room >= least)
    return tuple(map(Column, _HEADS, widths))


def row_of(action: Action, setting: Setting, *, is_marked: bool = False) -> Row:
    """Return what each column says of an action, quiet where nothing is left to do.

    A due day ends in `!` where it has passed unmet, or is later than the priority allows.
    """
    asks = action.is_open and action.due is not None
    asks = asks and (_is_overdue(action, setting) or is_due_too_late(action, setting.made_on))
    texts = (
        action.title,
        action.type.value if action.type else "",
        action.priority.value if action.priority else "",
        action.owner,
        f"{action.due}{' !' if asks else ''}" if action.due else "",
        setting.tickets.name_of(action.ticket),
        " ".join(setting.labels[cause] for cause in action.addresses if cause in setting.labels),
    )
    marks = f"{'●' if is_marked else ' '}{MARKS[action.status]}"
    return Row((marks, *map(one_line, texts)), is_quiet=not action.is_open)


def _is_overdue(action: Action, setting: Setting) -> bool:
    return action.due is not None and action.due < setting.today
