"""How what is due is said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from facilitator.guide.library_summary import Due, DueItem, DueKind, due_label, time_until_due

TODAY = date(2026, 11, 25)


def review(days: int, title: str = "Checkout errors") -> DueItem:
    return DueItem(Due(DueKind.REVIEW, TODAY + timedelta(days=days)), "2026-10-20-abcdef", title)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-6, "6 days late"),
        (-1, "1 day late"),
        (0, "today"),
        (1, "tomorrow"),
        (7, "in 7 days"),
    ],
)
def test_lateness_is_said_in_days(days: int, said: str) -> None:
    assert time_until_due(review(days), TODAY) == said


def test_what_is_due_names_its_postmortem_and_day() -> None:
    assert due_label(review(1), TODAY) == "review of 'Checkout errors' on Thu 26 Nov"
    assert due_label(review(-2), TODAY) == "review of 'Checkout errors' was due on Mon 23 Nov"
    assert due_label(review(40), TODAY).endswith("on Mon 4 Jan 2027")
    assert due_label(review(1, ""), TODAY).startswith("review of 'Untitled postmortem'")
    assert "…'" in due_label(review(1, "x" * 10_000), TODAY)
