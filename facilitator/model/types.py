"""Field types of the document: lines, prose, names of persons, and minutes in UTC.

Texts are cleaned of everything that could control a terminal or mislead a reader.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, PlainSerializer

from facilitator.model.plain_text import plain_line, plain_prose

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
