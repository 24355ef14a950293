"""Whatever a text is, its time is read or refused in a sentence; what is written reads back."""

from __future__ import annotations

from datetime import UTC, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from facilitator.text.format import day_and_clock
from facilitator.timeparse.parse import ParsedTime, parse_leading_time, parse_time
from facilitator.timeparse.timezones import UnreadableTime
from facilitator.timeparse.written_time import TimeContext
from tests.support.entry_contexts import EMPTY, LATE, NOW, PARIS

_PIECES = st.sampled_from(
    [
        "14:02",
        "2:05",
        "pm",
        "-",
        "–",
        "~",
        " ",
        "+02:00",
        "-03:00",
        "Z",
        " UTC",
        " CET",
        " CST",
        " PT",
        " Europe/Paris",
        "UTC+5:30",
        "1710165720",
        "9999-12-31 23:59 America/New_York",
        "0001-01-01 00:00 Asia/Tokyo",
        "T",
        "2 Jul",
        "2024-02-30",
        "0001-01-01",
        "9999-12-31",
        "02/03",
        "20/11/23",
        "20.11.2023, ",
        "1402",
        "yesterday ",
        "now",
        "+7",
        "today ",
        "29 Feb ",
        "0000-00-00 ",
        " to ",
        "�",
        "\x00",
        "٣",
    ]
)


@given(
    st.one_of(st.text(), st.lists(_PIECES, max_size=8).map("".join)),
    st.sampled_from([EMPTY, LATE, PARIS]),
)
@example("0001-01-01 00:00+14:00", EMPTY)
def test_no_text_raises_anything_but_unreadable(text: str, context: TimeContext) -> None:
    try:
        when, rest = parse_leading_time(text, context)
    except UnreadableTime as refused:
        said = str(refused)
        assert said
    else:
        assert when.at.tzinfo is UTC
        assert when.until is None or when.until >= when.at
        assert " ".join(text.split()).endswith(rest)


@given(st.integers(-17_000_000, 500_000))
def test_a_written_minute_reads_back_in_any_context(minutes: int) -> None:
    minute = NOW.replace(second=0) + timedelta(minutes=minutes)
    for context in (EMPTY, LATE):
        assert parse_time(day_and_clock(minute), context) == ParsedTime(minute, None, False)


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_bare_time_never_lands_more_than_twelve_hours_before_the_event_above(
    hour: int, minute: int
) -> None:
    at = parse_time(f"{hour}:{minute:02}", LATE).at
    assert LATE.after is not None
    assert at - LATE.after >= -timedelta(hours=12)
