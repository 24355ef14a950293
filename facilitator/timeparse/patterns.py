"""Regular expressions of days, clock times and zones, and days in figures such as 20/11/26."""

from __future__ import annotations

import re
from datetime import date

from facilitator.timeparse.timezones import ABBREVIATIONS, AREAS, OLD_NAMES, UnreadableTime

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
WEEKDAY = re.compile(_WEEKDAY, re.IGNORECASE)
_ITS_WEEKDAY = rf"(?:{_WEEKDAY},?[ ])?"
DAY = re.compile(
    rf"{_ITS_WEEKDAY}(?:"
    r"(?P<y>[0-9]{4})(?P<sep>[-/])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})"
    rf"|(?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -](?P<n1>{MONTH})\b\.?"
    r"(?:,?[ -](?P<y1>[0-9]{4})(?![0-9:]))?"
    rf"|(?P<n2>{MONTH})\.?[ ](?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9:])"
    r"(?:,?[ ](?P<y2>[0-9]{4})(?![0-9:]))?"
    r"|(?P<near>yesterday|today)\b)(?![0-9])",
    re.IGNORECASE,
)
"""A day with a month that is certain: `2019-07-02`, `2 Jul 2019`, `July 2`, `yesterday`."""
NUMERIC_DAY = re.compile(
    rf"{_ITS_WEEKDAY}(?P<first>[0-9]{{1,2}})(?P<by>[-/.])(?P<second>[0-9]{{1,2}})"
    r"(?:(?P=by)(?P<year>[0-9]{4}|[0-9]{2})|(?<=/[0-9])|(?<=/[0-9][0-9]))"
    r"(?!(?!T[0-9])\w|[-/.][0-9])",
    re.IGNORECASE,
)
"""A day in figures, the month first or second; without a year only with a slash, as in 20/11."""
YEAR_BEHIND = re.compile(r"[ ](?P<year>(?:19|20)[0-9]{2})(?![\w:.,/-])")
"""A year after the clock time, as `ctime` writes it: `Mon Jul 1 10:00:00 2019`."""
BETWEEN_DAY_AND_CLOCK = re.compile(r"(?P<t>T)|,?[ ](?:(?:at|\||-|–)[ ])?", re.IGNORECASE)
ABOUT = re.compile(r"(?:[~≈][ ]?|(?:about|around)[ ])?", re.IGNORECASE)
CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
    r"(?:[ ]?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?P<hour12>[0-9]{1,2})[ ]?(?P<half12>[ap])\.?m\b\.?"
    r"|(?P<digits>[0-9]{4})(?![-/.][0-9]{1,2}[-/.][0-9])",
    re.IGNORECASE,
)
"""A clock time with a colon (`14:02`), of twelve hours (`2pm`), or of four digits (`1402`)."""
CLOCK_WITH_H = re.compile(r"(?P<hour>[0-9]{1,2})h(?P<minute>[0-9]{2})", re.IGNORECASE)
# After a number with a dot, these words make it a quantity: 14.30 GB, 14.30 percent, 14.30 to 15.
_UNITS = (
    "%|°|[kmgtp]i?(?:b|bit|bytes?)?(?:/s|ps)?|b|bytes?|[nµuμm]?s|(?:milli)?sec(?:ond)?s?|mins?|minutes?"
    "|h|hrs?|hours?|d|days?|weeks?|months?|years?|x|times|percent|per|thousand|million|billion"
    "|[kmg]?hz|[rqt]ps|eur|usd|euros?|dollars?|cores?|v?cpus?|to|and|or|of"
)
CLOCK_WITH_A_DOT = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-3])[.](?P<minute>[0-5][0-9])"
    r"(?:[ ]?(?P<half>[ap])\.?m\b\.?"
    r"|(?=(?:[ ]?[-–][ ]?[0-9]{1,2}[.][0-9]{2})?[ ](?:[-–—|][ ])?"
    rf"(?!(?:{_UNITS})(?!\w))[^\W\d_]|[ ](?:[-–—|][ ])?[!#@\"“'(][^\W\d_]))",
    re.IGNORECASE,
)
"""A clock time with a dot, `14.30 page fires`: words follow it, but no unit as in `14.30 GB`."""
EPOCH = re.compile(r"(?P<epoch>1[0-9]{9}(?:[0-9]{3}(?![.]))?)(?:[.][0-9]{1,9})?(?![\w.,:/-])")
"""A Unix timestamp as in chats and logs: seconds, perhaps with a fraction, or milliseconds."""
ZONE_NAMES = "|".join(ABBREVIATIONS)
"""The zone abbreviations other than UTC, as alternatives of a regular expression."""
PLACES = rf"(?:(?:{'|'.join(AREAS)})/[A-Za-z0-9_+/-]*[A-Za-z0-9]|{'|'.join(OLD_NAMES)})"
ZONE = re.compile(
    r"[ ]?(?i:UTC|GMT)(?P<from_utc>[+-][0-9]{1,2}(?::[0-9]{2}|[0-9]{2})?)(?![0-9:])"
    rf"|[ ]?(?P<letters>{ZONE_NAMES})(?![\w/]|-(?![0-9]))"
    rf"|[ ](?P<place>(?i:{PLACES}))(?!\w)"
    r"|(?:[Zz]|[ ]Z(?!-)|[ ]?(?i:UTC|GMT))(?!\w)"
    r"|(?P<space>[ ]?)(?P<offset>[+-][0-9]{2}:?[0-9]{2})(?![\w:])"
)
NOT_A_CLOCK = re.compile(r"\w|%|[:.,][0-9]")
"""Text that must not follow a clock time, such as the `%` of `14.30%`."""
AFTER_BARE_DIGITS = re.compile(r"$|[ ,:;|)\]~]|[-–—]")
UNTIL = re.compile(r"[ ]?(?:->|[-–—→])[ ]?|[ ](?:to|until|till)[ ]", re.IGNORECASE)
"""The separator between the two times of a range."""
RELATIVE_TIME = re.compile(
    r"(?P<sign>[+-])(?:(?P<hours>[0-9]{1,3})"
    r"(?:h(?:(?P<rest>[0-5][0-9]|[0-9](?=m))(?:min|m)?)?|[ ](?:h|hrs?|hours?))"
    r"|(?P<minutes>[0-9]{1,5})(?:[ ]?(?:mins?|minutes?)|m)?)(?![\w:%.,/])"
    r"|now(?!\w)",
    re.IGNORECASE,
)
REAL_HALF_HOURS_WEST = ("02:30", "03:30", "09:30")
"""Offsets west of UTC that are no whole hours: Newfoundland in summer and winter, Marquesas."""


_CENTURY = 2000
"""The century of a year with two digits."""

WHICH_MONTH = "Which is the month there? Write the day as 2026-03-02."
"""The error for a date such as 02/03/2026 while the date format is not set."""


def nearest_day(year: int | None, month: int, day: int, near: date) -> date | None:
    """Return a day of `year`, or if None of the year in which it is nearest to `near`.

    None if there is no such day, such as 31 June.
    """
    years = (near.year, near.year - 1, near.year + 1) if year is None else (year,)
    days = [found for y in years if (found := _calendar_day(y, month, day))]
    return min(days, key=lambda found: abs(found - near), default=None)


def numeric_day(found: re.Match[str], near: date, day_first: bool | None) -> date:
    """Return the day of a match of NUMERIC_DAY.

    `day_first` decides if both orders give a day. Raises UnreadableTime if it is None then, and if
    neither order gives a day.
    """
    read = numeric_readings(found, near)
    if not read:
        raise UnreadableTime(f"There is no {found[0]} in the calendar.")
    if len(set(read.values())) > 1:
        if day_first is None:
            raise UnreadableTime(WHICH_MONTH)
        return read[day_first]
    return next(iter(read.values()))


def numeric_readings(found: re.Match[str], near: date) -> dict[bool, date]:
    """Return the possible days of a match of NUMERIC_DAY; the key is True for day first."""
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
