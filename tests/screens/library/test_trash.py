"""The trash, from the library: what is there, and bringing it back."""

from __future__ import annotations

from pathlib import Path

from data.library.library import TinyLibrary
from screens.library.screen import LibraryScreen
from screens.library.trash import TrashDialog
from tests.support.screens import HOSTILE, opened, postmortem, screen_text, until


async def test_an_empty_trash_says_so(tmp_path: Path) -> None:
    async with opened(tmp_path, None, size=(80, 24)) as (app, pilot):
        await pilot.press("t")
        await until(pilot, lambda: "Nothing was deleted" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))


async def test_enter_brings_back_what_was_deleted_long_ago(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path)
    for number, title in enumerate((*HOSTILE, "漢" * 100)):
        document = postmortem(title=title).changing(id=f"2026-03-{number + 1:02}-abcdef")
        library.save(document)
        library.delete(document.id)
    async with opened(tmp_path, None, size=(80, 40)) as (app, pilot):
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, TrashDialog))
        await until(pilot, lambda: all(text in screen_text(app) for text in HOSTILE[1:]))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await until(pilot, lambda: "1 postmortem ·" in screen_text(app))
        assert library.ids() == (f"2026-03-{len(HOSTILE):02}-abcdef",)
        assert len(library.trashed()) == len(HOSTILE)
