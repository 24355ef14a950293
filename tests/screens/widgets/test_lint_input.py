"""Words that ask for a second look are marked where they stand, in every text of every stage."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual.command import CommandList

from facilitator.model.base import with_item
from facilitator.model.followup import Followup
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Participant
from facilitator.model.stage import Stage
from screens.app import FacilitatorApp
from screens.stage.screen import StageScreen
from screens.widgets.item_list import ItemList
from screens.widgets.lint_input import LintedArea
from tests.support.filled import filled
from tests.support.lint_marks import field, fields, lens_ready, underlined
from tests.support.screens import HOSTILE, opened, postmortem, until
from tests.support.timeline_screens import event, stage, with_events

BLAME = "The engineer forgot to check it"
SUMMARY = "internal_summary"


def summed_up(text: str) -> Postmortem:
    """Return a postmortem with this summary for colleagues."""
    return postmortem().changing(followup=Followup(internal_summary=text))


@pytest.mark.parametrize("where", [Stage.SCOPE, Stage.TIMELINE, Stage.LESSONS, Stage.FOLLOWUP])
async def test_every_text_of_a_stage_and_of_its_sheets_is_marked(
    tmp_path: Path, where: Stage
) -> None:
    document = filled(lambda field, n: BLAME)
    async with opened(tmp_path, document, where.value, (120, 60)) as (app, pilot):
        await lens_ready(app, pilot)
        screen = app.screen
        assert isinstance(screen, StageScreen)
        if where is Stage.TIMELINE:
            await pilot.press("escape", "i")
        seen = [each for each in fields(app) if each.text == BLAME]
        assert seen or where is Stage.LESSONS
        assert all(each.linter.marks(each.text) for each in seen)
        for items in screen.query(ItemList):
            if items.display and items.table.row_count:
                items.action_want("edit")
                await until(pilot, lambda: app.screen is not screen)
                await pilot.pause()
                for each in fields(app):
                    assert not each.text or each.linter.marks(each.text), each.spec.label
                    assert not each.text or "forgot to" in underlined(app)
                await app.pop_screen()


@pytest.mark.parametrize(
    ("where", "keys"), [(Stage.CAUSES, ("down", "e")), (Stage.ACTIONS, ("f",)), (Stage.REVIEW, ())]
)
async def test_the_sheets_of_causes_actions_and_parked_thoughts_mark_words_as_well(
    tmp_path: Path, where: Stage, keys: tuple[str, ...]
) -> None:
    document = filled(lambda field, n: BLAME)
    async with opened(tmp_path, document, where.value, (120, 60)) as (app, pilot):
        await lens_ready(app, pilot)
        await pilot.press(*keys or ("f3", *BLAME))
        await until(pilot, lambda: not isinstance(app.screen, StageScreen))
        await until(pilot, lambda: "forgot to" in underlined(app))
        texts = [each for each in fields(app) if each.text and each.spec.name != "owner"]
        assert texts
        assert all(each.linter.marks(each.text) for each in texts)


async def test_marks_follow_typing_and_stand_at_the_right_cells(tmp_path: Path) -> None:
    async with opened(tmp_path, summed_up("漢字 e\u0301 ok. "), "followup", (80, 24)) as (
        app,
        pilot,
    ):
        await lens_ready(app, pilot)
        editor = field(app, SUMMARY).editor
        assert isinstance(editor, LintedArea)
        editor.focus()
        editor.move_cursor(editor.document.end)
        await pilot.press(*"We should have checked 漢字")
        await until(pilot, lambda: underlined(app) == ["should have"])
        await pilot.press("home", *"The engineer forgot to look. ")
        await until(pilot, lambda: underlined(app) == ["forgot to", "should have"])


async def test_words_wrapped_over_two_lines_are_underlined_on_both(tmp_path: Path) -> None:
    text = f"{'word ' * 8}the engineer forgot to drain it"
    async with opened(tmp_path, summed_up(text), "followup", (80, 24)) as (app, pilot):
        await lens_ready(app, pilot)
        seen = set()
        for width in range(80, 92):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            seen.add(tuple(part.strip() for part in underlined(app)))
        assert seen == {("forgot to",), ("forgot", "to")}


async def test_a_line_scrolled_sideways_shows_its_marks(tmp_path: Path) -> None:
    document = postmortem(title=f"{'word ' * 30}the engineer forgot to drain it")
    async with opened(tmp_path, document, "scope", (80, 24)) as (app, pilot):
        await lens_ready(app, pilot)
        await pilot.press("home")
        await until(pilot, lambda: underlined(app) == [])
        await pilot.press("end")
        await until(pilot, lambda: underlined(app) == ["forgot to"])


async def test_hostile_texts_are_marked_letter_for_letter(tmp_path: Path) -> None:
    async with opened(tmp_path, summed_up(""), "followup", (120, 30)) as (app, pilot):
        await lens_ready(app, pilot)
        summary = field(app, SUMMARY)
        editor = summary.editor
        assert isinstance(editor, LintedArea)
        editor.focus()
        for text in HOSTILE:
            said = f"{text} and the engineer forgot to check {text}"
            editor.load_text(said)
            await until(pilot, lambda: "forgot to" in "".join(underlined(app)))
            editor.move_cursor(editor.document.end)
            await pilot.press("x")
            await pilot.pause()
            assert summary.lint_hint.text.startswith("! “forgot to”: ")
            assert summary.text == f"{said}x"


async def test_the_timelines_line_marks_the_words_of_an_event_only(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0)), "timeline", (100, 24)) as (app, pilot):
        await lens_ready(app, pilot)
        await pilot.press("a", *"14:02 we should have known <- human error")
        await until(pilot, lambda: underlined(app) == ["should have known"])
        entry = stage(app).entry
        assert "2026-11-20 14:02Z" in entry.words
        assert entry.lint_hint.text.startswith("! “should have known”: ")
        await pilot.press("enter")
        await until(pilot, lambda: entry.text == "" and underlined(app) == [])


async def test_the_actions_line_marks_the_title_and_the_owner_for_what_they_are(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(), "actions", (100, 24)) as (app, pilot):
        await lens_ready(app, pilot)
        await pilot.press("a", *"prevent: improve monitoring @everyone +14d #OPS-12")
        await until(pilot, lambda: underlined(app) == ["improve monitoring", "everyone"])


async def test_who_takes_part_is_known_at_once(tmp_path: Path) -> None:
    document = summed_up("Odalys forgot to check")
    async with opened(tmp_path, document, "followup") as (app, pilot):
        await lens_ready(app, pilot)
        assert not underlined(app)
        screen = app.screen
        assert isinstance(screen, StageScreen)
        scope = app.session.document.scope
        people = with_item(scope.participants, Participant(name="Odalys"))
        screen.edit(lambda d: d.changing(scope=scope.changing(participants=people)), "Add")
        await until(pilot, lambda: underlined(app) == ["forgot to"])


async def test_a_long_text_is_marked_once_nobody_types_and_its_marks_move_along(
    tmp_path: Path,
) -> None:
    text = f"{BLAME}. " + "It was fine. " * 800
    async with opened(tmp_path, summed_up(text), "followup", (80, 24)) as (app, pilot):
        await lens_ready(app, pilot)
        await until(pilot, lambda: underlined(app) == ["forgot to"])
        field(app, SUMMARY).editor.focus()
        await pilot.press("home", *"So: ")
        assert underlined(app) == ["forgot to"]
        await pilot.press("home", *"We should have tested. ")
        await until(pilot, lambda: underlined(app) == ["should have", "forgot to"])


async def test_the_palette_puts_the_marks_away_and_back(tmp_path: Path) -> None:
    async with opened(tmp_path, summed_up(BLAME), "followup", notices=True) as (app, pilot):
        await lens_ready(app, pilot)
        assert underlined(app) == ["forgot to"]
        for marked in ([], ["forgot to"]):
            await pilot.press("ctrl+p", *"reconsider")
            await until(pilot, lambda: app.screen.query_one(CommandList).highlighted == 0)
            await pilot.press("enter")
            await until(pilot, partial(_shows, app, marked))


def _shows(app: FacilitatorApp, words: list[str]) -> bool:
    return underlined(app) == words
