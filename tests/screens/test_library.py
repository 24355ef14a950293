"""The library screen: starting, opening, filtering, deleting, leaving."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.library import TinyLibrary
from facilitator.model.scope import Kind, Severity
from screens.library import LibraryScreen
from screens.scope import ScopeScreen
from tests.screens.support import HOSTILE, kept, opened, postmortem, screen_text, until


async def test_an_empty_library_says_how_to_start(tmp_path: Path) -> None:
    async with opened(tmp_path, None, size=(80, 24)) as (app, pilot):
        await until(pilot, lambda: "No postmortems here yet" in screen_text(app))
        assert "worked example" in screen_text(app)


async def test_n_begins_a_postmortem_and_goes_to_its_scope(tmp_path: Path) -> None:
    async with opened(tmp_path, None) as (app, pilot):
        await pilot.press("n", *"Cart [/] down", "tab", "right", "right", "tab", "right", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ScopeScreen))
        document = kept(tmp_path)
        assert document.scope.title == "Cart [/] down"
        assert document.scope.severity is Severity.SEV2
        assert document.scope.kind is Kind.NEAR_MISS


async def test_escape_keeps_what_was_typed_for_the_next_time(tmp_path: Path) -> None:
    async with opened(tmp_path, None) as (app, pilot):
        await pilot.press("n", *"Half a tit", "escape")
        assert isinstance(app.screen, LibraryScreen)
        await pilot.press("n")
        await until(pilot, lambda: "Half a tit" in screen_text(app))


async def test_hostile_titles_show_letter_for_letter(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path)
    for text in HOSTILE:
        library.save(postmortem(title=text))
    async with opened(tmp_path, None, size=(120, 40)) as (app, pilot):
        await until(pilot, lambda: all(text in screen_text(app) for text in HOSTILE))
        assert "12 postmortems" in screen_text(app)


async def test_the_filter_narrows_while_typing_and_escape_ends_it(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path)
    library.save(postmortem(title="Cart is empty"))
    library.save(postmortem(title="Login is slow"))
    async with opened(tmp_path, None) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        await until(pilot, lambda: screen.table.row_count == 2)
        await pilot.press("slash", *"LOGIN")
        await until(pilot, lambda: screen.table.row_count == 1)
        await pilot.press("escape")
        await until(pilot, lambda: screen.table.row_count == 2)


async def test_a_deleted_postmortem_comes_back_with_u(tmp_path: Path) -> None:
    async with opened(tmp_path, None) as (app, pilot):
        library = TinyLibrary(tmp_path)
        library.save(postmortem())
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        screen.read_library()
        await until(pilot, lambda: screen.table.row_count == 1)
        await pilot.press("d")
        await until(pilot, lambda: screen.table.row_count == 0)
        assert library.ids() == ()
        await pilot.press("u")
        await until(pilot, lambda: screen.table.row_count == 1)
        assert len(library.ids()) == 1


async def test_a_damaged_file_is_named_and_the_others_still_open(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path)
    library.save(postmortem(title="Whole"))
    damaged = postmortem(title="Broken")
    library.save(damaged)
    (tmp_path / f"{damaged.id}.json").write_text("{")
    async with opened(tmp_path, None, size=(120, 30)) as (app, pilot):
        await until(pilot, lambda: "Whole" in screen_text(app))
        await until(pilot, lambda: "1 cannot be read" in screen_text(app))


@pytest.mark.parametrize("size", [(60, 24), (80, 15)])
async def test_too_little_room_is_said_and_goes_away(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, None, size=size) as (app, pilot):
        await until(pilot, lambda: "at least 80 columns" in " ".join(screen_text(app).split()))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
