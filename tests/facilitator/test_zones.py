"""Bare times are those of the zone set for typing, which settles its own letters."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from facilitator.clock import day_and_clock
from facilitator.moments import Context
from facilitator.unreadable import Unreadable
from facilitator.when import read_when

NOW = datetime(2024, 3, 12, 9, 30, 45, tzinfo=UTC)
EMPTY = Context(day=date(2024, 3, 11), now=NOW)
LATE = Context(day=date(2024, 3, 9), now=NOW, after=datetime(2024, 3, 10, 23, 50, tzinfo=UTC))


def read(text: str, context: Context = EMPTY) -> str:
    """Return the minute, or the range, that a text is read as."""
    when = read_when(text, context)
    return day_and_clock(when.at) + (f" to {day_and_clock(when.until)}" if when.until else "")


def test_the_zone_set_for_typing_is_that_of_bare_times_and_settles_its_own_letters() -> None:
    london = Context(day=date(2024, 7, 1), now=NOW.replace(month=8), zone=ZoneInfo("Europe/London"))
    assert read("14:02", london) == "2024-07-01 13:02"
    assert read("14:02 BST", london) == "2024-07-01 13:02"
    assert read("14:02Z", london) == "2024-07-01 14:02"
    assert read("14:00-14:20", london) == "2024-07-01 13:00 to 2024-07-01 13:20"
    kolkata = Context(day=date(2024, 7, 1), now=NOW.replace(month=8), zone=ZoneInfo("Asia/Kolkata"))
    assert read("14:02 IST", kolkata) == "2024-07-01 08:32"
    with pytest.raises(Unreadable, match="BST may be"):
        read("14:02 BST", kolkata)


def test_today_is_the_day_it_is_in_the_zone_set_for_typing() -> None:
    late = datetime(2024, 7, 1, 22, 30, tzinfo=UTC)
    tokyo = Context(day=date(2024, 7, 1), now=late, zone=ZoneInfo("Asia/Tokyo"))
    assert read("today 07:00", tokyo) == "2024-07-01 22:00"


def test_a_bare_local_time_stays_within_twelve_hours_of_the_event_above() -> None:
    tokyo = Context(LATE.day, NOW, LATE.after, ZoneInfo("Asia/Tokyo"))
    assert read("08:55", tokyo) == "2024-03-10 23:55"
    assert read("09:10", tokyo) == "2024-03-11 00:10"


def test_a_missing_time_zone_database_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> ZoneInfo:
        raise ZoneInfoNotFoundError(name)

    monkeypatch.setattr("facilitator.zones.ZoneInfo", missing)
    monkeypatch.setattr("facilitator.zones._known_places", dict)
    with pytest.raises(Unreadable, match="database is missing"):
        read("14:02 Europe/Paris")
