"""A minute in UTC, the only kind of time the document holds."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, PlainSerializer


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
def written(minute: datetime) -> str:
    """Write a UTC minute as ISO 8601: `2019-07-02T13:42Z`."""
    return minute.isoformat()[:16] + "Z"


UtcMinute = Annotated[
    AwareDatetime,
    AfterValidator(utc_minute),
    PlainSerializer(written, return_type=str, when_used="json"),
]
"""A timezone-aware moment in UTC with seconds zero."""
