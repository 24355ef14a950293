"""Parsing of typed times into UTC minutes, and the context of a time in a postmortem."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import DateOrder
from facilitator.model.timeline import Event
from facilitator.model.types import utc_minute
from facilitator.timeparse.patterns import (
    ABOUT,
    NUMERIC_DAY,
    RELATIVE_TIME,
    UNTIL,
    numeric_readings,
)
from facilitator.timeparse.timezones import NoTimeFound, UnreadableTime, local_to_utc, zone_of_place
from facilitator.timeparse.written_time import (
    ClockStyle,
    TimeContext,
    WrittenTime,
    day_at,
    day_from_match,
    written_time_at,
)

_HALF_A_DAY = timedelta(hours=12)
_FURTHEST_AHEAD = timedelta(days=366)
_DAY = timedelta(days=1)
_SOON = timedelta(hours=1)
"""The most that a time without a day may be ahead of now: clocks differ, and people round."""


class ParsedTime(NamedTuple):
    """A parsed time: a minute in UTC, or a range of two."""

    at: datetime
    until: datetime | None
    approximate: bool
    seconds_dropped: bool = False


def parse_time(text: str, context: TimeContext) -> ParsedTime:
    """Parse a text that is a time and nothing else. Raises UnreadableTime."""
    when, rest = parse_leading_time(text, context)
    if rest:
        raise UnreadableTime(
            f"“{rest[:40]}” is not part of a time I know: try 14:02, ~14:10 or +7."
        )
    return when


def parse_leading_time(text: str, context: TimeContext) -> tuple[ParsedTime, str]:
    """Parse the longest time at the beginning of a line; return it and the rest of the line.

    Each run of white space in the rest becomes one space. Raises UnreadableTime, and its subclass
    NoTimeFound if the line does not begin with a time.
    """
    line = " ".join(text.split())
    try:
        when, end = _relative_time(line, context) or _time_or_range(line, context)
        too_late = context.now.astimezone(UTC) + _FURTHEST_AHEAD
    except OverflowError:
        raise UnreadableTime("That minute lies outside the calendar: check the year.") from None
    if max(when.at, when.until or when.at) > too_late:
        raise UnreadableTime("That is more than a year from now: check the year.")
    return when, line[end:].lstrip()


def parse_leading_day(text: str, context: TimeContext) -> tuple[date, str] | None:
    """Parse a day at the beginning of a line; return it and the rest, or None if there is none.

    A day without a year is the one nearest to the context. A day in figures needs its year, with
    four digits if words follow: `1.20.26 released` may begin with a version. Raises UnreadableTime
    for a day that does not exist and for an ambiguous one.
    """
    line = " ".join(text.split())
    found = day_at(line)
    if found is None:
        return None
    rest = line[found.end() :]
    if found.re is NUMERIC_DAY and len(found["year"] or "") < (len("2026") if rest else 1):
        return None
    return day_from_match(found, context), rest


def _relative_time(line: str, context: TimeContext) -> tuple[ParsedTime, int] | None:
    """Parse `now`, or an offset from the event before such as `+7`, `-3`, `+1h30`."""
    found = RELATIVE_TIME.match(line)
    if found is None:
        return None
    if found["sign"] is None:
        return ParsedTime(utc_minute(context.now), None, False), found.end()
    if context.after is None:
        raise UnreadableTime(f"{found[0]} counts from an event, and there is none before it yet.")
    hours, minutes = int(found["hours"] or 0), int(found["minutes"] or found["rest"] or 0)
    step = timedelta(hours=hours, minutes=minutes)
    at = utc_minute(context.after) + (-step if found["sign"] == "-" else step)
    return ParsedTime(at, None, False), found.end()


def _time_or_range(line: str, context: TimeContext) -> tuple[ParsedTime, int]:
    """Parse a time or a range of two; return it and the position of its end."""
    start = written_time_at(line, 0, context)
    if start is None:
        raise _no_time_error(line, context)
    end = _range_end(line, start, context)
    if end is None:
        at = _start_in_utc(start, start.zone, context)
        return ParsedTime(at, None, start.approximate, start.has_seconds), start.end
    # In `1:50-2:10pm` the first time may be am as well; `13:50` cannot.
    if end.has_half and not start.has_half and start.minutes < 13 * 60:
        raise UnreadableTime("Is the first of those two times am or pm? Write it on both.")
    at = _start_in_utc(start, start.zone or end.zone, context)
    zone = end.zone or start.zone or context.zone or UTC
    until = _end_in_utc(end, zone, at)
    if until < at:
        raise UnreadableTime("That ends before it begins: check the two times.")
    if end.day is None and until - at >= _HALF_A_DAY:
        _refuse_swapped_times(at.astimezone(zone), until.astimezone(zone))
    approximate = start.approximate or end.approximate
    return ParsedTime(at, until, approximate, start.has_seconds or end.has_seconds), end.end


def _refuse_swapped_times(at: datetime, until: datetime) -> None:
    """Raise UnreadableTime for a long range over midnight: its two times may be swapped."""
    if until.date() != at.date():
        raise UnreadableTime(
            "Does that end the day after? "
            f"Then write {until:%Y-%m-%d %H:%M} for the end; if not, check the two times."
        )


def _no_time_error(line: str, context: TimeContext) -> NoTimeFound:
    """Return the error for a line without a time.

    Raises UnreadableTime if the line begins with an ambiguous day."""
    about = ABOUT.match(line)
    day = day_at(line, about.end() if about else 0)
    if day and day.re is NUMERIC_DAY:
        if not (day["year"] or numeric_readings(day, context.near)):
            day = None  # such as 20/24 nodes
        else:
            day_from_match(day, context)
    if day:
        return NoTimeFound("Which minute of that day? Add the time, as in 2026-03-02 14:02.")
    return NoTimeFound("Begin with a time, such as 14:02, ~14:10 or 2026-03-02 14:02.")


def _range_end(line: str, start: WrittenTime, context: TimeContext) -> WrittenTime | None:
    """Parse the end of a range, such as `-14:20`, after its start; None if there is none.

    `1420`, `14h20` and `14.20` only end a range that begins in the same style.
    """
    joint = UNTIL.match(line, start.end)
    end = written_time_at(line, joint.end(), context) if joint else None
    return None if end is None or end.face not in (ClockStyle.COLON, start.face) else end


def _start_in_utc(written: WrittenTime, zone: tzinfo | None, context: TimeContext) -> datetime:
    """Return the UTC minute of a written time.

    A time without a day is the first one that is at most twelve hours before the event before it.
    Without such an event it is on the day of the context, or, if that is not known, the last one
    that is at most an hour ahead of now.
    """
    zone = zone or context.zone or UTC
    if written.day is not None:
        return local_to_utc(_local(written, written.day), zone)
    if context.after is not None:
        first = utc_minute(context.after) - _HALF_A_DAY
    elif context.day_is_known:
        first = datetime.combine(context.day, time(), context.zone or UTC).astimezone(UTC)
    else:
        first = utc_minute(context.now) + _SOON - _DAY
    return _first_minute_from(written, zone, first)


def _end_in_utc(written: WrittenTime, zone: tzinfo, at: datetime) -> datetime:
    """Return the UTC minute of the end of a range; without a day, the first one from `at` on."""
    if written.day is not None:
        return local_to_utc(_local(written, written.day), zone)
    return _first_minute_from(written, zone, at)


def _first_minute_from(written: WrittenTime, zone: tzinfo, first: datetime) -> datetime:
    """Return the first UTC minute, not before `first`, at which clocks of a zone show a time."""
    begins = first.astimezone(zone).replace(tzinfo=None)
    shown = _local(written, begins.date())
    return local_to_utc(shown if shown >= begins else shown + _DAY, zone)


def _local(written: WrittenTime, day: date) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=written.minutes)


def default_zone(document: Postmortem) -> tzinfo | None:
    """Return the time zone of times typed without one; None for UTC.

    A zone that this computer does not know counts as UTC; the preview of a time then shows UTC.
    """
    if not document.scope.zone:
        return None
    try:
        return zone_of_place(document.scope.zone)
    except UnreadableTime:
        return None


def day_first(document: Postmortem) -> bool | None:
    """Return whether a date in figures begins with the day; None if the date format is not set."""
    order = document.scope.date_order
    return None if order is None else order is DateOrder.DAY_FIRST


def time_context(document: Postmortem, beside: Event | None, now: datetime) -> TimeContext:
    """Return the context of a time typed into a postmortem; `now` is time zone aware.

    A time without a day is relative to the event `beside`, or to the last event if that is None.
    Without events it is on the day of the incident; if that is not set, on the day that makes it
    the latest time up to an hour after `now`.
    """
    events = document.timeline.events
    zone = default_zone(document)
    near = beside or (events[-1] if events else None)
    if near is not None:
        day, after = near.at.astimezone(zone or UTC).date(), near.at
        return TimeContext(day, now, after, zone, day_first(document))
    incident_date = document.scope.incident_date
    day = incident_date or now.astimezone(zone or UTC).date()
    return TimeContext(
        day, now, None, zone, day_first(document), day_is_known=incident_date is not None
    )
