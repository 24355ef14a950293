"""Opening a postmortem on a stage, waiting for what a test asserts, reading what is drawn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widget import Widget

from data.library.library import TinyLibrary
from facilitator.model.postmortem import Postmortem
from screens.app import FacilitatorApp
from screens.stage.screen import StageScreen
from tests.support.hostile import HOSTILE as TEXTS
from tests.support.hostile import LONG
from tests.support.screens import screen_text
from tests.support.screens import until as until

HOSTILE = (*TEXTS, LONG)
"""Text that a terminal program must show letter for letter, as far as there is room."""

BLANK = Postmortem(id="2026-11-02-abcdef")


@asynccontextmanager
async def opened(
    folder: Path, document: Postmortem, stage: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Pilot[None], FacilitatorApp, StageScreen]]:
    """Open the application with this document at this stage."""
    library = TinyLibrary(folder / "library")
    library.save(document)
    app = FacilitatorApp(library, folder)
    async with app.run_test(size=size) as pilot:
        app.open_postmortem(document.id, stage)

        def ready() -> bool:
            screen = app.screen
            return isinstance(screen, StageScreen) and screen.focused is not None

        await until(pilot, ready)
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, StageScreen)
        yield pilot, app, screen


def drawn(widget: Widget) -> str:
    """Return the lines of a widget as they are drawn, once it was painted."""
    screen_text(widget.app)
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))


async def typed(pilot: Pilot[None], text: str) -> None:
    """Type a text, one key a character."""
    names = {" ": "space", "+": "plus", "@": "at", "#": "number_sign", ":": "colon", "-": "minus"}
    await pilot.press(*(names.get(character, character) for character in text))
