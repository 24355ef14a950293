"""Opening a stage on a document in a library that is thrown away, and waiting for what it shows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from textual.pilot import Pilot
from textual.widget import Widget

from data.library.library import TinyLibrary
from facilitator.model.postmortem import Postmortem
from screens.app import FacilitatorApp
from screens.stage.screen import StageScreen
from tests.support.hostile import HOSTILE as HOSTILE
from tests.support.idle import PATIENCE_SECONDS
from tests.support.screens import screen_text, until

ScreenT = TypeVar("ScreenT", bound=StageScreen)


class Room:
    """A stage on the screen, and the person at the keyboard."""

    def __init__(self, pilot: Pilot[None], app: FacilitatorApp) -> None:
        self.pilot = pilot
        self.app = app

    @property
    def document(self) -> Postmortem:
        return self.app.session.document

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def write(self, text: str) -> None:
        await self.pilot.press(*("space" if character == " " else character for character in text))

    async def until(self, holds: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until something holds, so long and no longer."""
        await until(self.pilot, holds, seconds)

    def on_top(self, screen: type[object]) -> bool:
        return isinstance(self.app.screen, screen)

    async def until_on_top(self, screen: type[object]) -> None:
        await self.until(lambda: self.on_top(screen) and self.app.focused is not None)


@asynccontextmanager
async def opened(
    document: Postmortem, stage: type[ScreenT], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Room, ScreenT]]:
    """Open a document at a stage."""
    with TemporaryDirectory() as folder:
        library = TinyLibrary(Path(folder) / "library")
        library.save(document)
        app = FacilitatorApp(library, Path(folder))
        async with app.run_test(size=size) as pilot:
            room = Room(pilot, app)
            app.open_postmortem(document.id, stage.STAGE.value)
            await room.until_on_top(stage)
            screen = app.screen
            assert isinstance(screen, stage)
            yield room, screen
            screen_text(app)  # what nobody looked at can be painted as well


def rendered(widget: Widget) -> str:
    """Return what a widget draws, line by line, once it was painted."""
    screen_text(widget.app)
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))
