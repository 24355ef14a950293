"""Dates in figures within a paste: one that can be one day only settles those that can be two."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.importers.paste_context import with_date_order_of_text
from facilitator.importers.paste_parser import parse_paste
from facilitator.importers.paste_preview import LineOutcome, ParsedPaste
from facilitator.text.format import day_and_clock
from facilitator.timeparse.written_time import TimeContext

CONTEXT = TimeContext(day=date(2026, 12, 5), now=datetime(2026, 12, 20, tzinfo=UTC))


def paste(*lines: str) -> ParsedPaste:
    """Read lines pasted into an empty timeline."""
    return parse_paste("\n".join(lines), CONTEXT)


def told(pasted: ParsedPaste) -> list[str]:
    """Return each event as its minute and text."""
    return [f"{day_and_clock(event.at)} {event.text}" for event in pasted.events]


@pytest.mark.parametrize(
    ("lines", "event"),
    [
        (["[20.11.26, 14:02:11] Ana: page"], "2026-11-20 14:02 Ana: page"),
        (["11/20/26, 14:12 - Carl: page"], "2026-11-20 14:12 Carl: page"),
        (["11/20/26, 2:12\u202fPM - Carl: page"], "2026-11-20 14:12 Carl: page"),
        (["20/11/2026 14:10,page"], "2026-11-20 14:10 page"),
        (["20/11/2026,14:10,page"], "2026-11-20 14:10 page"),
        (["time,event", "11/20/2026 2:10 PM,page"], "2026-11-20 14:10 page"),
        (["Date;Time;Event", "20.11.2026;14:10;page"], "2026-11-20 14:10 page"),
        (["| 20/11/2026 14:10 | page |"], "2026-11-20 14:10 page"),
        (["20/11/2026", "14:10 page"], "2026-11-20 14:10 page"),
    ],
)
def test_a_date_that_can_be_one_day_only_is_read(lines: list[str], event: str) -> None:
    pasted = paste(*lines)
    assert told(pasted) == [event]
    assert not {line.outcome for line in pasted.lines} & {LineOutcome.DROPPED, LineOutcome.MENDED}


def test_one_date_settles_the_order_of_the_others_which_is_said_once() -> None:
    pasted = paste(
        "[02.12.26, 23:58:11] Ana: a", "[03.12.26, 00:02:00] Bo: b", "[20.11.26, 14:00:00] Ana: c"
    )
    assert told(pasted) == [
        "2026-12-02 23:58 Ana: a",
        "2026-12-03 00:02 Bo: b",
        "2026-11-20 14:00 Ana: c",
    ]
    assert [line.remark for line in pasted.lines] == [
        "02.12.26 is read day first, and so are the other dates of this text.",
        "",
        "",
    ]
    assert pasted.lines[0].outcome is LineOutcome.MENDED


def test_month_first_is_settled_as_well() -> None:
    pasted = paste("time,event", "11/30/2026 2:10 PM,a", "12/01/2026 2:10 PM,b")
    assert told(pasted) == ["2026-11-30 14:10 a", "2026-12-01 14:10 b"]
    assert "12/01/2026 is read month first" in pasted.lines[-1].remark


def test_a_heading_settles_and_is_settled() -> None:
    assert told(paste("30/11/2026", "14:00 a", "01/12/2026", "14:00 b")) == [
        "2026-11-30 14:00 a",
        "2026-12-01 14:00 b",
    ]


@pytest.mark.parametrize("others", [[], ["20/11/2026 14:00 b", "11/20/2026 15:00 c"]])
def test_what_nothing_settles_is_refused_with_how_to_answer(others: list[str]) -> None:
    pasted = paste("02/12/2026 14:00 a", *others)
    assert pasted.lines[0].outcome is LineOutcome.DROPPED
    assert "Write the day as 2026-03-02" in pasted.lines[0].remark
    assert len(pasted.events) == len(others)


@pytest.mark.parametrize("heading", ["02/12/2026", "Date: 02/12/2026", "02/12/2026: rollout"])
def test_bare_times_beneath_a_day_that_may_be_two_are_asked_about(heading: str) -> None:
    pasted = paste(
        "2026-11-20 10:00 before",
        heading,
        "14:00 a",
        "2026-12-03 09:00 its own day",
        "09:05 follows it",
    )
    assert told(pasted) == [
        "2026-11-20 10:00 before",
        "2026-12-03 09:00 its own day",
        "2026-12-03 09:05 follows it",
    ]
    assert "Which is the month" in pasted.lines[2].remark


def test_a_bare_time_after_a_dated_one_that_may_be_two_is_asked_about_too() -> None:
    pasted = paste("2026-11-20 10:00 a", "02/12/2026, 11:00 which", "11:05 bare")
    assert told(pasted) == ["2026-11-20 10:00 a"]
    assert "Which is the month" in pasted.lines[2].remark


def test_an_order_that_somebody_said_counts_more_than_what_the_text_shows() -> None:
    lines = "30/11/2026 10:00 a\n02/12/2026 14:00 b"
    said = replace(CONTEXT, day_first=False)
    assert told(parse_paste(lines, said, has_date_order=True))[1] == "2026-02-12 14:00 b"
    assert told(parse_paste(lines, said))[1] == "2026-12-02 14:00 b"


@pytest.mark.parametrize(
    "text",
    [
        "1.20.26 released",
        "14:02 page at 20/11/2026",
        "10.0.13.26, 14:02",
        "1.20.26, released",
        "20/24 nodes",
        "02/12/2026 14:00",
    ],
)
def test_what_is_no_date_at_a_head_settles_nothing(text: str) -> None:
    assert with_date_order_of_text(text, CONTEXT).day_first is None


@given(st.dates(date(2026, 1, 13), date(2026, 12, 20)), st.booleans(), st.sampled_from("/.-"))
def test_every_day_of_a_text_is_read_in_its_order(day: date, day_first: bool, by: str) -> None:
    form = f"%d{by}%m{by}%Y" if day_first else f"%m{by}%d{by}%Y"
    pasted = paste(f"{date(2026, 1, 31):{form}} 10:00 a", f"{day:{form}} 14:02 b")
    assert told(pasted)[1] == f"{day} 14:02 b"
