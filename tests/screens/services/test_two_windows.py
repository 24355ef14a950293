"""A window follows another one, keeps what is half typed, and asks where both changed a place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from data.library.library import TinyLibrary
from facilitator.model.json_codec import read_json
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Timeline
from screens.app import FacilitatorApp
from screens.dialogs.conflicts import ConflictsDialog
from screens.dialogs.form import FormDialog
from screens.services.sync import WATCH_SECONDS
from screens.stage.screen import StageScreen
from screens.timeline.screen import TimelineScreen
from screens.widgets.form_field import DocumentForm
from tests.support.screens import HOSTILE, elsewhere, kept, opened, postmortem, screen_text, until

START = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)


def with_events(texts: tuple[str, ...] = ("alert", "canary", "rollback")) -> Postmortem:
    events = (Event(at=START + timedelta(minutes=5 * n), text=t) for n, t in enumerate(texts))
    return postmortem().changing(timeline=Timeline(events=tuple(events)))


def titled(**scope: object) -> Callable[[Postmortem], Postmortem]:
    return lambda document: document.changing(scope=document.scope.changing(**scope))


def timeline_of(app: FacilitatorApp) -> TimelineScreen:
    assert isinstance(app.screen, TimelineScreen)
    return app.screen


async def test_another_windows_events_arrive_within_a_second_and_the_cursor_stays(
    tmp_path: Path,
) -> None:
    document = with_events()
    async with opened(tmp_path, document, "timeline") as (app, pilot):
        screen = timeline_of(app)
        await pilot.press("down")
        at = screen.table.selected
        screen.entry.input.focus()
        await pilot.press(*"14:20 still ty", "left", "left")
        earlier = Event(at=START - timedelta(minutes=3), text="deploy begins")
        elsewhere(tmp_path, lambda d: d.changing(timeline=d.timeline.with_event(earlier)))
        assert WATCH_SECONDS < 1
        await until(pilot, lambda: "deploy begins" in screen_text(app))
        assert screen.table.selected == at == document.timeline.events[1].id
        assert screen.entry.text == "14:20 still ty"
        assert screen.entry.input.cursor_position == len("14:20 still ")
        await pilot.press("enter")
        await until(pilot, lambda: len(kept(tmp_path).timeline.events) == 5)


async def test_a_half_typed_field_is_not_eaten_and_another_one_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.widgets.form_field.COMMIT_DELAY_SECONDS", 60)
    async with opened(tmp_path, postmortem(title=""), "scope") as (app, pilot):
        await pilot.press(*"Cart is em")
        elsewhere(tmp_path, titled(reference="INC-7"))
        await until(pilot, lambda: "INC-7" in screen_text(app))
        assert isinstance(app.focused, Input)
        assert (app.focused.value, app.focused.cursor_position) == ("Cart is em", 10)
        await pilot.press(*"pty", "tab")
        await until(pilot, lambda: kept(tmp_path).scope.title == "Cart is empty")
        assert (kept(tmp_path).scope.reference, app.session.conflicts) == ("INC-7", ())


@pytest.mark.parametrize("key", ["m", "t", "k"])
async def test_one_place_changed_in_two_windows_is_asked_about(
    tmp_path: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.widgets.form_field.COMMIT_DELAY_SECONDS", 60)
    theirs = HOSTILE[0] + " " + HOSTILE[1]
    async with opened(tmp_path, postmortem(title=""), "scope", size=(80, 24)) as (app, pilot):
        await pilot.press(*"mine")
        elsewhere(tmp_path, titled(title=theirs))
        await until(pilot, lambda: app.session.document.scope.title == theirs)
        await pilot.press("tab")
        await until(pilot, lambda: "F6 shows both" in screen_text(app))
        await pilot.press("f6")
        await until(
            pilot, lambda: isinstance(app.screen, ConflictsDialog) and theirs in screen_text(app)
        )
        assert "scope · title" in screen_text(app)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, StageScreen))
        wanted = theirs if key == "t" else "mine"
        await until(pilot, lambda: kept(tmp_path).scope.title == wanted)
        await until(pilot, lambda: "F6" not in screen_text(app))
        if key == "t":
            await pilot.press("escape", "u")
            await until(pilot, lambda: kept(tmp_path).scope.title == "mine")


async def test_a_sheet_that_was_open_meanwhile_overwrites_nothing(tmp_path: Path) -> None:
    document = with_events()
    event = document.timeline.events[0]
    async with opened(tmp_path, document, "timeline") as (app, pilot):
        await pilot.press("E")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        changed = event.changing(text="alert fires")
        elsewhere(tmp_path, lambda d: d.changing(timeline=d.timeline.with_event(changed)))
        await until(pilot, lambda: app.session.document.timeline.events[0].text == "alert fires")
        sheet = app.screen
        assert isinstance(sheet, FormDialog)
        next(f for f in sheet._fields if f.spec.name == "source").set_text("dashboard")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(kept(tmp_path).timeline.events[0].source))
        saved = kept(tmp_path).timeline.events[0]
        assert (saved.text, app.session.conflicts) == ("alert fires", ())


async def test_a_row_in_the_line_keeps_what_another_window_said_of_it(tmp_path: Path) -> None:
    document = with_events()
    event = document.timeline.events[0]
    async with opened(tmp_path, document, "timeline") as (app, pilot):
        await pilot.press("enter")
        await pilot.press(*" fires")
        later = event.changing(at=event.at + timedelta(minutes=1))
        elsewhere(tmp_path, lambda d: d.changing(timeline=d.timeline.with_event(later)))
        await until(pilot, lambda: app.session.document.timeline.events[0].at == later.at)
        assert timeline_of(app).entry.text.endswith("alert fires")
        await pilot.press("enter")
        await until(pilot, lambda: kept(tmp_path).timeline.events[0].text == "alert fires")
        assert kept(tmp_path).timeline.events[0].at == later.at


async def test_a_merge_is_said_and_undone_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path, with_events(), "timeline") as (app, pilot):
        said: list[str] = []
        monkeypatch.setattr(app, "notify", lambda words, **_: said.append(words))
        in_the_way = tmp_path / f".{app.session.document.id}.json.tmp"
        in_the_way.mkdir()
        await pilot.press("d")
        await until(pilot, lambda: app.session.state.kind == "not saved")
        in_the_way.rmdir()
        elsewhere(tmp_path, titled(reference="INC-7"))
        app.session.save()
        await until(pilot, lambda: bool(said) and said[-1].startswith("Merge with another window"))
        await until(pilot, lambda: kept(tmp_path).scope.reference == "INC-7")
        assert len(kept(tmp_path).timeline.events) == 2
        await pilot.press("u")
        await until(pilot, lambda: kept(tmp_path).scope.reference == "")
        assert len(kept(tmp_path).timeline.events) == 2


async def test_a_text_of_many_lines_follows_without_moving_the_cursor(tmp_path: Path) -> None:
    async with opened(tmp_path, with_events(), "timeline", size=(100, 40)) as (app, pilot):
        await pilot.press("i")
        prose = app.screen.query_one("#impact-summary", DocumentForm).field("summary").editor
        assert isinstance(prose, TextArea)
        await pilot.press(*"one", "enter", *"two", "up", "end")
        await until(pilot, lambda: kept(tmp_path).impact.summary == "one\ntwo")
        longer = "one\ntwo\nthree"
        elsewhere(tmp_path, lambda d: d.changing(impact=d.impact.changing(summary=longer)))
        await until(pilot, lambda: prose.text == longer)
        assert prose.cursor_location == (0, 3)


async def test_deleted_in_another_window_is_said(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "scope", size=(80, 24)) as (app, pilot):
        TinyLibrary(tmp_path).delete(app.session.document.id)
        await until(pilot, lambda: "deleted in another window" in screen_text(app))
        await pilot.press("f6")
        await until(pilot, lambda: "deleted in another window" not in screen_text(app))


async def test_a_copy_is_written_elsewhere_while_nothing_can_be_saved(tmp_path: Path) -> None:
    library, copy = tmp_path / "library", tmp_path / "copy.json"
    async with opened(library, postmortem(title=""), "scope", size=(80, 24)) as (app, pilot):
        (library / f".{app.session.document.id}.json.tmp").mkdir()
        await pilot.press(*"Cart", "tab")
        await until(pilot, lambda: "F12 saves it elsewhere" in screen_text(app))
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        sheet = app.screen
        assert isinstance(sheet, FormDialog)
        sheet._fields[0].set_text(str(copy))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, StageScreen))
        assert read_json(copy.read_text()) == app.session.document
        assert "F12 saves it elsewhere" in screen_text(app)


async def test_a_damaged_postmortem_opens_from_its_last_save_and_says_so(tmp_path: Path) -> None:
    document = postmortem()
    TinyLibrary(tmp_path).save(document)
    elsewhere(tmp_path, titled(title="Carts stay empty"))
    file = tmp_path / f"{document.id}.json"
    file.write_bytes(file.read_bytes()[:-40])
    app = FacilitatorApp(TinyLibrary(tmp_path), tmp_path, document.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "was damaged and is set aside" in screen_text(app))
        assert app.session.document == document
        await pilot.press("escape", "f6")
        await until(pilot, lambda: "was damaged" not in screen_text(app))
    assert list((tmp_path / "quarantine").iterdir())


async def test_a_file_damaged_while_it_is_open_is_whole_again_by_itself(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "scope") as (app, pilot):
        file = tmp_path / f"{app.session.document.id}.json"
        file.write_text("cut off")
        await until(pilot, lambda: "was damaged" in screen_text(app))
        await until(pilot, lambda: app.session.is_saved)
        assert kept(tmp_path) == app.session.document


async def test_an_earlier_save_is_looked_at_and_restored_as_an_edit(tmp_path: Path) -> None:
    document = with_events()
    async with opened(tmp_path, document, "timeline") as (app, pilot):
        await pilot.press("d", "d")
        await until(pilot, lambda: len(kept(tmp_path).timeline.events) == 1)
        await pilot.press("f7")
        await until(pilot, lambda: "events 2 more" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: len(kept(tmp_path).timeline.events) == 3)
        await pilot.press("u")
        await until(pilot, lambda: len(kept(tmp_path).timeline.events) == 1)
