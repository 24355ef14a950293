"""The palette of commands: it opens and closes once, and what it runs comes before later keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.command import CommandList
from textual.events import MouseDown, MouseUp
from textual.pilot import Pilot
from textual.widgets import Input

from screens.app import FacilitatorApp
from screens.services.command_palette import BindingCommands, CommandPaletteDialog
from tests.support.screens import burst, opened, postmortem, screen_text, until


@asynccontextmanager
async def with_palette(folder: Path) -> AsyncIterator[tuple[FacilitatorApp, Pilot[None]]]:
    """Run the app with the palette open above the first stage, its first command chosen."""
    async with opened(folder, postmortem(), "scope", (80, 24)) as (app, pilot):
        await pilot.press("escape", "ctrl+p")
        await until(pilot, lambda: app.screen.query_one(CommandList).highlighted == 0)
        yield app, pilot


def stack(app: FacilitatorApp) -> list[str]:
    """Return the names of the screens above the library."""
    return [type(screen).__name__ for screen in app.screen_stack[1:]]


async def test_two_clicks_beside_the_palette_leave_the_stage_open(tmp_path: Path) -> None:
    async with with_palette(tmp_path) as (app, pilot):
        for kind in (MouseDown, MouseUp) * 2:
            app.post_message(kind(None, 2, 23, 0, 0, 1, False, False, False, 2, 23))
        await until(pilot, lambda: "CommandPaletteDialog" not in stack(app))
        await pilot.pause()
        assert stack(app) == ["ScopeScreen"]


async def test_a_letter_heard_while_the_palette_closes_ends_nothing(tmp_path: Path) -> None:
    async with with_palette(tmp_path) as (app, pilot):
        palette = app.screen
        assert isinstance(palette, CommandPaletteDialog)
        typed = palette.query_one(Input)
        await pilot.press("escape")
        await until(pilot, lambda: not palette.children)
        await palette._on_message(Input.Changed(typed, "x"))
        await pilot.pause()
        assert stack(app) == ["ScopeScreen"]


async def test_a_key_right_after_enter_comes_after_the_command(tmp_path: Path) -> None:
    async with with_palette(tmp_path) as (app, pilot):
        burst(app, "enter", "f1")
        await until(pilot, lambda: "HelpDialog" in stack(app))
        await pilot.pause()
        assert stack(app) == ["ScopeScreen", "HelpDialog"]


async def test_no_second_palette_opens_above_the_keys_of_the_first(tmp_path: Path) -> None:
    async with with_palette(tmp_path) as (app, pilot):
        burst(app, "f1", "ctrl+p")
        await until(pilot, lambda: "HelpDialog" in stack(app))
        await pilot.pause()
        assert stack(app) == ["ScopeScreen", "CommandPaletteDialog", "HelpDialog"]


async def test_a_command_is_not_run_on_a_screen_that_came_above_meanwhile(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "scope") as (app, pilot):
        await pilot.press("escape")
        (go,) = (
            run for words, run in BindingCommands(app.screen)._commands() if "Go to Causes" in words
        )
        app.action_keys()
        running = go()
        assert running is not None
        await running
        await pilot.pause()
        assert stack(app) == ["ScopeScreen", "HelpDialog"]


async def test_enter_does_nothing_where_no_command_was_found(tmp_path: Path) -> None:
    async with with_palette(tmp_path) as (app, pilot):
        await pilot.press(*"qqq")
        await until(pilot, lambda: "No matches" in screen_text(app))
        await pilot.press("enter")
        assert stack(app) == ["ScopeScreen", "CommandPaletteDialog"]
