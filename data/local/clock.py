"""The clock of this computer, in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime


def utc_now() -> datetime:
    """Return the current time in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def utc_today() -> date:
    """Return the current day in UTC."""
    return datetime.now(UTC).date()
