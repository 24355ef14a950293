"""A line begun is never lost: not to another row, an undo or the end of the program."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from data.library.library import TinyLibrary
from data.local.drafts import Drafts
from facilitator.model.postmortem import Postmortem
from screens.app import FacilitatorApp
from screens.dialogs.form import FormDialog
from screens.stage.screen import StageScreen
from tests.support.screens import until
from tests.support.timeline_screens import event, stage, told, type_line, with_events


@asynccontextmanager
async def another_run(
    folder: Path, document: Postmortem
) -> AsyncIterator[tuple[FacilitatorApp, Pilot[None]]]:
    """Run the program once more on the timeline of a document, over what the last run left."""
    library, drafts = TinyLibrary(folder / "library"), Drafts(folder / "drafts")
    if document.id not in library.ids():
        library.save(document)
    app = FacilitatorApp(library, library.folder, drafts=drafts)
    async with app.run_test(size=(100, 30)) as pilot:
        app.open_postmortem(document.id, "timeline")
        await until(pilot, lambda: isinstance(app.screen, StageScreen) and app.screen.is_current)
        await pilot.pause()
        yield app, pilot
    drafts.close()


async def test_a_new_line_is_there_in_the_next_run_until_it_is_entered(tmp_path: Path) -> None:
    document = with_events(event(0, "first"))
    async with another_run(tmp_path, document) as (app, pilot):
        await pilot.press("a", *"14:09 half a li", "ctrl+q")
        await until(pilot, lambda: app.return_code == 0)
    async with another_run(tmp_path, document) as (app, pilot):
        assert stage(app).entry.text == "14:09 half a li"
        await pilot.press("a", *"ne", "enter")
        await until(pilot, lambda: told(app) == ["14:00 first", "14:09 half a line"])
    async with another_run(tmp_path, document) as (app, pilot):
        assert stage(app).entry.text == ""


async def test_a_row_half_mended_is_still_that_row_in_the_next_run(tmp_path: Path) -> None:
    document = with_events(event(0, "first"), event(5, "second"))
    async with another_run(tmp_path, document) as (app, pilot):
        await pilot.press("down", "e", *" thought")
        await until(pilot, lambda: stage(app).entry.text.endswith("second thought"))
    async with another_run(tmp_path, document) as (app, pilot):
        assert stage(app).entry.drafts.row_id == document.timeline.events[1].id
        stage(app).entry.focus()
        await pilot.press("enter")
        await until(pilot, lambda: told(app) == ["14:00 first", "14:05 second thought"])


async def test_what_was_begun_of_a_row_that_is_another_by_now_becomes_a_new_line(
    tmp_path: Path,
) -> None:
    document = with_events(event(0, "first"), event(5, "second"))
    async with another_run(tmp_path, document) as (app, pilot):
        await pilot.press("down", "e", *" thought")
        await until(pilot, lambda: stage(app).entry.text.endswith("second thought"))
        app.session.edit(
            app.session.document.changing(
                timeline=document.timeline.with_event(
                    document.timeline.events[1].changing(text="changed elsewhere")
                )
            ),
            "Edit event",
        )
        await until(pilot, lambda: app.session.is_saved)
    async with another_run(tmp_path, document) as (app, pilot):
        assert stage(app).entry.drafts.row_id is None
        assert stage(app).entry.text.endswith("second thought")
        assert told(app)[1] == "14:05 changed elsewhere"


async def test_a_line_begun_stays_through_an_undo(tmp_path: Path) -> None:
    async with another_run(tmp_path, with_events(event(0, "first"))) as (app, pilot):
        await pilot.press("a")
        await type_line(pilot, "14:09 second")
        await until(pilot, lambda: len(told(app)) == 2)
        await pilot.press(*"14:11 half", "escape", "u")
        await until(pilot, lambda: told(app) == ["14:00 first"])
        assert stage(app).entry.text == "14:11 half"


async def test_what_was_typed_into_a_sheet_is_there_in_the_next_run(tmp_path: Path) -> None:
    document = with_events(event(0, "first"))
    async with another_run(tmp_path, document) as (app, pilot):
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press("end", *" and more")
        await until(pilot, lambda: bool(app.drafts))
    async with another_run(tmp_path, document) as (app, pilot):
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        sheet = app.screen
        assert isinstance(sheet, FormDialog)
        assert sheet.texts["text"] == "first and more"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: told(app) == ["14:00 first and more"])
        await until(pilot, lambda: not app.drafts)


async def test_lines_begun_of_rows_that_changed_come_back_one_by_one(tmp_path: Path) -> None:
    document = with_events(event(0, "alpha"), event(10, "beta"))
    async with another_run(tmp_path, document) as (app, pilot):
        await pilot.press("e", *" AAA", "escape", "down", "e", *" BBB", "escape")
        await pilot.press("a", *"14:50 new", "escape")
        changed = document.timeline
        for each in document.timeline.events:
            changed = changed.with_event(each.changing(text=f"{each.text} elsewhere"))
        app.session.edit(app.session.document.changing(timeline=changed), "Edit events")
        await until(pilot, lambda: app.session.is_saved)
    async with another_run(tmp_path, document) as (app, pilot):
        for ending in ("14:50 new", "alpha AAA", "beta BBB"):
            await until(pilot, lambda ending=ending: stage(app).entry.text.endswith(ending))  # type: ignore[misc]
            stage(app).entry.focus()
            await pilot.press("enter")
        await until(pilot, lambda: len(told(app)) == 5)
        assert told(app)[-1] == "14:50 new"
        assert stage(app).entry.text == ""
