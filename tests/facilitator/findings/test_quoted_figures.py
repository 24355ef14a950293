"""Figures quoted in a text agree with the timeline, or are pointed at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.findings.quoted_figures import find_mismatches
from facilitator.findings.timeline_facts import timeline_minutes
from facilitator.model.timeline import Event, Milestone, Timeline

START = datetime(2026, 11, 20, 13, 42, tzinfo=UTC)


def at(minutes: int, text: str, milestone: Milestone | None = None) -> Event:
    return Event(at=START + timedelta(minutes=minutes), text=text, milestone=milestone)


TIMELINE = Timeline(
    events=(
        at(0, "goes out", Milestone.STARTED),
        at(3, "pages", Milestone.DETECTED),
        at(25, "switched off", Milestone.MITIGATED),
        at(27, "back to normal"),
        at(70, "over", Milestone.RESOLVED),
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "Errors for 25 minutes.",
        "traffic was back 27 min after it began",
        "It took 1 hour 10 minutes until it was over.",
        "1h 10m, all told",
        "about 30 minutes",
        "nearly an hour",
        "over 1 hour",
        "from 13:42 to 14:07 UTC",
        "14:07Z",
        "15:07 CET",
        "We look again every 15 minutes; next update at 16:00, within 20 minutes.",
        "a 5-minute timeout, ratio 3:2, 10.5 min",
        "We try it again on 14 December 2026 at 09:00 UTC.",
        "We try it again at 09:00 UTC on the 14th December.",
        "",
    ],
)
def test_what_the_timeline_holds_is_not_pointed_at(text: str) -> None:
    assert find_mismatches(text, timeline_minutes(TIMELINE)) == ()


@pytest.mark.parametrize(
    ("text", "words", "says"),
    [
        ("Errors for 30 minutes.", "30 minutes", "nearest is 27 min"),
        ("about 100 minutes", "about 100 minutes", "nearest is 70 min"),
        ("3 hours of errors", "3 hours", "nearest is 70 min"),
        ("from 13:45 to 14:06 UTC", "14:06 UTC", "nearest minute is 14:07Z"),
        ("it ended at 14:07 CET", "14:07 CET", "nearest minute is 13:42Z"),
        ("on 20 November 2026 at 13:44 UTC", "13:44 UTC", "nearest minute is 13:45Z"),
        ("twice every 30 minutes, 30 minutes in all", "30 minutes", "nearest is 27 min"),
    ],
)
def test_what_it_does_not_hold_is_named_with_the_nearest(text: str, words: str, says: str) -> None:
    (found,) = find_mismatches(text, timeline_minutes(TIMELINE))
    assert found.words == words
    assert text[found.start : found.end] == words
    assert says in found.explanation


def test_words_that_stand_on_two_lines_are_all_of_them_the_figures() -> None:
    text = "it ended at 14:06\n  UTC, they say"
    (found,) = find_mismatches(text, timeline_minutes(TIMELINE))
    assert (found.words, text[found.start : found.end]) == ("14:06 UTC", "14:06\n  UTC")


def test_nothing_is_held_against_a_timeline_without_milestones() -> None:
    for timeline in (Timeline(events=(at(0, "x"),)), Timeline()):
        assert find_mismatches("30 minutes at 11:11", timeline_minutes(timeline)) == ()


@given(
    st.text()
    | st.lists(st.sampled_from(["13:42", " 3 min", "h", ":", "~", "2 hours "])).map("".join)
)
def test_any_text_is_read(text: str) -> None:
    for found in find_mismatches(text, timeline_minutes(TIMELINE)):
        assert found.words
        assert found.explanation
        assert found.words == " ".join(text[found.start : found.end].split())
