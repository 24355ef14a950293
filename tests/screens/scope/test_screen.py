"""The scope, and what all stages share: saving while typing, undo, the guide, keys."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.widgets import Input

from data.fs.files import Files
from facilitator.model.scope import Audience, Depth, Severity
from screens.dialogs.help import HelpDialog
from screens.scope.form import SCOPE_FIELDS
from screens.scope.screen import ScopeScreen
from screens.widgets.form_field import COMMIT_DELAY_SECONDS, DocumentForm
from screens.widgets.item_list import ItemList
from tests.support.screens import kept, opened, postmortem, screen_text, until


async def test_a_title_is_on_disk_half_a_second_after_the_last_letter(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(title=""), "scope") as (_, pilot):
        assert COMMIT_DELAY_SECONDS < 0.5
        await pilot.press(*"Cart down")
        await until(pilot, lambda: kept(tmp_path).scope.title == "Cart down")


async def test_leaving_a_field_commits_it_at_once_and_u_takes_it_back_whole(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(title=""), "scope") as (app, pilot):
        await pilot.press(*"Cart down", "tab", "escape")
        await until(pilot, lambda: app.session.document.scope.title == "Cart down")
        await pilot.press("u")
        await until(pilot, lambda: app.session.document.scope.title == "")
        await until(pilot, lambda: kept(tmp_path).scope.title == "")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: kept(tmp_path).scope.title == "Cart down")


async def test_choices_are_made_with_the_arrows_and_with_space(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "scope") as (app, pilot):
        screen = app.screen
        screen.query_one("#what", DocumentForm).field("severity").editor.focus()
        await pilot.press("left")
        await until(pilot, lambda: app.session.document.scope.severity is Severity.SEV1)
        screen.query_one("#people", DocumentForm).field("audiences").editor.focus()
        await pilot.press("space", "right", "right", "right", "space")
        wanted = (Audience.ENGINEERING, Audience.CUSTOMERS)
        await until(pilot, lambda: app.session.document.scope.audiences == wanted)


async def test_a_choice_is_made_with_the_mouse(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "scope") as (app, pilot):
        depth = app.screen.query_one("#what", DocumentForm).field("depth").editor
        await pilot.click(depth, offset=(27, 0))
        await until(pilot, lambda: app.session.document.scope.depth is Depth.FULL)


async def test_a_day_that_cannot_be_read_is_refused_in_words_and_kept(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(incident_date=None), "scope") as (app, pilot):
        field = app.screen.query_one("#what", DocumentForm).field("incident_date")
        field.editor.focus()
        await pilot.press(*"32 May", "tab")
        await until(pilot, lambda: "write the day as 2026-12-31" in screen_text(app))
        assert field.text == "32 May"
        assert app.session.document.scope.incident_date is None


async def test_people_are_added_edited_deleted_and_brought_back(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "scope", size=(80, 24)) as (app, pilot):
        app.screen.query_one("#participants", ItemList).table.focus()
        await pilot.press("a", *"Kim [/]", "tab", *"on call", "ctrl+s")
        await until(pilot, lambda: len(app.session.document.scope.participants) == 1)
        await until(pilot, lambda: "Kim [/]" in screen_text(app))
        await pilot.press("e", *" Lee", "ctrl+s")
        await until(pilot, lambda: app.session.document.scope.participants[0].name == "Kim [/] Lee")
        await pilot.press("d")
        await until(pilot, lambda: app.session.document.scope.participants == ())
        await pilot.press("u")
        await until(pilot, lambda: len(app.session.document.scope.participants) == 1)


async def test_a_title_of_ten_thousand_letters_is_cut_with_an_ellipsis(tmp_path: Path) -> None:
    document = postmortem(title="x" * 10_000)
    async with opened(tmp_path, document, "scope", size=(80, 24)) as (app, pilot):
        await until(pilot, lambda: "…" in screen_text(app).split("\n")[0])
        assert "SEV2 full" in screen_text(app).split("\n")[0]


async def test_f1_lists_the_keys_of_the_screen_from_its_bindings(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "scope", size=(120, 50)) as (app, pilot):
        await pilot.press("f1")
        words = ("Undo", "Redo", "Next stage", "Park a thought", "Output", "Add", "The guide")
        await until(pilot, lambda: all(word in screen_text(app) for word in words))
        assert isinstance(app.screen, HelpDialog)


async def test_the_guide_ticks_and_waives_with_a_name_and_a_reason(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "scope", size=(80, 24)) as (app, pilot):
        await pilot.press("f2")
        screen = app.screen
        assert isinstance(screen, ScopeScreen)
        conditions = screen.guide.panel.conditions.options
        await until(pilot, lambda: conditions.has_focus)
        names = [result.condition for result in screen.guide.panel.conditions.results]
        conditions.highlighted = names.index("scope.framing")
        await pilot.press("enter", *"Ada", "ctrl+s")
        await until(pilot, lambda: len(app.session.document.confirmations) == 1)
        assert app.session.document.confirmations[0].by == "Ada"
        conditions.highlighted = names.index("scope.owner")
        await pilot.press("w", *"Nobody is free", "tab", *"Ada", "ctrl+s")
        await until(pilot, lambda: len(app.session.document.waivers) == 1)
        assert app.session.document.waivers[0].reason == "Nobody is free"
        await until(pilot, lambda: "(waived)" in screen_text(app))


async def test_a_thought_is_parked_from_a_text_field(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "scope") as (app, pilot):
        assert isinstance(app.focused, Input)
        await pilot.press("f3", *"ask the vendor", "enter")
        await until(pilot, lambda: len(app.session.document.parking_lot) == 1)
        assert app.session.document.parking_lot[0].text == "ask the vendor"


async def test_a_save_that_fails_says_so_and_keeps_the_edit(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(title=""), "scope", size=(80, 24)) as (app, pilot):
        (tmp_path / f".{app.session.document.id}.json.tmp").mkdir()
        await pilot.press(*"Cart", "tab")
        await until(pilot, lambda: app.session.state.kind == "not saved")
        await until(pilot, lambda: "! not saved" in screen_text(app))
        assert app.session.document.scope.title == "Cart"
        await pilot.press("ctrl+q")
        await until(pilot, lambda: "Save it elsewhere" in screen_text(app))


async def test_a_save_that_failed_is_tried_again_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.services.sync.RETRY_SECONDS", 0.1)
    async with opened(tmp_path, postmortem(title=""), "scope") as (app, pilot):
        in_the_way = tmp_path / f".{app.session.document.id}.json.tmp"
        in_the_way.mkdir()
        await pilot.press(*"Cart", "tab")
        await until(pilot, lambda: app.session.state.kind == "not saved")
        in_the_way.rmdir()
        await until(pilot, lambda: app.session.is_saved)
        assert kept(tmp_path).scope.title == "Cart"


async def test_a_slow_disk_never_holds_up_typing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free, begun = threading.Event(), threading.Event()
    slow = Files.sync

    def stuck(files: Files, descriptor: int) -> None:
        begun.set()
        free.wait(60)
        slow(files, descriptor)

    async with opened(tmp_path, postmortem(title=""), "scope") as (app, pilot):
        monkeypatch.setattr(Files, "sync", stuck)
        await pilot.press(*"Cart")
        await until(pilot, begun.is_set)
        await pilot.press(*" is empty", "tab", *"INC-7")
        await until(pilot, lambda: "Cart is empty" in screen_text(app))
        assert "INC-7" in screen_text(app)
        assert not app.session.is_saved
        free.set()
        await until(pilot, lambda: kept(tmp_path).scope.reference == "INC-7")
        assert kept(tmp_path).scope.title == "Cart is empty"


async def test_leaving_at_once_keeps_the_last_letters_typed(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(title=""), "scope") as (_, pilot):
        await pilot.press(*"Cart", "ctrl+q")
        await until(pilot, lambda: kept(tmp_path).scope.title == "Cart")


async def test_a_list_gives_its_wide_column_the_room_there_is_after_every_resize(
    tmp_path: Path,
) -> None:
    people = [{"name": "n" * 60, "role": "incident lead", "responder": True}]
    async with opened(tmp_path, postmortem(participants=people), "scope", (80, 40)) as (app, pilot):
        for size in ((80, 40), (200, 50), (120, 40)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda: "incident lead" in screen_text(app))
            await until(pilot, lambda: "Responder" in screen_text(app))


@pytest.mark.parametrize(
    ("typed", "kept_as", "problem"),
    [
        ("europe/berlin", "Europe/Berlin", ""),
        ("pt", "America/Los_Angeles", ""),
        ("utc", "", ""),
        ("CET", None, "name a place"),
        ("Europe/Atlantis", None, "no time zone Europe/Atlantis"),
        ("IST", None, "IST may be"),
    ],
)
def test_the_zone_of_typing_is_a_place(typed: str, kept_as: str | None, problem: str) -> None:
    (bound,) = (field for field in SCOPE_FIELDS if field.spec.name == "zone")
    if kept_as is None:
        with pytest.raises(ValueError, match=problem):
            bound.write(postmortem(), typed)
    else:
        assert bound.write(postmortem(), typed).scope.zone == kept_as
