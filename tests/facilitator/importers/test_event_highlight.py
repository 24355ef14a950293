"""The parts of a line are pointed at as they were read, and what was not is pointed at too."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.importers.highlight import event_spans
from facilitator.timeparse.written_time import TimeContext

AT = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
CONTEXT = TimeContext(AT.date(), AT, AT)


def parts(text: str) -> list[tuple[str, str]]:
    """Return each part as its letters and what they are."""
    return [(text[start:end], part.value) for start, end, part in event_spans(text, CONTEXT)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", []),
        ("14:02 canary at 5%", [("14:02", "time")]),
        ("  2:05 pm PST   canary", [("2:05 pm PST", "time")]),
        ("+7 page !detected", [("+7", "time"), ("!detected", "mark")]),
        (
            "14:02 page #signal !Detected, <- pager log",
            [("14:02", "time"), ("#signal", "mark"), ("!Detected,", "mark"),
             ("<- pager log", "source")],
        ),
        (
            "14:02 page <- pager #log #signal @sre !detected",
            [("14:02", "time"), ("<- pager #log", "source"), ("#signal", "mark"), ("@sre", "mark"),
             ("!detected", "mark")],
        ),
        ("14:02 @sre page <- told by @sre",
         [("14:02", "time"), ("@sre", "mark"), ("<- told by @sre", "source")]),
        ('14:02 @"on call" rolls back', [("14:02", "time"), ('@"on call"', "mark")]),
        ("14:02 ticket #signal in the middle of it", [("14:02", "time")]),
        ("14:02 it went \\!detected", [("14:02", "time")]),
        ("lunch it broke !detected", [("lunch", "unread")]),
        ("14:02 page !detcted", [("14:02", "time"), ("!detcted", "unread")]),
        ("14:02 CST page", [("14:02", "unread")]),
        ("14:02 !detected", [("14:02", "time")]),
    ],
)  # fmt: skip
def test_each_part_is_what_it_was_read_as(text: str, read: list[tuple[str, str]]) -> None:
    assert parts(text) == read


@given(text=st.text(max_size=80))
def test_parts_of_any_text_stand_in_order_and_inside_it(text: str) -> None:
    spans = event_spans(text, CONTEXT)
    edges = [edge for span in spans for edge in span[:2]]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
