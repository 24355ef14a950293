"""The forms one pasted line comes in: bullets, bold or bracketed times, and rows of tables."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

from facilitator.model.timeline import EventKind, Milestone

_QUOTE_OR_HEADING = re.compile(r"(?:>\s*)+|#{1,6}\s+")
_BULLET = re.compile(r"(?:[*+•·–—-]|[0-9]{1,3}[.)])\s+(?:\[[ xX]\]\s+)?|[-*•–—](?=[\[(~*_`]*[0-9])")
_WRAPPED = re.compile(
    r"[\[(*_`<]{1,6}(?P<inside>[^\[\](){}<>*_`]{3,60})[\])>*_`]{1,6}(?P<rest>.*)",
    re.DOTALL,
)
_RULE = re.compile(r"[\s|:+=_*-]+")
_STROKE = re.compile(r"[-=_*]{2}")
_TIME_COLUMN = re.compile(
    r"(?i:time(?:stamp)?|when|utc|minute|date ?(?:/|&|and)? ?time)"
    r"(?:\s*[(\[,].*|\s+(?i:utc|gmt)|\s+[A-Z]{2,4})?"
)
_OTHER_COLUMNS = {
    "date": ("date", "day"),
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


@dataclass(frozen=True)
class Table:
    """A header that has been read: what divides its cells and what each column holds."""

    divider: str
    columns: tuple[str, ...]

    def line(self, row: str) -> str | None:
        """Return a row as an event line, or None where it is not a row of this table."""
        cells = _cells(row, self.divider)
        if len(cells) < 2:
            return None
        held: dict[str, list[str]] = {}
        for column, cell in zip((*self.columns, *["more"] * len(cells)), cells, strict=False):
            held.setdefault(column, []).extend([cell] if cell else [])
        marks = [f"!{m}" for m in held.get("milestone", ()) if m.lower() in tuple(Milestone)]
        marks += [f"#{k}" for k in held.get("kind", ()) if k.lower() in tuple(EventKind)]
        told = " · ".join([*held.get("text", ()), *held.get("more", ())])
        source = held.get("source", ())
        head = [*held.get("date", ()), *held.get("time", ())]
        return " ".join([*head, *marks, told, *(["<-", *source] if source else [])])


def plain_form(line: str) -> str:
    """Return a pasted line with its time bare at the head; a line of another form as it is."""
    bare = _without_prefix(_without_prefix(line.strip(), _QUOTE_OR_HEADING), _BULLET)
    row = bare.startswith("|")
    bare = bare.strip("|").strip() if row else bare
    wrapped = _WRAPPED.match(bare)
    if wrapped and any(sign.isdecimal() for sign in wrapped["inside"]):
        return f"{wrapped['inside'].strip().rstrip(':')} {wrapped['rest'].strip()}".strip()
    return _unescaped(bare) if row else bare


def is_rule(line: str) -> bool:
    """Whether a line only divides: `---`, `===`, or the row beneath a table's header."""
    return _RULE.fullmatch(line) is not None and _STROKE.search(line) is not None


def table_of(line: str) -> Table | None:
    """Return the table this line is the header of: one with a time column and another one."""
    divider = next((sign for sign in ("|", "\t", ";", ",") if sign in line.strip()), None)
    if divider is None:
        return None
    columns = tuple(_column(cell) for cell in _cells(line, divider))
    return Table(divider, columns) if "time" in columns and len(columns) > 1 else None


def _column(cell: str) -> str:
    name = cell.strip("*_` ")
    if _TIME_COLUMN.fullmatch(name):
        return "time"
    return next((c for c, names in _OTHER_COLUMNS.items() if name.lower() in names), "more")


def _cells(row: str, divider: str) -> list[str]:
    if divider != "|":
        read = next(csv.reader([row], delimiter=divider, skipinitialspace=True), [])
        return [cell.strip() for cell in read]
    inside = row.strip().removeprefix("|")
    inside = inside if inside.endswith("\\|") else inside.removesuffix("|")
    return [_unescaped(cell.strip()) for cell in re.split(r"(?<!\\)\|", inside)]


def _unescaped(cell: str) -> str:
    """Return what a cell of a Markdown table shows."""
    return re.sub(r"<br ?/?>", " ", cell.replace("\\|", "|"))


def _without_prefix(line: str, prefix: re.Pattern[str]) -> str:
    found = prefix.match(line)
    return line[found.end() :] if found else line
