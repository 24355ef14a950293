"""Due days as people say them, read to a day in UTC."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from facilitator.model.errors import CannotRead
from facilitator.timeparse.parser import TimeContext, parse_day
from facilitator.timeparse.patterns import DAY, numeric_day
from facilitator.timeparse.timezones import UnreadableTime

STEP = re.compile(r"\+([0-9]{1,6})([dwm])", re.IGNORECASE)
PERIODS = ("week", "month", "quarter", "year")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_COUNTS = ("a", "two", "three", "four", "five", "six")
_AHEAD = re.compile(
    rf"in (?P<count>[0-9]{{1,6}}|{'|'.join(_COUNTS)}|one) ?(?P<unit>[dwm]|(?:day|week|month)s?)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"next (?P<unit>week|month)", re.IGNORECASE)
_NEAR = re.compile(r"today|tomorrow", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"(?:(?P<which>this|next) )?"
    r"(?P<name>(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)",
    re.IGNORECASE,
)
_END = re.compile(
    rf"(?:the )?end of (?:the )?(?:(?P<which>this|next) )?(?P<period>{'|'.join(PERIODS)})"
    r"|eo(?P<letter>[wmqy])",
    re.IGNORECASE,
)
_FORMS = (STEP, _AHEAD, _NEXT, _NEAR, _WEEKDAY, _END, DAY)
_FIGURES = re.compile(
    r"(?P<first>[0-9]{1,2})[/.-](?P<second>[0-9]{1,2})(?:[/.-](?P<year>[0-9]{4}|[0-9]{2})?)?"
)
_FRIDAY = 4
_HALF_WAY = timedelta(days=120)
"""A day without its year is the nearest to so many days from now: up to two months back, so that
one that has just passed is noticed, and otherwise ahead."""


def read_due(text: str, today: date) -> date:
    """Read a due day such as `+14d`, `fri`, `in 3 days`, `1 dec` or `end of next week`.

    `today` and the answer are days in UTC. A week day is the next one after today, that of `next`
    the one in the week (from Monday) after this; a week ends on its Friday. Raises CannotRead on
    a day that has passed and on what is no day.
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


def says_a_day(text: str) -> bool:
    """Whether a text is a day and nothing else; `yesterday`, which is never due, is none."""
    return text.lower() != "yesterday" and any(form.fullmatch(text) for form in _FORMS)


def _due(text: str, today: date) -> date:
    if step := STEP.fullmatch(text):
        return _stepped(today, int(step[1]), step[2])
    if ahead := _AHEAD.fullmatch(text):
        return _stepped(today, _count(ahead["count"].lower()), ahead["unit"])
    if onward := _NEXT.fullmatch(text):
        return _stepped(today, 1, onward["unit"])
    if _NEAR.fullmatch(text):
        return today + timedelta(days=text.lower() == "tomorrow")
    if weekday := _WEEKDAY.fullmatch(text):
        return _weekday(today, weekday["name"].lower(), weekday["which"])
    if end := _END.fullmatch(text):
        period = end["period"] or next(p for p in PERIODS if p[0] == end["letter"].lower())
        return _end(today, period.lower(), (end["which"] or "").lower() == "next")
    if figures := _FIGURES.fullmatch(text):
        return numeric_day(figures, today + _HALF_WAY, day_first=None)
    if written := DAY.fullmatch(text):
        return _written(written, today)
    raise CannotRead("Write a due date such as +14d, fri, 1 dec, end of month or 2026-12-01.")


def _count(said: str) -> int:
    if said.isdecimal():
        return int(said)
    return _COUNTS.index(said) + 1 if said in _COUNTS else 1


def _stepped(today: date, count: int, unit: str) -> date:
    """Return the day so many days, weeks or months on; a month ends where it ends."""
    unit = unit[0].lower()
    if unit != "m":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    last = _last_of_month(year, month + 1)
    return last.replace(day=min(today.day, last.day))


def _weekday(today: date, name: str, which: str | None) -> date:
    number = next(n for n, day in enumerate(WEEKDAYS) if day[:3] == name[:3])
    if which and which.lower() == "next":
        return today + timedelta(days=7 - today.weekday() + number)
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _end(today: date, period: str, is_next: bool) -> date:
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


def _written(found: re.Match[str], today: date) -> date:
    """Return a day as the calendar names it."""
    midnight = datetime.combine(today, time(), UTC)
    if found["near"] or found["y"] or found["y1"] or found["y2"]:
        return parse_day(found, TimeContext(today, midnight))
    return parse_day(found, TimeContext(today + _HALF_WAY, midnight))
