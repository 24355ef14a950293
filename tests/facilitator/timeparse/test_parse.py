"""Times as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from facilitator.text.format import clock, day_and_clock
from facilitator.timeparse.parse import parse_leading_day, parse_leading_time, parse_time
from facilitator.timeparse.timezones import NoTimeFound, UnreadableTime
from facilitator.timeparse.written_time import TimeContext
from tests.support.entry_contexts import EMPTY, LATE, NOW


def read(text: str, context: TimeContext = EMPTY) -> str:
    """Return the minute, or the range, that a text is read as."""
    when = parse_time(text, context)
    end = f" to {day_and_clock(when.until)}" if when.until else ""
    return f"{'~' if when.approximate else ''}{day_and_clock(when.at)}{end}"


@pytest.mark.parametrize(
    "text",
    [
        "14:02",
        "1402",
        "2:02pm",
        "2:02 PM",
        "2:02 p.m.",
        "14:02Z",
        "14:02 UTC",
        "14:02 gmt",
        "16:02+02:00",
        "16:02 +0200",
        "11:02 -03:00",
        "2024-03-11 14:02",
        "2024-03-11T14:02Z",
        "2024-03-11T11:02-03:00",
        "2024-03-11T14:02:59.123Z",
        "2024/03/11 14:02",
        "11 Mar 14:02",
        "11th March 2024 14:02",
        "March 11, 2024 2:02 PM",
        "Mon 11 March 2024, 14:02 UTC",
        "yesterday 14:02",
        "15:02 CET",
        "6:02am PST",
        "9:02 EST",
        "10:02 ET",
        "10:02 America/New_York",
        "19:32 Asia/Kolkata",
        "19:32 asia/kolkata",
        "16:02 UTC+2",
        "19:32 UTC+5:30",
        "11 Mar 23:02 JST",
        "23:02 Asia/Tokyo",
        "1710165720",
        "1710165720.000200",
        "1710165720123",
    ],
)
def test_one_minute_is_read_in_every_form_people_write_it(text: str) -> None:
    assert read(text) == "2024-03-11 14:02"


@pytest.mark.parametrize(
    "text", ["~14:10", "~ 14:10", "14:10~", "about 14:10", "~14:10Z", "14:10 UTC~"]
)
def test_a_tilde_or_about_makes_it_approximate(text: str) -> None:
    assert read(text) == "~2024-03-11 14:10"


@pytest.mark.parametrize(
    "text", ["14:05-14:20", "14:05 – 14:20", "14:05 to 14:20", "1405-1420", "14:05-14:20Z"]
)
def test_a_range_has_a_minute_it_ends_at(text: str) -> None:
    assert read(text) == "2024-03-11 14:05 to 2024-03-11 14:20"


@pytest.mark.parametrize(
    "text",
    ["Mon Jul 1 10:00:00 2019", "Mon Jul 1 10:00:00 UTC 2019", "Mon 1 Jul 12:00:00 2019 +0200"],
)
def test_a_year_may_stand_behind_the_clock_as_programs_write_it(text: str) -> None:
    assert read(text) == "2019-07-01 10:00"
    assert parse_leading_time(f"{text} page", EMPTY)[1] == "page"


def test_a_figure_behind_a_clock_is_no_year_elsewhere() -> None:
    for line in ("Jul 1 10:00:00 2019 requests", "Mon Jul 1 10:00 2019 requests"):
        assert parse_leading_time(line, EMPTY)[1] == "2019 requests"


def test_a_range_over_midnight_ends_on_the_next_day() -> None:
    assert read("23:50-00:10") == "2024-03-11 23:50 to 2024-03-12 00:10"
    assert read("08:00-22:00") == "2024-03-11 08:00 to 2024-03-11 22:00"


def test_a_range_whose_ends_may_stand_reversed_is_asked() -> None:
    with pytest.raises(UnreadableTime, match=r"the day after.* 2024-03-12 14:05 for the end"):
        read("14:20-14:05")
    told = "2024-03-11 14:20 to 2024-03-12 14:05"
    assert read("14:20-2024-03-12 14:05") == told


def test_an_offset_said_at_the_end_of_a_range_counts_for_both_ends() -> None:
    assert read("14:05-14:20 +02:00") == "2024-03-11 12:05 to 2024-03-11 12:20"


def test_four_digits_do_not_end_a_range_that_a_colon_began() -> None:
    assert parse_leading_time("14:05 - 1000 carts lost", EMPTY)[1] == "- 1000 carts lost"


def test_a_bare_time_lands_on_the_incident_day_while_nothing_comes_before_it() -> None:
    assert read("00:10") == "2024-03-11 00:10"


def test_a_page_after_midnight_lands_on_the_next_day() -> None:
    assert read("00:10", LATE) == "2024-03-11 00:10"


def test_a_time_a_little_earlier_stays_on_the_same_day() -> None:
    assert read("23:20", LATE) == "2024-03-10 23:20"


def test_exactly_twelve_hours_back_is_still_the_same_day() -> None:
    assert read("11:50", LATE) == "2024-03-10 11:50"
    assert read("11:49", LATE) == "2024-03-11 11:49"


def test_steps_count_from_the_event_before() -> None:
    assert read("+7", LATE) == "2024-03-10 23:57"
    assert read("-3", LATE) == "2024-03-10 23:47"


def test_a_step_with_nothing_before_it_is_refused() -> None:
    with pytest.raises(UnreadableTime, match="none before it"):
        read("+7")


def test_now_is_the_minute_it_is() -> None:
    assert read("now") == "2024-03-12 09:30"


def test_seconds_are_dropped_and_said_to_be() -> None:
    assert parse_time("14:02:31", EMPTY).seconds_dropped
    assert not parse_time("14:02:00", EMPTY).seconds_dropped


def test_a_day_without_a_year_is_the_nearest_one() -> None:
    january = TimeContext(day=date(2024, 1, 1), now=NOW)
    assert read("31 Dec 23:50", january) == "2023-12-31 23:50"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("14:02 CST", "in North America or"),
        ("14:02IST", "in India"),
        ("14:02 BST", "in a British summer or"),
        ("14:02 WEST region down", "or a word"),
        ("14:02 Europe/West", "no time zone Europe/West"),
        ("14:02 UTC+15", "No place"),
        ("2024-03-10 02:30 ET", "the clocks went forward"),
        ("2023-11-05 01:30 America/New_York", "came twice: write 05:30Z or 06:30Z"),
        ("2023-10-29 02:15 Europe/Paris", "came twice: write 00:15Z or 01:15Z"),
        ("2023-03-26 01:10 Europe/London", "the clocks went forward"),
        ("2023-10-01 02:10 Australia/Sydney", "the clocks went forward"),
        ("02/03/2026 14:02", "Which is the month"),
        ("2.3.2024 14:02", "Which is the month"),
        ("2025-06-01 14:02", "more than a year"),
        ("2024-03-11", "Which minute"),
        ("25:00", "no 25:00"),
        ("13:05pm", "no 13:05pm"),
        ("30 Feb 10:00", "no 30 Feb"),
        ("2:05-2:20pm", "am or pm"),
        ("23:30-01:00", "offset or the end of a range"),
        ("14:02+15:30", "No place"),
        ("2024-03-11 14:05 - 2024-03-10 14:00", "ends before"),
        ("9999-12-31T23:59-12:00", "calendar"),
        ("14:02 canary", "canary"),
        ("", "Begin with a time"),
        ("14:023", "Begin with a time"),
        ("20240", "Begin with a time"),
    ],
)
def test_what_would_be_a_guess_is_refused_with_a_sentence(text: str, says: str) -> None:
    with pytest.raises(UnreadableTime, match=says):
        read(text)


def test_ten_digits_within_words_are_no_stamp() -> None:
    for text in ("1710165720x", "17101657201 carts", "1710165720-1"):
        with pytest.raises(NoTimeFound):
            parse_leading_time(text, EMPTY)


def test_a_stamp_says_that_its_seconds_are_dropped() -> None:
    assert parse_time("1710165721.5", EMPTY).seconds_dropped
    assert not parse_time("1710165720", EMPTY).seconds_dropped


def test_the_rest_of_the_line_is_handed_back_letter_for_letter() -> None:
    when, rest = parse_leading_time("~14:02  canary at 5% | [eu] <- log", EMPTY)
    assert (clock(when.at), rest) == ("14:02", "canary at 5% | [eu] <- log")


@pytest.mark.parametrize(
    "text", ["canary", "12 may be too many", "5% of carts", "1000% cpu", "10.5 s"]
)
def test_words_and_figures_are_no_time(text: str) -> None:
    with pytest.raises(NoTimeFound):
        parse_leading_time(text, EMPTY)


def test_a_day_is_read_from_the_head_of_a_heading() -> None:
    assert parse_leading_day("Mon 11 March 2024, all in UTC", EMPTY) == (
        date(2024, 3, 11),
        ", all in UTC",
    )
    assert parse_leading_day("14:02", EMPTY) is None
