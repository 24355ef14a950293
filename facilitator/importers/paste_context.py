"""The context that lines of a paste give to the times below them.

- the time zone that a text states once for many times: `all times in CET`, a column `Time (PT)`
- the date on a line of its own, above the times of that date
- am or pm, which chats write only at the first of several times
- whether numeric dates are day first or month first, if one of them can be read in one way only
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from facilitator.importers.paste_formats import parse_table_header
from facilitator.timeparse.parse import parse_leading_day, parse_leading_time
from facilitator.timeparse.patterns import (
    NUMERIC_DAY,
    PLACES,
    WEEKDAY,
    ZONE_NAMES,
    numeric_readings,
)
from facilitator.timeparse.timezones import UnreadableTime, zone_of_name
from facilitator.timeparse.written_time import TimeContext

# A phrase that introduces a time zone, and within 20 characters the zone itself.
_STATED_TIMEZONE = re.compile(
    r"(?i:\ball times\b|\btimes (?:below |above )?(?:are|in|shown)\b|\btime ?zone\b"
    r"|\btimestamps? (?:are|in)\b|\b(?:start )?time(?:line|stamp)?s?\s*[(\[])"
    r"[^0-9\n]{0,20}?(?<![A-Za-z])"
    r"(?P<zone>(?i:UTC|GMT)\s?(?P<east>[+−-][0-9]{1,2}(?::?[0-9]{2})?)(?![0-9])"
    rf"|(?i:UTC|GMT|Zulu)|{ZONE_NAMES}|(?i:local|(?:US/)?(?:pacific|eastern|central|mountain))"
    rf"|(?i:{PLACES}))(?!\w)"
)
_US_ZONES = {"eastern": "ET", "central": "CT", "mountain": "MT", "pacific": "PT"}
_OWN_ZONE = re.compile(
    rf"(?:Z|UTC|GMT|{ZONE_NAMES}|{PLACES}|[ T].*[+-][0-9]{{2}}:?[0-9]{{2}}"
    r"|\+[0-9]{2}:?[0-9]{2})\W*$",
    re.IGNORECASE,
)

_ANOTHER_DATE = timedelta(days=40)
"""The distance to a second date in another month.

A time that reads the same from both dates has a date of its own.
"""

_AFTER_A_DAY = re.compile(r"\W*$|\s*[,:;(|–—-]")
_PREFIX = re.compile(r"^(?:(?:date|day)\s*:\s*|on\s+)", re.IGNORECASE)
_MAX_DATE_LINE = 60  # characters: a longer line has more in it than a date

_CLOCK_TIME = re.compile(
    r"(?P<face>[~≈]?(?P<hour>[0-9]{1,2}):[0-9]{2})(?![:0-9])(?P<half>\s?[ap]\.?m\b)?", re.I
)

_CLOCK_FOLLOWS = (
    r"(?:T|[,;|\t ]{1,4}(?:(?:at|[–-])[ ])?)\"?[~≈]?[0-9]{1,2}(?::[0-9]{2}|\s?[ap]\.?m\b)"
)
_ENDS = r"(?<=[-/.][0-9]{4})[ ]*\"?(?:$|[,;|\t\])*_:])"
_DATE = re.compile(
    rf"(?:^[^\w\n]{{0,8}}|[,;|\t][ ]?\"?){NUMERIC_DAY.pattern}(?={_CLOCK_FOLLOWS}|{_ENDS})",
    re.IGNORECASE | re.MULTILINE,
)
"""A numeric date at the start of a line or cell, with a time behind it or a four-digit year."""


@dataclass
class ParseState:
    """The context for the next time in a paste, and why a time may be unreadable in it.

    `timezone_problem` applies to times without a zone of their own, `date_problem` to times without
    a date. Both are sentences for the user, or empty.
    """

    context: TimeContext
    timezone_problem: str = ""
    date_problem: str = ""
    _around_table: tuple[tzinfo | None, str] = None, ""

    @property
    def timezone_remark(self) -> str:
        """A sentence that names the current time zone; empty if none was stated."""
        known = self.context.zone and not self.timezone_problem
        return f"Times are read in {self.context.zone}." if known else ""

    def set_timezone(self, line: str) -> None:
        """Use the time zone that a line states for the times that follow, if it states one."""
        if names_timezone(line):
            self.context, self.timezone_problem = with_named_timezone(line, self.context)

    def set_date(self, day: date) -> None:
        """Use a date for the bare times that follow."""
        self.context, self.date_problem = _on(self.context, day), ""

    def clear_date(self, problem: str) -> None:
        """Refuse bare times, with this problem, until a date is set."""
        self.date_problem = problem

    def advance_to(self, at: datetime) -> None:
        """Read the next bare time as one after this UTC minute."""
        self.context, self.date_problem = replace(self.context, after=at), ""

    def begin_table(self, header: str) -> None:
        """Use the time zone that a table's header states, for its rows only."""
        self._around_table = self.context.zone, self.timezone_problem
        self.set_timezone(header)

    def end_table(self) -> None:
        """Restore the time zone of the text around the table."""
        zone, self.timezone_problem = self._around_table
        self.context = replace(self.context, zone=zone)

    def time_problem(self, time: str) -> str:
        """Return why a time, as written, cannot be read here, in a sentence; empty if it can."""
        if self.timezone_problem and not has_own_timezone(time):
            return self.timezone_problem
        return self.date_problem if self.date_problem and not self._has_own_date(time) else ""

    def _has_own_date(self, time: str) -> bool:
        """Whether a time reads the same under any date above it."""
        days = (self.context.day, self.context.day + _ANOTHER_DATE)
        try:
            read = {parse_leading_time(time, _on(self.context, day)) for day in days}
        except UnreadableTime:
            return False
        return len({when.at for when, _ in read}) == 1


def _on(context: TimeContext, day: date) -> TimeContext:
    """Return the context of a bare time on this date."""
    return replace(context, day=day, after=None, day_is_known=True)


def names_timezone(text: str) -> bool:
    """Whether a line states the time zone of the times around it."""
    return _STATED_TIMEZONE.search(text) is not None


def has_own_timezone(time: str) -> bool:
    """Whether a time is written with its own time zone or UTC offset."""
    return _OWN_ZONE.search(time) is not None


def with_named_timezone(text: str, context: TimeContext) -> tuple[TimeContext, str]:
    """Return the context in the time zone that a text states, and a problem.

    The problem says why the zone cannot be used, in a sentence; it is empty if it can.
    """
    stated = _STATED_TIMEZONE.search(text)
    if stated is None:
        return context, ""
    name = stated["zone"]
    if stated["east"]:
        return _with_utc_offset(stated["east"].replace("−", "-"), context)
    if name.upper() in ("UTC", "GMT", "ZULU"):
        return replace(context, zone=UTC), ""
    if name.lower() == "local":
        timezone_problem = "Its time is local: set the zone for typing, or write it in UTC."
        return context, "" if context.zone else timezone_problem
    in_full = name.lower().removeprefix("us/")
    try:
        zone = zone_of_name(_US_ZONES.get(in_full, name), context.zone, context.near)
    except UnreadableTime as unreadable:
        return context, str(unreadable)
    return replace(context, zone=zone), ""


def with_timezone_of_text(text: str, context: TimeContext) -> tuple[TimeContext, str]:
    """Return the context in the first time zone that a whole text states, and a problem.

    The header of a table does not count: its zone is that of the table only. See
    `with_named_timezone` for the problem.
    """
    for stated in _STATED_TIMEZONE.finditer(text):
        line = text[text.rfind("\n", 0, stated.start()) + 1 :].split("\n", 1)[0]
        if parse_table_header(line) is None:
            return with_named_timezone(line, context)
    return context, ""


def _with_utc_offset(offset: str, context: TimeContext) -> tuple[TimeContext, str]:
    """Return the context at an offset from UTC (`+5`, `+0530`, `-05:30`), and a problem."""
    hours, colon, minutes = offset[1:].partition(":")
    if not colon and len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    east = timedelta(hours=int(hours), minutes=int(minutes or 0))
    # The offsets in use go from -12:00 to +14:00.
    if east > timedelta(hours=14) or int(minutes or 0) > 59:
        return context, f"No place is {offset} from UTC: check the offset."
    return replace(context, zone=timezone(-east if offset[0] == "-" else east)), ""


def parse_date_line(line: str, context: TimeContext) -> date | None:
    """Return the date if a line is a date and nothing else, or None."""
    text = _PREFIX.sub("", line.strip("#*=_-–— :"), count=1)
    found = _leading(text, context) if len(text) <= _MAX_DATE_LINE else None
    return found[0] if found and not found[1] else None


def leading_date(line: str, context: TimeContext) -> date | None:
    """Return the date that a line begins with, set apart from the rest by punctuation, or None."""
    found = _leading(_PREFIX.sub("", line.strip("#*=_-–— "), count=1), context)
    return found[0] if found and _AFTER_A_DAY.match(found[1]) else None


def unclear_date_problem(line: str, context: TimeContext) -> str:
    """Return why a weekday, or a numeric date at the start of a line, is not a certain date.

    Empty if it is certain, and if a time follows that reads as a whole with it.
    """
    if WEEKDAY.fullmatch(line.strip("#*=_-–— :")):
        return "Which date is that? Write it, as 2026-03-02, for the times below it."
    text = _PREFIX.sub("", line.strip("#*=_-–— "), count=1)
    found = NUMERIC_DAY.match(text)
    if found is None or not found["year"] or not _AFTER_A_DAY.match(text, found.end()):
        return ""
    try:
        parse_leading_day(text, context)
    except UnreadableTime as unreadable:
        return "" if _has_time(text[found.end() :], context) else str(unreadable)
    return ""


def _has_time(after_the_day: str, context: TimeContext) -> bool:
    try:
        parse_leading_time(f"{context.day.isoformat()}{after_the_day}", context)
    except UnreadableTime:
        return False
    return True


def _leading(line: str, context: TimeContext) -> tuple[date, str] | None:
    try:
        return parse_leading_day(line, context)
    except UnreadableTime:
        return None


@dataclass
class TwelveHourClock:
    """Completes times of a twelve-hour clock that leave out am or pm, as chats do."""

    _is_in_use: bool = False

    def reset(self) -> None:
        """Forget the lines above: another list begins."""
        self._is_in_use = False

    def completed(self, line: str, context: TimeContext) -> tuple[str, str]:
        """Return a line with am or pm added to its time, and a remark; unchanged if none is needed.

        Once a line above had am or pm, the one that gives the time nearest to the event above is
        added.
        """
        found = _CLOCK_TIME.match(line)
        if found is None:
            return line, ""
        if found["half"] or not 1 <= int(found["hour"]) <= 12:
            self._is_in_use = bool(found["half"])
            return line, ""
        after = context.after
        if not self._is_in_use or after is None:
            return line, ""
        face, rest = found["face"], line[found.end() :]
        try:
            _, half = min(
                (abs(parse_leading_time(f"{face} {half}", context)[0].at - after), half)
                for half in ("am", "pm")
            )
        except UnreadableTime:
            return line, ""
        return f"{face} {half}{rest}", f"Read as {face} {half}, like the times above it."


def with_date_order_of_text(text: str, context: TimeContext) -> TimeContext:
    """Return the context with the order of numeric dates in a text, day first or month first.

    The order is set if at least one date can be read in one order only (`20.11.26`) and no other
    such date contradicts it; otherwise the context is returned unchanged.
    """
    orders: set[bool] = set()
    for found in _DATE.finditer(text):
        read = numeric_readings(found, context.near)
        if len(read) == 1:
            orders |= set(read)
        if len(orders) > 1:
            return context
    return replace(context, day_first=orders.pop()) if orders else context


@dataclass
class DateOrderNotice:
    """Remarks on how numeric dates are read, once, at the first ambiguous one."""

    _is_given: bool = False

    def remark(self, line: str, context: TimeContext) -> str:
        """Return the remark for a line whose date was ambiguous without the order, else empty."""
        found = NUMERIC_DAY.search(line)
        if self._is_given or context.day_first is None or found is None:
            return ""
        try:
            parse_leading_time(line, replace(context, day_first=None))
        except UnreadableTime:
            self._is_given = True
            order = "day first" if context.day_first else "month first"
            return f"{found[0]} is read {order}, and so are the other dates of this text."
        return ""
