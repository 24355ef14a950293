"""One time as written in a text: the day, the clock time and the zone it names.

`parse` turns it into a minute in UTC.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from enum import Enum
from typing import NamedTuple

from facilitator.timeparse.patterns import (
    ABOUT,
    AFTER_BARE_DIGITS,
    BETWEEN_DAY_AND_CLOCK,
    CLOCK,
    CLOCK_WITH_A_DOT,
    CLOCK_WITH_H,
    DAY,
    EPOCH,
    MONTHS,
    NOT_A_CLOCK,
    NUMERIC_DAY,
    REAL_HALF_HOURS_WEST,
    WEEKDAY,
    YEAR_BEHIND,
    ZONE,
    nearest_day,
    numeric_day,
)
from facilitator.timeparse.timezones import UnreadableTime, zone_of_name

_DIGITS_OF_MILLISECONDS = 13
"""Digits of a Unix time in milliseconds; one in seconds has 10 until the year 2286."""


@dataclass(frozen=True)
class TimeContext:
    """The context that completes a written time: the day, the time zone, the present time.

    `now` and `after` are time zone aware. `zone` is the zone of times that name none; None is UTC.
    `after` is the minute of the event before, if there is one; otherwise a time without a day is on
    `day`, a day in `zone`. `day_first` is whether a date in figures begins with the day; None if
    not set. If `day_is_known` is False, `day` is today, and a time without a day is in the past
    rather than later today.
    """

    day: date
    now: datetime
    after: datetime | None = None
    zone: tzinfo | None = None
    day_first: bool | None = None
    day_is_known: bool = True

    @property
    def near(self) -> date:
        """The day to which a date without a year is nearest; it also decides on summer time."""
        return self.after.astimezone(UTC).date() if self.after else self.day


class ClockStyle(Enum):
    """How a clock time is written: `14:02` or `2pm`, `1402`, `14h02`, `14.02`."""

    COLON = "colon"
    DIGITS = "digits"
    WITH_H = "h"
    WITH_A_DOT = "dot"


_CLOCKS = (
    (CLOCK, ClockStyle.COLON),
    (CLOCK_WITH_H, ClockStyle.WITH_H),
    (CLOCK_WITH_A_DOT, ClockStyle.WITH_A_DOT),
)


class WrittenTime(NamedTuple):
    """One time as written: minutes since midnight, and the position in the text it ends at.

    `day` and `zone` are None if not written; `has_half` is True if am or pm is written.
    """

    day: date | None
    minutes: int
    zone: tzinfo | None
    approximate: bool
    has_seconds: bool
    end: int
    has_half: bool = False
    face: ClockStyle = ClockStyle.COLON


def written_time_at(line: str, position: int, context: TimeContext) -> WrittenTime | None:
    """Parse the time at a position; None if there is none. Raises UnreadableTime."""
    about = ABOUT.match(line, position)
    position = about.end() if about else position
    approximate = bool(about and about[0])
    if timestamp := EPOCH.match(line, position):
        return _from_timestamp(timestamp, approximate)
    written_day, joint = day_at(line, position), None
    if written_day:
        joint = BETWEEN_DAY_AND_CLOCK.match(line, written_day.end())
        if joint is None:
            return None
        position = joint.end()
    clock = _clock(line, position)
    if clock is None:
        return None
    end, face, shown = clock
    minutes = _minutes_of_day(line[position:end], shown)
    end, tilde_before_zone = _past_tilde(line, end)
    year, end = _year_behind(line, end, written_day, shown)
    strict = bool((joint and joint["t"]) or shown.get("second"))
    zone, end = _zone(line, end, minutes, strict, context)
    year, end = (year, end) if year else _year_behind(line, end, written_day, shown)
    end, tilde = _past_tilde(line, end)
    if NOT_A_CLOCK.match(line, end):
        return None
    if face is ClockStyle.DIGITS and not AFTER_BARE_DIGITS.match(line, end):
        return None
    return WrittenTime(
        day=day_from_match(written_day, context, zone, year) if written_day else None,
        minutes=minutes,
        zone=zone,
        approximate=approximate or tilde_before_zone or tilde,
        has_seconds=int(shown.get("second") or 0) > 0,
        end=end,
        has_half=bool(shown.get("half") or shown.get("half12")),
        face=face,
    )


def day_at(line: str, position: int = 0) -> re.Match[str] | None:
    """Match DAY or NUMERIC_DAY at a position."""
    return DAY.match(line, position) or NUMERIC_DAY.match(line, position)


def day_from_match(
    found: re.Match[str], context: TimeContext, zone: tzinfo | None = None, year_behind: str = ""
) -> date:
    """Return the day of a match of `day_at`; `year_behind` is a year written after the clock time.

    `today` and `yesterday` are days in `zone`. Raises UnreadableTime for a day that does not exist
    and for an ambiguous one.
    """
    if found.re is NUMERIC_DAY:
        return numeric_day(found, context.near, context.day_first)
    if found["near"]:
        today = context.now.astimezone(zone or context.zone or UTC).date()
        return today if found["near"].lower() == "today" else today - timedelta(days=1)
    name = found["n1"] or found["n2"]
    month = MONTHS.index(name[:3].lower()) + 1 if name else int(found["m"])
    day, year = int(found["d"] or found["d1"] or found["d2"]), found["y"] or found["y1"]
    year = year or found["y2"] or year_behind
    written = nearest_day(int(year) if year else None, month, day, context.near)
    if written is None:
        raise UnreadableTime(f"There is no {found[0]} in the calendar.")
    return written


def _from_timestamp(timestamp: re.Match[str], approximate: bool) -> WrittenTime:
    """Return the time of a Unix timestamp in seconds or milliseconds."""
    digits = timestamp["epoch"]
    in_thousands = len(digits) == _DIGITS_OF_MILLISECONDS
    moment = datetime.fromtimestamp(int(digits) // (1000 if in_thousands else 1), UTC)
    return WrittenTime(
        day=moment.date(),
        minutes=moment.hour * 60 + moment.minute,
        zone=UTC,
        approximate=approximate,
        has_seconds=moment.second > 0,
        end=timestamp.end(),
    )


def _year_behind(
    line: str, position: int, day: re.Match[str] | None, clock: dict[str, str]
) -> tuple[str, int]:
    """Return the year after the clock time and its end, as in `Mon Jul 1 10:00:00 2019` (ctime)."""
    if day is None or day.re is NUMERIC_DAY or "second" not in clock or not WEEKDAY.match(day[0]):
        return "", position
    found = None if day["y"] or day["y1"] or day["y2"] else YEAR_BEHIND.match(line, position)
    return (found["year"], found.end()) if found else ("", position)


def _past_tilde(line: str, position: int) -> tuple[int, bool]:
    return (position + 1, True) if line.startswith("~", position) else (position, False)


def _clock(line: str, position: int) -> tuple[int, ClockStyle, dict[str, str]] | None:
    """Return the end of the clock time at a position, its style, and its parts by name."""
    for pattern, face in _CLOCKS:
        if found := pattern.match(line, position):
            shown = {name: part for name, part in found.groupdict().items() if part}
            return found.end(), ClockStyle.DIGITS if "digits" in shown else face, shown
    return None


def _minutes_of_day(written: str, shown: dict[str, str]) -> int:
    """Return minutes since midnight. Raises UnreadableTime for a time such as 25:00."""
    digits = shown.get("digits", "")
    half = (shown.get("half") or shown.get("half12") or "").lower()
    hour = int(digits[:2] or shown.get("hour") or shown["hour12"])
    minute = int(digits[2:] or shown.get("minute") or 0)
    right_hour = 1 <= hour <= 12 if half else hour <= 23
    if not right_hour or minute > 59 or int(shown.get("second") or 0) > 60:
        raise UnreadableTime(f"There is no {written} on the clock.")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute


def _zone(
    line: str, position: int, minutes: int, strict: bool, context: TimeContext
) -> tuple[tzinfo | None, int]:
    """Parse the zone after a clock time; return it, None if there is none, and its end.

    `14:05-14:20` is a range and `14:05 -03:00` an offset. Raises UnreadableTime for a text that
    may be either, unless the time is `strict`: after a T or seconds there can only be an offset.
    """
    found = ZONE.match(line, position)
    if found is None:
        return None, position
    if name := found["letters"] or found["place"]:
        return zone_of_name(name, context.zone, context.near), found.end()
    written = found["from_utc"] or found["offset"]
    if not written:
        return UTC, found.end()
    hours, rest = _hours_and_minutes(written[1:])
    is_real = hours * 60 + rest <= 14 * 60 and rest < 60  # the largest offset is +14:00, Kiribati
    if written[0] == "-" and not strict and not found["from_utc"]:
        west = f"{hours:02}:{rest:02}"
        is_real = (hours <= 12 and rest == 0) or west in REAL_HALF_HOURS_WEST
        if not is_real or (not found["space"] and hours * 60 + rest >= minutes):
            return None, position
        if not found["space"]:
            raise UnreadableTime(
                f"Is {written} an offset or the end of a range? "
                f"Write {west}Z for an end, or put a space before an offset."
            )
    if not is_real:
        raise UnreadableTime(f"No place is {written} from UTC: check the offset.")
    east = timedelta(hours=hours, minutes=rest)
    return timezone(east if written[0] == "+" else -east), found.end()


def _hours_and_minutes(digits: str) -> tuple[int, int]:
    hours, colon, rest = digits.partition(":")
    if colon or len(hours) <= 2:
        return int(hours), int(rest or 0)
    return int(digits[:2]), int(digits[2:])
