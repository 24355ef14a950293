"""What a text for customers gives away is marked where it is typed, and one key makes it safe."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from facilitator.findings.finding import Finding, FindingKind, Location
from facilitator.model.followup import AcceptedLeaks, CustomerSummary, Followup
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from screens.followup.screen import (
    CUSTOMER_CHARACTERS,
    FollowupScreen,
    acknowledgements_text,
    customer_length_hint,
    leak_warning,
)
from screens.widgets.lint_input import LintedArea
from tests.support.lint_marks import field, lens_ready, underlined
from tests.support.screens import opened, postmortem, said, screen_text, until

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def telling(summary: str, *accepted: str) -> Postmortem:
    """Return a postmortem with a summary for customers; Priya Shah was there."""
    passed = (AcceptedLeaks(by="Ana", at=AT, words=accepted),) if accepted else ()
    people = [{"name": "Priya Shah", "role": "database engineer"}]
    followup = Followup(customer=CustomerSummary(summary=summary), accepted_leaks=passed)
    return postmortem(participants=people).changing(followup=followup)


async def test_a_leak_is_underlined_and_one_key_puts_something_safe_there(tmp_path: Path) -> None:
    async with opened(tmp_path, telling(""), "followup", (160, 50)) as (app, pilot):
        await lens_ready(app, pilot)
        summary = field(app, "summary")
        assert isinstance(summary.editor, LintedArea)
        summary.editor.focus()
        await pilot.press(*"Priya Shah restarted db-prod-03.")
        await until(pilot, lambda: underlined(app) == ["Priya Shah", "db-prod-03"])
        summary.editor.move_cursor((0, 3))
        await until(pilot, lambda: "“Priya Shah”" in summary.lint_hint.text)
        assert "lets it stand" not in summary.lint_hint.text
        await pilot.press("ctrl+l")
        assert len(summary.linter.marks(summary.text)) == 2
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "Priya" not in summary.text)
        summary.editor.move_cursor(summary.editor.document.end)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "db-prod" not in summary.text)
        await until(pilot, lambda: underlined(app) == [])
        await until(pilot, lambda: app.session.document.followup.customer.summary == summary.text)


async def test_what_still_leaks_and_what_was_let_leave_stand_beneath_the_text(
    tmp_path: Path,
) -> None:
    document = telling("Priya Shah restarted db-prod-03.", "db-prod-03")
    async with opened(tmp_path, document, "followup", (160, 50)) as (app, pilot):
        await lens_ready(app, pilot)
        await until(pilot, lambda: "1 place gives something away: “Priya Shah”" in screen_text(app))
        assert "Let leave by Ana, 2026-11-21 09:00 UTC: “db-prod-03”" in screen_text(app)
        assert underlined(app) == ["Priya Shah"]


async def test_only_the_text_for_customers_is_looked_at_for_leaks(tmp_path: Path) -> None:
    document = telling("").changing(followup=Followup(internal_summary="Priya Shah did it."))
    async with opened(tmp_path, document, "followup", (160, 50)) as (app, pilot):
        await lens_ready(app, pilot)
        await until(pilot, lambda: "Priya Shah did it." in screen_text(app))
        assert underlined(app) == []


async def test_a_leak_in_the_findings_is_not_let_stand(tmp_path: Path) -> None:
    document = telling("Priya Shah restarted it.")
    async with opened(tmp_path, document, "followup", (160, 50)) as (app, pilot):
        await until(pilot, lambda: "1 place gives something away" in screen_text(app))
        await pilot.press("escape", "f2", "tab")
        screen = app.screen
        assert isinstance(screen, FollowupScreen)
        findings = screen.guide.panel.findings
        await until(pilot, lambda: findings.has_focus_within)
        await pilot.press("l")
        await until(pilot, lambda: "in somebody's name" in said(app))
        assert app.session.document == document


def leak(words: str) -> Finding:
    """Return a leak."""
    place = Location(Stage.FOLLOWUP, "", "customer.summary")
    return Finding(FindingKind.DISCLOSURE, "leak-host", place, "why", 0, len(words), words)


def test_many_leaks_are_counted_and_the_first_are_named() -> None:
    assert leak_warning([]) == ""
    assert leak_warning([leak("a")]).startswith("! 1 place gives something away: “a”.")
    many = leak_warning([leak(letter) for letter in "abcda"])
    assert many.startswith("! 5 places give something away: “a”, “b”, “c” and 1 more.")


def test_what_was_let_pass_says_by_whom_and_when() -> None:
    assert acknowledgements_text(()) == ""
    passed = (AcceptedLeaks(by="Ana", at=AT, words=("a", "b")),)
    assert acknowledgements_text(passed) == "Let leave by Ana, 2026-11-21 09:00 UTC: “a”, “b”"


def test_the_length_of_all_the_parts_is_said() -> None:
    good = CUSTOMER_CHARACTERS
    assert customer_length_hint(("", " ")).startswith("empty")
    assert "short" in customer_length_hint(("x" * (good.start - 2), "x"))
    assert "a good length" in customer_length_hint(("x" * (good.start - 1), "x"))
    assert "long" in customer_length_hint(("x" * good.stop,))
