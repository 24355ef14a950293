"""Field types of the document: lines, prose, names of persons, and minutes in UTC.

Texts are cleaned of everything that could control a terminal or mislead a reader.
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
"""Bidirectional control characters: they show a text in another order than it is stored.

Source: CVE-2021-42574, "Trojan Source".
"""


def plain_prose(text: str) -> str:
    """Return the text without escape sequences, control characters and DIRECTION_OVERRIDES.

    Line breaks of any kind become a line feed; tabs stay. Raises ValueError for a lone surrogate,
    which cannot be encoded as UTF-8.
    """
    if text.isprintable():  # a quick exit for nearly every text: the rest looks at each character
        return text
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("this text holds half a character (a lone surrogate) and cannot be kept")
    text = _ESCAPE_SEQUENCES.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")  # Unicode line and paragraph ends
    return "".join(
        character
        for character in text
        if character in _KEPT_CONTROLS
        or (unicodedata.category(character) != "Cc" and character not in DIRECTION_OVERRIDES)
    )


def plain_line(text: str) -> str:
    """Return the text as `plain_prose` does, with every run of white space as one space."""
    return " ".join(plain_prose(text).split())


_SEVERAL_PEOPLE = re.compile(r"[,;&/+]|\band\b", re.IGNORECASE)


def one_person(text: str) -> str:
    """Return a name unchanged. Raises ValueError if it looks like several people."""
    if _SEVERAL_PEOPLE.search(text):
        raise ValueError("one name only: choose the one person who answers for it")
    return text


Line = Annotated[str, AfterValidator(plain_line)]
"""One line of text; runs of white space become one space."""

Prose = Annotated[str, AfterValidator(plain_prose)]
"""Text of any number of lines."""

Person = Annotated[Line, AfterValidator(one_person)]
"""One person's name or handle; empty if nobody is named."""


def utc_minute(moment: datetime) -> datetime:
    """Return a time converted to UTC, without its seconds.

    Raises ValueError if it has no time zone, or lies outside the calendar in UTC.
    """
    if moment.utcoffset() is None:
        raise ValueError("a time needs a time zone")
    try:
        return moment.astimezone(UTC).replace(second=0, microsecond=0)
    except OverflowError:
        raise ValueError("this time lies outside the calendar") from None


@lru_cache(maxsize=4096)  # each save writes all minutes of the document again
def iso_minute(minute: datetime) -> str:
    """Return a UTC minute in ISO 8601: `2019-07-02T13:42Z`."""
    return minute.isoformat()[:16] + "Z"


UtcMinute = Annotated[
    AwareDatetime,
    AfterValidator(utc_minute),
    PlainSerializer(iso_minute, return_type=str, when_used="json"),
]
"""A time zone aware datetime in UTC, to the minute; `2019-07-02T13:42Z` in JSON."""
