"""Tables as they are pasted: Markdown, CSV, TSV; by their header, or row by row without one."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

from facilitator.model.timeline import EventKind, Milestone

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
