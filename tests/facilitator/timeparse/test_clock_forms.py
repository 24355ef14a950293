"""Clocks without a colon, and steps in hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.text.format import clock
from facilitator.timeparse.parse import parse_leading_time, parse_time
from facilitator.timeparse.timezones import NoTimeFound, UnreadableTime
from facilitator.timeparse.written_time import TimeContext

NOW = datetime(2024, 3, 12, 9, 30, tzinfo=UTC)
EMPTY = TimeContext(day=date(2024, 3, 11), now=NOW)
AFTER = TimeContext(day=date(2024, 3, 11), now=NOW, after=datetime(2024, 3, 11, 14, 0, tzinfo=UTC))


def read(text: str) -> tuple[str, str]:
    """Return the clock, and the end of a range, that a line begins with, and its words."""
    when, rest = parse_leading_time(text, EMPTY)
    at = f"{'~' * when.approximate}{clock(when.at)}"
    return f"{at}-{clock(when.until)}" if when.until else at, rest


@pytest.mark.parametrize(
    ("step", "minutes"),
    [
        ("+1h", 60),
        ("+1h30", 90),
        ("+1h30m", 90),
        ("+1h5m", 65),
        ("-2h", -120),
        ("-1H15min", -75),
        ("+90", 90),
        ("+7m", 7),
        ("+7 min", 7),
        ("-15 minutes", -15),
        ("+1 hour", 60),
        ("-2 hrs", -120),
    ],
)
def test_a_step_is_of_minutes_or_hours(step: str, minutes: int) -> None:
    assert AFTER.after is not None
    assert parse_time(step, AFTER).at == AFTER.after + timedelta(minutes=minutes)


def test_the_words_of_a_step_are_no_part_of_what_happened() -> None:
    for text in ("+7 min page fires", "+1 hour page fires", "+7 page fires"):
        assert parse_leading_time(text, AFTER)[1] == "page fires"
    assert parse_leading_time("+7 minor errors", AFTER)[1] == "minor errors"


@pytest.mark.parametrize("text", ["+1h3", "+1h75", "+1hour", "+1h.5", "+1.5h"])
def test_what_is_no_step_is_not_counted(text: str) -> None:
    with pytest.raises(NoTimeFound):
        parse_leading_time(f"{text} page", AFTER)


def test_a_step_in_hours_needs_an_event_to_count_from() -> None:
    with pytest.raises(UnreadableTime, match=r"\+1h30 counts from an event"):
        parse_time("+1h30", EMPTY)


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("14h30 page", "14:30"),
        ("~14H30Z page", "~14:30"),
        ("15h30 CET page", "14:30"),
        ("14h30-14h45 page", "14:30-14:45"),
        ("2024-03-11 14h30 page", "14:30"),
        ("14.30 page", "14:30"),
        ("~14.30 page", "~14:30"),
        ("15.30 CET page", "14:30"),
        ("9.05 page", "09:05"),
        ("2.30pm page", "14:30"),
        ("2.30 p.m. page", "14:30"),
        ("14.30-14.45 page", "14:30-14:45"),
        ("14.30 – 14.45 page", "14:30-14:45"),
        ("2024-03-11 14.30 page", "14:30"),
    ],
)
def test_a_clock_may_be_written_with_an_h_or_a_dot(text: str, minute: str) -> None:
    assert read(text) == (minute, "page")


@pytest.mark.parametrize("rest", ["- page", "!detected page", "@sre page", '"page"', "S3 is down"])
def test_marks_and_a_dash_may_follow_a_clock_with_a_dot(rest: str) -> None:
    assert read(f"14.30 {rest}") == ("14:30", rest)


@pytest.mark.parametrize(
    "text",
    [
        "14.30% of carts",
        "14.30 % of carts",
        "1.5 GB left",
        "14.30 GB left",
        "2.25 seconds a call",
        "10.30 ms",
        "1.50 to 2.00",
        "14.30.1 is out",
        "14.30",
        "14.30, page",
        "14.300 carts",
        "24.30 carts",
        "14.75 carts",
        "3.12 2024 page",
        "v14.30 page",
    ],
)
def test_amounts_and_versions_are_words(text: str) -> None:
    with pytest.raises(NoTimeFound):
        parse_leading_time(text, EMPTY)


@pytest.mark.parametrize("rest", ["- 1h30 of silence", "- 14.45 carts are lost"])
def test_such_a_clock_ends_no_range_that_a_colon_began(rest: str) -> None:
    assert read(f"14:05 {rest}") == ("14:05", rest)
