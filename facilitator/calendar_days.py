"""Days of the calendar, and those written in figures, such as 20/11/2026 and 11/20/26."""

from __future__ import annotations

import re
from datetime import date

from facilitator.unreadable import Unreadable

_CENTURY = 2000
"""Two digits of a year are of this one."""

WHICH_MONTH = "Which is the month there? Write the day as 2026-03-02."
"""Said of 02/03/2026 while nobody has said which comes first."""


def nearest_day(year: int | None, month: int, day: int, near: date) -> date | None:
    """Return the day of this year, or of the year that brings it nearest; None where none is."""
    years = (near.year, near.year - 1, near.year + 1) if year is None else (year,)
    days = [found for y in years if (found := _calendar_day(y, month, day))]
    return min(days, key=lambda found: abs(found - near), default=None)


def numeric_day(found: re.Match[str], near: date, day_first: bool | None) -> date:
    """Return the day that figures stand for, as NUMERIC_DAY found them.

    `day_first` decides where both orders give a day. Raises Unreadable where it is None then, and
    where neither gives one.
    """
    read = numeric_readings(found, near)
    if not read:
        raise Unreadable(f"There is no {found[0]} in the calendar.")
    if len(set(read.values())) > 1:
        if day_first is None:
            raise Unreadable(WHICH_MONTH)
        return read[day_first]
    return next(iter(read.values()))


def numeric_readings(found: re.Match[str], near: date) -> dict[bool, date]:
    """Return the days that figures may stand for, by whether the day comes first in them."""
    first, second = int(found["first"]), int(found["second"])
    year = int(found["year"]) if found["year"] else None
    if year is not None and len(found["year"]) == len("26"):
        year += _CENTURY
    days = {
        True: nearest_day(year, second, first, near),
        False: nearest_day(year, first, second, near),
    }
    return {day_first: day for day_first, day in days.items() if day is not None}


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
