"""One postmortem as a row of the library, and what all of them together ask for.

Imports no document model: the library paints its first rows before the models are needed.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from facilitator.guide.due import DueIn


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
    first_due: DueIn | None = None
