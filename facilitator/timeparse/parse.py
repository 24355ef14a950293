"""Minutes as people type them, read to the UTC minute.

What surrounds a time that is typed into a postmortem: the zone, the day, the event before it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import DateOrder
from facilitator.model.timeline import Event
from facilitator.timeparse.parser import (
    ClockStyle,
    TimeContext,
    WrittenTime,
    day_at,
    parse_day,
    written_time_at,
)
from facilitator.timeparse.patterns import (
    ABOUT,
    NUMERIC_DAY,
    RELATIVE_TIME,
    UNTIL,
    numeric_readings,
)
from facilitator.timeparse.timezones import NoTimeFound, UnreadableTime, local_to_utc, zone_of_place

_HALF_A_DAY = timedelta(hours=12)
_FURTHEST_AHEAD = timedelta(days=366)
_DAY = timedelta(days=1)
_SOON = timedelta(hours=1)
"""A minute that is typed now may lie so far ahead: clocks differ, and people round."""


class ParsedTime(NamedTuple):
    """A minute in UTC, or from one minute until another, as it was understood."""

    at: datetime
    until: datetime | None
    approximate: bool
    seconds_dropped: bool = False


def parse_time(text: str, context: TimeContext) -> ParsedTime:
    """Read a text that is a time and nothing else. Raises UnreadableTime."""
    when, rest = parse_leading_time(text, context)
    if rest:
        raise UnreadableTime(
            f"“{rest[:40]}” is not part of a time I know: try 14:02, ~14:10 or +7."
        )
    return when


def parse_leading_time(text: str, context: TimeContext) -> tuple[ParsedTime, str]:
    """Read the longest time at the head of a line and return it with the rest of the line.

    White-space runs of the rest become single spaces. Raises UnreadableTime, and NoTime (one of them)
    where the line does not begin with a time.
    """
    line = " ".join(text.split())
    try:
        when, end = _step(line, context) or _moment_or_range(line, context)
        too_late = context.now.astimezone(UTC) + _FURTHEST_AHEAD
    except OverflowError:
        raise UnreadableTime("That minute lies outside the calendar: check the year.") from None
    if max(when.at, when.until or when.at) > too_late:
        raise UnreadableTime("That is more than a year from now: check the year.")
    return when, line[end:].lstrip()


def parse_leading_day(text: str, context: TimeContext) -> tuple[date, str] | None:
    """Read a day at the head of a line; return it with the rest, or None where there is none.

    A day without a year is the nearest one to the context; one in figures needs its year, all of
    it where words follow: `1.20.26` may be a version. Raises UnreadableTime on one that no calendar
    holds, and on one that may be two.
    """
    line = " ".join(text.split())
    found = day_at(line)
    if found is None:
        return None
    rest = line[found.end() :]
    if found.re is NUMERIC_DAY and len(found["year"] or "") < (len("2026") if rest else 1):
        return None
    return parse_day(found, context), rest


def _step(line: str, context: TimeContext) -> tuple[ParsedTime, int] | None:
    """Read `now`, or minutes and hours from the event before: `+7`, `-3`, `+1h30`."""
    found = RELATIVE_TIME.match(line)
    if found is None:
        return None
    if found["sign"] is None:
        return ParsedTime(_minute(context.now), None, False), found.end()
    if context.after is None:
        raise UnreadableTime(f"{found[0]} counts from an event, and there is none before it yet.")
    hours, minutes = int(found["hours"] or 0), int(found["minutes"] or found["rest"] or 0)
    step = timedelta(hours=hours, minutes=minutes)
    at = _minute(context.after) + (-step if found["sign"] == "-" else step)
    return ParsedTime(at, None, False), found.end()


def _moment_or_range(line: str, context: TimeContext) -> tuple[ParsedTime, int]:
    """Read a moment, or one moment until another, and return it with the position it ends at."""
    start = written_time_at(line, 0, context)
    if start is None:
        raise _no_time(line, context)
    end = _range_end(line, start, context)
    if end is None:
        at = _placed(start, start.zone, context)
        return ParsedTime(at, None, start.approximate, start.has_seconds), start.end
    if end.has_half and not start.has_half and start.minutes < 13 * 60:
        raise UnreadableTime("Is the first of those two times am or pm? Write it on both.")
    at = _placed(start, start.zone or end.zone, context)
    zone = end.zone or start.zone or context.zone or UTC
    until = _placed_end(end, zone, at)
    if until < at:
        raise UnreadableTime("That ends before it begins: check the two times.")
    if end.day is None and until - at >= _HALF_A_DAY:
        _refuse_the_day_after(at.astimezone(zone), until.astimezone(zone))
    approximate = start.approximate or end.approximate
    return ParsedTime(at, until, approximate, start.has_seconds or end.has_seconds), end.end


def _refuse_the_day_after(at: datetime, until: datetime) -> None:
    """Raise UnreadableTime where a long range ends on another day: the two may stand reversed."""
    if until.date() != at.date():
        raise UnreadableTime(
            "Does that end the day after? "
            f"Then write {until:%Y-%m-%d %H:%M} for the end; if not, check the two times."
        )


def _no_time(line: str, context: TimeContext) -> NoTimeFound:
    """Return what a line without a time lacks. Raises UnreadableTime on a day that may be two."""
    about = ABOUT.match(line)
    day = day_at(line, about.end() if about else 0)
    if day and day.re is NUMERIC_DAY:
        if not (day["year"] or numeric_readings(day, context.near)):
            day = None  # such as 20/24 nodes
        else:
            parse_day(day, context)
    if day:
        return NoTimeFound("Which minute of that day? Add the time, as in 2026-03-02 14:02.")
    return NoTimeFound("Begin with a time, such as 14:02, ~14:10 or 2026-03-02 14:02.")


def _range_end(line: str, start: WrittenTime, context: TimeContext) -> WrittenTime | None:
    """Read `-14:20` after a moment. `1420`, `14h20`, `14.20` end only what such a clock began."""
    joint = UNTIL.match(line, start.end)
    end = written_time_at(line, joint.end(), context) if joint else None
    return None if end is None or end.face not in (ClockStyle.COLON, start.face) else end


def _placed(moment: WrittenTime, zone: tzinfo | None, context: TimeContext) -> datetime:
    """Return the UTC minute of a moment; a bare one lands where it keeps the story in order.

    That is not more than twelve hours before the event above; with none, on the context's day;
    where nobody said that either, not later than soon.
    """
    zone = zone or context.zone or UTC
    if moment.day is not None:
        return local_to_utc(_local(moment, moment.day), zone)
    if context.after is not None:
        first = _minute(context.after) - _HALF_A_DAY
    elif context.day_is_known:
        first = datetime.combine(context.day, time(), context.zone or UTC).astimezone(UTC)
    else:
        first = _minute(context.now) + _SOON - _DAY
    return _first_from(moment, zone, first)


def _placed_end(moment: WrittenTime, zone: tzinfo, at: datetime) -> datetime:
    """Return the UTC minute a range ends at; a bare one is the first such minute from `at` on."""
    if moment.day is not None:
        return local_to_utc(_local(moment, moment.day), zone)
    return _first_from(moment, zone, at)


def _first_from(moment: WrittenTime, zone: tzinfo, first: datetime) -> datetime:
    """Return the first minute from a UTC minute on at which the clocks of a zone show a moment."""
    begins = first.astimezone(zone).replace(tzinfo=None)
    shown = _local(moment, begins.date())
    return local_to_utc(shown if shown >= begins else shown + _DAY, zone)


def _local(moment: WrittenTime, day: date) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=moment.minutes)


def _minute(minute: datetime) -> datetime:
    return minute.astimezone(UTC).replace(second=0, microsecond=0)


def default_zone(document: Postmortem) -> tzinfo | None:
    """Return the zone in which times are typed that name none; None for UTC.

    A zone that is not known on this computer is none: every preview shows the minute in UTC.
    """
    if not document.scope.zone:
        return None
    try:
        return zone_of_place(document.scope.zone)
    except UnreadableTime:
        return None


def day_first(document: Postmortem) -> bool | None:
    """Return whether days in figures begin with the day; None while nobody said."""
    order = document.scope.date_order
    return None if order is None else order is DateOrder.DAY_FIRST


def time_context(document: Postmortem, beside: Event | None, now: datetime) -> TimeContext:
    """Return what a bare time is read against; `now` is in UTC.

    The event it is typed beside, else the last one; before there is any, the day of the incident,
    else the last day up to now.
    """
    events = document.timeline.events
    zone = default_zone(document)
    near = beside or (events[-1] if events else None)
    if near is not None:
        day, after = near.at.astimezone(zone or UTC).date(), near.at
        return TimeContext(day, now, after, zone, day_first(document))
    said = document.scope.incident_date
    day = said or now.astimezone(zone or UTC).date()
    return TimeContext(day, now, None, zone, day_first(document), day_is_known=said is not None)
