"""Days on a line of their own, above the times that are of that day."""

from __future__ import annotations

import re
from datetime import date

from facilitator.moments import Context
from facilitator.unreadable import Unreadable
from facilitator.when import leading_day

_AFTER_A_DAY = re.compile(r"\W*$|\s*[,:;(|–—-]")
_PREFIX = re.compile(r"(?:(?:date|day)\s*:\s*|on\s+)", re.IGNORECASE)
_LONGEST = 60


def day_alone(line: str, context: Context) -> date | None:
    """Return the day that is all a line says; None where it says more, or something else."""
    said = _PREFIX.sub("", line.strip("#*=_-–— :"), count=1)
    found = _leading(said, context) if len(said) <= _LONGEST else None
    return found[0] if found and not found[1] else None


def day_heading(line: str, context: Context) -> date | None:
    """Return the day a line begins with where a comma or the like sets it apart from the rest."""
    found = _leading(_PREFIX.sub("", line.strip("#*=_-–— "), count=1), context)
    return found[0] if found and _AFTER_A_DAY.match(found[1]) else None


def _leading(line: str, context: Context) -> tuple[date, str] | None:
    try:
        return leading_day(line, context)
    except Unreadable:
        return None
