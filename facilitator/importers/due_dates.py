"""Parsing due dates as people write them: `+14d`, `fri`, `in 3 days`, `end of month`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from facilitator.model.errors import CannotRead
from facilitator.timeparse.patterns import DAY, numeric_day
from facilitator.timeparse.timezones import UnreadableTime
from facilitator.timeparse.written_time import TimeContext, day_from_match

DAY_OFFSET = re.compile(r"\+([0-9]{1,6})([dwm])", re.IGNORECASE)
"""A due date as days, weeks or months from today: `+14d`, `+2w`, `+1m`."""
PERIODS = ("week", "month", "quarter", "year")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_COUNT_WORDS = ("a", "two", "three", "four", "five", "six")
_IN_COUNT = re.compile(
    rf"in (?P<count>[0-9]{{1,6}}|{'|'.join(_COUNT_WORDS)}|one)"
    r" ?(?P<unit>[dwm]|(?:day|week|month)s?)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"next (?P<unit>week|month)", re.IGNORECASE)
_TODAY_OR_TOMORROW = re.compile(r"today|tomorrow", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"(?:(?P<which>this|next) )?"
    r"(?P<name>(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)",
    re.IGNORECASE,
)
_END_OF_PERIOD = re.compile(
    rf"(?:the )?end of (?:the )?(?:(?P<which>this|next) )?(?P<period>{'|'.join(PERIODS)})"
    r"|eo(?P<letter>[wmqy])",
    re.IGNORECASE,
)
_FORMS = (DAY_OFFSET, _IN_COUNT, _NEXT, _TODAY_OR_TOMORROW, _WEEKDAY, _END_OF_PERIOD, DAY)
_FIGURES = re.compile(
    r"(?P<first>[0-9]{1,2})[/.-](?P<second>[0-9]{1,2})(?:[/.-](?P<year>[0-9]{4}|[0-9]{2})?)?"
)
_FRIDAY = 4
_MIDPOINT = timedelta(days=120)
"""A date without a year is the one nearest to 120 days from today.

That is a date from two months ago up to ten months ahead: one that has just passed is reported as
passed, not taken for next year.
"""


def parse_due_date(text: str, today: date) -> date:
    """Parse a due date such as `+14d`, `fri`, `in 3 days`, `1 dec` or `end of next week`.

    `today` and the result are dates in UTC. A weekday is the next one after today; `next fri` is
    the Friday of the next week, and weeks start on Monday. A week ends on its Friday. Raises
    CannotRead if the text is no date, or the date has passed.
    """
    try:
        due = _due(" ".join(text.split()), today)
    except OverflowError:
        raise CannotRead("That day lies outside the calendar.") from None
    except UnreadableTime as unreadable:
        raise CannotRead(str(unreadable)) from None
    if due < today:
        raise CannotRead(f"{due.isoformat()} has passed: choose today or a later day.")
    return due


def is_due_date(text: str) -> bool:
    """Whether a text is a due date and nothing else; `yesterday` is not, since it has passed."""
    return text.lower() != "yesterday" and any(form.fullmatch(text) for form in _FORMS)


def _due(text: str, today: date) -> date:
    if step := DAY_OFFSET.fullmatch(text):
        return _after(today, int(step[1]), step[2])
    if in_count := _IN_COUNT.fullmatch(text):
        return _after(today, _count(in_count["count"].lower()), in_count["unit"])
    if following := _NEXT.fullmatch(text):
        return _after(today, 1, following["unit"])
    if _TODAY_OR_TOMORROW.fullmatch(text):
        return today + timedelta(days=text.lower() == "tomorrow")
    if weekday := _WEEKDAY.fullmatch(text):
        return _weekday(today, weekday["name"].lower(), weekday["which"])
    if end := _END_OF_PERIOD.fullmatch(text):
        period = end["period"] or next(p for p in PERIODS if p[0] == end["letter"].lower())
        return _end_of(today, period.lower(), (end["which"] or "").lower() == "next")
    if figures := _FIGURES.fullmatch(text):
        return numeric_day(figures, today + _MIDPOINT, day_first=None)
    if calendar_date := DAY.fullmatch(text):
        return _calendar_date(calendar_date, today)
    raise CannotRead("Write a due date such as +14d, fri, 1 dec, end of month or 2026-12-01.")


def _count(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return _COUNT_WORDS.index(word) + 1 if word in _COUNT_WORDS else 1


def _after(today: date, count: int, unit: str) -> date:
    """Return the date a number of days, weeks or months later; a month after 31 Jan is 28 Feb."""
    unit = unit[0].lower()
    if unit != "m":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    last = _last_of_month(year, month + 1)
    return last.replace(day=min(today.day, last.day))


def _weekday(today: date, name: str, which: str | None) -> date:
    index = next(n for n, day in enumerate(WEEKDAYS) if day[:3] == name[:3])
    if which and which.lower() == "next":
        return today + timedelta(days=7 - today.weekday() + index)
    return today + timedelta(days=(index - today.weekday() - 1) % 7 + 1)


def _end_of(today: date, period: str, is_next: bool) -> date:
    match period:
        case "week":
            friday = today + timedelta(days=(_FRIDAY - today.weekday()) % 7)
            return friday + timedelta(days=7 * (is_next and today.weekday() <= _FRIDAY))
        case "month":
            month = today.month + is_next
        case "quarter":
            month = (today.month - 1) // 3 * 3 + 3 + 3 * is_next
        case _:
            month = 12 + 12 * is_next
    return _last_of_month(today.year + (month - 1) // 12, (month - 1) % 12 + 1)


def _last_of_month(year: int, month: int) -> date:
    if year > date.max.year:
        raise OverflowError
    return date(year, month, monthrange(year, month)[1])


def _calendar_date(found: re.Match[str], today: date) -> date:
    """Return a date written as in a calendar: `1 dec`, `2026-12-01`."""
    midnight = datetime.combine(today, time(), UTC)
    if found["near"] or found["y"] or found["y1"] or found["y2"]:
        return day_from_match(found, TimeContext(today, midnight))
    return day_from_match(found, TimeContext(today + _MIDPOINT, midnight))
