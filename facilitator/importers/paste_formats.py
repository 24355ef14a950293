"""The forms one pasted line comes in: bullets, bold or bracketed times, a name before its time.

Tables as they are pasted: Markdown, CSV, TSV; by their header, or row by row without one.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

from facilitator.model.timeline import EventKind, Milestone
from facilitator.model.types import plain_prose
from facilitator.timeparse.patterns import PLACES, ZONE_NAMES

_RULE = re.compile(r"[\s|:+=_*-]+")
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
_BARE_ROW = re.compile(
    r'"?[~≈]?[0-9][0-9:./TZ+ -]{2,30}(?:\s?(?i:[ap]m))?(?:\s?[A-Z]{1,4})?"?'
    r"(?P<divider>[,;|](?=[^\s])(?![0-9]{3}\b)|\t)"
)
_CLOCK = re.compile(r"[~≈]?[0-9]{1,2}:[0-9]{2}")


@dataclass(frozen=True)
class Row:
    """A row of a table: its day and its time as they are written, and what else it tells."""

    day: str
    time: str
    told: str

    @property
    def line(self) -> str:
        """The row as an event line."""
        return " ".join(filter(None, (self.day, self.time, self.told)))


@dataclass(frozen=True)
class Table:
    """A header that has been read: what divides its cells and what each column holds."""

    divider: str
    columns: tuple[str, ...]

    def row(self, line: str) -> Row | None:
        """Return a line as a row of this table, or None where it is not one."""
        cells = _cells(line, self.divider)
        if self.divider not in line.strip("\n\r"):
            return None
        held: dict[str, list[str]] = {}
        for column, cell in zip((*self.columns, *["more"] * len(cells)), cells, strict=False):
            held.setdefault(column, []).extend([cell] if cell else [])
        marks = [f"!{m}" for m in held.get("milestone", ()) if m.lower() in tuple(Milestone)]
        marks += [f"#{k}" for k in held.get("kind", ()) if k.lower() in tuple(EventKind)]
        told = " · ".join([*held.get("text", ()), *held.get("more", ())])
        source = held.get("source", ())
        until = _bare(held.get("until", ()))
        time = _bare(held.get("time", ()))
        return Row(
            _bare(held.get("date", ())),
            f"{time} - {until}" if time and until else time,
            " ".join([*marks, told, *(["<-", *source] if source else [])]).strip(),
        )


def is_rule(line: str) -> bool:
    """Whether a line only divides: `---`, `===`, or the row beneath a table's header."""
    return _RULE.fullmatch(line) is not None and _STROKE.search(line) is not None


def table_of(line: str) -> Table | None:
    """Return the table this line is the header of: one with a time column and another one.

    Of several time columns the first counts: the others show the same minutes in other zones.
    """
    divider = next((sign for sign in ("|", "\t", ";", ",") if sign in line.strip()), None)
    if divider is None:
        return None
    columns = [_column(cell) for cell in _cells(line, divider)]
    if "time" not in columns or len(columns) < 2:
        return None
    first = columns.index("time")
    others = ("unused" if c == "time" else c for c in columns[first + 1 :])
    return Table(divider, (*columns[: first + 1], *others))


def bare_row(line: str) -> str | None:
    """Return a row that has no header above it as an event line; None where it is not one."""
    found = _BARE_ROW.match(line)
    if found is None:
        return None
    cells = _cells(line, found["divider"])
    if len(cells) > 1 and ":" not in cells[0] and _CLOCK.match(cells[1]):
        cells[:2] = [f"{cells[0]} {cells[1]}"]
    return f"{cells[0]} {' · '.join(filter(None, cells[1:]))}".strip()


def unescaped(cell: str) -> str:
    """Return what a cell of a Markdown table shows."""
    return re.sub(r"<br ?/?>", " ", cell.replace("\\|", "|"))


def leaves_a_quote_open(line: str, divider: str) -> bool:
    """Whether a row ends within a quoted cell, which goes on in the line beneath."""
    if divider == "|" or '"' not in line:
        return False
    try:
        next(csv.reader([line], delimiter=divider, skipinitialspace=True, strict=True), [])
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _column(cell: str) -> str:
    name = cell.strip("*_` ")
    if _TIME_COLUMN.fullmatch(name):
        return "time"
    plain = _IN_BRACKETS.sub("", name).lower()
    return next((c for c, names in _OTHER_COLUMNS.items() if plain in names), "more")


def _bare(cells: list[str] | tuple[()]) -> str:
    """Return a day or a time without the marks that make it bold."""
    return " ".join(cell.strip("*_` ") for cell in cells)


def _cells(row: str, divider: str) -> list[str]:
    if divider != "|":
        try:
            read = next(csv.reader([row], delimiter=divider, skipinitialspace=True), [])
        except csv.Error:  # a cell longer than the module takes
            read = row.split(divider)
        return [cell.strip() for cell in read]
    inside = row.strip()
    if inside.startswith("||"):  # a header in Jira's and Confluence's own markup
        inside = inside.replace("||", "|")
    inside = inside.removeprefix("|")
    inside = inside if inside.endswith("\\|") else inside.removesuffix("|")
    return [unescaped(cell.strip()) for cell in re.split(r"(?<!\\)\|", inside)]


_UNSEEN = "\ufeff\u200b\u200e\u200f\u2060"
"""Marks without a width that programs put before a line."""

_QUOTE_OR_HEADING = re.compile(r"(?:>\s*)+|#{1,6}\s+")
_BULLET = re.compile(r"(?:[*+•·–—-]|[0-9]{1,3}[.)])\s+(?:\[[ xX]\]\s+)?|[-*•–—](?=[\[(~*_`]*[0-9])")
_WRAPPED = re.compile(
    r"(?P<about>[~≈]?)\s?[\[(*_`<]{1,6}(?P<inside>[^\[\](){}<>*_`]{3,60})[\])>*_`]{1,6}"
    r"(?P<rest>.*)",
    re.DOTALL,
)
_FACE = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[ap]\.?m\b\.?)?"
_LEADING_WORD = re.compile(r"(?:at|from)\s+(?=[~≈]?[0-9]{1,2}:[0-9]{2})", re.IGNORECASE)
_CIRCA = re.compile(r"(?:circa|ca\.?|c\.|approx(?:\.|imately)?)\s?(?=[0-9])", re.IGNORECASE)
_ABOUT_AFTER = re.compile(
    rf"(?P<time>{_FACE})(?:ish\b|\s?\((?:about|approx\.?|approximately|ca\.?)\))", re.IGNORECASE
)
_ZONE_IN_BRACKETS = re.compile(
    rf"(?P<time>[~≈]?(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[ T])?(?i:{_FACE})~?)"
    rf"\s?[\[(](?P<zone>UTC|GMT|Z|{ZONE_NAMES}|(?i:{PLACES}))[\])](?P<rest>.*)",
    re.DOTALL,
)
_CAPITAL = r"[A-Z\u00c0-\u00de][^\W\d_]*[.'’-]?[^\W\d_]*"
_NAME = re.compile(rf"{_CAPITAL}(?: {_CAPITAL}){{0,3}}")
_SPEAKER = re.compile(
    rf"(?:(?P<name>{_CAPITAL}(?: {_CAPITAL}){{1,3}}) ?"
    r"|(?P<handle>[^\W\d_][^\d\s\[\](){}|<>,;!?:]{0,30}(?: [^\d\s\[\](){}|<>,;!?:]{1,30}){0,4})"
    r"(?:\s{2,}|\t|\s*(?=[\[(])))"
    rf"[\[(]?(?P<time>(?i:{_FACE})(?: (?:UTC|GMT|{ZONE_NAMES}))?)[\])]?"
)
_LONGEST_NAME = 90


@dataclass(frozen=True)
class Speaker:
    """Who said what stands beneath, and when, as a chat shows it."""

    name: str
    time: str


def seen(raw: str) -> str:
    """Return a line as a reader sees it: no control sequence and no unseen mark at its head."""
    return plain_prose(raw).strip().lstrip(_UNSEEN).lstrip()


def plain_form(line: str) -> str:
    """Return a pasted line with its time bare at the head; a line of another form as it is."""
    bare = _without(_without(line.strip(), _QUOTE_OR_HEADING), _BULLET)
    row = bare.startswith("|")
    bare = bare.strip("|").strip() if row else bare
    wrapped = _WRAPPED.match(bare)
    if wrapped and any(sign.isdecimal() for sign in wrapped["inside"]):
        time = f"{wrapped['about']}{wrapped['inside'].strip().rstrip(':')}"
        bare = f"{time} {wrapped['rest'].strip()}".strip()
    elif row:
        bare = unescaped(bare)
    if not row and (cells := bare_row(bare)) is not None:
        bare = cells
    return _time_in_our_words(bare)


def speaker_of(line: str) -> Speaker | None:
    """Return who speaks, and when, where that is all a line says: `Ana Lima  2:05 PM`."""
    found = _SPEAKER.fullmatch(line) if len(line) <= _LONGEST_NAME else None
    return Speaker(found["name"] or found["handle"], found["time"]) if found else None


def is_name(line: str) -> bool:
    """Whether a line is a name and nothing else, as a chat shows it above a time."""
    return len(line) <= _LONGEST_NAME and _NAME.fullmatch(line) is not None


def _time_in_our_words(line: str) -> str:
    """Return a line whose time at the head is spelt the way the entry line takes it."""
    line = _CIRCA.sub("~", _without(line, _LEADING_WORD), count=1) if line[:1].isalpha() else line
    if (found := _ABOUT_AFTER.match(line)) is not None:
        line = f"~{found['time']}{line[found.end() :]}"
    if (found := _ZONE_IN_BRACKETS.match(line)) is not None:
        line = f"{found['time']} {found['zone']} {found['rest'].strip()}".strip()
    return line


def _without(line: str, prefix: re.Pattern[str]) -> str:
    found = prefix.match(line)
    return line[found.end() :] if found else line
