"""A dialog of any length shows what is wrong and its keys, on the smallest screen as well."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.library.library import TinyLibrary
from facilitator.session.store import Snapshot, TrashEntry
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.library.trash import TrashDialog
from screens.widgets.form_spec import FieldSpec
from tests.support.screens import opened, postmortem, screen_text, until

LONG = "Every word of a long question can be read, " * 4 + "to its end."
SIZES = [(80, 20), pytest.param((100, 30), marks=pytest.mark.slow)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_sheet_of_many_fields_says_what_is_wrong_and_how_to_save(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    def refuse(_: Mapping[str, str]) -> None:
        raise ValueError(f"write another day, {'and read what is said of it, ' * 3}not this")

    fields = [FieldSpec(str(n), f"Field {n}") for n in range(30)]
    async with opened(tmp_path, None, size=size) as (app, pilot):
        app.push_screen(FormDialog(LONG, fields, {}, refuse))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "not this" in screen_text(app))
        assert "to its end." in screen_text(app)
        assert "^s Save" in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_question_of_many_answers_shows_the_last_one_and_its_keys(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    answers = [(str(n), f"answer {n}.") for n in range(30)]
    async with opened(tmp_path, None, size=size) as (app, pilot):
        app.push_screen(ChoiceDialog(LONG, answers))
        await pilot.press("end")
        await until(pilot, lambda: "answer 29." in screen_text(app))
        assert "to its end." in screen_text(app)
        assert "Enter chooses · Esc closes" in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_full_trash_shows_the_last_of_it_and_its_keys(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    at = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
    async with opened(tmp_path, None, size=size) as (app, pilot):
        app.push_screen(TrashDialog([TrashEntry(str(n), f"deleted {n}.", at) for n in range(30)]))
        await pilot.press("end")
        await until(pilot, lambda: "deleted 29." in screen_text(app))
        assert "Bring back" in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_many_earlier_saves_leave_room_for_what_one_of_them_holds(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
    saves = tuple(Snapshot(str(n), n, at, "kim") for n in range(30))
    monkeypatch.setattr(TinyLibrary, "history", lambda *_: saves)
    async with opened(tmp_path, postmortem(), "causes", size=size) as (app, pilot):
        kept = app.store.load(app.session.document.id)
        monkeypatch.setattr(TinyLibrary, "load_snapshot", lambda *_: kept)
        await pilot.press("f7")
        await until(pilot, lambda: "The same as what is open now." in screen_text(app))
        await pilot.press("end")
        await until(pilot, lambda: "revision 29" in screen_text(app))
        await until(pilot, lambda: "The same as what is open now." in screen_text(app))
        assert "Enter restores it as an edit" in screen_text(app)
        assert "esc Close" in screen_text(app)
