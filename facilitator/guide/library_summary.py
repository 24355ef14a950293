"""Rows of the library, the due items of each postmortem, and counts over all of them.

Imports no document model: the library paints its first rows before the models are needed.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from facilitator.text.format import format_day, truncate

SOON_DAYS = 7
"""Days from today within which an item counts as due soon."""

_LONGEST_TITLE = 32


class DueKind(StrEnum):
    """Kind of a due item."""

    ACTION = "action"
    MEETING = "meeting"
    REVIEW = "review"


class Due(NamedTuple):
    """The UTC day of an open action, a meeting or a review.

    `action` and `owner` are the title and the owner of an action, empty for the others.
    """

    kind: DueKind
    day: date
    action: str = ""
    owner: str = ""


class DueItem(NamedTuple):
    """A due action, meeting or review, with the id and the title of its postmortem."""

    due: Due
    postmortem_id: str
    title: str

    def days_left(self, today: date) -> int:
        """Return the days left from a UTC day on; negative if it is late."""
        return (self.due.day - today).days


def time_until_due(item: DueItem, today: date) -> str:
    """Format the days until an item is due, or since it was: `in 3 days`, `2 days late`."""
    days = item.days_left(today)
    if days < 0:
        return "1 day late" if days == -1 else f"{-days} days late"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def due_label(item: DueItem, today: date) -> str:
    """Format a due item with its day: `review of 'Checkout errors' on Thu 26 Nov`.

    For a past day: `was due on`.
    """
    title = truncate(item.title or "Untitled postmortem", _LONGEST_TITLE)
    on = "was due on" if item.days_left(today) < 0 else "on"
    return f"{item.due.kind} of '{title}' {on} {format_day(item.due.day, today)}"


class Summary(NamedTuple):
    """A row of the library; days are UTC.

    `severity` is empty while not set; `marks` has one `StageMark` for each of the six stages.
    `next_date` is the first day on which an item is due. `problem` says why the file cannot be
    read, with all other fields empty; it is empty for a readable file.
    """

    id: str
    title: str
    severity: str
    status: str
    marks: str
    open_actions: int
    overdue_actions: int
    next_date: date | None
    problem: str = ""

    @property
    def made_on(self) -> str:
        """The UTC day this postmortem was created (`2026-12-31`), taken from its id."""
        return self.id[:10]


class Counts(NamedTuple):
    """Counts over a library. `due_soon`: reviews and meetings due within a week, or overdue.

    `first_due` is the earliest of those. `first_problem` is the problem of the newest unreadable
    postmortem.
    """

    postmortems: int
    overdue_actions: int
    due_soon: int
    unreadable: int
    first_problem: str
    first_due: DueItem | None = None
