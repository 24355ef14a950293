"""How an action reads in a row of the table: mark, title, type, priority, owner, day, ticket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from rich.text import Text

from facilitator.guide.due_limits import is_due_too_late
from facilitator.model.actions import Action, ActionStatus
from facilitator.tickets import Tickets
from screens.safe import cell

HEADS = ("", "Action", "Type", "Pri", "Owner", "Due", "Ticket", "For")

MARKS = {
    ActionStatus.OPEN: "○",
    ActionStatus.IN_PROGRESS: "◐",
    ActionStatus.DONE: "✓",
    ActionStatus.WONT_DO: "-",
}
"""One cell for each status; the line beneath the table says it in words."""


@dataclass(frozen=True)
class Setting:
    """What rows are shown against: causes by label, days in UTC, the team's tickets, a colour."""

    labels: dict[str, str] = field(default_factory=dict)
    made_on: date = date.min
    today: date = date.min
    tickets: Tickets = field(default_factory=Tickets)
    quiet: str = ""


def row_texts(action: Action, setting: Setting, marked: bool = False) -> tuple[str, ...]:
    """Return the cells of an action's row, in the order of HEADS.

    A due day ends in `!` where it has passed unmet, or is later than the priority allows.
    """
    asks = action.is_open and action.due is not None
    asks = asks and (_is_overdue(action, setting) or is_due_too_late(action, setting.made_on))
    return (
        f"{'●' if marked else ' '}{MARKS[action.status]}",
        action.title,
        action.type.value if action.type else "",
        action.priority.value if action.priority else "",
        action.owner,
        f"{action.due}{' !' if asks else ''}" if action.due else "",
        setting.tickets.name_of(action.ticket),
        " ".join(setting.labels[cause] for cause in action.addresses if cause in setting.labels),
    )


def row_cells(
    action: Action, setting: Setting, widths: Sequence[int], marked: bool = False
) -> list[Text]:
    """Return the cells of an action cut to these widths, quiet where nothing is left to do."""
    marks, *texts = row_texts(action, setting, marked)
    style = "" if action.is_open else setting.quiet
    found = [Text(marks, style, no_wrap=True, end="")]
    for text, width in zip(texts, widths[1:], strict=True):
        shown = cell(text, style)
        shown.truncate(width - 1, overflow="ellipsis")
        found.append(shown)
    return found


def _is_overdue(action: Action, setting: Setting) -> bool:
    return action.due is not None and action.due < setting.today
