"""Many pasted lines at once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.importers.paste_parser import parse_paste
from facilitator.importers.paste_preview import LineOutcome, ParsedPaste
from facilitator.model.errors import CannotRead
from facilitator.model.timeline import EventKind, Milestone, Source
from facilitator.text.format import day_and_clock
from facilitator.timeparse.written_time import TimeContext

CONTEXT = TimeContext(day=date(2024, 3, 11), now=datetime(2024, 3, 12, 9, tzinfo=UTC))


def paste(*lines: str) -> ParsedPaste:
    """Read lines pasted into an empty timeline."""
    return parse_paste("\n".join(lines), CONTEXT)


def told(pasted: ParsedPaste) -> list[str]:
    """Return each event as its minute and text."""
    return [f"{day_and_clock(event.at)} {event.text}" for event in pasted.events]


def outcomes(pasted: ParsedPaste) -> list[LineOutcome]:
    """Return what became of each line."""
    return [line.outcome for line in pasted.lines]


def test_a_facilitators_notes_come_in_whole() -> None:
    pasted = paste(
        "Fri 8 March 2024, all times UTC",
        "",
        "09:58 cache limits merged <- pull request",
        "10:02 !started new limits reach every node <- deploy log",
        "~10:06 !detected carts fail: 500s in two regions <- pager",
        "10:20 !mitigated limits put back",
    )
    assert outcomes(pasted) == [LineOutcome.HEADING, *[LineOutcome.UNDERSTOOD] * 4]
    assert [event.milestone for event in pasted.events] == [
        None,
        Milestone.STARTED,
        Milestone.DETECTED,
        Milestone.MITIGATED,
    ]
    assert {event.at.date() for event in pasted.events} == {date(2024, 3, 8)}
    assert pasted.events[2].approximate


@pytest.mark.parametrize(
    "line",
    [
        "14:02 canary at 5%",
        "[14:02] canary at 5%",
        "(14:02 UTC) canary at 5%",
        "- 14:02 canary at 5%",
        "- **14:02 UTC** - canary at 5%",
        "* **14:02:** canary at 5%",
        "- [x] `14:02` canary at 5%",
        "3. 14:02 – canary at 5%",
        "> 14:02: canary at 5%",
        "### 14:02 canary at 5%",
        "2024-03-11 14:02 | canary at 5%",
        "| 14:02 | canary at 5% |",
        "[2024-03-11T14:02:31Z] canary at 5%",
        "-14:02 canary at 5%",
    ],
)
def test_one_line_is_read_in_every_form_people_paste_it(line: str) -> None:
    assert told(paste(line)) == ["2024-03-11 14:02 canary at 5%"]


def test_pipes_brackets_and_emoji_of_the_text_stay() -> None:
    assert paste("- 14:02 a | b [c] *d* 🔥").events[0].text == "a | b [c] *d* 🔥"


def test_a_markdown_table_is_read_by_its_header() -> None:
    pasted = paste(
        "| Time (UTC) | Kind | What happened | Source |",
        "|:-----------|------|---------------|--------|",
        "| 14:02 | change | limits a \\| b<br>go out | deploy log |",
        "| 14:09 |  | carts fail | |",
    )
    assert told(pasted) == ["2024-03-11 14:02 limits a | b go out", "2024-03-11 14:09 carts fail"]
    assert pasted.events[0].kind == EventKind.CHANGE
    assert [event.source for event in pasted.events] == [Source(label="deploy log"), None]
    assert outcomes(pasted)[:2] == [LineOutcome.HEADING, LineOutcome.HEADING]


@pytest.mark.parametrize("divider", [",", "\t", ";"])
def test_csv_and_tsv_are_read_by_their_header(divider: str) -> None:
    rows = [["date", "time", "event", "team"], ["2024-03-08", "14:02", '"a, b; c"', "web"]]
    pasted = paste(*(divider.join(row) for row in rows))
    assert told(pasted) == ["2024-03-08 14:02 a, b; c · web"]


def test_a_day_on_its_own_line_is_the_day_of_the_times_below_it() -> None:
    pasted = paste("## 2024-03-08", "14:02 a", "**9 March**", "09:00 b")
    assert told(pasted) == ["2024-03-08 14:02 a", "2024-03-09 09:00 b"]
    assert pasted.lines[0].remark == "2024-03-08"


@pytest.mark.parametrize(
    "heading", ["Fri 8 Mar 2024", "Mon 4 March", "Monday, 4 March:", "On 4 Mar"]
)
def test_a_heading_may_begin_with_its_weekday(heading: str) -> None:
    pasted = paste(heading, "14:02 a")
    assert outcomes(pasted) == [LineOutcome.HEADING, LineOutcome.UNDERSTOOD]
    assert told(pasted) == [f"{pasted.lines[0].remark} 14:02 a"]
    assert pasted.lines[0].remark in ("2024-03-08", "2024-03-04")


def test_a_weekday_alone_is_asked_for_its_date() -> None:
    pasted = paste("Mon 4 March", "14:02 a", "**Tuesday**", "09:00 b", "6 March", "10:00 c")
    assert told(pasted) == ["2024-03-04 14:02 a", "2024-03-06 10:00 c"]
    assert pasted.lines[2].remark.startswith("Which date is that?")


def test_bare_times_roll_over_midnight() -> None:
    assert told(paste("23:50 a", "00:10 b", "00:05 c")) == [
        "2024-03-11 23:50 a",
        "2024-03-12 00:10 b",
        "2024-03-12 00:05 c",
    ]


def test_a_line_without_a_time_is_joined_to_the_one_above() -> None:
    pasted = paste("14:02 canary", "  at 5% of carts", "now we wait", "14:03 next")
    assert told(pasted)[0] == "2024-03-11 14:02 canary at 5% of carts now we wait"
    assert outcomes(pasted) == [
        LineOutcome.UNDERSTOOD,
        LineOutcome.KEPT,
        LineOutcome.KEPT,
        LineOutcome.UNDERSTOOD,
    ]


def test_prose_before_the_first_time_or_after_a_blank_line_is_dropped() -> None:
    pasted = paste("It was a long night.", "14:02 canary", "", "That is all.")
    assert outcomes(pasted) == [LineOutcome.DROPPED, LineOutcome.UNDERSTOOD, LineOutcome.DROPPED]


def test_a_time_alone_takes_the_line_below_as_its_text() -> None:
    pasted = paste("14:02", "canary at 5%", "of carts")
    assert told(pasted) == ["2024-03-11 14:02 canary at 5% of carts"]


def test_a_second_milestone_of_one_name_is_mended() -> None:
    pasted = paste("14:02 page !detected", "14:09 second page !detected")
    assert outcomes(pasted) == [LineOutcome.UNDERSTOOD, LineOutcome.MENDED]
    assert [event.milestone for event in pasted.events] == [Milestone.DETECTED, None]
    assert "14:02" in pasted.lines[1].remark


def test_an_unknown_mark_stays_in_the_text_and_is_mended() -> None:
    pasted = paste("14:02 this is !important")
    assert outcomes(pasted) == [LineOutcome.MENDED]
    assert pasted.events[0].text == "this is !important"


@pytest.mark.parametrize(
    ("said", "minute"),
    [
        ("all times in CET", "13:02"),
        ("All times are PST.", "22:02"),
        ("Times are Europe/Berlin", "13:02"),
        ("Timestamps are in Pacific time", "21:02"),
        ("Times in UTC", "14:02"),
    ],
)
def test_a_zone_said_once_is_that_of_every_time_that_names_none(said: str, minute: str) -> None:
    pasted = paste(said, "14:02 canary", "23:30Z page")
    assert outcomes(pasted) == [LineOutcome.HEADING, LineOutcome.UNDERSTOOD, LineOutcome.UNDERSTOOD]
    assert told(pasted) == [f"2024-03-11 {minute} canary", "2024-03-11 23:30 page"]
    assert pasted.lines[0].remark.startswith("Times are read in ")


@pytest.mark.parametrize(
    ("said", "asks"), [("Timezone: local", "set the zone"), ("all times CST", "in North America")]
)
def test_times_of_a_zone_nobody_can_know_are_dropped_with_what_to_do(said: str, asks: str) -> None:
    pasted = paste(said, "14:02 canary", "14:05Z page")
    assert outcomes(pasted) == [LineOutcome.HEADING, LineOutcome.DROPPED, LineOutcome.UNDERSTOOD]
    assert asks in pasted.lines[1].remark


def test_a_day_above_times_of_a_zone_is_a_day_there() -> None:
    pasted = paste("All times PT", "11 Mar 2024", "18:00 deploy", "00:10 page")
    assert told(pasted) == ["2024-03-12 01:00 deploy", "2024-03-12 07:10 page"]


def test_a_table_column_may_name_the_zone() -> None:
    pasted = paste("| Time (PT) | Event |", "|---|---|", "| 14:02 | canary |")
    assert told(pasted) == ["2024-03-11 21:02 canary"]


def test_a_single_time_of_another_zone_is_converted_and_one_that_may_be_two_is_dropped() -> None:
    pasted = paste("14:02 CET canary", "14:05 page", "14:07 CST text")
    assert outcomes(pasted) == [LineOutcome.UNDERSTOOD, LineOutcome.UNDERSTOOD, LineOutcome.DROPPED]
    assert told(pasted)[0] == "2024-03-11 13:02 canary"
    assert "CST may be" in pasted.lines[2].remark


def test_four_digits_are_a_time_only_where_no_time_has_a_colon() -> None:
    assert told(paste("1402 canary", "1405 page")) == [
        "2024-03-11 14:02 canary",
        "2024-03-11 14:05 page",
    ]
    assert told(paste("14:02 canary reaches", "1000 carts")) == [
        "2024-03-11 14:02 canary reaches 1000 carts"
    ]


def test_a_clock_with_a_dot_is_a_time_only_where_no_time_has_a_colon() -> None:
    assert told(paste("14.02 canary", "14.05 - page", "2.30 GB left", "[14.11] calm")) == [
        "2024-03-11 14:02 canary",
        "2024-03-11 14:05 page 2.30 GB left",
        "2024-03-11 14:11 calm",
    ]
    assert told(paste("14:02 canary reaches", "14.30 carts a second", "2.05pm page")) == [
        "2024-03-11 14:02 canary reaches 14.30 carts a second",
        "2024-03-11 14:05 page",
    ]


@pytest.mark.parametrize("text", ["", "no time here\nnor here", "a\0b 14:02", "2024-03-11"])
def test_what_is_binary_or_has_no_time_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(CannotRead) as refused:
        parse_paste(text, CONTEXT)
    assert "\n" not in str(refused.value)


def test_more_than_fifty_megabytes_are_refused() -> None:
    with pytest.raises(CannotRead, match="50 MB"):
        parse_paste("14:02 x\n" * 6_300_000, CONTEXT)


@pytest.mark.parametrize("run", ["-", "- ", "[", "*", "times in ", "| -", "14:02 *", "\\", '@"'])
def test_a_long_run_of_one_sign_is_a_line_like_any_other(run: str) -> None:
    pasted = paste(run * 20_000 + "x", "14:02 canary")
    assert pasted.events[-1].text == "canary"


_LINES = st.sampled_from(
    [
        "14:02 a",
        "| time | b |",
        "|---|---|",
        "| 14:02 | x |",
        "time,what",
        '14:02,"open',
        "2 Jul",
        "# x",
        "14:02",
        "",
        "text",
        "02/03/2026 14:02",
        "**14:02**",
        "14:02 !started",
        "14:02 �",
        "all times CET",
    ]
)


@given(st.one_of(st.text(), st.lists(_LINES, max_size=8).map("\n".join)))
def test_every_line_that_is_not_blank_is_accounted_for(text: str) -> None:
    try:
        pasted = parse_paste(text, CONTEXT)
    except CannotRead as refused:
        said = str(refused)
        assert said
    else:
        assert [line.raw for line in pasted.lines] == [x for x in text.splitlines() if x.strip()]
        held = (LineOutcome.UNDERSTOOD, LineOutcome.MENDED)
        assert all((line.event is not None) == (line.outcome in held) for line in pasted.lines)
