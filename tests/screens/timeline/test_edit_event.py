"""What the line says of a row is what Enter does, whatever happened to the row meanwhile."""

from __future__ import annotations

from pathlib import Path

from facilitator.model.timeline import Milestone
from tests.support.screens import opened, until
from tests.support.timeline_screens import event, stage, timeline, told, with_events


async def test_a_milestone_that_stands_elsewhere_is_said_to_move_before_enter(
    tmp_path: Path,
) -> None:
    document = with_events(event(17, "page", Milestone.DETECTED))
    async with opened(tmp_path, document, "timeline") as (app, pilot):
        await pilot.press("a", *"14:55 again !detected ")
        await until(
            pilot,
            lambda: stage(app).entry.words.startswith("! detected moves here from 14:17"),
        )
        await pilot.press("enter")
        await until(pilot, lambda: len(told(app)) == 2)
        assert timeline(app).events[1].milestone is Milestone.DETECTED


async def test_a_row_that_moved_under_its_line_is_previewed_where_it_will_stand(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, with_events(event(0, "alpha")), "timeline") as (app, pilot):
        await pilot.press("e", *" half", "escape", *["plus"] * 5)
        await until(pilot, lambda: told(app) == ["14:05 alpha"])
        await pilot.press("e")
        await until(pilot, lambda: "14:05Z" in stage(app).entry.words)
        assert "with what changed meanwhile" in stage(app).entry.words
        await pilot.press("enter")
        await until(pilot, lambda: told(app) == ["14:05 alpha half"])


async def test_a_row_deleted_under_its_line_and_brought_back_is_still_that_row(
    tmp_path: Path,
) -> None:
    document = with_events(event(10, "errors rise", Milestone.STARTED))
    async with opened(tmp_path, document, "timeline") as (app, pilot):
        await pilot.press("e", *" half", "escape", "d")
        await until(pilot, lambda: not timeline(app).events)
        await until(pilot, lambda: "Enter adds it" in stage(app).entry.words)
        await pilot.press("u")
        await until(pilot, lambda: "Enter replaces it" in stage(app).entry.words)
        stage(app).entry.focus()
        await pilot.press("enter")
        await until(pilot, lambda: told(app) == ["14:10 errors rise half"])
        assert timeline(app).events[0].milestone is Milestone.STARTED


async def test_the_line_of_a_row_that_is_gone_becomes_a_new_one(tmp_path: Path) -> None:
    document = with_events(event(10, "errors rise"), event(20, "stays"))
    async with opened(tmp_path, document, "timeline") as (app, pilot):
        await pilot.press("e", *" half", "escape", "d")
        await until(pilot, lambda: told(app) == ["14:20 stays"])
        await pilot.press("e")
        await until(pilot, lambda: stage(app).entry.text.endswith("stays"))
        await pilot.press("escape")
        await until(pilot, lambda: stage(app).entry.text.endswith("errors rise half"))
        await pilot.press("a", "enter")
        await until(pilot, lambda: told(app) == ["14:10 errors rise half", "14:20 stays"])
