"""What a postmortem repeats: pointed out, chosen from the library, and what that changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from data.index.search import SimilarPostmortem
from data.library.library import TinyLibrary
from facilitator.guide.similarity import Similarity
from facilitator.model.followup import Followup
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope, Severity
from screens.app import FacilitatorApp
from screens.followup.form import with_repeat_of
from screens.followup.recurrence import EarlierPostmortemDialog, recurrence_text
from tests.support.action_screens import drawn
from tests.support.screens import HOSTILE, opened, postmortem, screen_text, until

FIRST = Postmortem(
    id="2026-03-04-abcdef", scope=Scope(title="Checkout errors", severity=Severity.SEV3)
)
LOGIN = Postmortem(id="2026-04-01-abcdef", scope=Scope(title="Login is slow"))


def again(**followup: str) -> Postmortem:
    told = Followup(internal_summary="It broke again.", **followup)
    return postmortem(title="Checkout errors in Asia", severity=Severity.SEV3).changing(
        followup=told
    )


def filled(folder: Path, *others: Postmortem) -> None:
    for each in others or (FIRST, LOGIN):
        TinyLibrary(folder).save(each)


async def asked(app: FacilitatorApp, pilot: Pilot[None]) -> EarlierPostmortemDialog:
    await pilot.press("p")
    await until(pilot, lambda: isinstance(app.screen, EarlierPostmortemDialog))
    assert isinstance(app.screen, EarlierPostmortemDialog)
    return app.screen


async def test_one_that_looks_alike_is_pointed_out_and_p_and_enter_take_it(tmp_path: Path) -> None:
    filled(tmp_path)
    async with opened(tmp_path, None) as (app, pilot):
        document = again()
        TinyLibrary(tmp_path).save(document)
        await until(pilot, lambda: app.screen_stack[0].query_one("RowTable").row_count >= 2)  # type: ignore[attr-defined]
        app.open_postmortem(document.id, "followup")
        await until(pilot, lambda: bool(app.screen.query("#repeat-words")))
        words = app.screen.query_one("#repeat-words", Static)
        await until(pilot, lambda: "Looks like 2026-03-04 'Checkout errors'" in drawn(words))
        dialog = await asked(app, pilot)
        await until(pilot, lambda: dialog.table.selected == FIRST.id)
        await pilot.press("enter")
        await until(pilot, lambda: app.session.document.followup.repeat_of == FIRST.id)
        await until(pilot, lambda: "Repeats 'Checkout errors' of 2026-03-04." in drawn(words))
        assert "up one step, to full" in drawn(words)


async def test_words_find_others_and_escape_leaves_the_field_as_it_was(tmp_path: Path) -> None:
    filled(tmp_path)
    async with opened(tmp_path, again(), "followup") as (app, pilot):
        dialog = await asked(app, pilot)
        await pilot.press(*"log")
        await until(pilot, lambda: dialog.table.selected == LOGIN.id)
        assert dialog.table.row_count == 1
        await pilot.press("z")
        await until(pilot, lambda: "holds these words" in screen_text(app))
        await pilot.press("enter", "escape")
        await until(pilot, lambda: not isinstance(app.screen, EarlierPostmortemDialog))
        assert app.session.document.followup.repeat_of == ""


async def test_enter_in_the_field_searches_for_what_was_typed_and_keeps_it(tmp_path: Path) -> None:
    filled(tmp_path)
    async with opened(tmp_path, again(), "followup") as (app, pilot):
        app.screen.query_one("#about-form").field("repeat_of").editor.focus()  # type: ignore[attr-defined]
        await pilot.press(*"the wiki", "enter")
        await until(pilot, lambda: isinstance(app.screen, EarlierPostmortemDialog))
        await pilot.press("escape")
        await until(pilot, lambda: app.session.document.followup.repeat_of == "the wiki")


@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 36), marks=pytest.mark.slow)])
async def test_hostile_titles_are_only_text(tmp_path: Path, size: tuple[int, int]) -> None:
    titles = [text for text in HOSTILE if text.isascii() and text.isprintable()][:6]
    filled(
        tmp_path,
        *(
            Postmortem(id=f"2026-03-{n:02}-abcdef", scope=Scope(title=title))
            for n, title in enumerate(titles, start=1)
        ),
    )
    async with opened(tmp_path, again(), "followup", size) as (app, pilot):
        dialog = await asked(app, pilot)
        await until(pilot, lambda: dialog.table.row_count == len(titles))
        for title in titles:
            await until(pilot, lambda title=title: title[:30] in screen_text(app))  # type: ignore[misc]


def test_a_postmortem_does_not_repeat_itself() -> None:
    with pytest.raises(ValueError, match="does not repeat itself"):
        with_repeat_of(FIRST, f" {FIRST.id} ")


def test_what_a_repeat_changes_is_said_at_once() -> None:
    said = recurrence_text(again(repeat_of=FIRST.id), "'Checkout errors' of 2026-03-04", None)
    assert said == (
        "Repeats 'Checkout errors' of 2026-03-04. Its depth goes up one step, to full. "
        "Take it further: say where it was raised."
    )
    raised = again(repeat_of="the wiki", escalation="architecture board")
    assert recurrence_text(raised, "", None).startswith("It repeats what is not in this library.")
    assert "Take it further" not in recurrence_text(raised, "", None)


def test_nothing_is_said_where_nothing_is_alike_and_a_title_stays_short() -> None:
    assert recurrence_text(again(), "", None) == ""
    like = SimilarPostmortem(FIRST.id, "x\n[/] " * 100, Similarity(0.9, ("title",)))
    said = recurrence_text(again(), "", like)
    assert said.endswith("…': p chooses it.")
    assert "\n" not in said
