"""What is to happen once happens though the program is held up, and so a resize is followed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import monotonic
from unittest.mock import patch

from textual.events import Resize
from textual.geometry import Size

from screens.base.textual_workarounds import without_skip
from screens.dialogs.choose import ChoiceDialog
from tests.support.screens import opened, postmortem, screen_text, until

_HELD_UP_SECONDS = 0.02
"""More than the hundredth of a second for which Textual puts a resize off."""


@contextmanager
def _held_up() -> Iterator[None]:
    """Let so much time go by between any two looks of a timer at the clock."""
    looks = count()

    def get_time() -> float:
        return monotonic() + next(looks) * _HELD_UP_SECONDS

    with patch("textual._time.get_time", get_time):
        yield


async def test_a_timer_fires_though_its_moment_passed_as_it_started(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "causes") as (app, pilot):
        fired: list[str] = []
        with _held_up():
            without_skip(app.screen.set_timer(_HELD_UP_SECONDS / 2, lambda: fired.append("it")))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        await until(pilot, lambda: fired == ["it"])


async def test_a_dialog_comes_into_a_smaller_terminal_though_the_program_is_held_up(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(), "causes", (100, 40)) as (app, pilot):
        app.push_screen(ChoiceDialog("Really?", [("yes", "Yes")]))
        await until(pilot, lambda: "Really?" in screen_text(app))
        with _held_up():
            app.post_message(Resize(Size(80, 24), Size(80, 24)))
            await until(pilot, lambda: app.size == (80, 24))
            await asyncio.sleep(0)
        await until(pilot, lambda: app.screen.outer_size == (80, 24))
