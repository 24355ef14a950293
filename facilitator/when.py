"""Minutes as people type them, read to the UTC minute and written back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from facilitator.time_words import (
    ABOUT,
    AFTER_BARE_DIGITS,
    BETWEEN_DAY_AND_CLOCK,
    CLOCK,
    DAY,
    MONTHS,
    NOT_A_CLOCK,
    NUMERIC_DAY,
    REAL_HALF_HOURS_WEST,
    STEP,
    UNTIL,
    ZONE,
)

_MIDNIGHT_ROLLOVER = timedelta(hours=12)
_FURTHEST_AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class Context:
    """What surrounds a typed time: all minutes in UTC.

    `day` is the UTC day of a bare time while nothing comes before it; `after` is the minute of the
    event it follows.
    """

    day: date
    now: datetime
    after: datetime | None = None


@dataclass(frozen=True)
class When:
    """A minute in UTC, or from one minute until another, as it was understood."""

    at: datetime
    until: datetime | None
    approximate: bool
    seconds_dropped: bool = False


class Unreadable(ValueError):
    """A time cannot be read, or not without a guess; str() says what to write instead."""


class NoTime(Unreadable):
    """The text does not begin with a time at all."""


@dataclass(frozen=True)
class _Moment:
    """One time as it stands in the text; `offset` is minutes east of UTC, `end` a position."""

    day: date | None
    minutes: int
    offset: int | None
    approximate: bool
    has_seconds: bool
    has_half: bool
    bare_digits: bool
    end: int


def clock(minute: datetime) -> str:
    """Return the minute as `14:02`."""
    return f"{minute.hour:02}:{minute.minute:02}"


def day_and_clock(minute: datetime) -> str:
    """Return the minute as `2019-07-02 14:02`."""
    return f"{minute.date().isoformat()} {clock(minute)}"


def read_when(text: str, context: Context) -> When:
    """Read a text that is a time and nothing else. Raises Unreadable."""
    when, rest = leading_when(text, context)
    if rest:
        raise Unreadable(f"“{rest[:40]}” is not part of a time I know: try 14:02, ~14:10 or +7.")
    return when


def leading_when(text: str, context: Context) -> tuple[When, str]:
    """Read the longest time at the head of a line and return it with the rest of the line.

    White-space runs of the rest become single spaces. Raises Unreadable, and NoTime (one of them)
    where the line does not begin with a time.
    """
    line = " ".join(text.split())
    try:
        when, end = _step(line, context) or _moment_or_range(line, context)
        too_late = context.now.astimezone(UTC) + _FURTHEST_AHEAD
    except OverflowError:
        raise Unreadable("That minute lies outside the calendar: check the year.") from None
    if max(when.at, when.until or when.at) > too_late:
        raise Unreadable("That is more than a year from now: check the year.")
    return when, line[end:].lstrip()


def leading_day(text: str, context: Context) -> tuple[date, str] | None:
    """Read a day at the head of a line; return it with the rest, or None where there is none.

    A day without a year is the nearest one to the context. Raises Unreadable on one that no
    calendar holds.
    """
    line = " ".join(text.split())
    found = DAY.match(line)
    return (_day(found, context), line[found.end() :]) if found else None


def _step(line: str, context: Context) -> tuple[When, int] | None:
    """Read `now`, or minutes from the event before: `+7`, `-3`."""
    found = STEP.match(line)
    if found is None:
        return None
    if found["step"] is None:
        return When(_minute(context.now), None, False), found.end()
    if context.after is None:
        raise Unreadable(f"{found['step']} counts from an event, and there is none before it yet.")
    at = _minute(context.after) + timedelta(minutes=int(found["step"]))
    return When(at, None, False), found.end()


def _moment_or_range(line: str, context: Context) -> tuple[When, int]:
    """Read a moment, or one moment until another, and return it with the position it ends at."""
    start = _moment(line, 0, context)
    if start is None:
        if NUMERIC_DAY.match(line):
            raise Unreadable("Which is the month there? Write the day as 2026-03-02.")
        if DAY.match(line):
            raise NoTime("Which minute of that day? Add the time, as in 2026-03-02 14:02.")
        raise NoTime("Begin with a time, such as 14:02, ~14:10 or 2026-03-02 14:02.")
    end = _range_end(line, start, context)
    if end is None:
        at = _placed(start, start.offset, context)
        return When(at, None, start.approximate, start.has_seconds), start.end
    if end.has_half and not start.has_half and start.minutes < 13 * 60:
        raise Unreadable("Is the first of those two times am or pm? Write it on both.")
    at = _placed(start, end.offset if start.offset is None else start.offset, context)
    until = _placed_end(end, start.offset if end.offset is None else end.offset, at)
    if until < at:
        raise Unreadable("That ends before it begins: check the two times.")
    approximate = start.approximate or end.approximate
    return When(at, until, approximate, start.has_seconds or end.has_seconds), end.end


def _range_end(line: str, start: _Moment, context: Context) -> _Moment | None:
    """Read `-14:20` after a moment. Four bare digits end only what four bare digits began."""
    joint = UNTIL.match(line, start.end)
    end = _moment(line, joint.end(), context) if joint else None
    return None if end is None or (end.bare_digits and not start.bare_digits) else end


def _moment(line: str, position: int, context: Context) -> _Moment | None:
    """Read one moment at this position, or return None where there is none."""
    about = ABOUT.match(line, position)
    position = about.end() if about else position
    written_day, joint = DAY.match(line, position), None
    if written_day:
        joint = BETWEEN_DAY_AND_CLOCK.match(line, written_day.end())
        if joint is None:
            return None
        position = joint.end()
    face = CLOCK.match(line, position)
    if face is None:
        return None
    minutes = _minutes_of_day(face)
    end, tilde_before_zone = _past_tilde(line, face.end())
    strict = bool((joint and joint["t"]) or face["second"])
    offset, end = _offset(line, end, minutes, strict)
    end, tilde = _past_tilde(line, end)
    if NOT_A_CLOCK.match(line, end) or (face["digits"] and not AFTER_BARE_DIGITS.match(line, end)):
        return None
    return _Moment(
        day=_day(written_day, context) if written_day else None,
        minutes=minutes,
        offset=offset,
        approximate=bool(about and about[0]) or tilde_before_zone or tilde,
        has_seconds=int(face["second"] or 0) > 0,
        has_half=bool(face["half"] or face["half12"]),
        bare_digits=bool(face["digits"]),
        end=end,
    )


def _past_tilde(line: str, position: int) -> tuple[int, bool]:
    return (position + 1, True) if line.startswith("~", position) else (position, False)


def _minutes_of_day(face: re.Match[str]) -> int:
    """Return minutes since midnight. Raises Unreadable where no clock shows them."""
    digits, half = face["digits"], (face["half"] or face["half12"] or "").lower()
    hour = int(digits[:2] if digits else face["hour"] or face["hour12"])
    minute = int(digits[2:] if digits else face["minute"] or 0)
    right_hour = 1 <= hour <= 12 if half else hour <= 23
    if not right_hour or minute > 59 or int(face["second"] or 0) > 60:
        raise Unreadable(f"There is no {face[0]} on the clock.")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute


def _offset(line: str, position: int, minutes: int, strict: bool) -> tuple[int | None, int]:
    """Read a zone after a clock: minutes east of UTC (None: nothing said) and where it ends.

    `14:05-14:20` is a range and `14:05 -03:00` an offset; what could be both is asked. `strict`
    times (with a T or seconds) are followed by offsets only.
    """
    found = ZONE.match(line, position)
    if found is None:
        return None, position
    if found["foreign"]:
        raise Unreadable(
            f"{found['foreign']} has to be converted first: write that time in UTC, "
            "or with its offset, as in 14:02 +01:00."
        )
    if not found["offset"]:
        return 0, found.end()
    sign, digits = found["offset"][0], found["offset"][1:].replace(":", "")
    hours, rest = int(digits[:2]), int(digits[2:])
    is_real = hours * 60 + rest <= 14 * 60 and rest < 60
    if sign == "-" and not strict:
        west = f"{digits[:2]}:{digits[2:]}"
        is_real = (hours <= 12 and rest == 0) or west in REAL_HALF_HOURS_WEST
        if not is_real or (not found["space"] and hours * 60 + rest >= minutes):
            return None, position
        if not found["space"]:
            raise Unreadable(
                f"Is {found['offset']} an offset or the end of a range? "
                f"Write {west}Z for an end, or put a space before an offset."
            )
    if not is_real:
        raise Unreadable(f"No place is {found['offset']} from UTC: check the offset.")
    return (hours * 60 + rest) * (1 if sign == "+" else -1), found.end()


def _day(found: re.Match[str], context: Context) -> date:
    """Return the day that was written. Raises Unreadable on one that no calendar holds."""
    if found["near"]:
        today = _minute(context.now).date()
        return today if found["near"].lower() == "today" else today - timedelta(days=1)
    name = found["n1"] or found["n2"]
    month = MONTHS.index(name[:3].lower()) + 1 if name else int(found["m"])
    day, year = int(found["d"] or found["d1"] or found["d2"]), found["y"] or found["y1"]
    near = _minute(context.after).date() if context.after else context.day
    year = year or found["y2"]
    years = (int(year),) if year else (near.year, near.year - 1, near.year + 1)
    days = [d for y in years if (d := _calendar_day(y, month, day))]
    if not days:
        raise Unreadable(f"There is no {found[0]} in the calendar.")
    return min(days, key=lambda d: abs(d - near))


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _placed(moment: _Moment, offset: int | None, context: Context) -> datetime:
    """Return the UTC minute of a moment; a bare one lands where it keeps the story in order."""
    minutes = moment.minutes - (offset or 0)
    if moment.day is not None:
        return _at(moment.day, minutes)
    if context.after is None:
        return _at(context.day, minutes % (24 * 60))
    after = _minute(context.after)
    same_day = _at(after.date(), minutes % (24 * 60))
    return same_day + timedelta(days=1) if after - same_day > _MIDNIGHT_ROLLOVER else same_day


def _placed_end(moment: _Moment, offset: int | None, at: datetime) -> datetime:
    """Return the UTC minute a range ends at; a bare one is the first such minute from `at` on."""
    minutes = moment.minutes - (offset or 0)
    if moment.day is not None:
        return _at(moment.day, minutes)
    same_day = _at(at.date(), minutes % (24 * 60))
    return same_day + timedelta(days=1) if same_day < at else same_day


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time(), UTC) + timedelta(minutes=minutes)


def _minute(minute: datetime) -> datetime:
    return minute.astimezone(UTC).replace(second=0, microsecond=0)
