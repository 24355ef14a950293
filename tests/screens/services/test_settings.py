"""What the team has set, as the screens use it: tickets by their key, a broken file said once."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from textual.widgets import TextArea

from data.fs.locations import SETTINGS_VARIABLE
from facilitator.model.actions import Action, Actions
from screens.actions.screen import ActionsScreen
from screens.commands.export import ExportDialog
from tests.support.action_screens import BLANK, opened, until
from tests.support.screens import said

GUARD = Action(id="cccccccc", title="Guard", ticket="https://t.test/OPS-12")
DOCUMENT = BLANK.changing(actions=Actions(actions=(GUARD,)))


async def test_a_ticket_of_the_team_is_called_by_its_key_and_leaves_as_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[tickets]\n"OPS-{n}" = "https://t.test/OPS-{n}"\n')
    monkeypatch.setenv(SETTINGS_VARIABLE, str(file))
    async with opened(tmp_path, DOCUMENT, "actions") as (pilot, app, screen):
        table = cast(ActionsScreen, screen).table
        assert table.row(0).texts[6] == "OPS-12"
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, ExportDialog))
        written = app.screen.query_one("#preview", TextArea).text
        assert "| [OPS-12](https://t.test/OPS-12) |" in written


async def test_what_is_wrong_with_the_settings_is_said_once_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[tickets]\n"[/]" = "https://t.test"\n[language]\noff = ["blaim", "vague"]\n')
    monkeypatch.setenv(SETTINGS_VARIABLE, str(file))
    async with opened(tmp_path, DOCUMENT, "actions") as (pilot, app, screen):
        await until(pilot, lambda: "line 2" in said(app))
        await pilot.press("7")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("5")
        await until(pilot, lambda: app.screen is screen)
        assert said(app).count("settings.toml") == 1
        assert 'line 2: the ticket "[/]" needs one {n}' in said(app)
        assert "(2 more: facilitator doctor lists them)" in said(app)
        assert app.settings.lexicon is app.settings.lexicon
