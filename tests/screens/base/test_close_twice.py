"""A screen that is asked to come or go twice, or under the notice for room, does it once."""

from __future__ import annotations

from pathlib import Path

from textual.events import MouseDown, MouseUp
from textual.widgets import OptionList

from screens.app import FacilitatorApp
from screens.base.app import TooSmallScreen
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.library.screen import LibraryScreen
from screens.stage.screen import StageScreen
from screens.widgets.form_spec import FieldSpec
from tests.support.screens import opened, postmortem, until


async def test_an_answer_given_as_the_terminal_became_too_small_is_taken_once(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(), "causes") as (app, pilot):
        answers: list[object] = []
        sheet = FormDialog("Say", (FieldSpec("text", "Text"),), {"text": "words"}, lambda _: None)
        app.push_screen(sheet, answers.append)
        await pilot.resize_terminal(60, 24)
        await until(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        sheet.action_take()
        await until(pilot, lambda: answers == [{"text": "words"}])
        await until(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        assert sheet not in app.screen_stack
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: isinstance(app.screen, StageScreen))


async def test_another_stage_is_gone_to_beneath_the_notice_for_room(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "causes") as (app, pilot):
        await pilot.resize_terminal(60, 24)
        await until(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        app.action_go("timeline")
        await until(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        assert [type(screen).__name__ for screen in app.screen_stack[1:-1]] == ["TimelineScreen"]


async def test_of_two_clicks_that_come_in_one_go_the_second_does_not_take_the_stage_away(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(), "causes") as (app, pilot):
        answers: list[str | None] = []
        ask = ChoiceDialog("Really?", [("yes", "Yes"), ("no", "No")])
        app.push_screen(ask, answers.append)
        await until(pilot, lambda: ask.is_running and bool(ask.query_one(OptionList).size))
        _click_twice(app, *ask.query_one(OptionList).content_region.offset)
        await until(pilot, lambda: answers == ["yes"])
        await pilot.pause()
        assert isinstance(app.screen, StageScreen)
        assert answers == ["yes"]


async def test_two_clicks_that_come_in_one_go_open_a_postmortem_once(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "causes") as (app, pilot):
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        library = app.screen
        assert isinstance(library, LibraryScreen)
        await until(pilot, lambda: library.table.selected is not None)
        first_row = library.table.region.offset
        _click_twice(app, first_row.x, first_row.y + 1)
        await until(pilot, lambda: isinstance(app.screen, StageScreen))
        await pilot.pause()
        assert len(app.screen_stack) == 2
        await pilot.press("f10")
        await until(pilot, lambda: app.screen is library)


def _click_twice(app: FacilitatorApp, x: int, y: int) -> None:
    """Click as a terminal hands on what was clicked while the app was busy."""
    for _ in range(2):
        for kind in (MouseDown, MouseUp):
            app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))
