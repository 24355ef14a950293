"""What leaves, for colleagues and for customers, and in whose name it leaves where it leaks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from textual.widgets import Input, TextArea

from data.local.clipboard import CopyResult
from facilitator.exporters.markdown.customer import customer_markdown
from facilitator.exporters.markdown.document import internal_markdown
from facilitator.model.followup import CustomerSummary, Followup
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Kind
from screens.commands import export
from screens.commands.export import ExportDialog
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from tests.support.screens import elsewhere, kept, opened, postmortem, said, screen_text, until


def telling(summary: str) -> Postmortem:
    """Return a postmortem with a summary for customers; Priya Shah was there."""
    people = [{"name": "Priya Shah", "role": "dba"}]
    followup = Followup(customer=CustomerSummary(summary=summary))
    return postmortem(participants=people).changing(followup=followup)


def saying(summary: str) -> Callable[[Postmortem], Postmortem]:
    """Return a change of the summary for customers."""
    return lambda document: document.changing(followup=telling(summary).followup)


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was copied."""
    copied: list[str] = []

    def copy(text: str, **_: object) -> CopyResult:
        copied.append(text)
        return CopyResult("clipboard", True, Path("beside.md"), "Copied.")

    monkeypatch.setattr(export, "copy", copy)
    return copied


async def test_what_customers_read_stands_beside_what_colleagues_read_where_there_is_room(
    tmp_path: Path, copies: list[str]
) -> None:
    document = telling("Checkout did not work.")
    async with opened(tmp_path, document, "review", (160, 40)) as (app, pilot):
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "▸ For colleagues" in screen_text(app))
        assert "For customers: without names" in screen_text(app)
        await pilot.press("c")
        await until(pilot, lambda: copies == [internal_markdown(document)])
        await pilot.press("a", "c")
        await until(pilot, lambda: copies[1:] == [customer_markdown(document)])


async def test_where_it_is_narrow_one_is_behind_the_other(tmp_path: Path) -> None:
    async with opened(tmp_path, telling("Nothing."), "review", (80, 24)) as (app, pilot):
        await pilot.press("ctrl+o")
        await until(pilot, lambda: "▸ For colleagues" in screen_text(app))
        assert "For customers: without" not in screen_text(app)
        await pilot.press("a")
        await until(pilot, lambda: "▸ For customers: without" in screen_text(app))
        assert "For colleagues: all" not in screen_text(app)


async def test_what_leaks_leaves_in_a_name_once_and_the_name_is_kept(
    tmp_path: Path, copies: list[str]
) -> None:
    document = telling("Priya Shah restarted db-prod-03.")
    async with opened(tmp_path, document, "review", (80, 24)) as (app, pilot):
        await pilot.press("ctrl+o", "a")
        await until(pilot, lambda: "! 2 places give something away" in screen_text(app))
        await pilot.press("c", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "say who lets it leave" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Nothing left." in screen_text(app))
        assert copies == []
        await pilot.press("c", "down", "enter", *"Ana", "ctrl+s")
        await until(pilot, lambda: len(copies) == 1)
        assert "Priya Shah restarted db-prod-03." in copies[0]
        (accepted,) = kept(tmp_path).followup.accepted_leaks
        assert (accepted.by, accepted.words) == ("Ana", ("Priya Shah", "db-prod-03"))
        await pilot.press("c")
        await until(pilot, lambda: len(copies) == 2)
        assert "▸ For customers: with what somebody let leave by name" in screen_text(app)
        await pilot.press("escape", "u")
        await until(pilot, lambda: "Nothing to undo" in said(app))
        assert kept(tmp_path).followup.accepted_leaks == (accepted,)


async def test_made_safe_it_leaves_as_it_is_shown_and_in_nobodys_name(
    tmp_path: Path, copies: list[str]
) -> None:
    async with opened(tmp_path, telling("Priya Shah saw it."), "review", (80, 24)) as (app, pilot):
        await pilot.press("ctrl+o", "a")
        await until(pilot, lambda: "! 1 place gives" in screen_text(app))
        await pilot.press("c", "enter")
        await until(pilot, lambda: len(copies) == 1)
        assert "A dba saw it." in copies[0]
        assert kept(tmp_path).followup.accepted_leaks == ()


async def test_what_another_window_saved_is_what_leaves(tmp_path: Path, copies: list[str]) -> None:
    async with opened(tmp_path, telling("Priya Shah saw it."), "review", (80, 24)) as (app, pilot):
        await pilot.press("ctrl+o", "a")
        await until(pilot, lambda: "! 1 place gives" in screen_text(app))
        elsewhere(tmp_path, saying("Nobody could pay."))
        await until(pilot, lambda: "Nobody could pay." in screen_text(app))
        assert "gives something away" not in screen_text(app)
        await pilot.press("c")
        await until(pilot, lambda: len(copies) == 1)
        assert "Nobody could pay." in copies[0]


async def test_nothing_leaves_that_changed_while_somebody_was_asked(
    tmp_path: Path, copies: list[str]
) -> None:
    async with opened(tmp_path, telling("Priya Shah saw it."), "review", (80, 24)) as (app, pilot):
        await pilot.press("ctrl+o", "a", "c")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        elsewhere(tmp_path, saying("Priya Shah saw db-prod-03."))
        await until(pilot, lambda: "db-prod-03" in str(app.session.document.followup.customer))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "changed in another window" in screen_text(app))
        await pilot.press("c", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        elsewhere(tmp_path, saying("Priya Shah saw db-prod-04."))
        await until(pilot, lambda: "db-prod-04" in str(app.session.document.followup.customer))
        await pilot.press(*"Ana", "ctrl+s")
        await until(pilot, lambda: "changed in another window" in screen_text(app))
        assert copies == []
        assert kept(tmp_path).followup.accepted_leaks == ()


async def test_whoever_lets_it_leave_sees_all_that_leaves(tmp_path: Path) -> None:
    hosts = [f"db-prod-0{n}" for n in range(1, 8)]
    async with opened(tmp_path, telling(", ".join(hosts)), "review", (80, 24)) as (app, pilot):
        await pilot.press("ctrl+o", "a", "c", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await until(pilot, lambda: all(f"“{host}”" in screen_text(app) for host in hosts))


async def test_it_is_said_which_stage_mends_what_leaks(tmp_path: Path) -> None:
    document = telling("Checkout did not work.")
    titled = document.changing(scope=document.scope.changing(title="We forgot to look"))
    async with opened(tmp_path, titled, "review", (120, 24)) as (app, pilot):
        await pilot.press("ctrl+o", "a")
        await until(pilot, lambda: "Stage 1 mends it." in screen_text(app))


async def test_it_is_said_that_nothing_is_written_for_customers(tmp_path: Path) -> None:
    async with opened(tmp_path, telling(""), "review", (120, 24)) as (app, pilot):
        await pilot.press("ctrl+o", "a")
        await until(pilot, lambda: "! Nothing is written for customers yet" in screen_text(app))


async def test_what_has_no_safe_words_needs_a_name_even_so(
    tmp_path: Path, copies: list[str]
) -> None:
    document = telling("Priya Shah saw that we forgot to look.")
    async with opened(tmp_path, document, "review", (80, 24)) as (app, pilot):
        await pilot.press("ctrl+o", "a", "c", "enter")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press(*"Ana", "ctrl+s")
        await until(pilot, lambda: len(copies) == 1)
        assert "A dba saw that we forgot to look." in copies[0]
        (accepted,) = kept(tmp_path).followup.accepted_leaks
        assert accepted.words == ("forgot to",)


async def test_a_file_for_customers_has_a_name_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    document = telling("Checkout did not work.")
    async with opened(tmp_path / "library", document, "review") as (app, pilot):
        await pilot.press("ctrl+o", "a", "w")
        path = cast(ExportDialog, app.screen).query_one("#output-path", Input)
        await until(pilot, lambda: path.has_focus)
        await pilot.press("enter")
        await until(pilot, lambda: "Written to" in screen_text(app))
    written = (tmp_path / f"{document.id}.customers.md").read_text(encoding="utf-8")
    assert written == customer_markdown(document)


async def test_from_the_library_too_it_leaves_in_a_name(tmp_path: Path, copies: list[str]) -> None:
    async with opened(tmp_path, telling("Priya Shah did it."), "scope") as (app, pilot):
        await pilot.press("f10")
        await until(pilot, lambda: "Checkout errors" in screen_text(app))
        await pilot.press("x", "a", "c", "down", "enter", *"Ana", "ctrl+s")
        await until(pilot, lambda: len(copies) == 1)
        assert [a.by for a in kept(tmp_path).followup.accepted_leaks] == ["Ana"]


async def test_the_mouse_chooses_whose_version_leaves(tmp_path: Path, copies: list[str]) -> None:
    document = telling("Checkout did not work.")
    async with opened(tmp_path, document, "review", (160, 40)) as (app, pilot):
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, ExportDialog))
        preview = app.screen.query_one("#customer-preview", TextArea)
        await pilot.click(preview, offset=(3, 3))
        await until(pilot, lambda: "▸ For customers" in screen_text(app))
        await pilot.press("c")
        await until(pilot, lambda: copies == [customer_markdown(document)])


async def test_the_review_shows_what_customers_read_as_well(tmp_path: Path) -> None:
    document = telling("Checkout did not work.")
    async with opened(tmp_path, document, "review", (160, 40)) as (app, pilot):
        preview = app.screen.query_one("#review-preview", TextArea)
        assert preview.text == internal_markdown(document)
        await pilot.press("v")
        await until(pilot, lambda: preview.text == customer_markdown(document))
        assert "As it leaves, for customers" in screen_text(app)
        await pilot.press("v")
        await until(pilot, lambda: preview.text == internal_markdown(document))


async def test_where_it_is_narrow_what_leaves_fills_the_review_and_notes_stay_unseen(
    tmp_path: Path,
) -> None:
    document = telling("Checkout did not work.").changing(private_notes="Nobody slept.")
    async with opened(tmp_path, document, "review", (80, 24)) as (app, pilot):
        await pilot.press("v")
        await until(pilot, lambda: "Checkout did not work." in screen_text(app))
        assert "Nobody slept." not in screen_text(app)
        await pilot.press("v")
        await until(pilot, lambda: "| Severity |" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Facts and timeline" in screen_text(app))


async def test_legal_is_asked_for_before_customers_read_of_a_security_incident(
    tmp_path: Path, copies: list[str]
) -> None:
    document = telling("Checkout did not work.")
    document = document.changing(scope=document.scope.changing(kind=Kind.SECURITY))
    async with opened(tmp_path, document, "review", (80, 24)) as (app, pilot):
        await pilot.press("ctrl+o", "a")
        await until(pilot, lambda: "! Legal has not signed off yet" in screen_text(app))


async def test_legal_is_asked_for_where_it_leaks_as_well(tmp_path: Path) -> None:
    document = telling("Priya Shah saw it.")
    document = document.changing(scope=document.scope.changing(kind=Kind.SECURITY))
    async with opened(tmp_path, document, "review", (120, 24)) as (app, pilot):
        await pilot.press("ctrl+o", "a")
        await until(pilot, lambda: "1 place gives something away" in screen_text(app))
        assert "! Legal has not signed off yet" in screen_text(app)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        assert "Legal has not signed off yet" in screen_text(app)
