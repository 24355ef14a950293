"""Days written in figures: read where they can be one day only, or where their order is known."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from facilitator.text.format import day_and_clock
from facilitator.timeparse.parse import parse_leading_day, parse_leading_time, parse_time
from facilitator.timeparse.timezones import NoTimeFound, UnreadableTime
from facilitator.timeparse.written_time import TimeContext

NOW = datetime(2024, 3, 12, 9, 30, tzinfo=UTC)
EMPTY = TimeContext(day=date(2024, 3, 11), now=NOW)


def read(text: str, context: TimeContext = EMPTY) -> str:
    """Return the minute that a text is read as."""
    return day_and_clock(parse_time(text, context).at)


@pytest.mark.parametrize(
    "text",
    [
        "20/11/2023 14:02",
        "11/20/2023 2:02 PM",
        "20.11.23, 14:02:11",
        "11/20/23, 14:02",
        "20-11-2023 14:02Z",
        "Mon 20/11/2023 at 14:02",
        "20/11/2023T14:02",
        "20/11 14:02",
    ],
)
def test_a_date_in_figures_is_read_where_only_one_reading_exists(text: str) -> None:
    assert read(text) == "2023-11-20 14:02"


def test_a_date_in_figures_is_read_in_an_order_that_is_known() -> None:
    for day_first, day in ((True, "2024-03-02"), (False, "2024-02-03")):
        context = TimeContext(day=EMPTY.day, now=NOW, day_first=day_first)
        assert read("02/03/2024 14:02", context) == f"{day} 14:02"
        assert read("2.3.24 14:02", context) == f"{day} 14:02"
        assert read("20/11/2023 14:02", context) == "2023-11-20 14:02"
    assert read("02/02/2024 14:02") == "2024-02-02 14:02"


@pytest.mark.parametrize("text", ["20/24 nodes fail", "10.0.13.26 is down", "1.5.2 ships"])
def test_figures_that_are_no_date_are_words(text: str) -> None:
    with pytest.raises(NoTimeFound, match="Begin with a time"):
        parse_leading_time(text, EMPTY)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("02/03 page", "Which is the month"),
        ("~2.3.24 14:02", "Which is the month"),
        ("20/11/2023 page", "Which minute"),
        ("31/04/2024 14:02", "no 31/04/2024"),
    ],
)
def test_a_date_that_may_be_two_days_or_is_none_is_refused_with_a_sentence(
    text: str, says: str
) -> None:
    with pytest.raises(UnreadableTime, match=says):
        read(text)


def test_a_day_in_figures_heads_a_text_where_it_is_no_version() -> None:
    assert parse_leading_day("20/11/2023, all in UTC", EMPTY) == (
        date(2023, 11, 20),
        ", all in UTC",
    )
    assert parse_leading_day("20.11.23", EMPTY) == (date(2023, 11, 20), "")
    assert parse_leading_day("1.20.23, released", EMPTY) is None
