"""The incident told again: what came later is hidden, what was known is noted."""

from __future__ import annotations

from pathlib import Path

from facilitator.model.timeline import Milestone
from tests.support.screens import opened, screen_text, until
from tests.support.timeline_screens import event, stage, timeline, with_events


async def test_a_replay_hides_what_came_later(tmp_path: Path) -> None:
    document = with_events(
        event(0, "goes [b]out[/b]", Milestone.STARTED),
        event(3, "pages", Milestone.DETECTED),
        event(9, "back to normal", Milestone.MITIGATED),
    )
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await pilot.press("r")
        await until(pilot, lambda: "Nothing had happened yet" in screen_text(app))
        assert "goes [b]out[/b]" in screen_text(app)
        assert "░░░ undetected" in screen_text(app)
        assert "2026-11-20   +0:00 since the start" in screen_text(app)
        assert "pages" not in screen_text(app)
        await pilot.press("right")
        await until(pilot, lambda: "pages" in screen_text(app))
        assert "back to normal" not in screen_text(app)
        await pilot.press("space", "space", "left")
        await until(pilot, lambda: "2 of 3" in screen_text(app))
        await pilot.press("home")
        await until(pilot, lambda: "1 of 3" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is stage(app))


async def test_a_replay_notes_what_was_known_at_each_event(tmp_path: Path) -> None:
    document = with_events(event(0, "goes out"), event(3, "pages"))
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await pilot.press("r", "n", *"only [/] this", "escape", "right", "n", *"more", "escape")
        await until(pilot, lambda: [e.known_then for e in timeline(app).events][1] == "more")
        assert timeline(app).events[0].known_then == "only [/] this"
        await pilot.press("left")
        await until(pilot, lambda: "only [/] this" in screen_text(app))
        await pilot.press("escape", "u")
        await until(pilot, lambda: timeline(app).events[1].known_then == "")
        await pilot.press("u")
        await until(pilot, lambda: timeline(app).events[0].known_then == "")


async def test_the_footer_of_a_replay_follows_the_focus(tmp_path: Path) -> None:
    document = with_events(event(0, "goes out"), event(3, "pages"))

    def footer() -> str:
        return screen_text(app).splitlines()[-1]

    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await pilot.press("r")
        await until(pilot, lambda: "→ Next" in footer() and "Esc Close" in footer())
        assert "Back to the story" not in footer()
        await pilot.press("n")
        await until(pilot, lambda: "Esc Back to the story" in footer())
        assert "Next" not in footer()
        assert "Close" not in footer()
        await pilot.press("escape")
        await until(pilot, lambda: "→ Next" in footer() and "Esc Close" in footer())
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is stage(app))


async def test_a_row_mended_in_the_line_keeps_what_was_known(tmp_path: Path) -> None:
    first = event(0, "goes out").changing(known_then="nothing yet")
    async with opened(tmp_path, with_events(first), "timeline", (80, 24)) as (app, pilot):
        await until(pilot, lambda: "What we knew: nothing yet" in screen_text(app))
        await pilot.press("e", *" fully", "enter")
        await until(pilot, lambda: timeline(app).events[0].text == "goes out fully")
        assert timeline(app).events[0].known_then == "nothing yet"
