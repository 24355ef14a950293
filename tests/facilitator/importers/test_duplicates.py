"""Pasted lines beside the events there are: the same, fuller, much alike, or new."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.importers.paste_parser import parse_paste
from facilitator.importers.paste_preview import (
    LineOutcome,
    ParsedPaste,
    PasteSelection,
    compare_with_timeline,
)
from facilitator.model.errors import CannotRead
from facilitator.model.timeline import Milestone, Timeline
from facilitator.timeparse.written_time import TimeContext

CONTEXT = TimeContext(day=date(2024, 3, 11), now=datetime(2024, 3, 12, 9, tzinfo=UTC))


def timeline(*lines: str) -> Timeline:
    """Return the timeline these lines tell."""
    return Timeline(events=parse_paste("\n".join(lines), CONTEXT).events)


def pasted(there: Timeline, *lines: str) -> ParsedPaste:
    """Return lines pasted beside these events."""
    return compare_with_timeline(parse_paste("\n".join(lines), CONTEXT), there)


def after(there: Timeline, lines: ParsedPaste) -> Timeline:
    """Return the timeline with what is taken of the lines by themselves."""
    return there.with_events(PasteSelection(lines).events)


def outcomes(lines: ParsedPaste) -> list[LineOutcome]:
    """Return what became of each line."""
    return [line.outcome for line in lines.lines]


NOTES = ("14:02 !started canary at 5% <- deploy log", "~14:05 !detected page fires", "14:09 calm")


def test_the_same_notes_pasted_again_change_nothing() -> None:
    there = timeline(*NOTES)
    again = pasted(there, *NOTES)
    assert outcomes(again) == [LineOutcome.ALREADY_THERE] * 3
    assert PasteSelection(again).events == ()
    assert after(there, again) == there


@pytest.mark.parametrize(
    "line", ["14:02 canary at 5%", "14:02  Canary   AT 5%", "15:02 CET canary at 5%"]
)
def test_case_and_spaces_make_no_difference(line: str) -> None:
    assert outcomes(pasted(timeline("14:02 canary at 5%"), line)) == [LineOutcome.ALREADY_THERE]


def test_another_minute_or_other_words_are_another_event() -> None:
    there = timeline("14:02 canary at 5%")
    new = pasted(there, "14:03 canary at 5%", "14:02 a page fires")
    assert outcomes(new) == [LineOutcome.UNDERSTOOD] * 2
    assert len(after(there, new).events) == 3


def test_a_line_said_twice_in_one_paste_is_taken_once() -> None:
    twice = pasted(Timeline(), "14:02 canary", "14:02 canary")
    assert outcomes(twice) == [LineOutcome.UNDERSTOOD, LineOutcome.ALREADY_THERE]
    assert twice.lines[1].remark == "Said above."
    assert len(after(Timeline(), twice).events) == 1


def test_a_line_that_knows_more_fills_the_event_in() -> None:
    there = timeline("14:05 page fires", "14:09 calm")
    fuller = pasted(there, "14:05-14:07 page fires !detected #signal @lead <- pager")
    assert outcomes(fuller) == [LineOutcome.FILLS_IN]
    assert fuller.lines[0].remark == (
        "In the timeline without its end, its kind, its role, its source and its milestone: "
        "this adds them."
    )
    now = after(there, fuller)
    assert [event.id for event in now.events] == [event.id for event in there.events]
    assert now.events[0].milestone is Milestone.DETECTED
    assert now.events[0].source is not None
    assert now.events[0].until is not None


def test_what_the_event_knows_already_stays() -> None:
    there = timeline("14:05 page fires <- pager")
    again = pasted(there, "14:05 page fires <- chat", "14:05 page fires !detected <- mail")
    assert outcomes(again) == [LineOutcome.ALREADY_THERE, LineOutcome.FILLS_IN]
    assert "its source differs, and stays" in again.lines[0].remark
    source = after(there, again).events[0].source
    assert source is not None
    assert source.label == "pager"


def test_a_milestone_stays_on_the_event_that_carries_it() -> None:
    there = timeline("14:05 page fires !detected", "14:20 second page")
    lines = pasted(there, "14:07 customers call !detected", "14:20 second page !detected")
    assert outcomes(lines) == [LineOutcome.MENDED, LineOutcome.ALREADY_THERE]
    assert "detected already stands at 14:05" in lines.lines[0].remark
    now = after(there, lines)
    assert [event.text for event in now.events if event.milestone] == ["page fires"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("page fires", "page fires."),
        ("page fires", "pager fires"),
        ("canary at 5% of carts", "canary at 5% of carts in two regions"),
        ("canary reaches the edge", "Canary: reaches the edge (deploy log)"),
        ("rolled back everywhere", "rollled back everywhere"),
    ],
)
def test_what_is_much_like_an_event_is_pointed_at_and_taken(one: str, other: str) -> None:
    there = timeline(f"14:02 {one}")
    lines = pasted(there, f"14:02 {other}")
    assert outcomes(lines) == [LineOutcome.ALIKE]
    assert one in lines.lines[0].remark
    assert len(after(there, lines).events) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("node 12 drains", "node 13 drains"),
        ("canary at 5%", "canary at 50%"),
        ("page fires", "all calm again"),
    ],
)
def test_other_numbers_or_other_words_are_not_alike(one: str, other: str) -> None:
    assert outcomes(pasted(timeline(f"14:02 {one}"), f"14:02 {other}")) == [LineOutcome.UNDERSTOOD]


_LINES = st.sampled_from(
    [
        *(
            "14:02 a !detected",
            "14:02 a",
            "14:02 a <- log",
            "14:02 A. <- chat",
            "14:09 b !detected",
        ),
        *(
            "and more",
            "",
            "2024-03-08",
            "14:02-14:05 a #signal",
            "| Time | What |",
            "| 14:02 | a |",
        ),
        *(
            "Ana Lima  2:05 PM",
            "2:06",
            "all times CET",
            "14:02 x !started !detected",
            "14:02 CST a",
        ),
    ]
)


@given(st.lists(_LINES, max_size=10), st.lists(_LINES, max_size=10))
def test_what_was_pasted_once_is_all_there_the_second_time(
    first: list[str], second: list[str]
) -> None:
    try:
        there = after(Timeline(), pasted(Timeline(), *first))
        once = after(there, pasted(there, *second))
        twice = after(once, pasted(once, *second))
    except CannotRead:
        return
    assert twice == once
