"""UTC minutes and days as text, and texts cut to a length.

Kept apart from `facilitator.timeparse`, whose regular expressions would cost start-up time here.
Names of days and months are English in every locale; those of `strftime` are not.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def clock(minute: datetime) -> str:
    """Return the time of day: `14:02`."""
    return f"{minute.hour:02}:{minute.minute:02}"


def day_and_clock(minute: datetime) -> str:
    """Return the day and the time of day: `2019-07-02 14:02`."""
    return f"{minute.date().isoformat()} {clock(minute)}"


def format_day(day: date, today: date) -> str:
    """Return a day as `Thu 26 Nov`, with its year if that is not the year of `today`."""
    words = f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def format_days(days: Iterable[date], today: date) -> str:
    """Return one or more days as `Thu 26 Nov and Mon 28 Dec`, earliest first."""
    *others, last = (format_day(day, today) for day in sorted(days))
    return f"{', '.join(others)} and {last}" if others else last


def truncate(text: str, length: int) -> str:
    """Return a text cut to at most `length` characters, the last of them `…` if it was cut."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
