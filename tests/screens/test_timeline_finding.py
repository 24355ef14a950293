"""Finding events by their words, and going through what does not fit together."""

from __future__ import annotations

from pathlib import Path

from facilitator.model.timeline import Milestone
from tests.screens.support import opened, screen_text, until
from tests.screens.support_timeline import event, stage, timeline, told, with_events


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
        await until(pilot, lambda: "1 of 2: it names 13:31, before the start" in screen_text(app))
        assert stage(app).selected == document.timeline.events[1]
        await pilot.press("f")
        await until(pilot, lambda: "2 of 2: the same minute says the same" in screen_text(app))
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


async def test_a_shifted_nudge_is_ten_minutes(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0, "canary")), "timeline") as (app, pilot):
        await pilot.press("asterisk", "asterisk", "underscore")
        await until(pilot, lambda: told(app) == ["14:10 canary"])


async def test_marked_events_are_moved_named_and_deleted_as_one(tmp_path: Path) -> None:
    document = with_events(event(0, "one"), event(2, "two"), event(9, "three"))
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await pilot.press("space", "space")
        await until(pilot, lambda: screen_text(app).count("● 14:0") == 2)
        await pilot.press("plus", "asterisk")
        await until(pilot, lambda: told(app) == ["14:09 three", "14:11 one", "14:13 two"])
        await pilot.press("k")
        await until(pilot, lambda: "What kind are these 2 events?" in screen_text(app))
        await pilot.press("enter")
        events = app.session.document.timeline.events
        await until(pilot, lambda: app.session.undo_label == "Set kind")
        events = app.session.document.timeline.events
        assert [each.kind is None for each in events] == [True, False, False]
        await pilot.press("d")
        await until(pilot, lambda: told(app) == ["14:09 three"])
        assert app.session.undo_label == "Delete 2 events"
        await pilot.press("u", "u", "u")
        await until(pilot, lambda: told(app) == ["14:00 one", "14:02 two", "14:09 three"])


async def test_esc_takes_the_marks_away(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(event(0, "one")), "timeline") as (app, pilot):
        await pilot.press("space")
        await until(pilot, lambda: "● 14:00" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "● 14:00" not in screen_text(app))


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
        assert "░ undetected   +0:00 since the start" in screen_text(app)
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


async def test_a_row_mended_in_the_line_keeps_what_was_known(tmp_path: Path) -> None:
    first = event(0, "goes out").changing(known_then="nothing yet")
    async with opened(tmp_path, with_events(first), "timeline", (80, 24)) as (app, pilot):
        await until(pilot, lambda: "What we knew: nothing yet" in screen_text(app))
        await pilot.press("e", *" fully", "enter")
        await until(pilot, lambda: timeline(app).events[0].text == "goes out fully")
        assert timeline(app).events[0].known_then == "nothing yet"
