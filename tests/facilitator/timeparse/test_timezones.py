"""Bare times are those of the zone set for typing, which settles its own letters."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from facilitator.text.format import day_and_clock
from facilitator.timeparse.parse import parse_leading_time, parse_time
from facilitator.timeparse.timezones import UnreadableTime
from facilitator.timeparse.written_time import TimeContext

NOW = datetime(2024, 3, 12, 9, 30, 45, tzinfo=UTC)
EMPTY = TimeContext(day=date(2024, 3, 11), now=NOW)
LATE = TimeContext(day=date(2024, 3, 9), now=NOW, after=datetime(2024, 3, 10, 23, 50, tzinfo=UTC))


def read(text: str, context: TimeContext = EMPTY) -> str:
    """Return the minute, or the range, that a text is read as."""
    when = parse_time(text, context)
    return day_and_clock(when.at) + (f" to {day_and_clock(when.until)}" if when.until else "")


def test_the_zone_set_for_typing_is_that_of_bare_times_and_settles_its_own_letters() -> None:
    london = TimeContext(
        day=date(2024, 7, 1), now=NOW.replace(month=8), zone=ZoneInfo("Europe/London")
    )
    assert read("14:02", london) == "2024-07-01 13:02"
    assert read("14:02 BST", london) == "2024-07-01 13:02"
    assert read("14:02Z", london) == "2024-07-01 14:02"
    assert read("14:00-14:20", london) == "2024-07-01 13:00 to 2024-07-01 13:20"
    kolkata = TimeContext(
        day=date(2024, 7, 1), now=NOW.replace(month=8), zone=ZoneInfo("Asia/Kolkata")
    )
    assert read("14:02 IST", kolkata) == "2024-07-01 08:32"
    with pytest.raises(UnreadableTime, match="BST may be"):
        read("14:02 BST", kolkata)


def test_today_is_the_day_it_is_in_the_zone_set_for_typing() -> None:
    late = datetime(2024, 7, 1, 22, 30, tzinfo=UTC)
    tokyo = TimeContext(day=date(2024, 7, 1), now=late, zone=ZoneInfo("Asia/Tokyo"))
    assert read("today 07:00", tokyo) == "2024-07-01 22:00"


def test_a_bare_local_time_stays_within_twelve_hours_of_the_event_above() -> None:
    tokyo = TimeContext(LATE.day, NOW, LATE.after, ZoneInfo("Asia/Tokyo"))
    assert read("08:55", tokyo) == "2024-03-10 23:55"
    assert read("09:10", tokyo) == "2024-03-11 00:10"


@pytest.mark.parametrize(
    ("zone", "day", "last_before", "never", "first_after"),
    [
        ("Europe/Berlin", "2024-03-31", "01:59", "02:30", "03:00"),
        ("America/New_York", "2024-03-10", "01:59", "02:30", "03:00"),
        ("Australia/Lord_Howe", "2024-10-06", "01:59", "02:15", "02:30"),
    ],
)
def test_the_hour_that_never_was_is_refused_and_the_minutes_around_it_are_neighbours(
    zone: str, day: str, last_before: str, never: str, first_after: str
) -> None:
    local = TimeContext(date.fromisoformat(day), NOW.replace(year=2026), zone=ZoneInfo(zone))
    before, after = (parse_time(f"{day} {clock}", local).at for clock in (last_before, first_after))
    assert after - before == timedelta(minutes=1)
    with pytest.raises(UnreadableTime, match=f"There was no {never}"):
        read(f"{day} {never}", local)
    with pytest.raises(UnreadableTime, match="went forward"):
        read(f"{day} {never} {zone}")


@pytest.mark.parametrize(
    ("zone", "day", "twice", "offsets", "apart"),
    [
        ("Europe/Berlin", "2024-10-27", "02:30", ("+02:00", "+01:00"), 60),
        ("America/New_York", "2024-11-03", "01:30", ("-04:00", "-05:00"), 60),
        ("Australia/Lord_Howe", "2024-04-07", "01:45", ("+11:00", "+10:30"), 30),
    ],
)
def test_the_hour_that_came_twice_is_asked_and_an_offset_answers(
    zone: str, day: str, twice: str, offsets: tuple[str, str], apart: int
) -> None:
    local = TimeContext(date.fromisoformat(day), NOW.replace(year=2026), zone=ZoneInfo(zone))
    first, second = (parse_time(f"{day} {twice} {offset}", local).at for offset in offsets)
    assert second - first == timedelta(minutes=apart)
    with pytest.raises(
        UnreadableTime, match=f"came twice: write {first:%H:%M}Z or {second:%H:%M}Z"
    ):
        read(f"{day} {twice}", local)
    assert read(f"{day} {first:%H:%M}Z", local)[-5:] == f"{first:%H:%M}"


def test_a_leap_day_is_a_day_in_leap_years_only() -> None:
    assert read("2024-02-29 23:59") == "2024-02-29 23:59"
    late = TimeContext(date(2024, 2, 29), NOW, datetime(2024, 2, 29, 23, 59, tzinfo=UTC))
    assert read("00:01", late) == "2024-03-01 00:01"
    assert read("+1", late) == "2024-03-01 00:00"
    with pytest.raises(UnreadableTime, match="no 2023-02-29 in the calendar"):
        read("2023-02-29 10:00")


def test_a_missing_time_zone_database_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> ZoneInfo:
        raise ZoneInfoNotFoundError(name)

    monkeypatch.setattr("facilitator.timeparse.timezones.ZoneInfo", missing)
    monkeypatch.setattr("facilitator.timeparse.timezones._known_places", dict)
    with pytest.raises(UnreadableTime, match="database is missing"):
        read("14:02 Europe/Paris")


@pytest.mark.parametrize("name", ["US/Pacific", "us/pacific", "America/Los_Angeles", "PT"])
def test_old_names_of_zones_are_read_in_whatever_case_on_every_computer(name: str) -> None:
    when, rest = parse_leading_time(f"14:02 {name} page", TimeContext(date(2024, 7, 1), NOW))
    assert (when.at, rest) == (datetime(2024, 7, 1, 21, 2, tzinfo=UTC), "page")
    assert (
        parse_leading_time("14:02 US/EU page", TimeContext(date(2024, 7, 1), NOW))[1]
        == "US/EU page"
    )
