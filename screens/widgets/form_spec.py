"""What a form asks: fields, lists of items, and how each reads from and writes to the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any

from facilitator.findings.language.kinds import LookedAt
from facilitator.model.base import Item
from facilitator.model.postmortem import Postmortem
from facilitator.timeparse.parse import parse_time
from facilitator.timeparse.parser import TimeContext


class EditorKind(Enum):
    """How a field is edited."""

    LINE = "line"
    PROSE = "prose"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True)
class FieldSpec:
    """One thing a form asks. The text of CHOICES is the chosen options, one a line.

    `lint_as`: as what the lens reads it; None for names, days, addresses and choices.
    `needs_space`: a choice that asks back is made with space, not on the way to another option.
    """

    name: str
    label: str
    kind: EditorKind = EditorKind.LINE
    options: tuple[str, ...] = ()
    hint: str = ""
    rows: int = 3
    lint_as: LookedAt | None = None
    needs_space: bool = False


@dataclass(frozen=True)
class BoundField:
    """A field of the document. `write` raises ValueError, with a sentence, for text it refuses."""

    spec: FieldSpec
    read: Callable[[Postmortem], str]
    write: Callable[[Postmortem, str], Postmortem]


@dataclass(frozen=True)
class ListColumn:
    """A column of a list: its head, its width in cells (0 takes the rest), its text."""

    head: str
    width: int
    text: Callable[[Any], str]


@dataclass(frozen=True)
class ListSpec:
    """A list of items in the document, and the sheet that adds and edits one.

    `build` makes an item from the sheet's texts, over the old item or None, and raises ValueError.
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


def field_of(
    part: str,
    spec: FieldSpec,
    read: Callable[[Any], str],
    write: Callable[[str], Mapping[str, object]],
) -> BoundField:
    """Bind a field to a part of the document, by the part's name (`scope`, `impact`, ...).

    `read` is given the part; `write` returns the part's fields that a text changes, and raises
    ValueError, with a sentence, for a text it refuses.
    """

    def written(document: Postmortem, text: str) -> Postmortem:
        return document.changing(**{part: getattr(document, part).changing(**write(text))})

    return BoundField(spec, lambda document: read(getattr(document, part)), written)


def options_of(kind: type[StrEnum]) -> tuple[str, ...]:
    """Return the options of a choice between the members of an enum."""
    return tuple(str(member.value) for member in kind)


def minute_text(minute: datetime | None) -> str:
    """Write a UTC minute for a field, or nothing."""
    return minute.strftime("%Y-%m-%d %H:%M") if minute else ""


def minute_from(text: str, now: datetime, day: date | None = None) -> datetime | None:
    """Read a UTC minute from a field; empty is none. Raises ValueError with a sentence."""
    if not text.strip():
        return None
    return parse_time(text.strip(), TimeContext(day=day or now.date(), now=now)).at


def day_text(day: date | None) -> str:
    """Write a day for a field, or nothing."""
    return day.isoformat() if day else ""


def day_from(text: str) -> date | None:
    """Read a day as `YYYY-MM-DD`; empty is none. Raises ValueError with a sentence."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"write the day as 2026-12-31, not {text.strip()[:30]}") from None


def number_text(value: float | None) -> str:
    """Write a number for a field, or nothing."""
    return f"{value:g}" if value is not None and abs(value) < 1e6 else _long(value)


def _long(value: float | None) -> str:
    return "" if value is None else f"{value:.10f}".rstrip("0").rstrip(".")


def number_from(text: str) -> float | None:
    """Read a number, with or without thousands marks and a percent sign. Raises ValueError."""
    bare = text.strip().removesuffix("%").replace(",", "").replace(" ", "").replace("_", "")
    if not bare:
        return None
    try:
        return float(bare)
    except ValueError:
        raise ValueError(f"{text.strip()[:30]} is not a number") from None
