"""The terminal is resized while much is going on: what is in sight has the size it has by then."""

from __future__ import annotations

from pathlib import Path

from textual.events import Resize
from textual.geometry import Size

from screens.dialogs.choose import ChoiceDialog
from tests.support.screens import opened, postmortem, screen_text, until


async def test_of_two_sizes_in_a_row_the_present_one_is_kept_by_every_screen(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(), "followup", (80, 24)) as (app, pilot):
        app.push_screen(ChoiceDialog("Really?", [("yes", "Yes")]))
        await until(pilot, lambda: "Really?" in screen_text(app))
        for screen in app.screen_stack:
            for size in (Size(160, 50), app.size):
                screen.post_message(Resize(size, size))
                screen.call_later(lambda: None)  # what lies between them is seen to first
        for _ in range(3):
            await pilot.pause()
        assert [tuple(screen.outer_size) for screen in app.screen_stack] == [(80, 24)] * 3
        assert "Really?" in "\n".join(screen_text(app).splitlines()[:24])
