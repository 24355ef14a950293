"""A screen that is asked to come or go twice, or under the notice for room, does it once."""

from __future__ import annotations

from pathlib import Path

from screens.dialogs.sheet import Sheet
from screens.fields import FieldSpec
from screens.stage import StageScreen
from screens.too_small import TooSmall
from tests.screens.support import opened, postmortem, until


async def test_an_answer_given_as_the_terminal_became_too_small_is_taken_once(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(), "causes") as (app, pilot):
        answers: list[object] = []
        sheet = Sheet("Say", (FieldSpec("text", "Text"),), {"text": "words"}, lambda _: None)
        app.push_screen(sheet, answers.append)
        await pilot.resize_terminal(60, 24)
        await until(pilot, lambda: isinstance(app.screen, TooSmall))
        sheet.action_take()
        await until(pilot, lambda: answers == [{"text": "words"}])
        await until(pilot, lambda: isinstance(app.screen, TooSmall))
        assert sheet not in app.screen_stack
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: isinstance(app.screen, StageScreen))


async def test_another_stage_is_gone_to_beneath_the_notice_for_room(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "causes") as (app, pilot):
        await pilot.resize_terminal(60, 24)
        await until(pilot, lambda: isinstance(app.screen, TooSmall))
        app.action_go("timeline")
        await until(pilot, lambda: isinstance(app.screen, TooSmall))
        assert [type(screen).__name__ for screen in app.screen_stack[1:-1]] == ["TimelineScreen"]
