"""What tests of the screens share: an app over a library in a folder, and waiting with a bound."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from textual.app import App
from textual.events import Key
from textual.pilot import Pilot

from data.library.library import TinyLibrary
from facilitator.model.postmortem import Postmortem, new_postmortem_id
from facilitator.model.scope import Scope, Severity
from facilitator.session.session import Session
from screens.app import FacilitatorApp
from screens.stage.screen import StageScreen
from tests.support.hostile import HOSTILE as HOSTILE
from tests.support.idle import PATIENCE_SECONDS, ReturnT, until_idle


def postmortem(**scope: object) -> Postmortem:
    """Return a fresh postmortem of an incident on 2026-11-20."""
    facts = {"title": "Checkout errors", "severity": Severity.SEV2, **scope}
    facts.setdefault("incident_date", date(2026, 11, 20))
    return Postmortem(
        id=new_postmortem_id(datetime.now(UTC).date()), scope=Scope.model_validate(facts)
    )


@asynccontextmanager
async def opened(
    folder: Path,
    document: Postmortem | None,
    stage: str = "",
    size: tuple[int, int] = (100, 30),
    notices: bool = False,
) -> AsyncIterator[tuple[FacilitatorApp, Pilot[None]]]:
    """Run the app over a library in this folder, on a stage of the document where one is given.

    `notices`: paint what the app says in passing as well.
    """
    library = TinyLibrary(folder)
    if document is not None:
        library.save(document)
    app = FacilitatorApp(library, folder)
    async with app.run_test(size=size, notifications=notices) as pilot:
        if document is not None:
            app.open_postmortem(document.id, stage)
            await until(
                pilot, lambda: isinstance(app.screen, StageScreen) and app.screen.is_current
            )
            await pilot.pause()
        yield app, pilot
        if app.is_running:
            screen_text(app)  # what nobody looked at can be painted as well


async def until(
    pilot: Pilot[None], holds: Callable[[], bool], seconds: float = PATIENCE_SECONDS
) -> None:
    """Wait until this holds.

    Raises AssertionError, with what the terminal shows, when it does not within so many seconds.
    """
    end = time.monotonic() + seconds
    await until_idle(pilot.app)
    pause = 0.01
    while not holds():
        assert time.monotonic() < end, f"it did not come about; {shown_by(pilot.app)}"
        await asyncio.sleep(pause)
        await until_idle(pilot.app)
        pause = min(1.2 * pause, 0.05)  # to look costs more than to wait


def kept(folder: Path) -> Postmortem:
    """Return the one postmortem in this library as the disk has it."""
    library = TinyLibrary(folder)
    (only,) = library.ids()
    return library.load(only).document


def said(app: FacilitatorApp) -> str:
    """Return what the app said in passing and still shows."""
    return " ".join(notice.message for notice in app._notifications)


def shown_by(app: App[None]) -> str:
    """Say what has the focus, and what the terminal shows."""
    return f"the focus is in {app.focused!r}, and there is to be seen:\n{screen_text(app)}"


def screen_text(app: App[ReturnT]) -> str:
    """Return what the terminal shows, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def burst(app: FacilitatorApp, *keys: str) -> None:
    """Press keys all at once, as a terminal hands on what was typed while the app was busy.

    A text of several words or letters is typed; `"f10"` and other names of keys are pressed.
    """
    for key in keys:
        named = key in _NAMED
        for each in (key,) if named else key:
            name = each if named else _NAMES.get(each, each)
            app.post_message(Key(name, None if named else each))


_NAMED = frozenset({"enter", "escape", "tab", "f1", "f3", "f8", "f9", "f10", "ctrl+o", "ctrl+p"})
_NAMES = {" ": "space", ":": "colon", "+": "plus", "~": "tilde"}


def elsewhere(folder: Path, change: Callable[[Postmortem], Postmortem]) -> None:
    """Save a change from another window of the same postmortem."""
    library = TinyLibrary(folder)
    (only,) = library.ids()
    there = Session(library.load(only), library, lambda: datetime.now(UTC))
    there.edit(change(there.document), "Edit in the other window")
    there.save()
    assert there.is_saved, there.state
