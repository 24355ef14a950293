"""An event is named by its minute or its words, and never guessed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from facilitator.importers.event_line import event_label, find_event
from facilitator.model.timeline import Event, Timeline

START = datetime(2026, 11, 20, 9, 5, tzinfo=UTC)
PAGE, CALL, AGAIN = (
    Event(at=START + timedelta(minutes=minutes), text=text)
    for minutes, text in ((0, "Page fires"), (0, "Call begins"), (1440, "Page fires again"))
)
TOLD = Timeline(events=(PAGE, CALL, AGAIN))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("09:05 page fires", PAGE),
        ("9:05 call", CALL),
        ("call begins", CALL),
        ("fires  AGAIN", AGAIN),
        ("page fires", PAGE),
        ("~09:05Z call", CALL),
    ],
)
def test_a_minute_or_words_name_one_event(text: str, event: Event) -> None:
    assert find_event(text, TOLD) == event


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("09:05", "several events"),
        ("10:00", "no event"),
        ("fires", "several"),
        ("x", "no event"),
    ],
)
def test_what_names_none_or_several_is_asked(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        find_event(text, TOLD)


def test_the_name_of_an_event_names_it() -> None:
    assert [find_event(event_label(event), TOLD) for event in (PAGE, CALL, AGAIN)] == [
        PAGE,
        CALL,
        AGAIN,
    ]
