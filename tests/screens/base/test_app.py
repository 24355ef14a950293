"""What comes from outside while the program runs, a paste or a message, stays text as well."""

from __future__ import annotations

from pathlib import Path

from textual.events import Paste
from textual.widgets import Input, TextArea

from data.library.library import TinyLibrary
from screens.app import FacilitatorApp
from screens.base.terminal_input import PasteFilter
from screens.timeline.paste_dialog import PasteDialog
from screens.widgets.choice import Choice
from tests.support.hostile import HOSTILES, LONG
from tests.support.painted import dangers, painted
from tests.support.screens import opened, postmortem, said, screen_text, until

TYPED = [text.typed for text in HOSTILES if text.typed != LONG]
SHOWN = [text.shown for text in HOSTILES if text.typed != LONG]


async def test_what_is_pasted_into_a_line_is_bare_of_what_steers_a_terminal(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(title=""), "scope") as (app, pilot):
        line = app.focused
        assert isinstance(line, Input)
        for typed, shown in zip(TYPED, SHOWN, strict=True):
            line.value = ""
            app.post_message(Paste(typed))
            await until(pilot, lambda: bool(line.value))
            assert line.value == shown
            await pilot.pause()
            assert shown in screen_text(app)
            assert not list(dangers(painted(app), app.size.width))


async def test_what_is_pasted_into_a_text_and_the_entry_line_is_bare_as_well(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(), "followup") as (app, pilot):
        area = app.focused
        assert isinstance(area, TextArea)
        app.post_message(Paste("\r\n".join(TYPED)))
        await until(pilot, lambda: area.text == "\n".join(SHOWN))
        assert not list(dangers(painted(app), app.size.width))
        app.action_go("timeline")
        await until(pilot, lambda: isinstance(app.focused, Input))
        line = app.focused
        assert isinstance(line, Input)
        app.post_message(Paste(f"14:02 {' '.join(TYPED)}"))
        await until(pilot, lambda: line.value == f"14:02 {' '.join(SHOWN)}")
        await pilot.pause()
        assert not list(dangers(painted(app), app.size.width))


async def test_one_line_through_a_terminal_is_bare_too_and_what_is_no_line_is_refused(
    tmp_path: Path,
) -> None:
    paste_filter = PasteFilter()
    paste_filter.filter("\x1b[200~14:02 \x1b[31mred\x1b[0m light\x1b[201~")
    async with opened(tmp_path, postmortem(), "timeline", size=(80, 24)) as (app, pilot):
        line = app.focused
        assert isinstance(line, Input)
        app.post_message(Paste(paste_filter.pasted.popleft()))
        await until(pilot, lambda: line.value == "14:02 red light")
        app.post_message(Paste("\ufffd" * 90))
        await until(pilot, lambda: "binary data" in screen_text(app))
        app.post_message(Paste("x" * 100_001))
        await until(pilot, lambda: "100,000 letters" in screen_text(app))
        assert line.value == "14:02 red light"


async def test_a_log_in_colours_is_pasted_without_them(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", size=(120, 50)) as (app, pilot):
        await pilot.press("escape", "p")
        await until(pilot, lambda: isinstance(app.screen, PasteDialog))
        app.post_message(Paste("\n".join(f"14:{n:02} {text}" for n, text in enumerate(TYPED))))
        rows = [f"14:{n:02} {text}" for n, text in enumerate(SHOWN)]
        await until(pilot, lambda: f"{len(rows)} events" in screen_text(app))
        shown = screen_text(app)
        assert not [row for row in rows[:10] if row not in shown]
        assert not list(dangers(painted(app), app.size.width))


async def test_a_message_is_letters_and_leaves_the_screen_in_sight(tmp_path: Path) -> None:
    app = FacilitatorApp(TinyLibrary(tmp_path), tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.notify(LONG)
        await until(pilot, lambda: "x…" in screen_text(app))
        assert sum("xxx" in line for line in screen_text(app).split("\n")) < 12
        app.clear_notifications()
        for typed, shown in zip(TYPED, SHOWN, strict=True):
            app.notify(typed, title=typed, markup=True)
            await pilot.pause()
            assert screen_text(app).count(shown) == 2
            assert not list(dangers(painted(app), 80))
            app.clear_notifications()


def test_an_option_longer_than_the_line_is_cut_and_the_next_one_stands_beneath_it() -> None:
    choice = Choice((LONG, "short"))
    assert choice.option_positions(20) == [(0, 0, f"( ) {'x' * 15}…"), (1, 0, "( ) short")]


async def test_a_notice_takes_one_line_above_the_footer_and_replaces_the_one_before(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(), "timeline", size=(80, 24), notices=True) as (
        app,
        pilot,
    ):
        for n in range(3):
            app.notify(f"Undone: Add event {n}")
        await until(pilot, lambda: "Undone: Add event 2" in screen_text(app))
        await pilot.pause()
        rows = screen_text(app).splitlines()
        (row,) = (n for n, text in enumerate(rows) if "Undone" in text)
        assert row == len(rows) - 2
        assert rows[row].rstrip().endswith("Undone: Add event 2")


async def test_an_error_stays_beside_what_is_said_after_it(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "timeline", size=(80, 24), notices=True) as (
        app,
        pilot,
    ):
        app.notify("the first", severity="error")
        app.notify("the disk is full", severity="error")
        app.notify("Undone: Add event")
        app.notify("Nothing to undo")
        await until(pilot, lambda: "Nothing to undo" in screen_text(app))
        await until(pilot, lambda: said(app) == "the disk is full Nothing to undo")
        above, below = screen_text(app).splitlines()[-3:-1]
        assert "the disk is full" in above
        assert "Nothing to undo" in below
