"""Every workaround for Textual: the fault is still in Textual, and the workaround removes it.

A test named `test_textual_...` uses Textual alone. It fails once an update removes the fault; its
message says which workaround can go then, together with its tests. That a workaround works is
tested here, or where it is used: resizes in `test_resize.py`, keys in `test_input_queue.py`, pastes
in `test_terminal_input.py`, the palette in `test_command_palette.py`, and screens that close in
`test_close_twice.py`.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from threading import Event as ThreadEvent
from time import monotonic
from typing import Any
from unittest.mock import patch

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import WorkerFailed

from screens.base.terminal_input import PasteFilterDriver
from screens.base.textual_workarounds import (
    FocusScrollScreen,
    KeyFirstInput,
    SteadyInput,
    own_bindings,
    remove_notification,
    sent_by,
    shown_notifications,
    without_skip,
)
from screens.dialogs.choose import ChoiceDialog
from tests.support.screens import opened, postmortem, screen_text, until

SIZE = (80, 24)
OUTDATED = Size(120, 40)


def gone(workaround: str) -> str:
    """Return the message of a test whose fault an update of Textual has removed."""
    return f"Textual has this fault no longer: {workaround} can go, with its tests"


# Resizes: CurrentSizeScreen, ReliableTimerApp, without_skip


async def test_textual_gives_a_screen_a_size_the_terminal_no_longer_has() -> None:
    app = App[None]()
    async with app.run_test(size=SIZE) as pilot:
        handled = asyncio.Event()
        app.screen.post_message(Resize(OUTDATED, OUTDATED))
        app.screen.call_later(handled.set)
        await until(pilot, handled.is_set)
        assert app.size == Size(*SIZE)
        assert app.screen.outer_size == OUTDATED, gone("CurrentSizeScreen")


_HELD_UP_SECONDS = 0.02
"""More than the hundredth of a second by which Textual delays a resize."""


@contextmanager
def _held_up() -> Iterator[None]:
    """Let that much time pass between any two times Textual reads the clock."""
    readings = count()

    def get_time() -> float:
        return monotonic() + next(readings) * _HELD_UP_SECONDS

    with patch("textual._time.get_time", get_time):
        yield


async def test_textual_skips_a_timer_whose_moment_passed_as_it_started() -> None:
    app = App[None]()
    async with app.run_test(size=SIZE) as pilot:
        fired: list[str] = []
        with _held_up():
            timer = app.set_timer(_HELD_UP_SECONDS / 2, lambda: fired.append("it"))
            ended = timer._task
            assert ended is not None
            await until(pilot, ended.done)
        assert fired == [], gone("without_skip")


async def test_textual_loses_a_resize_while_the_program_is_held_up() -> None:
    app = App[None]()
    async with app.run_test(size=SIZE) as pilot:
        smaller = Size(60, 20)
        with _held_up():
            app.post_message(Resize(smaller, smaller))
            await until(pilot, lambda: app.size == smaller and _resize_is_over(app))
        assert app.screen.outer_size == Size(*SIZE), gone("ReliableTimerApp")


def _resize_is_over(app: App[None]) -> bool:
    """Return whether the resize was delivered, or the timer that should deliver it has ended."""
    timer = app._resize_timer
    if timer is None:
        return app._resize_event is None
    return timer._task is not None and timer._task.done()


async def test_a_timer_fires_though_its_moment_passed_as_it_started(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "causes") as (app, pilot):
        fired: list[str] = []
        with _held_up():
            without_skip(app.screen.set_timer(_HELD_UP_SECONDS / 2, lambda: fired.append("it")))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        await until(pilot, lambda: fired == ["it"])


async def test_a_dialog_comes_into_a_smaller_terminal_though_the_program_is_held_up(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(), "causes", (100, 40)) as (app, pilot):
        app.push_screen(ChoiceDialog("Really?", [("yes", "Yes")]))
        await until(pilot, lambda: "Really?" in screen_text(app))
        with _held_up():
            app.post_message(Resize(Size(80, 24), Size(80, 24)))
            await until(pilot, lambda: app.size == (80, 24))
            await asyncio.sleep(0)
        await until(pilot, lambda: app.screen.outer_size == (80, 24))


# Focus: FocusScrollScreen


class _LateFields(Screen[None]):
    """A screen with a long form that appears together with the focus of its last field."""

    CSS = """
    VerticalScroll { height: 1fr; display: none; }
    VerticalScroll.-shown { display: block; }
    """

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            for n in range(40):
                yield Input(id=f"field-{n}", compact=True)

    def show_last(self) -> Widget:
        """Show the form and focus its last field, in one go."""
        self.query_one(VerticalScroll).add_class("-shown")
        last = self.query_one("#field-39")
        self.set_focus(last)
        return last


class _LateFieldsInOurs(FocusScrollScreen[None], _LateFields):
    """The same as a screen with the workaround."""


@asynccontextmanager
async def _last_field(screen: _LateFields) -> AsyncIterator[tuple[Pilot[None], Widget]]:
    app = App[None]()
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(screen)
        last = screen.show_last()
        await until(pilot, lambda: bool(last.region))
        yield pilot, last


async def test_textual_does_not_scroll_to_a_focused_field_that_appears_with_the_focus() -> None:
    screen = _LateFields()
    async with _last_field(screen) as (pilot, last):
        await _all_handled(pilot, screen)
        assert not screen.can_view_entire(last), gone("FocusScrollScreen")


async def test_a_focused_field_that_appears_with_the_focus_is_scrolled_to() -> None:
    screen = _LateFieldsInOurs()
    async with _last_field(screen) as (pilot, last):
        await until(pilot, lambda: screen.can_view_entire(last))


async def _all_handled(pilot: Pilot[Any], screen: Screen[Any]) -> None:
    """Wait until a screen has painted, and handled what was posted before and because of that."""
    for _ in range(3):
        painted = asyncio.Event()
        screen.call_after_refresh(painted.set)
        await until(pilot, painted.is_set)
        await pilot.pause()


# The entry line and tables: SteadyInput, KeyFirstInput, sent_by


class _OneLine(App[None]):
    """An app with one input, which counts layouts and records what is entered."""

    def __init__(self, line: Input) -> None:
        super().__init__()
        self.line = line
        self.layouts = 0
        self.changed: list[str] = []
        self.entered: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.line

    def on_input_changed(self, event: Input.Changed) -> None:
        """Record the text."""
        self.changed.append(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Record the text."""
        self.entered.append(event.value)

    def count_layout(self, _: object) -> None:
        """Count a layout of the screen."""
        self.layouts += 1


async def _layouts_while_typing(line: Input) -> int:
    app = _OneLine(line)
    async with app.run_test(size=SIZE) as pilot:
        line.focus()
        await _all_handled(pilot, app.screen)
        app.screen.screen_layout_refresh_signal.subscribe(app.screen, app.count_layout)
        await pilot.press(*"word")
        await _all_handled(pilot, app.screen)
        return app.layouts


async def test_textual_lays_the_screen_out_again_for_a_typed_letter() -> None:
    assert await _layouts_while_typing(Input()) > 0, gone("SteadyInput")


async def test_a_typed_letter_lays_nothing_out_again() -> None:
    assert await _layouts_while_typing(SteadyInput()) == 0


class _KeyFirst(KeyFirstInput):
    """An input that takes Enter itself, and notes the text after each key."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.taken: list[str] = []

    def takes_key(self, event: events.Key) -> bool:
        if event.key == "enter":
            self.taken.append(self.value)
        return event.key == "enter"

    def after_key(self) -> None:
        self.texts.append(self.value)


async def test_textual_reports_a_typed_letter_only_some_messages_later() -> None:
    app = _OneLine(Input())
    async with app.run_test(size=SIZE):
        await app.line.on_event(events.Key("x", "x"))
        assert (app.line.value, app.changed) == ("x", []), gone("KeyFirstInput.after_key")


async def test_textual_reads_letters_typed_behind_enter_before_it() -> None:
    app = _OneLine(Input())
    async with app.run_test(size=SIZE) as pilot:
        app.line.focus()
        await _all_handled(pilot, app.screen)
        for key in ("a", "enter", "b"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: bool(app.entered))
        assert app.entered == ["ab"], gone("KeyFirstInput.takes_key")


async def test_a_key_is_taken_before_the_keys_behind_it_and_its_letter_reported_at_once() -> None:
    line = _KeyFirst()
    app = _OneLine(line)
    async with app.run_test(size=SIZE) as pilot:
        for key in ("a", "enter", "b"):
            await line.on_event(events.Key(key, key if len(key) == 1 else None))
        assert (line.taken, line.texts) == (["a"], ["a", "ab"])
        await until(pilot, lambda: app.changed[-1:] == ["ab"])


class _Row(Static):
    """A row that is selected by the view around it."""

    class Selected(Message):
        """The row was selected."""

    def select(self, is_sent_by_row: bool) -> None:
        """Post that the row was selected."""
        message = self.Selected()
        self.post_message(sent_by(self, message) if is_sent_by_row else message)


class _View(VerticalScroll):
    """A view that selects its row when it is asked to."""

    class SelectionRequested(Message):
        """The row is to be selected."""

        def __init__(self, is_sent_by_row: bool) -> None:
            super().__init__()
            self.is_sent_by_row = is_sent_by_row

    def compose(self) -> ComposeResult:
        yield _Row()

    def on__view_selection_requested(self, message: SelectionRequested) -> None:
        """Select the row."""
        self.query_one(_Row).select(message.is_sent_by_row)


class _Table(App[None]):
    """An app that is told of selected rows."""

    was_told = False

    def compose(self) -> ComposeResult:
        yield _View()

    def on__row_selected(self) -> None:
        """Note that a row was selected."""
        self.was_told = True


async def test_textual_stops_a_message_at_the_view_whose_handler_caused_it() -> None:
    app = _Table()
    async with app.run_test(size=SIZE) as pilot:
        app.query_one(_View).post_message(_View.SelectionRequested(is_sent_by_row=False))
        await _all_handled(pilot, app.screen)
        assert not app.was_told, gone("sent_by")


async def test_a_message_sent_by_a_row_goes_past_the_view_around_it() -> None:
    app = _Table()
    async with app.run_test(size=SIZE) as pilot:
        app.query_one(_View).post_message(_View.SelectionRequested(is_sent_by_row=True))
        await until(pilot, lambda: app.was_told)


# Public API that Textual lacks: notices and bindings


def test_textual_has_no_public_way_to_remove_or_list_notices() -> None:
    public = {name for name in dir(App) if "notif" in name and not name.startswith("_")}
    public -= {"action_notify", "clear_notifications", "notify", "notify_style_update"}
    assert not public, f"{public} is new: remove_notification or shown_notifications may go for it"


def test_textual_has_no_public_way_to_list_the_bindings_of_a_widget() -> None:
    public = {name for name in dir(DOMNode) if "binding" in name and not name.startswith("_")}
    public -= {"refresh_bindings"}
    assert not public, f"{public} is new: own_bindings may go for it"


async def test_a_notice_can_be_removed_and_the_others_stay() -> None:
    app = App[None]()
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        app.notify("first")
        app.notify("second")
        await until(pilot, lambda: len(shown_notifications(app)) == 2)
        remove_notification(app, shown_notifications(app)[0])
        assert [each.message for each in shown_notifications(app)] == ["second"]


def test_the_bindings_of_a_widget_are_listed_shown_or_not() -> None:
    class Bound(Widget):
        BINDINGS = [Binding("a", "one", "One"), Binding("b", "two", "Two", show=False)]

    assert [each.action for each in own_bindings(Bound())] == ["one", "two"]


# The command palette: ImmediatePalette


class _Commands(Provider):
    """A single command, which records that it ran."""

    async def discover(self) -> Hits:
        yield DiscoveryHit("Run it", lambda: _record(self.app, "command"))

    async def search(self, query: str) -> Hits:
        yield Hit(1.0, "Run it", lambda: _record(self.app, "command"))


def _record(app: App[Any], what: str) -> None:
    assert isinstance(app, _Plain)
    app.happened.append(what)


class _Plain(App[None]):
    """A Textual app that records what ran, and has a line that `a` focuses."""

    COMMANDS = {_Commands}
    BINDINGS = [Binding("a", "add", "Add"), Binding("x", "delete", "Delete")]
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self.happened: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("Nothing")
        yield Input(id="line")

    def action_add(self) -> None:
        """Focus the line."""
        self.query_one(Input).focus()

    def action_delete(self) -> None:
        """Do what must not happen to a letter typed into the line."""
        self.happened.append("delete")


async def test_textual_selects_a_command_some_messages_after_enter() -> None:
    app = _Plain()
    async with app.run_test(size=SIZE) as pilot:
        app.action_command_palette()
        await until(pilot, lambda: _has_command(app))
        palette = app.screen
        assert isinstance(palette, CommandPalette)
        palette._action_command_list("select")
        assert app.screen is palette, gone("ImmediatePalette._action_command_list")
        await until(pilot, lambda: app.happened == ["command"])


def _has_command(app: App[None]) -> bool:
    found = app.screen.query(CommandList)
    return bool(found) and found.first().highlighted is not None


async def test_textual_fails_on_a_letter_typed_as_the_palette_closes() -> None:
    try:
        await _type_into_closed_palette(_Plain())
    except WorkerFailed:
        return
    pytest.fail(gone("ImmediatePalette._ignore_late_input"))


async def _type_into_closed_palette(app: App[None]) -> None:
    async with app.run_test(size=SIZE) as pilot:
        app.action_command_palette()
        await until(pilot, lambda: _has_command(app))
        palette = app.screen
        typed = palette.query_one(Input)
        await pilot.press("escape")
        await until(pilot, lambda: not palette.children)
        await palette._on_message(Input.Changed(typed, "x"))
        await app.workers.wait_for_complete()


# Keys: InputQueue


async def test_textual_runs_a_letter_typed_into_a_line_about_to_be_focused_as_a_command() -> None:
    app = _Plain()
    async with app.run_test(size=SIZE) as pilot:
        app.set_focus(None)
        for key in "ax":
            app.post_message(events.Key(key, key))
        await until(pilot, lambda: app.focused is not None)
        line = app.query_one(Input)
        await until(pilot, lambda: bool(line.value or app.happened))
        assert (line.value, app.happened) == ("", ["delete"]), gone("InputQueue")


# Screens that close: Dialog.dismiss and MinimumSizeApp.pop_screen


async def test_textual_pops_the_screen_below_a_dialog_that_is_dismissed_twice() -> None:
    app = App[None]()
    async with app.run_test(size=SIZE):
        below, dialog = Screen[None](), ModalScreen[None]()
        await app.push_screen(below)
        await app.push_screen(dialog)
        dialog.dismiss()
        dialog.dismiss()
        assert below not in app.screen_stack, gone("Dialog.dismiss")


async def test_textual_pops_the_screen_above_a_dialog_that_is_dismissed() -> None:
    app = App[None]()
    async with app.run_test(size=SIZE):
        dialog, cover = ModalScreen[None](), ModalScreen[None]()
        await app.push_screen(dialog)
        await app.push_screen(cover)
        dialog.dismiss()
        assert app.screen is dialog, gone("the overrides of MinimumSizeApp")


# The terminal's input: PasteFilterDriver


def _read(driver_class: type[LinuxDriver], sent: bytes) -> list[str]:
    """Return the keys a driver reads, up to the first `q`, when a terminal sends these bytes."""
    reading, writing = os.pipe()
    driver = driver_class.__new__(driver_class)
    driver._debug, driver.fileno, driver.exit_event = False, reading, ThreadEvent()
    keys: list[str] = []

    def process_message(message: Message) -> None:
        if isinstance(message, events.Key):
            keys.append(message.key)
            if message.key == "q":
                driver.exit_event.set()

    try:
        os.write(writing, sent)
        os.close(writing)
        with patch.object(driver, "process_message", process_message):
            driver.run_input_thread()
    finally:
        os.close(reading)
    return keys


@pytest.mark.skipif(sys.platform == "win32", reason="the driver is for Linux and macOS")
def test_textual_fails_on_bytes_that_are_not_utf_8() -> None:
    try:
        _read(LinuxDriver, b"a\xffq")
    except UnicodeDecodeError:
        return
    pytest.fail(gone("the decoder of PasteFilterDriver"))


@pytest.mark.skipif(sys.platform == "win32", reason="the driver is for Linux and macOS")
def test_keys_around_bytes_that_are_not_utf_8_are_read() -> None:
    keys = _read(PasteFilterDriver, b"a\xffq")
    assert (keys[0], keys[-1]) == ("a", "q")


def test_textual_takes_an_escape_sequence_inside_a_paste_for_a_key() -> None:
    tokens = list(XTermParser().feed("\x1b[200~one\x1b[Atwo\x1b[201~"))
    keys = [token.key for token in tokens if isinstance(token, events.Key)]
    assert keys, gone("PasteFilter")
