"""Whatever stands in the fields of a document, a screen shows it as letters and nothing else."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Tooltip

from data.library.library import TinyLibrary
from facilitator.model.plain_text import plain_line
from facilitator.model.postmortem import Status
from facilitator.session.merge import merged
from screens.app import FacilitatorApp
from screens.dialogs.conflicts import ConflictsDialog
from screens.library.screen import LibraryScreen
from screens.stage.guide_panel import GuideLine
from screens.stage.screen import StageScreen
from screens.stage.title_bar import Banner, TitleBar
from tests.support.filled import ONE_PERSON, Fill, filled, one_name, text_fields
from tests.support.hostile import HOSTILES, LONG
from tests.support.painted import MARK, dangers, misspelt, painted, written
from tests.support.screens import said, screen_text, until
from tests.support.tour import EVERYWHERE, Tour

SHORT = [text.typed for text in HOSTILES if text.typed != LONG]

NOT_ON_SCREEN = {
    *(field for field in text_fields() if field.startswith("Dismissal.")),
}
"""The fields that only the export shows, and what says which finding was dismissed."""


def every_text(field: str, n: int) -> str:
    """Return all hostile texts in one line, another one first in each field and item.

    The mark before them is another one as well, so that the line is known wherever it stands.
    """
    number = text_fields().index(field)
    mark, first = f"q{number:02}{chr(ord('a') + n % 26)}", (number + n) % len(SHORT)
    text = " ".join([mark, *SHORT[first:], *SHORT[:first]])
    return one_name(text) if field in ONE_PERSON else text


def long_text(field: str, n: int) -> str:
    """Return the same, in a field's first item with a line of 10,000 characters after it."""
    return every_text(field, n) if n else f"{every_text(field, n)} {LONG}"


def from_another_field(fill: Fill, by: int) -> Fill:
    """Return what fills each field with the text of another one, so many fields on."""
    fields = [field for field in text_fields() if field not in ONE_PERSON]

    def text(field: str, n: int) -> str:
        if field in ONE_PERSON:
            return fill(field, n)
        return fill(fields[(fields.index(field) + by) % len(fields)], n)

    return text


class Watcher:
    """Looks at one screen after the other, and remembers what was wrong and what was there."""

    def __init__(self, app: FacilitatorApp, fill: Fill) -> None:
        self._app = app
        texts = (plain_line(fill(field, n)) for field in text_fields() for n in range(26))
        self._texts = {text[:5]: text for text in texts}
        self._seen: set[str] = set()
        self.wrong: dict[str, str] = {}

    def look(self, where: str) -> None:
        """Look at the screen in front."""
        lines, screen = painted(self._app), self._app.screen
        self._seen.update(MARK.findall(written(lines)))
        for problem in dangers(lines, self._app.size.width):
            self.wrong.setdefault(problem, where)
        for problem in misspelt(lines, self._texts, screen):
            self.wrong.setdefault(problem, where)
        for widget in screen.query("*"):
            if not isinstance(widget.tooltip, Content | None):
                self.wrong.setdefault(f"the tooltip of {widget} reads markup", where)

    @property
    def unseen(self) -> set[str]:
        """The fields of which no text was there."""
        numbers = {int(mark[1:3]) for mark in self._seen}
        return {field for n, field in enumerate(text_fields()) if n not in numbers}


@pytest.fixture(autouse=True)
def _what_a_tour_leaves_behind_is_let_go() -> Iterator[None]:
    """Let go of the hundreds of screens that a tour went through."""
    yield
    gc.collect()


@asynccontextmanager
async def watched(
    folder: Path, fill: Fill, size: tuple[int, int]
) -> AsyncIterator[tuple[FacilitatorApp, Pilot[None], Tour, Watcher]]:
    """Run the app over a library with a document filled like this, with somebody watching."""
    document = filled(fill)
    library = TinyLibrary(folder)
    first = library.save(document)
    library.save(document.changing(status=Status.IN_REVIEW), first.version, keep_replaced=True)
    app = FacilitatorApp(library, folder)
    app.animation_level, app.TOOLTIP_DELAY = "none", 0.01
    watcher = Watcher(app, fill)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        yield app, pilot, Tour(app, pilot, watcher.look), watcher
    assert not watcher.wrong, "\n".join(f"{at}: {what}" for what, at in watcher.wrong.items())


async def open_first(app: FacilitatorApp, pilot: Pilot[None]) -> None:
    """Open the one document at its first stage."""
    app.open_postmortem(app.store.ids()[0], "scope")
    await until(pilot, lambda: isinstance(app.screen, StageScreen) and app.focused is not None)


@pytest.mark.slow  # a quarter of a minute; every stage has hostile texts of its own beside it
@pytest.mark.parametrize(
    ("fill", "size"), [(every_text, (120, 40)), (long_text, (80, 24))], ids=["every", "long"]
)
async def test_every_stage_and_dialog_shows_every_field_letter_for_letter(
    tmp_path: Path, fill: Fill, size: tuple[int, int]
) -> None:
    async with watched(tmp_path, fill, size) as (app, pilot, tour, watcher):
        await open_first(app, pilot)
        await tour.stages()
        for key in EVERYWHERE:
            await tour.dialog(key)
        await tour.presentation()
        if fill is every_text:
            assert watcher.unseen == NOT_ON_SCREEN


@pytest.mark.parametrize(
    "fill", [every_text, pytest.param(long_text, marks=pytest.mark.slow)], ids=["every", "long"]
)
async def test_what_is_said_around_a_stage_is_letters_too(
    tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.library.library.user_name", lambda: fill("SignOff.name", 0))
    mine, theirs = (filled(from_another_field(fill, by)) for by in (1, 2))
    async with watched(tmp_path, fill, (80, 24)) as (app, pilot, tour, _):
        await open_first(app, pilot)
        app.session.notice = fill("Scope.reference", 0)
        app.repaint_screens()
        await until(pilot, lambda: app.screen.query_one(Banner).display)
        await tour.see("the banner")
        app.session.notice = ""
        app.repaint_screens()
        app.notify(fill("Scope.services", 0))
        await tour.see("a message")
        app.clear_notifications()
        for bar in (TitleBar, GuideLine):
            await pilot.hover(bar)
            await until(pilot, lambda: app.screen.query_one(Tooltip).display)
            await tour.see(f"the tooltip of {bar.__name__}")
        app.action_history()
        await until(pilot, lambda: "revision 1" in screen_text(app))
        await tour.see("the history")
        await app.pop_screen()
        app.session.conflicts = merged(filled(fill), mine, theirs).conflicts
        app.action_clashes()
        await until(pilot, lambda: isinstance(app.screen, ConflictsDialog))
        for _ in range(6):
            await tour.press("right")
            app.session.conflicts = app.session.conflicts[6:]


@pytest.mark.parametrize(
    "fill", [every_text, pytest.param(long_text, marks=pytest.mark.slow)], ids=["every", "long"]
)
async def test_the_library_shows_titles_and_what_it_cannot_read_as_letters(
    tmp_path: Path, fill: Fill
) -> None:
    folder = tmp_path / "[b]\x1b[31m["
    folder.mkdir()
    (folder / "2026-11-22-abcdef.json").write_text("[/]")
    async with watched(folder, fill, (120, 24)) as (app, pilot, tour, _):
        await until(pilot, lambda: "cannot be read" in screen_text(app))
        await tour.see("the library")
        assert "/[b][" in screen_text(app)
        await tour.press("down")
        await tour.dialog("x")
        await tour.press("slash")
        for words in ("[/]", "secret52", "hi"):
            app.screen.query_one("#search").value = words  # type: ignore[attr-defined]
            await tour.see(f"searching {words}")
        await tour.press("enter")
        await tour.press("d")
        assert said(app).startswith(fill("Scope.title", 0)[:20])
        await tour.press("escape")
        await tour.dialog("t")
        assert isinstance(app.screen, LibraryScreen)
