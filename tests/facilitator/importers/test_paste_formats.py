"""The forms in which lines of a timeline are pasted: chats, lists, tables, headings, zones."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from facilitator.importers.paste_parser import parse_paste
from facilitator.importers.paste_preview import LineOutcome, ParsedPaste
from facilitator.model.errors import CannotRead
from facilitator.model.timeline import Milestone, Source
from facilitator.text.format import clock, day_and_clock
from facilitator.timeparse.written_time import TimeContext

CONTEXT = TimeContext(day=date(2024, 3, 11), now=datetime(2024, 3, 12, 9, tzinfo=UTC))


def paste(*lines: str) -> ParsedPaste:
    """Read lines pasted into an empty timeline."""
    return parse_paste("\n".join(lines), CONTEXT)


def told(pasted: ParsedPaste) -> list[str]:
    """Return each event as its clock and text, `~` before one that is about."""
    return [f"{'~' * e.approximate}{clock(e.at)} {e.text}" for e in pasted.events]


def test_the_notes_of_a_whole_incident_come_in_with_their_five_milestones() -> None:
    pasted = paste(
        "Fri 8 March 2024, all times UTC",
        "",
        "09:51 limits merged after approval <- pull request",
        "09:57 CI builds them, tests green <- build log",
        "10:02 !started new limits go out to every node in seconds <- deploy log",
        "10:05 !detected first page: carts failing <- on-call page",
        "10:06 more pages: end-to-end tests, traffic drop, 502s, CPU at 100% <- alerting",
        "~10:10 !acknowledged incident called at highest severity, people gather",
        "~10:15 an attack is considered and ruled out; CPU is burning in one process",
        "10:20 performance people name the limits as what eats the CPU <- profiler",
        "10:22 proposal in the room: take the limits back everywhere <- incident chat",
        "~10:24 tools sit behind what is down; people reach them by a bypass",
        "10:27 !mitigated limits are taken back everywhere <- incident chat",
        "10:29 traffic and CPU back to normal <- dashboards",
        "~10:40 the rule found, change reverted, fix tested in one location",
        "11:12 !resolved limits switched back on everywhere <- change log",
    )
    assert len(pasted.events) == 14
    assert [e.milestone for e in pasted.events if e.milestone] == list(Milestone)
    assert sum(event.approximate for event in pasted.events) == 4
    assert pasted.events[0].source == Source(label="pull request")
    assert {event.at.date() for event in pasted.events} == {date(2024, 3, 8)}


@pytest.mark.parametrize(
    "line",
    [
        "10:45~ page",
        "~10:45 page",
        "~ 10:45 page",
        "≈10:45 page",
        "about 10:45 page",
        "circa 10:45 page",
        "ca. 10:45 page",
        "approx. 10:45 page",
        "10:45ish page",
        "10:45 (approx) page",
        "- **~10:45** page",
        "- ~**10:45** page",
        "- **10:45~** page",
    ],
)
def test_about_is_said_in_many_ways(line: str) -> None:
    assert told(paste(line)) == ["~10:45 page"]


@pytest.mark.parametrize(
    "line",
    [
        "14:02 -> page",
        "14:02 => page",
        "14:02 → page",
        "14h02 page",
        "at 14:02 page",
        "14:02 (UTC) page",
        "15:02 [CET] page",
        "15:02 CET page",
        "\u200e14:02 page",
        "\u200f14:02 page",
        "\ufeff14:02 page",
        "\x1b[32m14:02\x1b[0m page",
        "14:02\u00a0UTC\u00a0–\u00a0page",
        "2024-03-11\t14:02\tpage",
        "14:02,page",
        '14:02;"page"',
        "2024-03-11,14:02,page",
    ],
)
def test_a_time_is_found_behind_what_programs_and_people_put_around_it(line: str) -> None:
    assert told(paste(line)) == ["14:02 page"]


def test_a_comma_within_a_line_divides_nothing() -> None:
    assert told(paste("14:02 canary,fast and slow", "2024-03-11 14:03:11,123 ERROR page")) == [
        "14:02 canary,fast and slow",
        "14:03 ERROR page",
    ]


def test_rows_without_a_header_are_rows() -> None:
    pasted = paste("14:02,canary at 5%,web", '14:05,"page, fires",', "14:06\tcalm\tlog")
    assert told(pasted) == ["14:02 canary at 5% · web", "14:05 page, fires", "14:06 calm · log"]


def test_a_chat_names_who_speaks_before_the_time() -> None:
    pasted = paste(
        "Ana Lima  [2:02 PM]",
        "canary at 5%",
        "it looks fine",
        "Bo Chen  2:05 PM",
        "page fires",
        "Pager APP  2:07 PM",
        "calm",
    )
    assert told(pasted) == [
        "14:02 Ana Lima: canary at 5% it looks fine",
        "14:05 Bo Chen: page fires",
        "14:07 Pager APP: calm",
    ]


def test_a_chat_names_who_speaks_above_the_time() -> None:
    pasted = paste("Ana Lima", "  2:02 PM", "canary at 5%", "Bo Chen", "  2:05 PM", "page fires")
    assert told(pasted) == ["14:02 Ana Lima: canary at 5%", "14:05 Bo Chen: page fires"]
    assert pasted.lines[3].outcome is LineOutcome.HEADING


def test_a_sentence_that_ends_in_a_time_is_no_speaker() -> None:
    assert told(paste("14:02 canary", "rolled back at 14:09", "and calm")) == [
        "14:02 canary rolled back at 14:09 and calm"
    ]


def test_a_chat_says_pm_once_and_the_lines_beneath_say_how_they_were_read() -> None:
    pasted = paste("11:58 AM a", "12:05 b", "Bo Chen  1:10 PM", "c", "1:15", "d")
    assert told(pasted) == ["11:58 a", "12:05 b", "13:10 Bo Chen: c", "13:15 d"]
    assert [line.remark for line in pasted.lines if line.outcome is LineOutcome.MENDED] == [
        "Read as 12:05 pm, like the times above it.",
        "Read as 1:15 pm, like the times above it.",
    ]


def test_a_time_of_the_whole_day_ends_the_clock_of_twelve_hours() -> None:
    assert told(paste("2:05 PM a", "14:10 b", "11:00 c")) == ["14:05 a", "14:10 b", "11:00 c"]


@pytest.mark.parametrize(
    "heading",
    [
        "2024-03-13",
        "2024/03/13",
        "Date: 2024-03-13",
        "Wednesday, 13 March 2024",
        "March 13th, 2024:",
        "## 13 Mar",
        "--- 13 Mar 2024 ---",
        "=== Mar 13 ===",
    ],
)
def test_days_head_the_times_beneath_them(heading: str) -> None:
    context = TimeContext(CONTEXT.day, datetime(2024, 3, 20, tzinfo=UTC))
    pasted = parse_paste(f"10:00 a\n{heading}\n09:00 b", context)
    assert [day_and_clock(e.at) for e in pasted.events] == ["2024-03-11 10:00", "2024-03-13 09:00"]


def test_rows_with_missing_cells_stay_rows_and_so_do_those_beneath_them() -> None:
    pasted = paste(
        "| Time | Event | Source |",
        "|---|---|---|",
        "| 14:02 |",
        "| 14:03 | canary | |",
        "| | at 5% | |",
        "| 14:05 | | log |",
        "| soon | page | |",
        "|14:06|calm|log|",
    )
    assert told(pasted) == ["14:03 canary at 5%", "14:06 calm"]
    dropped = {
        line.raw: line.remark for line in pasted.lines if line.outcome is LineOutcome.DROPPED
    }
    assert dropped == {
        "| 14:02 |": "It has a time and says nothing.",
        "| 14:05 | | log |": "Say what happened at 14:05.",
        "| soon | page | |": "What stands in its time column is no time.",
    }


@pytest.mark.parametrize("table", ["| Time | Event |\n|---|---|", "time,event", "Time\tEvent\n"])
def test_a_header_without_rows_is_refused_in_one_sentence(table: str) -> None:
    with pytest.raises(CannotRead, match="a header and no row with a time"):
        parse_paste(table, CONTEXT)


def test_a_day_may_have_a_column_of_its_own() -> None:
    pasted = paste(
        "Date,Time (UTC),What happened,Who",
        '2024-03-10,23:55,"deploy, to 5%",web',
        ",00:05,page,on call",
        "2024-03-11,,no minute,on call",
    )
    assert [day_and_clock(e.at) for e in pasted.events] == ["2024-03-10 23:55", "2024-03-11 00:05"]
    assert pasted.events[0].text == "deploy, to 5% · web"
    assert "Which minute of that day?" in pasted.lines[-1].remark


def test_a_quoted_cell_goes_on_over_several_lines() -> None:
    pasted = paste("time,event", '14:02,"deploy', 'to 5%"', "14:05,page", '14:06,"open')
    assert told(pasted) == ["14:02 deploy to 5%", "14:05 page", "14:06 open"]
    assert pasted.lines[2].outcome is LineOutcome.KEPT


def test_start_and_end_columns_make_a_range() -> None:
    pasted = paste("Start,End,Event", "14:02,14:20,errors", "14:25,,calm")
    assert [(clock(e.at), e.until and clock(e.until)) for e in pasted.events] == [
        ("14:02", "14:20"),
        ("14:25", None),
    ]


def test_bold_times_and_double_pipes_are_table_cells() -> None:
    assert told(paste("|| Time || Event ||", "| 14:02 | a |", "| **14:03** | b |")) == [
        "14:02 a",
        "14:03 b",
    ]


def test_the_zone_of_a_column_is_that_of_its_table_alone() -> None:
    pasted = paste(
        "06:58 before",
        "",
        "| Time (PT) | Event |",
        "| 07:02 | a |",
        "",
        "| Time (UTC) | Event |",
        "| 14:05 | b |",
        "",
        "14:10 after",
    )
    assert told(pasted) == ["06:58 before", "14:02 a", "14:05 b", "14:10 after"]


def test_of_two_time_columns_the_first_counts() -> None:
    assert told(paste("Time (UTC),Time (PT),Event", "14:02,07:02,page")) == ["14:02 page"]


@pytest.mark.parametrize(
    ("said", "minute"),
    [
        ("Timeline (PT):", "21:02"),
        ("Times below are US/Pacific", "21:02"),
        ("Time zone: UTC+2", "12:02"),
        ("all times GMT-03:30", "17:32"),
        ("All times in CET unless noted", "13:02"),
    ],
)
def test_a_zone_said_once_is_understood_as_people_write_it(said: str, minute: str) -> None:
    assert told(paste(said, "14:02 page", "15:00 UTC calm")) == [f"{minute} page", "15:00 calm"]


def test_a_zone_said_further_down_is_that_of_the_times_beneath_it() -> None:
    pasted = paste("All times in UTC", "14:02 a", "", "Times are in CET", "15:05 b")
    assert told(pasted) == ["14:02 a", "14:05 b"]


def test_a_zone_said_at_the_end_is_that_of_the_whole_text() -> None:
    assert told(paste("14:02 a", "", "All times in CET")) == ["13:02 a"]


def test_an_impossible_offset_is_asked_about() -> None:
    pasted = paste("all times UTC+25", "14:02 a")
    assert pasted.lines[1].remark == "No place is +25 from UTC: check the offset."


def test_an_event_does_not_swallow_all_that_follows_it() -> None:
    pasted = paste("14:02 canary", *["no time here"] * 10_000)
    assert len(pasted.events[0].text) < 1000
    assert pasted.lines[-1].outcome is LineOutcome.DROPPED


def test_the_progress_is_told_and_may_end_the_reading() -> None:
    heard: list[tuple[int, int]] = []
    parse_paste("14:02 a\n" * 100, CONTEXT, lambda read, of: heard.append((read, of)))
    assert heard[0] == (0, 100)
    assert heard[-1] == (100, 100)

    def enough(read: int, of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        parse_paste("14:02 a", CONTEXT, enough)
