"""Several events are marked, and moved, named or deleted as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.app import FacilitatorApp
from screens.dialogs.form import FormDialog
from screens.timeline.form import shift_minutes
from tests.support.screens import opened, screen_text, until
from tests.support.timeline_screens import event, stage, timeline, told, with_events


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


async def test_a_whole_paste_that_is_an_hour_off_is_moved_at_once(tmp_path: Path) -> None:
    document = with_events(event(0, "a"), event(5, "b"), event(9, "c"))
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await pilot.press("space", "space", "plus", "M")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press(*"soon", "ctrl+s")
        await until(pilot, lambda: "write minutes such as" in screen_text(app))
        await pilot.press(*["backspace"] * 4, *"-5:30", "ctrl+s")
        await until(pilot, lambda: told(app) == ["08:31 a", "08:36 b", "14:09 c"])
        await pilot.press("u")
        await until(pilot, lambda: told(app) == ["14:01 a", "14:06 b", "14:09 c"])


@pytest.mark.parametrize(
    ("text", "minutes"), [("+60", 60), ("-90", -90), ("7", 7), ("-5:30", -330), (" + 1:05 ", 65)]
)
def test_minutes_to_move_by_are_read_as_minutes_or_hours(text: str, minutes: int) -> None:
    assert shift_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "soon", "1h", "+-3", "1:2:3", "9999999"])
def test_what_is_no_stretch_of_minutes_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write minutes"):
        shift_minutes(text)


async def test_esc_takes_the_marks_away_before_it_ends_a_search(tmp_path: Path) -> None:
    document = with_events(event(0, "a page"), event(5, "b"), event(9, "c page"))
    async with opened(tmp_path, document, "timeline", (80, 24)) as (app, pilot):
        await pilot.press("slash", *"page", "enter", "space")
        await until(pilot, lambda: "● 14:00" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "● 14:00" not in screen_text(app))
        assert stage(app).table.row_count == 2
        await pilot.press("escape")
        await until(pilot, lambda: stage(app).table.row_count == 3)


def chosen_for_customers(app: FacilitatorApp) -> list[bool]:
    """Return of each event whether customers are told of it."""
    return [each.for_customers for each in timeline(app).events]


async def test_events_are_chosen_for_customers_and_left_out_again(tmp_path: Path) -> None:
    document = with_events(event(0, "one"), event(2, "two"), event(9, "three"))
    async with opened(tmp_path, document, "timeline", (100, 30)) as (app, pilot):
        await pilot.press("c")
        await until(pilot, lambda: "↗ one" in screen_text(app))
        await pilot.press("space", "space", "c")
        await until(pilot, lambda: chosen_for_customers(app) == [True, True, False])
        await pilot.press("c")
        await until(pilot, lambda: chosen_for_customers(app) == [False] * 3)
        await pilot.press("u")
        await until(pilot, lambda: chosen_for_customers(app) == [True, True, False])
        await pilot.press("escape", "home", "e", "enter")
        assert timeline(app).events[0].for_customers
