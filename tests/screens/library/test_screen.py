"""The library screen: starting, opening, searching, deleting, following others."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.fs.locations import index_file
from data.index.index import IndexProgress, LibraryIndex
from data.library.library import TinyLibrary
from facilitator.model.scope import Kind, Scope, Severity
from screens.app import FacilitatorApp
from screens.library.screen import LibraryScreen
from screens.scope.screen import ScopeScreen
from tests.support.libraries import until_old_enough
from tests.support.screens import HOSTILE, kept, opened, postmortem, said, screen_text, until


def library_of(app: FacilitatorApp) -> LibraryScreen:
    """Return the library's screen, which is in sight."""
    assert isinstance(app.screen, LibraryScreen)
    return app.screen


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


async def test_a_search_narrows_while_typing_and_escape_ends_it(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path)
    library.save(postmortem(title="Cart is empty"))
    library.save(postmortem(title="Login is slow", scribe="[b] Müller"))
    async with opened(tmp_path, None) as (app, pilot):
        screen = library_of(app)
        await until(pilot, lambda: screen.table.row_count == 2)
        await pilot.press("slash", *"LOG mull")
        await until(pilot, lambda: screen.table.row_count == 1)
        await until(pilot, lambda: "1 of 2" in screen_text(app))
        assert "people: [b] Müller" in screen_text(app)
        await pilot.press(*" nothing")
        await until(pilot, lambda: "none of 2" in screen_text(app))
        assert screen.table.selected is None
        await pilot.press("escape")
        await until(pilot, lambda: screen.table.row_count == 2)
        assert "none of" not in screen_text(app)


async def test_enter_in_the_search_leaves_what_it_found_in_the_table(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path)
    library.save(postmortem(title="Cart is empty"))
    library.save(postmortem(title="Login is slow"))
    async with opened(tmp_path, None) as (app, pilot):
        screen = library_of(app)
        await until(pilot, lambda: screen.table.row_count == 2)
        await pilot.press("slash", *"cart/", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ScopeScreen))
        assert app.session.document.scope.title == "Cart is empty"


async def test_a_deleted_postmortem_comes_back_with_u(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path)
    for title in ("one", "two"):
        library.save(postmortem(title=title))
    async with opened(tmp_path, None) as (app, pilot):
        screen = library_of(app)
        await until(pilot, lambda: screen.table.row_count == 2)
        await pilot.press("down")
        chosen = screen.table.selected
        await pilot.press("d")
        await until(pilot, lambda: screen.table.row_count == 1)
        assert chosen not in library.ids()
        await pilot.press("u")
        await until(pilot, lambda: screen.table.row_count == 2)
        assert screen.table.selected == chosen
        await until(pilot, lambda: said(app) == "It is back from the trash")


async def test_what_others_change_shows_by_itself_and_the_cursor_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.library.screen.POLL_SECONDS", 0.05)
    library = TinyLibrary(tmp_path)
    ours = postmortem(title="Ours")
    library.save(ours)
    async with opened(tmp_path, None) as (app, pilot):
        screen = library_of(app)
        await until(pilot, lambda: screen.table.selected == ours.id)
        library.save(postmortem(title="Theirs").changing(id="2999-01-01-abcdef"))
        await until(pilot, lambda: screen.table.row_count == 2)
        assert (screen.table.selected, screen.table.cursor_row) == (ours.id, 1)
        library.save(
            library.load(ours.id).document.changing(scope=Scope(title="Renamed")),
            library.load(ours.id).version,
        )
        await until(pilot, lambda: "Renamed" in screen_text(app))
        (tmp_path / "2999-01-01-abcdef.json").unlink()
        await until(pilot, lambda: screen.table.row_count == 1)
        assert screen.table.selected == ours.id


async def test_a_damaged_file_is_a_row_that_says_so(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path)
    library.save(postmortem(title="Whole"))
    (tmp_path / "2999-01-01-abcdef.json").write_text("{")
    async with opened(tmp_path, None, size=(120, 30)) as (app, pilot):
        await until(pilot, lambda: "Whole" in screen_text(app))
        await until(pilot, lambda: "1 cannot be read" in screen_text(app))
        assert "2999-01-01  ! This file is damaged (it is not JSON)" in screen_text(app)
        opening: list[str] = []
        monkey = pytest.MonkeyPatch()
        monkey.setattr(app, "open_postmortem", opening.append)
        await pilot.press("enter")
        await until(pilot, lambda: opening == ["2999-01-01-abcdef"])
        monkey.undo()


async def test_a_library_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("a file")
    async with opened(tmp_path / "library", None, size=(200, 30)) as (app, pilot):
        await until(pilot, lambda: "a file, not a folder" in screen_text(app))
        assert "No postmortems here yet" not in screen_text(app)


async def test_a_reading_that_fails_is_said_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.library.screen.POLL_SECONDS", 0.05)
    TinyLibrary(tmp_path).save(postmortem(title="Whole"))
    refresh = LibraryIndex.refresh

    def fails(_: LibraryIndex) -> Iterator[IndexProgress]:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(LibraryIndex, "refresh", fails)
    async with opened(tmp_path, None, size=(120, 30)) as (app, pilot):
        await until(pilot, lambda: "ZeroDivisionError" in screen_text(app))
        monkeypatch.setattr(LibraryIndex, "refresh", refresh)
        await until(pilot, lambda: "Whole" in screen_text(app))
        await until(pilot, lambda: "ZeroDivisionError" not in screen_text(app))


def test_the_first_rows_are_painted_before_any_document_model_is_imported(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path / "library")
    library.save(postmortem(title="In the first frame"))
    until_old_enough(library.folder)
    index = LibraryIndex(library, library.folder, index_file(library.folder))
    for _ in index.refresh():
        pass
    index.close()
    program = """
import asyncio, sys
from pathlib import Path
from data.library.library import TinyLibrary
from screens.app import FacilitatorApp

async def painted():
    folder = Path(sys.argv[1])
    app = FacilitatorApp(TinyLibrary(folder), folder)
    async with app.run_test(size=(100, 30)) as pilot:
        strips = app.screen._compositor.render_strips()
        text = "".join(segment.text for strip in strips for segment in strip)
        assert "In the first frame" in text, text
        await app.workers.wait_for_complete()
        return [name for name in ("pydantic", "pydantic_core", "tinydb") if name in sys.modules]

sys.exit(" ".join(asyncio.run(painted())) or 0)
"""
    ended = subprocess.run(
        [sys.executable, "-c", program, str(library.folder)],
        cwd=Path(__file__).parents[3], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("size", [(60, 24), (80, 15)])
async def test_too_little_room_is_said_and_goes_away(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, None, size=size) as (app, pilot):
        await until(pilot, lambda: "at least 80 columns" in " ".join(screen_text(app).split()))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
