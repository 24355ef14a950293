"""A UTC minute, written. Reading one back is `facilitator.when`, which brings many patterns."""

from __future__ import annotations

from datetime import datetime


def clock(minute: datetime) -> str:
    """Return the minute as `14:02`."""
    return f"{minute.hour:02}:{minute.minute:02}"


def day_and_clock(minute: datetime) -> str:
    """Return the minute as `2019-07-02 14:02`."""
    return f"{minute.date().isoformat()} {clock(minute)}"
