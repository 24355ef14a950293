"""Descriptions of forms: their fields and lists, bound to the document they read and write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any

from facilitator.findings.language.kinds import LintedField
from facilitator.model.base import Item
from facilitator.model.postmortem import Postmortem
from facilitator.timeparse.parse import parse_time
from facilitator.timeparse.written_time import TimeContext


class EditorKind(Enum):
    """How a field is edited."""

    LINE = "line"
    PROSE = "prose"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True)
class FieldSpec:
    """One field of a form. The value of CHOICES is the chosen options, one per line.

    `rows` is the height of PROSE in lines. `lint_as` is the field whose language rules apply; None
    (no hints) for names, dates, URLs and choices. `needs_space` makes CHOICE wait for the space
    key: for choices that ask for confirmation, which arrow keys must not trigger.
    """

    name: str
    label: str
    kind: EditorKind = EditorKind.LINE
    options: tuple[str, ...] = ()
    hint: str = ""
    rows: int = 3
    lint_as: LintedField | None = None
    needs_space: bool = False


@dataclass(frozen=True)
class BoundField:
    """A form field bound to a field of the document.

    `write` raises ValueError, with a sentence for the user, for text it does not accept.
    """

    spec: FieldSpec
    read: Callable[[Postmortem], str]
    write: Callable[[Postmortem, str], Postmortem]


@dataclass(frozen=True)
class ListColumn:
    """A column of a list: header, width in cells (0 takes the rest), and the text of an item."""

    head: str
    width: int
    text: Callable[[Any], str]


@dataclass(frozen=True)
class ListSpec:
    """A list of items in the document, and the form that adds and edits one.

    `texts` returns the form's values for an item. `build` makes an item from the form's values,
    the item being edited (None for a new one) and the present UTC time; it raises ValueError for
    values it does not accept. `write` replaces all items.
    """

    name: str
    title: str
    noun: str
    columns: tuple[ListColumn, ...]
    fields: tuple[FieldSpec, ...]
    items: Callable[[Postmortem], Sequence[Item]]
    texts: Callable[[Any], Mapping[str, str]]
    build: Callable[[Mapping[str, str], Any, datetime], Item]
    write: Callable[[Postmortem, tuple[Any, ...]], Postmortem]
    empty: str = ""


def bound_field(
    part: str,
    spec: FieldSpec,
    read: Callable[[Any], str],
    write: Callable[[str], Mapping[str, object]],
) -> BoundField:
    """Bind a field to a part of the document (`scope`, `impact`, ...).

    `read` takes the part. `write` returns the changed fields of the part, and raises ValueError,
    with a sentence for the user, for text it does not accept.
    """

    def write_part(document: Postmortem, text: str) -> Postmortem:
        return document.changing(**{part: getattr(document, part).changing(**write(text))})

    return BoundField(spec, lambda document: read(getattr(document, part)), write_part)


def options_of(kind: type[StrEnum]) -> tuple[str, ...]:
    """Return the values of an enum as the options of a choice."""
    return tuple(str(member.value) for member in kind)


def minute_text(minute: datetime | None) -> str:
    """Format a UTC minute as `2026-12-31 14:02`; empty for None."""
    return minute.strftime("%Y-%m-%d %H:%M") if minute else ""


def parse_minute(text: str, now: datetime, day: date | None = None) -> datetime | None:
    """Parse a UTC minute; None where empty. Raises ValueError with a sentence for the user.

    A time without a date is on `day`, by default the date of `now` (UTC).
    """
    if not text.strip():
        return None
    return parse_time(text.strip(), TimeContext(day=day or now.date(), now=now)).at


def day_text(day: date | None) -> str:
    """Format a date as `2026-12-31`; empty for None."""
    return day.isoformat() if day else ""


def parse_day(text: str) -> date | None:
    """Parse a date as `YYYY-MM-DD`; None where empty. Raises ValueError with a sentence."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"write the day as 2026-12-31, not {text.strip()[:30]}") from None


def number_text(value: float | None) -> str:
    """Format a number for a field; empty for None."""
    if value is None:
        return ""
    # From a million on, `g` would switch to exponents and drop digits.
    return f"{value:g}" if abs(value) < 1e6 else f"{value:.10f}".rstrip("0").rstrip(".")


def parse_number(text: str) -> float | None:
    """Parse a number, with or without thousands separators and a percent sign; None where empty.

    Raises ValueError with a sentence for the user.
    """
    bare = text.strip().removesuffix("%").replace(",", "").replace(" ", "").replace("_", "")
    if not bare:
        return None
    try:
        return float(bare)
    except ValueError:
        raise ValueError(f"{text.strip()[:30]} is not a number") from None
