"""A paste as far as it has been read: each line is seen in the light of those above it.

Many pasted lines read at once: every line is accounted for, and what is unsure says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from facilitator.importers.event_line import read_event_line
from facilitator.importers.paste_context import (
    DateOrder,
    HalfDays,
    InForce,
    day_alone,
    day_heading,
    day_problem,
    in_the_order_of_the_text,
    in_the_zone_of_the_text,
    says_a_zone,
)
from facilitator.importers.paste_formats import (
    Row,
    Table,
    is_name,
    is_rule,
    leaves_a_quote_open,
    plain_form,
    seen,
    speaker_of,
    table_of,
)
from facilitator.importers.paste_preview import Outcome, Pasted, PastedLine
from facilitator.importers.validation import refuse_what_is_no_text
from facilitator.model.errors import CannotRead
from facilitator.model.timeline import Event, Milestone
from facilitator.text.format import clock
from facilitator.timeparse.parse import parse_leading_time
from facilitator.timeparse.parser import TimeContext
from facilitator.timeparse.patterns import NUMERIC_DAY
from facilitator.timeparse.timezones import NoTimeFound, UnreadableTime

_RELATIVE = re.compile(r"[+-][0-9]|(?:now|today|yesterday)\b", re.IGNORECASE)
_WITHOUT_A_COLON = re.compile(
    r"[~≈]?\s?(?:[0-9]{4}(?![-/0-9])|[0-9]{1,2}\.[0-9]{2}(?![.0-9]|\s?[ap]\.?m\b))", re.IGNORECASE
)
_LOOSE_MARK = re.compile(r"(?<!\S)([!#@])(?=\w)")
_MOST_JOINED = 50
"""An event takes so many lines at most: more than a stack trace is no text of one event."""
_NO_TIME = "It has no time at its head."
_SAYS_NOTHING = "It has a time and says nothing."


@dataclass
class LineReading:
    """Takes one line after the other.

    `said`: what the text says of its times before the first of them. `bare_digits`: four digits
    alone, or with a dot, are a clock.
    """

    said: InForce
    bare_digits: bool
    times: int = 0
    has_table: bool = False
    _lines: list[PastedLine] = field(default_factory=list)
    _joined: dict[int, list[str]] = field(default_factory=dict)
    _milestones: dict[Milestone, datetime] = field(default_factory=dict)
    _table: Table | None = None
    _open_row: list[tuple[int, str]] = field(default_factory=list)
    _above: int | None = None
    _lonely_time: str = ""
    _lonely_remark: str = ""
    _speaker: str = ""
    _halves: HalfDays = field(default_factory=HalfDays)
    _order: DateOrder = field(default_factory=DateOrder)
    _number: int = 0

    def take(self, number: int, raw: str) -> None:
        """Read one more line."""
        self._number = number
        line = seen(raw)
        if self._open_row or (self._table and leaves_a_quote_open(line, self._table.divider)):
            self._take_part_of_a_row(raw)
        else:
            self._take_whole(raw, line)

    def pasted(self) -> Pasted:
        """Return all lines, what was joined to an event put at the end of its text."""
        self._close_row()
        for index, more in self._joined.items():
            line = self._lines[index]
            if line.event is not None:
                told = line.event.changing(text=" ".join(filter(None, (line.words, *more))))
                self._lines[index] = replace(line, event=told)
        return Pasted(tuple(self._lines))

    def _take_whole(self, raw: str, line: str) -> None:
        if not line:
            self._forget_above()
            self._end_table()
            if raw.strip():
                self._add(raw, Outcome.DROPPED, remark="Nothing in it can be seen.")
        elif is_rule(line):
            self._add(raw, Outcome.HEADING)
        elif self._table is None and (header := table_of(line)):
            self._begin_table(header, line)
            self._add(raw, Outcome.HEADING)
        elif self._table is not None and (row := self._table.row(line)):
            self._take_row(raw, row)
        else:
            if line.startswith("#"):
                self._end_table()
            self._take_line(raw, plain_form(line))

    def _begin_table(self, header: Table, line: str) -> None:
        """Read the rows beneath by this header, in the zone that it says."""
        self._table, self.has_table = header, True
        self._forget_above()
        self._halves.forget()
        self.said.begin_table(line)

    def _end_table(self) -> None:
        """Go back to the zone of the text around the table."""
        if self._table is not None:
            self.said.end_table()
        self._table = None

    def _take_part_of_a_row(self, raw: str) -> None:
        """Hold a row back until the cell that goes on over several lines ends."""
        self._open_row.append((self._number, raw))
        whole = " ".join(seen(part) for _, part in self._open_row)
        divider = self._table.divider if self._table else ","
        if not leaves_a_quote_open(whole, divider):
            (number, first), *rest = self._open_row
            self._open_row = []
            self._number = number
            self._take_whole(first, whole)
            for self._number, part in rest:
                if part.strip():
                    self._add(part, Outcome.KEPT, remark="Part of the row above.")
        elif len(self._open_row) > _MOST_JOINED:
            self._close_row()

    def _close_row(self) -> None:
        """Read what was held back line by line: its quote is never closed."""
        held, self._open_row = self._open_row, []
        for self._number, raw in held:
            self._take_whole(raw, seen(raw))

    def _take_row(self, raw: str, row: Row) -> None:
        if row.time and not row.told:
            self.times += 1
            self._drop(raw, _SAYS_NOTHING)
        elif row.time:
            self._take_line(raw, row.line, is_row=True)
        elif row.day:
            self._drop(raw, "Which minute of that day? Its time is missing.")
        else:
            self._take_untimed(raw, row.told)

    def _take_line(self, raw: str, line: str, is_row: bool = False) -> None:
        if day := day_alone(line, self.said.context):
            self._begin_day(raw, day)
            return
        if problem := day_problem(line, self.said.context):
            self.said.lose_the_day(problem)
            self._halves.forget()
            self._drop(raw, problem)
            return
        line, remark = self._halves.completed(line, self.said.context)
        try:
            if _RELATIVE.match(line) or (_WITHOUT_A_COLON.match(line) and not self.bare_digits):
                raise NoTimeFound
            _, rest = parse_leading_time(line, self.said.context)
        except NoTimeFound:
            if is_row:
                self._drop(raw, "What stands in its time column is no time.")
            else:
                self._take_untimed(raw, line)
            return
        except UnreadableTime as unreadable:
            self.times += 1
            if NUMERIC_DAY.match(line):
                self.said.lose_the_day(str(unreadable))
            self._drop(raw, str(unreadable))
            return
        self.times += 1
        remark = remark or self._order.remark(line, self.said.context)
        written = " ".join(line.split())
        time = written.removesuffix(rest).rstrip()
        if problem := self.said.problem_of(time):
            self._drop(raw, problem)
        elif not rest.strip(" :,;|-–—"):
            self._take_lonely(raw, time, self._name_above(), remark)
        else:
            self._forget_above()
            self._above = len(self._lines)
            self._add(raw, *self._event(line, remark))

    def _take_lonely(self, raw: str, time: str, speaker: str, remark: str) -> None:
        """Take a time that says nothing yet: the line beneath may."""
        self._drop(raw, _SAYS_NOTHING)
        self._lonely_time, self._speaker, self._lonely_remark = time, speaker, remark

    def _take_untimed(self, raw: str, line: str) -> None:
        if self._is_heading(raw, line):
            return
        speaks = speaker_of(seen(raw))
        if speaks is not None:
            self.times += 1
            time, remark = self._halves.completed(speaks.time, self.said.context)
            self._take_lonely(raw, time, speaks.name, remark)
        elif self._lonely_time and self._lines:
            index, said = len(self._lines) - 1, f"{self._speaker}: " if self._speaker else ""
            told = f"{self._lonely_time} {said}{line}"
            outcome, event, remark, words = self._event(told, self._lonely_remark)
            self._lines[index] = replace(
                self._lines[index], outcome=outcome, event=event, remark=remark
            )
            self._forget_above()
            self._above = index
            self._joined[index] = [words]
            self._add(raw, Outcome.KEPT, None, "Joined to the time above.", words, index)
        elif self._above is not None and self._lines[self._above].event is not None:
            self._join(raw, line if self._table else seen(raw), self._above)
        else:
            self._add(raw, Outcome.DROPPED, remark=_NO_TIME)

    def _join(self, raw: str, words: str, above: int) -> None:
        joined = self._joined.setdefault(above, [])
        if len(joined) < _MOST_JOINED:
            joined.append(words)
            self._add(raw, Outcome.KEPT, None, "Joined to the line above.", words, above)
        else:
            self._add(raw, Outcome.DROPPED, remark="Too many lines without a time above it.")

    def _name_above(self) -> str:
        """Return who speaks, where the line right above a lonely time is a name and no more."""
        last = self._lines[-1] if self._lines else None
        if last is None or last.number != self._number - 1 or not is_name(seen(last.raw)):
            return ""
        if last.part_of is not None and last.words:
            self._joined[last.part_of].pop()
        elif last.remark != _NO_TIME:
            return ""
        self._lines[-1] = replace(
            last, outcome=Outcome.HEADING, remark="Who says it.", words="", part_of=None
        )
        return seen(last.raw)

    def _begin_day(self, raw: str, day: date) -> None:
        """Take a line as the day of the bare times beneath it."""
        self.said.begin_day(day)
        self._forget_above()
        self._halves.forget()
        self._add(raw, Outcome.HEADING, remark=day.isoformat())

    def _is_heading(self, raw: str, line: str) -> bool:
        """Take a line that is a day, a zone or a title, and say whether it was one."""
        if day := day_heading(line, self.said.context):
            self.said.hear_a_zone(raw)
            self._begin_day(raw, day)
        elif says_a_zone(raw):
            self._forget_above()
            self.said.hear_a_zone(raw)
            self._add(raw, Outcome.HEADING, remark=self.said.zone_in_words)
        elif raw.lstrip().startswith(("# ", "## ", "### ", "#### ", "```")):
            self._forget_above()
            self._add(raw, Outcome.HEADING)
        else:
            return False
        return True

    def _event(self, line: str, remark: str = "") -> tuple[Outcome, Event | None, str, str]:
        """Read a line that has a time; a mark it cannot carry stays in its text.

        Returns what became of it, the event, a remark and the words of its text.
        """
        read = read_event_line(line, self.said.context)
        if read.event is None:
            remark = read.problem
            read = read_event_line(_LOOSE_MARK.sub(r"\\\1", line), self.said.context)
        event = read.event
        if event is None:
            return Outcome.DROPPED, None, read.problem, ""
        if "\ufffd" in event.text:
            remark = remark or "Letters that could not be read show as \ufffd."
        if event.milestone in self._milestones:
            first = clock(self._milestones[event.milestone])
            remark = f"{event.milestone} already stands at {first}: this line goes without it."
            event = event.changing(milestone=None)
        elif event.milestone is not None:
            self._milestones[event.milestone] = event.at
        self.said.come_to(event.at)
        return (Outcome.MENDED if remark else Outcome.UNDERSTOOD), event, remark, event.text

    def _forget_above(self) -> None:
        self._above, self._lonely_time, self._speaker = None, "", ""

    def _drop(self, raw: str, remark: str) -> None:
        self._forget_above()
        self._add(raw, Outcome.DROPPED, remark=remark)

    def _add(
        self,
        raw: str,
        outcome: Outcome,
        event: Event | None = None,
        remark: str = "",
        words: str = "",
        part_of: int | None = None,
    ) -> None:
        self._lines.append(PastedLine(raw, outcome, event, remark, self._number, words, part_of))


_COLON_CLOCK = re.compile(r"^.{0,24}?\b[0-9]{1,2}:[0-9]{2}\b", re.MULTILINE)
_TELL_EVERY = 20
"""So many lines are read between one word about the progress and the next: about a millisecond."""

Told = Callable[[int, int], None]
"""Is told how many lines were read, and of how many."""


def _to_nobody(read: int, of: int) -> None:
    """Tell nobody."""


def read_lines(
    text: str, context: TimeContext, told: Told = _to_nobody, *, order_is_said: bool = False
) -> Pasted:
    """Read events from pasted notes, lists and tables; bare times follow one another from UTC day.

    A day on a line of its own is the day of the bare times below it. Where one date in figures can
    be read in one order only, and none contradicts it, all are read in that order, unless
    `order_is_said`: then the one of the context counts. `told` hears of the progress, and ends the
    reading by raising. Raises CannotRead where the text is binary, larger than 50 MB, or has no
    time at the head of any line.
    """
    refuse_what_is_no_text(text)
    if not order_is_said:
        context = in_the_order_of_the_text(text, context)
    said = InForce(*in_the_zone_of_the_text(text, context))
    reading = LineReading(said, bare_digits=_COLON_CLOCK.search(text) is None)
    lines = text.splitlines()
    for number, raw in enumerate(lines):
        if number % _TELL_EVERY == 0:
            told(number, len(lines))
        reading.take(number, raw)
    told(len(lines), len(lines))
    pasted = reading.pasted()
    if not reading.times:
        raise CannotRead(_nothing_read(reading))
    return pasted


def _nothing_read(reading: LineReading) -> str:
    if reading.has_table:
        return "This table has a header and no row with a time: nothing was read."
    return "No line here begins with a time, such as 14:02: nothing was read."
