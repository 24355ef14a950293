"""The formats of pasted lines: tables, chat messages, and lines of notes.

Tables (Markdown, Jira, CSV, TSV) are read by their header, or row by row without one. Chats put the
speaker and the time above a message. All other lines are normalized to event lines: time first,
without bullets, brackets or emphasis.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

from facilitator.model.plain_text import plain_prose
from facilitator.model.timeline import EventKind, Milestone
from facilitator.timeparse.patterns import PLACES, ZONE_NAMES

_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"
"""Byte order mark and other characters without width that programs put before a line."""

# Separators and tables
_SEPARATOR = re.compile(r"[\s|:+=_*-]+")
_STROKE = re.compile(r"[-=_*]{2}")
_TIME_COLUMN = re.compile(
    r"(?i:time(?:stamp)?|when|utc|minute|date ?(?:/|&|and)? ?time|start(?:ed)?(?: time)?)"
    r"(?:\s*[(\[,].*|\s+(?i:utc|gmt)|\s+[A-Z]{2,4})?"
)
_IN_BRACKETS = re.compile(r"\s*[(\[].*")
_OTHER_COLUMNS = {
    "date": ("date", "day"),
    "until": ("end", "ended", "end time", "until"),
    "text": (
        "event",
        "what",
        "what happened",
        "description",
        "text",
        "message",
        "summary",
        "entry",
    ),
    "source": ("source", "link", "known from", "reference"),
    "kind": ("kind", "type"),
    "milestone": ("milestone", "mark"),
    "unused": ("since start", "#", "no", "no."),
}
"""The kinds of columns with the headings that name them; other columns are appended to the text."""

_HEADERLESS_ROW = re.compile(
    r'"?[~≈]?[0-9][0-9:./TZ+ -]{2,30}(?:\s?(?i:[ap]m))?(?:\s?[A-Z]{1,4})?"?'
    r"(?P<delimiter>[,;|](?=[^\s])(?![0-9]{3}\b)|\t)"
)
_CLOCK = re.compile(r"[~≈]?[0-9]{1,2}:[0-9]{2}")

# Lines of notes
_QUOTE_OR_HEADING = re.compile(r"(?:>\s*)+|#{1,6}\s+")
_BULLET = re.compile(r"(?:[*+•·–—-]|[0-9]{1,3}[.)])\s+(?:\[[ xX]\]\s+)?|[-*•–—](?=[\[(~*_`]*[0-9])")
_ENCLOSED_TIME = re.compile(
    r"(?P<about>[~≈]?)\s?[\[(*_`<]{1,6}(?P<inside>[^\[\](){}<>*_`]{3,60})[\])>*_`]{1,6}"
    r"(?P<rest>.*)",
    re.DOTALL,
)
_CLOCK_TIME = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[ap]\.?m\b\.?)?"
_LEADING_WORD = re.compile(r"(?:at|from)\s+(?=[~≈]?[0-9]{1,2}:[0-9]{2})", re.IGNORECASE)
_CIRCA = re.compile(r"(?:circa|ca\.?|c\.|approx(?:\.|imately)?)\s?(?=[0-9])", re.IGNORECASE)
_ABOUT_AFTER = re.compile(
    rf"(?P<time>{_CLOCK_TIME})(?:ish\b|\s?\((?:about|approx\.?|approximately|ca\.?)\))",
    re.IGNORECASE,
)
_ZONE_IN_BRACKETS = re.compile(
    rf"(?P<time>[~≈]?(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[ T])?(?i:{_CLOCK_TIME})~?)"
    rf"\s?[\[(](?P<zone>UTC|GMT|Z|{ZONE_NAMES}|(?i:{PLACES}))[\])](?P<rest>.*)",
    re.DOTALL,
)

# Chats
_CAPITAL = r"[A-Z\u00c0-\u00de][^\W\d_]*[.'’-]?[^\W\d_]*"
_NAME = re.compile(rf"{_CAPITAL}(?: {_CAPITAL}){{0,3}}")
_SPEAKER_AND_TIME = re.compile(
    rf"(?:(?P<name>{_CAPITAL}(?: {_CAPITAL}){{1,3}}) ?"
    r"|(?P<handle>[^\W\d_][^\d\s\[\](){}|<>,;!?:]{0,30}(?: [^\d\s\[\](){}|<>,;!?:]{1,30}){0,4})"
    r"(?:\s{2,}|\t|\s*(?=[\[(])))"
    rf"[\[(]?(?P<time>(?i:{_CLOCK_TIME})(?: (?:UTC|GMT|{ZONE_NAMES}))?)[\])]?"
)
_MAX_SPEAKER_LINE = 90  # characters: a longer line has more in it than a name and a time


def clean_line(raw: str) -> str:
    """Return a line without control sequences, and without invisible characters at its start."""
    return plain_prose(raw).strip().lstrip(_INVISIBLE).lstrip()


@dataclass(frozen=True)
class TableRow:
    """A row of a table: date and time as written, and the rest as marks, text and source."""

    day: str
    time: str
    rest: str

    @property
    def line(self) -> str:
        """The row as an event line, see `event_line.parse_event_line`."""
        return " ".join(filter(None, (self.day, self.time, self.rest)))


@dataclass(frozen=True)
class TableHeader:
    """The header of a table: the delimiter of its cells and the kind of each column."""

    delimiter: str
    columns: tuple[str, ...]

    def row(self, line: str) -> TableRow | None:
        """Return a line as a row of this table, or None if it has no delimiter."""
        cells = _cells(line, self.delimiter)
        if self.delimiter not in line.strip("\n\r"):
            return None
        cells_by_kind: dict[str, list[str]] = {}
        for column, cell in zip((*self.columns, *["more"] * len(cells)), cells, strict=False):
            cells_by_kind.setdefault(column, []).extend([cell] if cell else [])
        marks = [
            f"!{m}" for m in cells_by_kind.get("milestone", ()) if m.lower() in tuple(Milestone)
        ]
        marks += [f"#{k}" for k in cells_by_kind.get("kind", ()) if k.lower() in tuple(EventKind)]
        text = " · ".join([*cells_by_kind.get("text", ()), *cells_by_kind.get("more", ())])
        source = cells_by_kind.get("source", ())
        until = _plain(cells_by_kind.get("until", ()))
        time = _plain(cells_by_kind.get("time", ()))
        return TableRow(
            _plain(cells_by_kind.get("date", ())),
            f"{time} - {until}" if time and until else time,
            " ".join([*marks, text, *(["<-", *source] if source else [])]).strip(),
        )


def parse_table_header(line: str) -> TableHeader | None:
    """Return a line as a table's header if it has a time column and another column, or None.

    The first time column counts: others show the same times in other zones.
    """
    delimiter = next((sign for sign in ("|", "\t", ";", ",") if sign in line.strip()), None)
    if delimiter is None:
        return None
    columns = [_column(cell) for cell in _cells(line, delimiter)]
    if "time" not in columns or len(columns) < 2:
        return None
    first = columns.index("time")
    others = ("unused" if c == "time" else c for c in columns[first + 1 :])
    return TableHeader(delimiter, (*columns[: first + 1], *others))


def _parse_headerless_row(line: str) -> str | None:
    """Return a delimited row without a header above it as an event line, or None."""
    found = _HEADERLESS_ROW.match(line)
    if found is None:
        return None
    cells = _cells(line, found["delimiter"])
    if len(cells) > 1 and ":" not in cells[0] and _CLOCK.match(cells[1]):
        cells[:2] = [f"{cells[0]} {cells[1]}"]
    return f"{cells[0]} {' · '.join(filter(None, cells[1:]))}".strip()


def has_open_quote(line: str, delimiter: str) -> bool:
    """Whether a CSV row ends inside a quoted cell, which continues on the next line."""
    if delimiter == "|" or '"' not in line:
        return False
    try:
        next(csv.reader([line], delimiter=delimiter, skipinitialspace=True, strict=True), [])
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def is_separator_line(line: str) -> bool:
    """Whether a line is only a separator: `---`, `===`, or the row below a table's header."""
    return _SEPARATOR.fullmatch(line) is not None and _STROKE.search(line) is not None


def _unescape_cell(cell: str) -> str:
    """Return the text of a Markdown table cell, without escapes and line breaks."""
    return re.sub(r"<br ?/?>", " ", cell.replace("\\|", "|"))


def _column(cell: str) -> str:
    name = cell.strip("*_` ")
    if _TIME_COLUMN.fullmatch(name):
        return "time"
    plain = _IN_BRACKETS.sub("", name).lower()
    return next((c for c, names in _OTHER_COLUMNS.items() if plain in names), "more")


def _plain(cells: list[str] | tuple[()]) -> str:
    """Return a date or time without Markdown emphasis."""
    return " ".join(cell.strip("*_` ") for cell in cells)


def _cells(row: str, delimiter: str) -> list[str]:
    if delimiter != "|":
        try:
            read = next(csv.reader([row], delimiter=delimiter, skipinitialspace=True), [])
        except csv.Error:  # a cell longer than `csv.field_size_limit()`
            read = row.split(delimiter)
        return [cell.strip() for cell in read]
    inside = row.strip()
    if inside.startswith("||"):  # a header in Jira's and Confluence's own markup
        inside = inside.replace("||", "|")
    inside = inside.removeprefix("|")
    inside = inside if inside.endswith("\\|") else inside.removesuffix("|")
    return [_unescape_cell(cell.strip()) for cell in re.split(r"(?<!\\)\|", inside)]


@dataclass(frozen=True)
class Speaker:
    """The speaker and the time of the message below, as a chat shows them."""

    name: str
    time: str


def parse_speaker(line: str) -> Speaker | None:
    """Return speaker and time if a line has nothing else (`Ana Lima  2:05 PM`), or None."""
    found = _SPEAKER_AND_TIME.fullmatch(line) if len(line) <= _MAX_SPEAKER_LINE else None
    return Speaker(found["name"] or found["handle"], found["time"]) if found else None


def is_speaker_name(line: str) -> bool:
    """Whether a line is a name and nothing else, as some chats show it above the time."""
    return len(line) <= _MAX_SPEAKER_LINE and _NAME.fullmatch(line) is not None


def normalize_line(line: str) -> str:
    """Return a line with its bare time at the start; a line of no known format is unchanged."""
    bare = _without_prefix(_without_prefix(line.strip(), _QUOTE_OR_HEADING), _BULLET)
    row = bare.startswith("|")  # a row of a Markdown table whose header was not pasted
    bare = bare.strip("|").strip() if row else bare
    enclosed = _ENCLOSED_TIME.match(bare)
    if enclosed and any(sign.isdecimal() for sign in enclosed["inside"]):
        time = f"{enclosed['about']}{enclosed['inside'].strip().rstrip(':')}"
        bare = f"{time} {enclosed['rest'].strip()}".strip()
    elif row:
        bare = _unescape_cell(bare)
    if not row and (cells := _parse_headerless_row(bare)) is not None:
        bare = cells
    return _normalize_time(bare)


def _normalize_time(line: str) -> str:
    """Return a line with the time at its start spelt as the entry line reads it (`~14:02 UTC`)."""
    if line[:1].isalpha():
        line = _CIRCA.sub("~", _without_prefix(line, _LEADING_WORD), count=1)
    if (found := _ABOUT_AFTER.match(line)) is not None:
        line = f"~{found['time']}{line[found.end() :]}"
    if (found := _ZONE_IN_BRACKETS.match(line)) is not None:
        line = f"{found['time']} {found['zone']} {found['rest'].strip()}".strip()
    return line


def _without_prefix(line: str, prefix: re.Pattern[str]) -> str:
    found = prefix.match(line)
    return line[found.end() :] if found else line
