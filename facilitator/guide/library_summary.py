"""One postmortem as a row of the library, and what all of them together ask for.

Imports no document model: the library paints its first rows before the models are needed.

What is due on which day, and how that is said.

Imports no document model: the library says what is due before the models are needed.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from facilitator.text.format import spoken_day

SOON_DAYS = 7
"""What falls within so many days from today is said to be due."""

_TITLE_LETTERS = 32


class DueKind(StrEnum):
    """What a day asks for."""

    ACTION = "action"
    MEETING = "meeting"
    REVIEW = "review"


class Due(NamedTuple):
    """A UTC day by which an open action is due, a meeting is held, or a review is awaited.

    `action` and `owner` are the title of an action and who answers for it; else empty.
    """

    kind: DueKind
    day: date
    action: str = ""
    owner: str = ""


class DueItem(NamedTuple):
    """Something that is due, and the postmortem it is due in."""

    due: Due
    postmortem_id: str
    title: str

    def days_left(self, today: date) -> int:
        """Return how many days there are left from this UTC day on; below zero it is late."""
        return (self.due.day - today).days


def when_due(found: DueItem, today: date) -> str:
    """Say how soon something is due, or how late it is: `in 3 days`, `2 days late`."""
    days = found.days_left(today)
    if days < 0:
        return "1 day late" if days == -1 else f"{-days} days late"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def due_words(found: DueItem, today: date) -> str:
    """Say what is due and when: `review of 'Checkout errors' on Thu 26 Nov`, `was due on` later."""
    title = found.title or "Untitled postmortem"
    if len(title) > _TITLE_LETTERS:
        title = f"{title[: _TITLE_LETTERS - 1].rstrip()}…"
    on = "was due on" if found.days_left(today) < 0 else "on"
    return f"{found.due.kind} of '{title}' {on} {spoken_day(found.due.day, today)}"


class Summary(NamedTuple):
    """What the library shows of a postmortem; days are UTC.

    `severity` is empty while nobody gave one; `marks` are those of the six stages, a letter each
    (`StageMark`). `next_date` is the first day that still asks something of somebody. `problem`
    says why the file could not be read, and is empty where it could: all else is empty then.
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
        """The UTC day this postmortem was begun (`2026-12-31`), as its id says."""
        return self.id[:10]


class Counts(NamedTuple):
    """What a library holds. `due_soon`: reviews and meetings due within a week, or late already.

    `first_due` is the first of those. `first_problem` says what is wrong with the newest of those
    that cannot be read.
    """

    postmortems: int
    overdue_actions: int
    due_soon: int
    unreadable: int
    first_problem: str
    first_due: DueItem | None = None
