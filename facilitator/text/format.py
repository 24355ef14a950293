"""A UTC minute or day, written. Reading one back is `facilitator.when`: that brings patterns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def clock(minute: datetime) -> str:
    """Return the minute as `14:02`."""
    return f"{minute.hour:02}:{minute.minute:02}"


def day_and_clock(minute: datetime) -> str:
    """Return the minute as `2019-07-02 14:02`."""
    return f"{minute.date().isoformat()} {clock(minute)}"


def spoken_day(day: date, today: date) -> str:
    """Return a UTC day as `Thu 26 Nov`, with the year where it is not that of today."""
    words = f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def spoken_days(days: Iterable[date], today: date) -> str:
    """Return UTC days as `Thu 26 Nov and Mon 28 Dec`, earliest first."""
    *others, last = (spoken_day(day, today) for day in sorted(days))
    return f"{', '.join(others)} and {last}" if others else last
