"""Asking from a stage: the keys that step, what is marked, and that used questions stay used."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.fs.locations import SETTINGS_VARIABLE
from data.library.library import TinyLibrary
from data.local.asked_prompts import AskedPrompts
from facilitator.model.stage import Stage
from screens.app import FacilitatorApp
from screens.dialogs.help import key_lines
from screens.services.command_palette import BindingCommands
from screens.stage.guide_panel import GuideLine, PromptView
from screens.stage.screen import StageScreen
from screens.widgets.entry_line import EntryLine
from tests.support.screens import opened, postmortem, screen_text, until


def asked_by(app: FacilitatorApp) -> PromptView:
    """The question of the stage in sight."""
    return app.screen.query_one(PromptView)


async def test_space_and_backspace_step_the_question_where_they_mean_nothing_else(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(), Stage.LESSONS.value, size=(120, 36)) as (app, pilot):
        view = asked_by(app)
        first = view.question
        await pilot.press("space")
        second = view.question
        assert second != first
        await pilot.press("backspace")
        assert view.question == first
        assert f"1 of {len(view.sequence.prompts)} asked" in screen_text(app)
        assert "✓ asked" in screen_text(app)
        await pilot.press("space")
        assert view.question == second
        assert app.session.undo() == ""  # asking is no edit


async def test_in_the_timeline_space_is_for_the_line_or_the_rows_and_ctrl_n_asks_from_anywhere(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(), Stage.TIMELINE.value, size=(80, 24)) as (app, pilot):
        view, line = asked_by(app), app.screen.query_one(EntryLine)
        first = view.question
        await pilot.press("a", "space", "b", "backspace")
        assert (line.text, view.question) == ("a ", first)
        await pilot.press("ctrl+n")
        assert (line.text, view.question == first) == ("a ", False)
        assert app.screen.query_one(GuideLine).tooltip is not None
        (shown,) = (row for row in screen_text(app).splitlines() if row.startswith(" Ask "))
        assert view.question[:30] in shown
        await pilot.press("f2", "space")
        await pilot.pause()
        assert view.sequence.asked_count == 2
        assert "space, ^n next" in screen_text(app)


async def test_the_key_is_told_with_all_others(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), Stage.SCOPE.value) as (app, _):
        told = {words: keys.split() for keys, words in key_lines(app.screen)}
        assert "Next question  (^n)" in [
            words for words, _ in BindingCommands(app.screen)._commands()
        ]
        assert {"^n", "space"} <= set(told["Next question"])
        assert told["Question before"] == ["⌫"]


async def test_what_only_this_stage_has_is_told_first(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), Stage.FOLLOWUP.value) as (app, _):
        told = [words for _, words in key_lines(app.screen)]
        assert told[:4] == ["Date reviews", "Hold review", "What it repeats", "Move reviews"]
        assert told.index("Add") < told.index("Undo") < told.index("Leave")


async def test_used_questions_stay_used_and_the_team_has_its_own_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('[prompts]\nreview = ["What did [bold]we[/] leave out?"]\n')
    monkeypatch.setenv(SETTINGS_VARIABLE, str(settings))
    document, library = postmortem(), TinyLibrary(tmp_path / "library")
    library.save(document)
    for run in range(2):
        asked = AskedPrompts(tmp_path / "asked")
        app = FacilitatorApp(library, library.folder, asked=asked)
        async with app.run_test(size=(120, 36)) as pilot:
            app.open_postmortem(document.id, Stage.REVIEW.value)
            await until(pilot, lambda app=app: isinstance(app.screen, StageScreen))  # type: ignore[misc]
            await pilot.pause()
            view = asked_by(app)
            if run == 0:
                steps = len(view.sequence.prompts) - 1
                await pilot.press(*["ctrl+n"] * steps)
                await pilot.pause()
            assert view.sequence.prompt is not None
            assert view.sequence.prompt.is_from_team
            assert view.sequence.asked_count == len(view.sequence.prompts) - 1
            assert "What did [bold]we[/] leave out?" in screen_text(app).replace("\n", "")
            assert "from your team" in screen_text(app)
