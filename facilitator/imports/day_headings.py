"""Days on a line of their own, above the times that are of that day."""

from __future__ import annotations

import re
from datetime import date

from facilitator.timeparse.parse import leading_day, leading_when
from facilitator.timeparse.parser import Context
from facilitator.timeparse.patterns import NUMERIC_DAY, WEEKDAY
from facilitator.timeparse.timezones import Unreadable

_AFTER_A_DAY = re.compile(r"\W*$|\s*[,:;(|–—-]")
_PREFIX = re.compile(r"^(?:(?:date|day)\s*:\s*|on\s+)", re.IGNORECASE)
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


def day_problem(line: str, context: Context) -> str:
    """Return why a weekday alone, or the whole day in figures that heads a line, is no one day.

    Empty where it is one, and where a time of its own follows it.
    """
    if WEEKDAY.fullmatch(line.strip("#*=_-–— :")):
        return "Which date is that? Write it, as 2026-03-02, for the times below it."
    said = _PREFIX.sub("", line.strip("#*=_-–— "), count=1)
    found = NUMERIC_DAY.match(said)
    if found is None or not found["year"] or not _AFTER_A_DAY.match(said, found.end()):
        return ""
    try:
        leading_day(said, context)
    except Unreadable as unreadable:
        return "" if _has_a_time(said[found.end() :], context) else str(unreadable)
    return ""


def _has_a_time(after_the_day: str, context: Context) -> bool:
    try:
        leading_when(f"{context.day.isoformat()}{after_the_day}", context)
    except Unreadable:
        return False
    return True


def _leading(line: str, context: Context) -> tuple[date, str] | None:
    try:
        return leading_day(line, context)
    except Unreadable:
        return None
