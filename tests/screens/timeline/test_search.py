"""What does not fit together is gone through, and events are found by their words."""

from __future__ import annotations

from pathlib import Path

from facilitator.model.timeline import Milestone
from tests.support.screens import opened, screen_text, until
from tests.support.timeline_screens import event, stage, told, with_events


async def test_what_does_not_fit_together_is_counted_and_gone_through(tmp_path: Path) -> None:
    document = with_events(
        event(0, "goes out", Milestone.STARTED), event(3, "errors since 13:31"), event(3, "pages")
    )
    doubled = event(4, "pages")
    document = document.changing(
        timeline=document.timeline.with_events((doubled, event(4, "Pages")))
    )
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await until(pilot, lambda: "! 2 to look at · f goes to the first" in screen_text(app))
        await pilot.press("f")
        await until(
            pilot, lambda: "1 of 2: “13:31” · It names 13:31, before the start" in screen_text(app)
        )
        assert stage(app).selected == document.timeline.events[1]
        await pilot.press("f")
        await until(
            pilot, lambda: "2 of 2: “Pages” · The same minute says the same" in screen_text(app)
        )
        await pilot.press("d")
        await until(pilot, lambda: "! 1 to look at" in screen_text(app))


async def test_events_are_found_by_their_words_and_esc_shows_all_again(tmp_path: Path) -> None:
    document = with_events(
        event(0, "canary [b] at 5%"), event(2, "pager rings"), event(9, "CANARY off")
    )
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await pilot.press("slash", *"canary")
        await until(pilot, lambda: "2 of 3" in screen_text(app))
        assert "pager rings" not in screen_text(app)
        await pilot.press("enter", "down", "d")
        await until(pilot, lambda: told(app) == ["14:00 canary [b] at 5%", "14:02 pager rings"])
        await until(pilot, lambda: "1 of 2" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "pager rings" in screen_text(app))
        await pilot.press("slash", *"pager", "escape", "a", *"14:30 more", "enter")
        await until(pilot, lambda: "more" in screen_text(app))


async def test_what_is_added_while_finding_is_seen(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0, "canary")), "timeline") as (app, pilot):
        await pilot.press("slash", *"can", "enter", "a", *"14:30 other", "enter")
        await until(pilot, lambda: told(app)[-1:] == ["14:30 other"])
        await until(pilot, lambda: stage(app).table.row_count == 2)


async def test_the_line_is_read_beside_the_event_that_was_found(tmp_path: Path) -> None:
    document = with_events(event(0, "canary"), event(9, "pager rings"))
    async with opened(tmp_path, document, "timeline") as (app, pilot):
        await pilot.press("slash", *"pager")
        await until(pilot, lambda: "14:09Z" in stage(app).entry.words)
        await pilot.press("escape", "home", "a", *"+7 more", "escape", "slash", *"pager")
        await until(pilot, lambda: "14:16Z" in stage(app).entry.words)
