"""Due days as people say them, from a Tuesday in March on."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.importers.due_dates import is_due_date, parse_due_date
from facilitator.model.errors import CannotRead

TODAY = date(2024, 3, 12)  # a Tuesday
SAID = [
    ("today", date(2024, 3, 12)),
    ("tomorrow", date(2024, 3, 13)),
    ("+14d", date(2024, 3, 26)),
    ("+2w", date(2024, 3, 26)),
    ("+1m", date(2024, 4, 12)),
    ("in 3 days", date(2024, 3, 15)),
    ("in 3d", date(2024, 3, 15)),
    ("in a week", date(2024, 3, 19)),
    ("in two weeks", date(2024, 3, 26)),
    ("in one month", date(2024, 4, 12)),
    ("next week", date(2024, 3, 19)),
    ("next month", date(2024, 4, 12)),
    ("fri", date(2024, 3, 15)),
    ("this fri", date(2024, 3, 15)),
    ("next fri", date(2024, 3, 22)),
    ("next Monday", date(2024, 3, 18)),
    ("Tuesday", date(2024, 3, 19)),
    ("mon", date(2024, 3, 18)),
    ("eow", date(2024, 3, 15)),
    ("end of week", date(2024, 3, 15)),
    ("end of this week", date(2024, 3, 15)),
    ("end of next week", date(2024, 3, 22)),
    ("eom", date(2024, 3, 31)),
    ("End of Month", date(2024, 3, 31)),
    ("the end of the month", date(2024, 3, 31)),
    ("end of the next month", date(2024, 4, 30)),
    ("end of quarter", date(2024, 3, 31)),
    ("end of next quarter", date(2024, 6, 30)),
    ("eoy", date(2024, 12, 31)),
    ("end of next year", date(2025, 12, 31)),
    ("2024-12-01", date(2024, 12, 1)),
    ("2024/12/01", date(2024, 12, 1)),
    ("1 dec", date(2024, 12, 1)),
    ("Dec 1", date(2024, 12, 1)),
    ("dec 1st", date(2024, 12, 1)),
    ("1 December 2025", date(2025, 12, 1)),
    ("fri 15 mar", date(2024, 3, 15)),
    ("2 April", date(2024, 4, 2)),
    ("1 jan", date(2025, 1, 1)),
]


@pytest.mark.parametrize(("text", "due"), SAID)
def test_a_day_is_read_as_it_is_said(text: str, due: date) -> None:
    assert parse_due_date(text, TODAY) == due
    assert parse_due_date(f"  {text.upper()} ", TODAY) == due
    assert is_due_date(text)


@pytest.mark.parametrize(
    ("today", "text", "due"),
    [
        (date(2024, 1, 31), "+1m", date(2024, 2, 29)),
        (date(2024, 12, 31), "end of next month", date(2025, 1, 31)),
        (date(2024, 11, 30), "end of next quarter", date(2025, 3, 31)),
        (date(2024, 3, 15), "end of week", date(2024, 3, 15)),
        (date(2024, 3, 16), "end of week", date(2024, 3, 22)),
        (date(2024, 3, 16), "end of next week", date(2024, 3, 22)),
        (date(2024, 3, 16), "fri", date(2024, 3, 22)),
        (date(2024, 3, 16), "next fri", date(2024, 3, 22)),
        (date(2023, 12, 30), "29 feb", date(2024, 2, 29)),
    ],
)
def test_the_ends_of_weeks_months_and_years_are_where_the_calendar_has_them(
    today: date, text: str, due: date
) -> None:
    assert parse_due_date(text, today) == due


@pytest.mark.parametrize("text", ["20/11/2024", "11/20/2024", "20.11.24", "20/11", "20.11."])
def test_figures_that_can_be_one_day_only_are_that_day(text: str) -> None:
    assert parse_due_date(text, date(2024, 6, 12)) == date(2024, 11, 20)


@pytest.mark.parametrize("text", ["2024-03-11", "yesterday", "11 mar", "1 Feb", "31 dec 2023"])
def test_a_day_that_has_passed_is_said_to_have_passed(text: str) -> None:
    with pytest.raises(CannotRead, match=r"^20\d\d-\d\d-\d\d has passed: choose today or a later"):
        parse_due_date(text, TODAY)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("soon", "Write a due date such as"),
        ("", "Write a due date such as"),
        ("02/03/2026", "Which is the month"),
        ("1.12.", "Which is the month"),
        ("30 feb", "no 30 feb in the calendar"),
        ("31/31/2026", "no 31/31/2026 in the calendar"),
        ("+999999w", "outside the calendar"),
        ("in 999999 months", "outside the calendar"),
        ("fri or sat", "Write a due date such as"),
    ],
)
def test_what_is_no_day_is_refused_in_a_sentence(text: str, says: str) -> None:
    with pytest.raises(CannotRead, match=says):
        parse_due_date(text, TODAY)


@given(
    st.one_of(st.text(max_size=20), st.sampled_from([text for text, _ in SAID])),
    st.dates(),
)
def test_whatever_is_said_is_a_day_from_today_on_or_a_sentence(text: str, today: date) -> None:
    try:
        assert parse_due_date(text, today) >= today
    except CannotRead as refused:
        said = str(refused)
        assert said.endswith(".")
