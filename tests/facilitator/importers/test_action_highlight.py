"""The parts of an action's line are pointed at as they were read, and what was not is too."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.importers.highlight import action_spans
from facilitator.model.causes import Cause, Causes

TODAY = date(2026, 11, 20)
CAUSES = Causes(causes=(Cause(id="aaaaaaaa", text="No limit on CPU"),))


def parts(text: str) -> list[tuple[str, str]]:
    """Return each part as its letters and what they are."""
    return [(text[start:end], part.value) for start, end, part in action_spans(text, CAUSES, TODAY)]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", []),
        ("guard the rules", []),
        (
            "prevent:  CPU guard @kim  +14d P1 #OPS-12 ^c1",
            [
                ("prevent:", "mark"),
                ("@kim", "mark"),
                ("+14d", "time"),
                ("P1", "mark"),
                ("#OPS-12", "mark"),
                ("^c1", "mark"),
            ],
        ),
        ('guard @"Kim  Lee" by  end of month', [('@"Kim  Lee"', "mark"),
                                                ("by  end of month", "time")]),
        ("  guard it done when: it is back ", [("done when: it is back", "source")]),
        ("guard \\P1", []),
        ("guard @kim @lee P1", [("@lee", "unread")]),
        ("guard @kim&lee P1", [("@kim&lee", "unread")]),
        ("guard +1d +2d", [("+2d", "unread")]),
        ("guard P7 +1d", [("P7", "unread")]),
        ("guard by 2 nov", [("by 2 nov", "unread")]),
        ("guard ^c1 ^c7", [("^c7", "unread")]),
        ("guard #ftp://t.test", [("#ftp://t.test", "unread")]),
        ("prevent: @kim", []),
    ],
)  # fmt: skip
def test_each_part_is_what_it_was_read_as(text: str, read: list[tuple[str, str]]) -> None:
    assert parts(text) == read


@given(
    st.lists(
        st.one_of(
            st.text(max_size=6),
            st.sampled_from(
                ["@kim", "+1d", "by", "fri", "\u2003", "done when:", "^c1", '#"', "P1"]
            ),
        ),
        max_size=8,
    ).map(" ".join)
)
def test_parts_of_any_text_stand_in_order_and_inside_it(text: str) -> None:
    spans = action_spans(text, CAUSES, TODAY)
    edges = [edge for span in spans for edge in span[:2]]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
