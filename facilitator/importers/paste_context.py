"""What the lines above say of the times beneath them: their day, their zone, and what is open.

The zone that a text says once for many times: `all times in CET`, a column `Time (PT)`.
Days on a line of their own, above the times that are of that day.
Times of a twelve-hour clock that leave out am or pm, as chats do after the first of several.
Whether the dates of a text are written day first or month first, as one of them settles it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from facilitator.importers.paste_formats import table_of
from facilitator.timeparse.parse import parse_leading_day, parse_leading_time
from facilitator.timeparse.parser import TimeContext
from facilitator.timeparse.patterns import (
    NUMERIC_DAY,
    PLACES,
    WEEKDAY,
    ZONE_NAMES,
    numeric_readings,
)
from facilitator.timeparse.timezones import UnreadableTime, zone_of_name

_SAID = re.compile(
    r"(?i:\ball times\b|\btimes (?:below |above )?(?:are|in|shown)\b|\btime ?zone\b"
    r"|\btimestamps? (?:are|in)\b|\b(?:start )?time(?:line|stamp)?s?\s*[(\[])"
    r"[^0-9\n]{0,20}?(?<![A-Za-z])"
    r"(?P<zone>(?i:UTC|GMT)\s?(?P<east>[+−-][0-9]{1,2}(?::?[0-9]{2})?)(?![0-9])"
    rf"|(?i:UTC|GMT|Zulu)|{ZONE_NAMES}|(?i:local|(?:US/)?(?:pacific|eastern|central|mountain))"
    rf"|(?i:{PLACES}))(?!\w)"
)
_IN_FULL = {"eastern": "ET", "central": "CT", "mountain": "MT", "pacific": "PT"}
_OWN_ZONE = re.compile(
    rf"(?:Z|UTC|GMT|{ZONE_NAMES}|{PLACES}|[ T].*[+-][0-9]{{2}}:?[0-9]{{2}}"
    r"|\+[0-9]{2}:?[0-9]{2})\W*$",
    re.IGNORECASE,
)


def says_a_zone(text: str) -> bool:
    """Whether this says which zone the times around it are in."""
    return _SAID.search(text) is not None


def in_the_zone_said(text: str, context: TimeContext) -> tuple[TimeContext, str]:
    """Return the context in the zone that a text says for the times around it.

    Where that is no zone anybody could know, return why as well; else an empty string.
    """
    said = _SAID.search(text)
    if said is None:
        return context, ""
    name = said["zone"]
    if said["east"]:
        return _east_of_utc(said["east"].replace("−", "-"), context)
    if name.upper() in ("UTC", "GMT", "ZULU"):
        return replace(context, zone=UTC), ""
    if name.lower() == "local":
        unzoned = "Its time is local: set the zone for typing, or write it in UTC."
        return context, "" if context.zone else unzoned
    in_full = name.lower().removeprefix("us/")
    try:
        zone = zone_of_name(_IN_FULL.get(in_full, name), context.zone, context.near)
    except UnreadableTime as unreadable:
        return context, str(unreadable)
    return replace(context, zone=zone), ""


def in_the_zone_of_the_text(text: str, context: TimeContext) -> tuple[TimeContext, str]:
    """Return the context in the zone that a whole text says first, as in_the_zone_said.

    What the header of a table says is about that table only.
    """
    for said in _SAID.finditer(text):
        line = text[text.rfind("\n", 0, said.start()) + 1 :].split("\n", 1)[0]
        if table_of(line) is None:
            return in_the_zone_said(line, context)
    return context, ""


def names_its_zone(time: str) -> bool:
    """Whether a time, as it is written, says which zone it is in."""
    return _OWN_ZONE.search(time) is not None


def _east_of_utc(offset: str, context: TimeContext) -> tuple[TimeContext, str]:
    """Return the context so many hours, or hours and minutes, from UTC."""
    hours, colon, minutes = offset[1:].partition(":")
    if not colon and len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    east = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if east > timedelta(hours=14) or int(minutes or 0) > 59:
        return context, f"No place is {offset} from UTC: check the offset."
    return replace(context, zone=timezone(-east if offset[0] == "-" else east)), ""


_ANOTHER_DAY = timedelta(days=40)


@dataclass
class InForce:
    """The context of the next time, and why one that says less than another may not be read.

    `unzoned` is about times that name no zone, `undated` about those that name no day; empty where
    there is nothing amiss.
    """

    context: TimeContext
    unzoned: str = ""
    undated: str = ""
    _outside: tuple[tzinfo | None, str] = None, ""

    @property
    def zone_in_words(self) -> str:
        """The zone that was said for the times beneath, or nothing."""
        known = self.context.zone and not self.unzoned
        return f"Times are read in {self.context.zone}." if known else ""

    def hear_a_zone(self, line: str) -> None:
        """Read the times from here on in the zone this line says, if it says one."""
        if says_a_zone(line):
            self.context, self.unzoned = in_the_zone_said(line, self.context)

    def begin_day(self, day: date) -> None:
        """Read the bare times from here on as those of this day."""
        self.context, self.undated = _on(self.context, day), ""

    def lose_the_day(self, why: str) -> None:
        """Read no bare time until a day is said that can be only one."""
        self.undated = why

    def come_to(self, at: datetime) -> None:
        """Read the next time as one that follows this UTC minute, of which the day is known."""
        self.context, self.undated = replace(self.context, after=at), ""

    def begin_table(self, header: str) -> None:
        """Read the rows beneath in the zone that their header says."""
        self._outside = self.context.zone, self.unzoned
        self.hear_a_zone(header)

    def end_table(self) -> None:
        """Go back to the zone of the text around the table."""
        zone, self.unzoned = self._outside
        self.context = replace(self.context, zone=zone)

    def problem_of(self, time: str) -> str:
        """Return why a time, as it is written, cannot be read here; empty where it can."""
        if self.unzoned and not names_its_zone(time):
            return self.unzoned
        return self.undated if self.undated and not self._names_its_day(time) else ""

    def _names_its_day(self, time: str) -> bool:
        """Whether a time is the same whatever day stands above it."""
        days = (self.context.day, self.context.day + _ANOTHER_DAY)
        try:
            read = {parse_leading_time(time, _on(self.context, day)) for day in days}
        except UnreadableTime:
            return False
        return len({when.at for when, _ in read}) == 1


def _on(context: TimeContext, day: date) -> TimeContext:
    """Return the context of a bare time that is of this day."""
    return replace(context, day=day, after=None, day_is_known=True)


_AFTER_A_DAY = re.compile(r"\W*$|\s*[,:;(|–—-]")
_PREFIX = re.compile(r"^(?:(?:date|day)\s*:\s*|on\s+)", re.IGNORECASE)
_LONGEST = 60


def day_alone(line: str, context: TimeContext) -> date | None:
    """Return the day that is all a line says; None where it says more, or something else."""
    said = _PREFIX.sub("", line.strip("#*=_-–— :"), count=1)
    found = _leading(said, context) if len(said) <= _LONGEST else None
    return found[0] if found and not found[1] else None


def day_heading(line: str, context: TimeContext) -> date | None:
    """Return the day a line begins with where a comma or the like sets it apart from the rest."""
    found = _leading(_PREFIX.sub("", line.strip("#*=_-–— "), count=1), context)
    return found[0] if found and _AFTER_A_DAY.match(found[1]) else None


def day_problem(line: str, context: TimeContext) -> str:
    """Return why a weekday alone, or the whole day in figures that heads a line, is no one day.

    Empty where it is one, and where a time of its own follows it.
    """
    if WEEKDAY.fullmatch(line.strip("#*=_-–— :")):
        return "Which date is that? Write it, as 2026-03-02, for the times below it."
    said = _PREFIX.sub("", line.strip("#*=_-–— "), count=1)
    found = NUMERIC_DAY.match(said)
    if found is None or not found["year"] or not _AFTER_A_DAY.match(said, found.end()):
        return ""
    try:
        parse_leading_day(said, context)
    except UnreadableTime as unreadable:
        return "" if _has_a_time(said[found.end() :], context) else str(unreadable)
    return ""


def _has_a_time(after_the_day: str, context: TimeContext) -> bool:
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


_HEAD = re.compile(
    r"(?P<face>[~≈]?(?P<hour>[0-9]{1,2}):[0-9]{2})(?![:0-9])(?P<half>\s?[ap]\.?m\b)?", re.I
)


@dataclass
class HalfDays:
    """Knows whether the line above said am or pm."""

    _are_said: bool = False

    def forget(self) -> None:
        """Begin anew: what comes next is another list."""
        self._are_said = False

    def completed(self, line: str, context: TimeContext) -> tuple[str, str]:
        """Give a time without a half the one that is nearest to the event above.

        Returns the line, and a remark where it was changed.
        """
        found = _HEAD.match(line)
        if found is None:
            return line, ""
        if found["half"] or not 1 <= int(found["hour"]) <= 12:
            self._are_said = bool(found["half"])
            return line, ""
        after = context.after
        if not self._are_said or after is None:
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


_CLOCK_FOLLOWS = (
    r"(?:T|[,;|\t ]{1,4}(?:(?:at|[–-])[ ])?)\"?[~≈]?[0-9]{1,2}(?::[0-9]{2}|\s?[ap]\.?m\b)"
)
_ENDS = r"(?<=[-/.][0-9]{4})[ ]*\"?(?:$|[,;|\t\])*_:])"
_DATE = re.compile(
    rf"(?:^[^\w\n]{{0,8}}|[,;|\t][ ]?\"?){NUMERIC_DAY.pattern}(?={_CLOCK_FOLLOWS}|{_ENDS})",
    re.IGNORECASE | re.MULTILINE,
)
"""A day in figures at the head of a line or a cell: with a clock behind it, or with its whole year
and nothing more."""


def in_the_order_of_the_text(text: str, context: TimeContext) -> TimeContext:
    """Return the context with the order of the dates, where one settles it and none contradicts."""
    orders: set[bool] = set()
    for found in _DATE.finditer(text):
        read = numeric_readings(found, context.near)
        if len(read) == 1:
            orders |= set(read)
        if len(orders) > 1:
            return context
    return replace(context, day_first=orders.pop()) if orders else context


@dataclass
class DateOrder:
    """Says how the dates of a text are read, at the first one that alone could be two days."""

    _is_said: bool = False

    def remark(self, line: str, context: TimeContext) -> str:
        """Return what to say of a line that was read, where the order made its date one day."""
        found = NUMERIC_DAY.search(line)
        if self._is_said or context.day_first is None or found is None:
            return ""
        try:
            parse_leading_time(line, replace(context, day_first=None))
        except UnreadableTime:
            self._is_said = True
            order = "day first" if context.day_first else "month first"
            return f"{found[0]} is read {order}, and so are the other dates of this text."
        return ""
