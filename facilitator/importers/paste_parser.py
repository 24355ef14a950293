"""Parsing pasted text into events, line by line.

Every line gets an outcome, and a remark wherever the parser had to drop or assume something.
`paste_formats` has the formats of single lines, `paste_context` the context for the lines below.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from facilitator.importers.event_line import parse_event_line
from facilitator.importers.paste_context import (
    DateOrderNotice,
    ParseState,
    TwelveHourClock,
    leading_date,
    names_timezone,
    parse_date_line,
    unclear_date_problem,
    with_date_order_of_text,
    with_timezone_of_text,
)
from facilitator.importers.paste_formats import (
    TableHeader,
    TableRow,
    clean_line,
    has_open_quote,
    is_separator_line,
    is_speaker_name,
    normalize_line,
    parse_speaker,
    parse_table_header,
)
from facilitator.importers.paste_preview import LineOutcome, ParsedPaste, PastedLine
from facilitator.importers.validation import check_is_text
from facilitator.model.errors import CannotRead
from facilitator.model.timeline import Event, Milestone
from facilitator.text.format import clock
from facilitator.timeparse.parse import parse_leading_time
from facilitator.timeparse.patterns import NUMERIC_DAY
from facilitator.timeparse.timezones import NoTimeFound, UnreadableTime
from facilitator.timeparse.written_time import TimeContext

# Relative times are meaningful in the entry line, not in old text.
_RELATIVE = re.compile(r"[+-][0-9]|(?:now|today|yesterday)\b", re.IGNORECASE)
# `1402` and `14.02` may be numbers: read as times only if no other time has a colon.
_WITHOUT_A_COLON = re.compile(
    r"[~≈]?\s?(?:[0-9]{4}(?![-/0-9])|[0-9]{1,2}\.[0-9]{2}(?![.0-9]|\s?[ap]\.?m\b))", re.IGNORECASE
)
# Words that look like marks: escaped, so that a line that is invalid with them keeps them as text.
_LOOSE_MARK = re.compile(r"(?<!\S)([!#@])(?=\w)")
_MAX_JOINED_LINES = 50
"""The most lines joined to one event; more are a stack trace or a log, not its text."""
_NO_TIME = "It has no time at its head."
_SAYS_NOTHING = "It has a time and says nothing."

_COLON_CLOCK = re.compile(r"^.{0,24}?\b[0-9]{1,2}:[0-9]{2}\b", re.MULTILINE)
_REPORT_EVERY = 20
"""Lines parsed between two reports of progress; they take about a millisecond."""

ProgressCallback = Callable[[int, int], None]
"""Called with the number of lines parsed and the number of all lines."""


def _ignore_progress(parsed: int, total: int) -> None:
    """Do nothing."""


def parse_paste(
    text: str,
    context: TimeContext,
    on_progress: ProgressCallback = _ignore_progress,
    *,
    has_date_order: bool = False,
) -> ParsedPaste:
    """Parse events from pasted notes, chats, lists and tables.

    Bare times follow one another from the date of the context; a date on a line of its own applies
    to the bare times below it. All numeric dates are read in the order that one of them shows, day
    first or month first, unless `has_date_order`: then in the order of the context. `on_progress`
    may raise to cancel. Raises CannotRead if the text is binary, larger than 50 MB, or no line
    starts with a time.
    """
    check_is_text(text)
    if not has_date_order:
        context = with_date_order_of_text(text, context)
    state = ParseState(*with_timezone_of_text(text, context))
    parser = PasteParser(state, has_bare_times=_COLON_CLOCK.search(text) is None)
    lines = text.splitlines()
    for number, raw in enumerate(lines):
        if number % _REPORT_EVERY == 0:
            on_progress(number, len(lines))
        parser.parse_line(number, raw)
    on_progress(len(lines), len(lines))
    paste = parser.result()
    if not parser.times:
        raise CannotRead(_no_times_problem(parser))
    return paste


def _no_times_problem(parser: PasteParser) -> str:
    if parser.has_table:
        return "This table has a header and no row with a time: nothing was read."
    return "No line here begins with a time, such as 14:02: nothing was read."


@dataclass
class PasteParser:
    """Parses a paste one line after the other; `result` returns all lines.

    `state` is the context of the first time. `has_bare_times`: four digits alone, or two pairs with
    a dot (`1402`, `14.02`), are times. `times` counts the times found so far.
    """

    state: ParseState
    has_bare_times: bool
    times: int = 0
    has_table: bool = False
    _lines: list[PastedLine] = field(default_factory=list)
    _joined: dict[int, list[str]] = field(default_factory=dict)
    """The words joined to an event, by the index of its line in `_lines`."""
    _milestones: dict[Milestone, datetime] = field(default_factory=dict)
    """The UTC minute of each milestone so far; a second line with a milestone loses it."""
    _table: TableHeader | None = None
    _open_row: list[tuple[int, str]] = field(default_factory=list)
    """Number and text of the lines of a row whose quoted cell is still open."""
    _above: int | None = None
    """The index of the event that lines without a time are joined to."""
    _bare_time: str = ""
    """The time on the line above, if that line had nothing else."""
    _bare_time_remark: str = ""
    _speaker: str = ""
    _clock: TwelveHourClock = field(default_factory=TwelveHourClock)
    _order_notice: DateOrderNotice = field(default_factory=DateOrderNotice)
    _number: int = 0

    def parse_line(self, number: int, raw: str) -> None:
        """Parse the next line; `number` is its index in the text."""
        self._number = number
        line = clean_line(raw)
        if self._open_row or (self._table and has_open_quote(line, self._table.delimiter)):
            self._parse_row_part(raw)
        else:
            self._parse_whole_line(raw, line)

    def result(self) -> ParsedPaste:
        """Return all lines; each event has the text of the lines joined to it."""
        self._parse_open_row_by_line()
        for index, more in self._joined.items():
            line = self._lines[index]
            if line.event is not None:
                event = line.event.changing(text=" ".join(filter(None, (line.words, *more))))
                self._lines[index] = replace(line, event=event)
        return ParsedPaste(tuple(self._lines))

    def _parse_whole_line(self, raw: str, line: str) -> None:
        if not line:
            self._end_event()
            self._end_table()
            if raw.strip():
                self._add(raw, LineOutcome.DROPPED, remark="Nothing in it can be seen.")
        elif is_separator_line(line):
            self._add(raw, LineOutcome.HEADING)
        elif self._table is None and (header := parse_table_header(line)):
            self._begin_table(header, line)
            self._add(raw, LineOutcome.HEADING)
        elif self._table is not None and (row := self._table.row(line)):
            self._parse_row(raw, row)
        else:
            if line.startswith("#"):
                self._end_table()
            self._parse_text_line(raw, normalize_line(line))

    def _begin_table(self, header: TableHeader, line: str) -> None:
        """Parse the rows below by this header, in the time zone that it states."""
        self._table, self.has_table = header, True
        self._end_event()
        self._clock.reset()
        self.state.begin_table(line)

    def _end_table(self) -> None:
        """Restore the time zone of the text around the table."""
        if self._table is not None:
            self.state.end_table()
        self._table = None

    def _parse_row_part(self, raw: str) -> None:
        """Collect the lines of a row whose quoted cell continues over several lines."""
        self._open_row.append((self._number, raw))
        whole = " ".join(clean_line(part) for _, part in self._open_row)
        delimiter = self._table.delimiter if self._table else ","
        if not has_open_quote(whole, delimiter):
            (number, first), *rest = self._open_row
            self._open_row = []
            self._number = number
            self._parse_whole_line(first, whole)
            for self._number, part in rest:
                if part.strip():
                    self._add(part, LineOutcome.KEPT, remark="Part of the row above.")
        elif len(self._open_row) > _MAX_JOINED_LINES:
            self._parse_open_row_by_line()

    def _parse_open_row_by_line(self) -> None:
        """Parse the collected lines one by one: the quote was never closed."""
        lines, self._open_row = self._open_row, []
        for self._number, raw in lines:
            self._parse_whole_line(raw, clean_line(raw))

    def _parse_row(self, raw: str, row: TableRow) -> None:
        if row.time and not row.rest:
            self.times += 1
            self._drop(raw, _SAYS_NOTHING)
        elif row.time:
            self._parse_text_line(raw, row.line, is_row=True)
        elif row.day:
            self._drop(raw, "Which minute of that day? Its time is missing.")
        else:
            self._parse_untimed(raw, row.rest)

    def _parse_text_line(self, raw: str, line: str, is_row: bool = False) -> None:
        if day := parse_date_line(line, self.state.context):
            self._add_date(raw, day)
            return
        if problem := unclear_date_problem(line, self.state.context):
            self.state.clear_date(problem)
            self._clock.reset()
            self._drop(raw, problem)
            return
        line, remark = self._clock.completed(line, self.state.context)
        try:
            if _RELATIVE.match(line) or (_WITHOUT_A_COLON.match(line) and not self.has_bare_times):
                raise NoTimeFound
            _, rest = parse_leading_time(line, self.state.context)
        except NoTimeFound:
            if is_row:
                self._drop(raw, "What stands in its time column is no time.")
            else:
                self._parse_untimed(raw, line)
            return
        except UnreadableTime as unreadable:
            self.times += 1
            if NUMERIC_DAY.match(line):
                self.state.clear_date(str(unreadable))
            self._drop(raw, str(unreadable))
            return
        self.times += 1
        remark = remark or self._order_notice.remark(line, self.state.context)
        time = " ".join(line.split()).removesuffix(rest).rstrip()
        if problem := self.state.time_problem(time):
            self._drop(raw, problem)
        elif not rest.strip(" :,;|-–—"):
            self._add_bare_time(raw, time, self._speaker_above(), remark)
        else:
            self._end_event()
            self._above = len(self._lines)
            self._add(raw, *self._event(line, remark))

    def _add_bare_time(self, raw: str, time: str, speaker: str, remark: str) -> None:
        """Add a line that is only a time; its text may be on the line below."""
        self._drop(raw, _SAYS_NOTHING)
        self._bare_time, self._speaker, self._bare_time_remark = time, speaker, remark

    def _parse_untimed(self, raw: str, line: str) -> None:
        if self._add_heading(raw, line):
            return
        speaker = parse_speaker(clean_line(raw))
        if speaker is not None:
            self.times += 1
            time, remark = self._clock.completed(speaker.time, self.state.context)
            self._add_bare_time(raw, time, speaker.name, remark)
        elif self._bare_time and self._lines:
            index, prefix = len(self._lines) - 1, f"{self._speaker}: " if self._speaker else ""
            text = f"{self._bare_time} {prefix}{line}"
            outcome, event, remark, words = self._event(text, self._bare_time_remark)
            self._lines[index] = replace(
                self._lines[index], outcome=outcome, event=event, remark=remark
            )
            self._end_event()
            self._above = index
            self._joined[index] = [words]
            self._add(raw, LineOutcome.KEPT, None, "Joined to the time above.", words, index)
        elif self._above is not None and self._lines[self._above].event is not None:
            self._join(raw, line if self._table else clean_line(raw), self._above)
        else:
            self._add(raw, LineOutcome.DROPPED, remark=_NO_TIME)

    def _join(self, raw: str, words: str, above: int) -> None:
        joined = self._joined.setdefault(above, [])
        if len(joined) < _MAX_JOINED_LINES:
            joined.append(words)
            self._add(raw, LineOutcome.KEPT, None, "Joined to the line above.", words, above)
        else:
            self._add(raw, LineOutcome.DROPPED, remark="Too many lines without a time above it.")

    def _speaker_above(self) -> str:
        """Return the speaker if the line right above a bare time is only a name, else empty."""
        last = self._lines[-1] if self._lines else None
        if (
            last is None
            or last.number != self._number - 1
            or not is_speaker_name(clean_line(last.raw))
        ):
            return ""
        if last.part_of is not None and last.words:
            self._joined[last.part_of].pop()
        elif last.remark != _NO_TIME:
            return ""
        self._lines[-1] = replace(
            last, outcome=LineOutcome.HEADING, remark="Who says it.", words="", part_of=None
        )
        return clean_line(last.raw)

    def _add_date(self, raw: str, day: date) -> None:
        """Add a line that sets the date of the bare times below it."""
        self.state.set_date(day)
        self._end_event()
        self._clock.reset()
        self._add(raw, LineOutcome.HEADING, remark=day.isoformat())

    def _add_heading(self, raw: str, line: str) -> bool:
        """Add a line if it is a date, a time zone or a title. Returns whether it was one."""
        if day := leading_date(line, self.state.context):
            self.state.set_timezone(raw)
            self._add_date(raw, day)
        elif names_timezone(raw):
            self._end_event()
            self.state.set_timezone(raw)
            self._add(raw, LineOutcome.HEADING, remark=self.state.timezone_remark)
        elif raw.lstrip().startswith(("# ", "## ", "### ", "#### ", "```")):
            self._end_event()
            self._add(raw, LineOutcome.HEADING)
        else:
            return False
        return True

    def _event(self, line: str, remark: str = "") -> tuple[LineOutcome, Event | None, str, str]:
        """Parse a line that starts with a time; an invalid mark is kept as text.

        Returns outcome, event, remark and the words of its text.
        """
        parsed = parse_event_line(line, self.state.context)
        if parsed.event is None:
            remark = parsed.problem
            parsed = parse_event_line(_LOOSE_MARK.sub(r"\\\1", line), self.state.context)
        event = parsed.event
        if event is None:
            return LineOutcome.DROPPED, None, parsed.problem, ""
        if "\ufffd" in event.text:
            remark = remark or "Letters that could not be read show as \ufffd."
        if event.milestone in self._milestones:
            first = clock(self._milestones[event.milestone])
            remark = f"{event.milestone} already stands at {first}: this line goes without it."
            event = event.changing(milestone=None)
        elif event.milestone is not None:
            self._milestones[event.milestone] = event.at
        self.state.advance_to(event.at)
        return (LineOutcome.MENDED if remark else LineOutcome.UNDERSTOOD), event, remark, event.text

    def _end_event(self) -> None:
        self._above, self._bare_time, self._speaker = None, "", ""

    def _drop(self, raw: str, remark: str) -> None:
        self._end_event()
        self._add(raw, LineOutcome.DROPPED, remark=remark)

    def _add(
        self,
        raw: str,
        outcome: LineOutcome,
        event: Event | None = None,
        remark: str = "",
        words: str = "",
        part_of: int | None = None,
    ) -> None:
        self._lines.append(PastedLine(raw, outcome, event, remark, self._number, words, part_of))
