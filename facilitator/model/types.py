"""Text as people type it, made safe to keep: no control characters, no lone surrogates.

Text without what could steer a terminal or mislead a reader.
A minute in UTC, the only kind of time the document holds.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, PlainSerializer

_ESCAPE_SEQUENCES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # control sequences: colours, cursor moves
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # operating system commands: titles, links, clipboard
    r"|\x1b[@-Z\\-_]"
)
_KEPT_CONTROLS = "\n\t"
DIRECTION_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Invisible marks that make text read in another order than it is stored (bidi attacks)."""


def plain_prose(text: str) -> str:
    """Return the text without control characters, its line breaks and tabs kept.

    Raises ValueError on a lone surrogate: it cannot be written as UTF-8.
    """
    if text.isprintable():  # nearly all text is, and then nothing below has anything to do
        return text
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("this text holds half a character (a lone surrogate) and cannot be kept")
    text = _ESCAPE_SEQUENCES.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(
        character
        for character in text
        if character in _KEPT_CONTROLS
        or (unicodedata.category(character) != "Cc" and character not in DIRECTION_OVERRIDES)
    )


def plain_line(text: str) -> str:
    """Return the text as one line: control characters gone, breaks and tabs turned to spaces."""
    return " ".join(plain_prose(text).split())


_SEVERAL_PEOPLE = re.compile(r"[,;&/+]|\band\b", re.IGNORECASE)


def one_person(text: str) -> str:
    """Return a person's name as one line. Raises ValueError where it names several people."""
    if _SEVERAL_PEOPLE.search(text):
        raise ValueError("one name only: choose the one person who answers for it")
    return text


Line = Annotated[str, AfterValidator(plain_line)]
"""One line of text. Runs of white space become one space."""

Prose = Annotated[str, AfterValidator(plain_prose)]
"""Text of any number of lines."""

Person = Annotated[Line, AfterValidator(one_person)]
"""One person's name or handle; empty where nobody is named yet."""


def utc_minute(moment: datetime) -> datetime:
    """Return the UTC minute that holds this moment; seconds are dropped.

    Raises ValueError where the moment has no time zone or lies outside the calendar in UTC.
    """
    if moment.utcoffset() is None:
        raise ValueError("a time needs a time zone")
    try:
        return moment.astimezone(UTC).replace(second=0, microsecond=0)
    except OverflowError:
        raise ValueError("this time lies outside the calendar") from None


@lru_cache(maxsize=4096)  # every save writes the same minutes again
def iso_minute(minute: datetime) -> str:
    """Write a UTC minute as ISO 8601: `2019-07-02T13:42Z`."""
    return minute.isoformat()[:16] + "Z"


UtcMinute = Annotated[
    AwareDatetime,
    AfterValidator(utc_minute),
    PlainSerializer(iso_minute, return_type=str, when_used="json"),
]
"""A timezone-aware moment in UTC with seconds zero."""
