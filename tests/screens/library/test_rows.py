"""The strip above the library: what is late, and what is looked at next."""

from __future__ import annotations

from datetime import date, timedelta

from facilitator.guide.library_summary import Counts, Due, DueItem, DueKind
from screens.library.rows import status_line

TODAY = date(2026, 11, 25)


def strip(counts: Counts, left: int = 0) -> str:
    return status_line(counts, "/library", left, "", "", TODAY).plain


def first(days: int, title: str = "Checkout errors") -> DueItem:
    return DueItem(Due(DueKind.REVIEW, TODAY + timedelta(days=days)), "2026-10-20-abcdef", title)


def test_nothing_due_is_said_in_words() -> None:
    said = strip(Counts(1, 0, 0, 0, ""))
    assert said == "1 postmortem · no action overdue · no review or meeting in the next week"


def test_the_one_that_is_due_is_named_with_its_day() -> None:
    said = strip(Counts(40, 3, 1, 0, "", first(1)))
    assert said == (
        "40 postmortems · ! 3 actions overdue · review of 'Checkout errors' on Thu 26 Nov"
    )


def test_of_several_the_first_is_named_and_one_that_is_late_is_marked() -> None:
    said = strip(Counts(40, 0, 3, 0, "", first(-2)))
    assert said.endswith(
        "! 3 reviews and meetings due, first: review of 'Checkout errors' was due on Mon 23 Nov"
    )


def test_nothing_is_said_to_be_due_while_much_is_still_to_be_read() -> None:
    assert strip(Counts(10, 0, 1, 0, "", first(1)), left=900).endswith("reading 900 more …")


def test_a_hostile_title_is_only_text_on_one_line() -> None:
    said = strip(Counts(1, 0, 1, 0, "", first(1, "[/foo] \x1b[31m\nx")))
    assert "[/foo]" in said
    assert "\x1b" not in said
    assert "\n" not in said
