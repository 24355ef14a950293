"""Many pasted lines read at once: every line is accounted for, and what is unsure says so."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from facilitator.clock import clock
from facilitator.imports.errors import CannotRead
from facilitator.imports.event_line import read_event_line
from facilitator.imports.line_forms import Table, is_rule, plain_form, table_of
from facilitator.model.timeline import Event, Milestone
from facilitator.moments import Context
from facilitator.time_words import PLACES, ZONE_NAMES
from facilitator.unreadable import NoTime, Unreadable
from facilitator.when import leading_day, leading_when
from facilitator.zones import zone_named

_LARGEST_BYTES = 50_000_000
_RELATIVE = re.compile(r"[+-][0-9]|(?:now|today|yesterday)\b", re.IGNORECASE)
_FOUR_DIGITS = re.compile(r"[~≈]?\s?[0-9]{4}(?![-/0-9])")
_COLON_CLOCK = re.compile(r"^.{0,24}?\b[0-9]{1,2}:[0-9]{2}\b", re.MULTILINE)
_ZONE_SAID = re.compile(
    r"(?i:\ball times\b|\btimes (?:are|in|shown)\b|\btime ?zone\b|\btimestamps? (?:are|in)\b"
    r"|\btime\s*\()[^0-9\n]{0,20}?(?<![A-Za-z])"
    rf"(?P<zone>(?i:UTC|GMT|Zulu)|{ZONE_NAMES}|(?i:local|pacific|eastern|central|mountain)"
    rf"|(?i:{PLACES}))(?!\w)"
)
_IN_FULL = {"eastern": "ET", "central": "CT", "mountain": "MT", "pacific": "PT"}
_OWN_ZONE = re.compile(
    rf"(?:Z|UTC|GMT|{ZONE_NAMES}|{PLACES}|[ T].*[+-][0-9]{{2}}:?[0-9]{{2}}"
    r"|\+[0-9]{2}:?[0-9]{2})\W*$",
    re.IGNORECASE,
)
_LOOSE_MARK = re.compile(r"(?<!\S)([!#@])(?=\w)")
_AFTER_A_DAY = re.compile(r"\W*$|\s*[,:;(|–—-]")
_DAY_PREFIX = re.compile(r"(?:(?:date|day)\s*:\s*|on\s+)", re.IGNORECASE)


class Outcome(StrEnum):
    """What became of a pasted line."""

    UNDERSTOOD = "understood"
    MENDED = "mended"
    KEPT = "kept"
    HEADING = "heading"
    DROPPED = "dropped"


@dataclass(frozen=True)
class PastedLine:
    """One line as it was pasted, and what became of it.

    A KEPT line was joined to the event above it; a MENDED one lost something, which `remark` says.
    """

    raw: str
    outcome: Outcome
    event: Event | None
    remark: str


@dataclass(frozen=True)
class Pasted:
    """Every pasted line that is not blank, in order."""

    lines: tuple[PastedLine, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """Return the events in the order of their lines."""
        return tuple(line.event for line in self.lines if line.event is not None)


def read_lines(text: str, context: Context) -> Pasted:
    """Read events from pasted notes, lists and tables; bare times follow one another from UTC day.

    A day on a line of its own is the day of the bare times below it. Raises CannotRead where the
    text is binary, larger than 50 MB, or has no time at the head of any line.
    """
    if "\0" in text:
        raise CannotRead("This is not text but binary data: nothing was read.")
    if len(text.encode("utf-8", "surrogatepass")) > _LARGEST_BYTES:
        raise CannotRead("This is over 50 MB: paste only the part about the incident.")
    context, unzoned = _in_the_zone_said(text, context)
    reading = _Reading(context, unzoned, bare_digits=_COLON_CLOCK.search(text) is None)
    for raw in text.splitlines():
        reading.take(raw)
    if not reading.times:
        raise CannotRead("No line here begins with a time, such as 14:02: nothing was read.")
    return reading.pasted()


def _in_the_zone_said(text: str, context: Context) -> tuple[Context, str]:
    """Return the context in the zone a text says once for all its times.

    Where that is no zone anybody could know, return why as well.
    """
    said = _ZONE_SAID.search(text)
    if said is None:
        return context, ""
    name = said["zone"]
    if name.upper() in ("UTC", "GMT", "ZULU"):
        return replace(context, zone=UTC), ""
    if name.lower() == "local":
        unzoned = "Its time is local: set the zone for typing, or write it in UTC."
        return context, "" if context.zone else unzoned
    try:
        zone = zone_named(_IN_FULL.get(name.lower(), name), context.zone, context.near)
    except Unreadable as unreadable:
        return context, str(unreadable)
    return replace(context, zone=zone), ""


@dataclass
class _Reading:
    """A paste as far as it has been read.

    `unzoned` says why a time that names no zone cannot be read; empty where it can.
    """

    context: Context
    unzoned: str
    bare_digits: bool
    times: int = 0
    lines: list[PastedLine] = field(default_factory=list)
    joined: dict[int, list[str]] = field(default_factory=dict)
    milestones: dict[Milestone, datetime] = field(default_factory=dict)
    table: Table | None = None
    above: int | None = None
    lonely_time: str = ""

    def take(self, raw: str) -> None:
        """Read one more line."""
        if not raw.strip():
            self.above, self.lonely_time, self.table = None, "", None
        elif is_rule(raw):
            self._add(raw, Outcome.HEADING)
        elif self.table is None and (header := table_of(raw)):
            self.table, self.above = header, None
            self._add(raw, Outcome.HEADING)
        else:
            row = self.table.line(raw) if self.table else None
            self.table = self.table if row is not None else None
            self._take_line(raw, plain_form(raw) if row is None else row)

    def pasted(self) -> Pasted:
        """Return all lines, what was joined to an event put at the end of its text."""
        for index, more in self.joined.items():
            line = self.lines[index]
            if line.event is not None:
                told = line.event.changing(text=" ".join([line.event.text, *more]))
                self.lines[index] = replace(line, event=told)
        return Pasted(tuple(self.lines))

    def _take_line(self, raw: str, line: str) -> None:
        try:
            if _RELATIVE.match(line) or (_FOUR_DIGITS.match(line) and not self.bare_digits):
                raise NoTime
            _, rest = leading_when(line, self.context)
        except NoTime:
            self._take_untimed(raw, line)
            return
        except Unreadable as unreadable:
            self.times += 1
            self.above = None
            self._add(raw, Outcome.DROPPED, remark=str(unreadable))
            return
        self.times += 1
        written = " ".join(line.split())
        time = written.removesuffix(rest).rstrip()
        if self.unzoned and not _OWN_ZONE.search(time):
            self.above = None
            self._add(raw, Outcome.DROPPED, remark=self.unzoned)
        elif not rest.strip(" :,;|-–—"):
            self.above, self.lonely_time = None, time
            self._add(raw, Outcome.DROPPED, remark="It has a time and says nothing.")
        else:
            self._add(raw, *self._event(line))
            self.above, self.lonely_time = len(self.lines) - 1, ""

    def _take_untimed(self, raw: str, line: str) -> None:
        if self._is_heading(raw, line):
            return
        if self.lonely_time and self.lines:
            index = len(self.lines) - 1
            outcome, event, remark = self._event(f"{self.lonely_time} {line}")
            self.lines[index] = PastedLine(self.lines[index].raw, outcome, event, remark)
            self.above, self.lonely_time = index, ""
            self._add(raw, Outcome.KEPT, remark="Joined to the time above.")
        elif self.above is not None and self.lines[self.above].event is not None:
            self.joined.setdefault(self.above, []).append(raw.strip())
            self._add(raw, Outcome.KEPT, remark="Joined to the line above.")
        else:
            self._add(raw, Outcome.DROPPED, remark="It has no time at its head.")

    def _is_heading(self, raw: str, line: str) -> bool:
        """Take a line that is a day, a zone or a title, and say whether it was one."""
        said = _DAY_PREFIX.sub("", line.strip("#*=_ "), count=1)
        try:
            found = leading_day(said, self.context)
        except Unreadable:
            found = None
        if found and _AFTER_A_DAY.match(found[1]):
            self.context = replace(self.context, day=found[0], after=None)
            self._add(raw, Outcome.HEADING, remark=found[0].isoformat())
        elif _ZONE_SAID.search(raw):
            zone = self.context.zone
            self._add(raw, Outcome.HEADING, remark=f"Times are read in {zone}." if zone else "")
        elif raw.lstrip().startswith(("# ", "## ", "### ", "#### ", "```")):
            self._add(raw, Outcome.HEADING)
        else:
            return False
        self.above, self.lonely_time = None, ""
        return True

    def _event(self, line: str) -> tuple[Outcome, Event | None, str]:
        """Read a line that has a time; a mark it cannot carry stays in its text."""
        read, remark = read_event_line(line, self.context), ""
        if read.event is None:
            remark = read.problem
            read = read_event_line(_LOOSE_MARK.sub(r"\\\1", line), self.context)
        event = read.event
        if event is None:
            return Outcome.DROPPED, None, read.problem
        if event.milestone in self.milestones:
            first = clock(self.milestones[event.milestone])
            remark = f"{event.milestone} already stands at {first}: this line goes without it."
            event = event.changing(milestone=None)
        elif event.milestone is not None:
            self.milestones[event.milestone] = event.at
        self.context = replace(self.context, after=event.at)
        return (Outcome.MENDED if remark else Outcome.UNDERSTOOD), event, remark

    def _add(
        self, raw: str, outcome: Outcome, event: Event | None = None, remark: str = ""
    ) -> None:
        self.lines.append(PastedLine(raw, outcome, event, remark))
