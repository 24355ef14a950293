"""Due days as people type them, read to a day in UTC."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from facilitator.imports.errors import CannotRead
from facilitator.moments import Context
from facilitator.unreadable import Unreadable
from facilitator.when import leading_day

STEP = re.compile(r"\+([0-9]{1,6})([dwm])", re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = "mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun"
NEAR_DAY = re.compile(rf"today|tomorrow|eom|(?:{_WEEKDAY})(?:day)?", re.IGNORECASE)
MONTH_END = re.compile(r"end of (?:the )?month", re.IGNORECASE)
_NUMERIC_DAY = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}(?:[/.-][0-9]{2,4})?$")


def read_due(text: str, today: date) -> date:
    """Read a due day such as `+14d`, `+2w`, `fri`, `2026-12-01`, `2 Dec` or `end of month`.

    `today` and the answer are days in UTC; a week day is the next one after today. Raises
    CannotRead on a day that has passed and on what is no day.
    """
    due = _due(" ".join(text.split()), today)
    if due < today:
        raise CannotRead(f"{due.isoformat()} has passed: choose today or a later day.")
    return due


def _due(text: str, today: date) -> date:
    step, near = STEP.fullmatch(text), NEAR_DAY.fullmatch(text)
    if MONTH_END.fullmatch(text) or text.lower() == "eom":
        return today.replace(day=monthrange(today.year, today.month)[1])
    try:
        if step:
            return _stepped(today, int(step[1]), step[2].lower())
        if near:
            ahead = {"today": 0, "tomorrow": 1}.get(text.lower())
            if ahead is None:
                ahead = (_WEEKDAYS.index(text[:3].lower()) - today.weekday() - 1) % 7 + 1
            return today + timedelta(days=ahead)
        found = leading_day(text, Context(today, datetime.combine(today, time(), UTC)))
    except OverflowError:
        raise CannotRead("That day lies outside the calendar.") from None
    except Unreadable as unreadable:
        raise CannotRead(str(unreadable)) from None
    if _NUMERIC_DAY.match(text):
        raise CannotRead("Which is the month there? Write the day as 2026-03-02.")
    if found is None or found[1]:
        raise CannotRead("Write a due date such as +14d, +2w, fri, end of month or 2026-12-01.")
    return found[0]


def _stepped(today: date, count: int, unit: str) -> date:
    """Return the day so many days, weeks or months on; a month ends where it ends."""
    if unit != "m":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 + count
    year, month = divmod(months, 12)
    if year > date.max.year:
        raise OverflowError
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
