"""What an app does with text from outside, whichever screen is in front: it stays text.

A notice for a terminal with too little room.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import App, ComposeResult
from textual.await_complete import AwaitComplete
from textual.geometry import Size
from textual.notifications import Notify, SeverityLevel
from textual.screen import ModalScreen, Screen
from textual.timer import Timer, TimerCallback
from textual.widgets import Static

from facilitator.importers.validation import SHOWN_ESCAPE
from screens.base.input_queue import InputQueue
from screens.base.text import bare
from screens.base.textual_workarounds import (
    CurrentSizeScreen,
    remove_notification,
    shown_notifications,
    without_skip,
)

if TYPE_CHECKING:
    from textual.driver import Driver

_LONGEST = 400
"""So many letters of a notice leave most of the screen to what lies beneath it."""

_SECONDS: dict[SeverityLevel, float] = {"information": 3, "warning": 4, "error": 8}
"""How long a notice stays that asks for no other time."""


class PlainApp(App[None]):
    """An app in which nothing that is pasted or said is markup, or steers the terminal.

    What is typed and pasted is taken in turn, each key where those before it have led.
    """

    def __init__(self) -> None:
        super().__init__()
        self._input_queue = InputQueue(self, super().on_event)

    def on_mount(self) -> None:
        """Let keys wait for every screen that comes up, the first one too."""
        self.screen_change_signal.subscribe(
            self, lambda _: self._input_queue.wait_for_screen(), immediate=True
        )
        self._input_queue.wait_for_screen()

    def get_driver_class(self) -> type[Driver]:
        """Read the terminal through a driver that bears whatever is pasted, where we have one."""
        if sys.platform == "win32":
            return super().get_driver_class()
        from textual.drivers.linux_driver import LinuxDriver  # needs what Windows does not have

        from screens.base.terminal_input import ShieldedDriver

        given = super().get_driver_class()
        return ShieldedDriver if given is LinuxDriver else given

    async def on_event(self, event: events.Event) -> None:
        """Take out of a paste what a terminal would act on, before any widget shows it."""
        if isinstance(event, events.Paste):
            event.text = bare(event.text.replace(SHOWN_ESCAPE, "\x1b"))
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            await self._input_queue.take(event)
        else:
            await super().on_event(event)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something in passing: a long message is cut, and markup is never read from it."""
        said = bare(message)
        said = said if len(said) <= _LONGEST else f"{said[:_LONGEST].rstrip()}…"
        stays = _SECONDS[severity] if timeout is None else timeout
        super().notify(said, title=bare(title), severity=severity, timeout=stays, markup=False)

    @on(Notify)
    def _replace_older(self, message: Notify) -> None:
        """Take away what was said before, but for an error: that gives way to another one only."""
        for older in shown_notifications(self):
            if older.severity != "error" or message.notification.severity == "error":
                remove_notification(self, older)


SMALLEST = (80, 20)
"""The fewest columns and rows the screens are made for."""


class TooSmall(CurrentSizeScreen[None], ModalScreen[None]):
    """Stays until there is room; everything beneath it is as it was.

    One that a screen was pushed onto is not seen until that screen closes: another lies above.
    """

    DEFAULT_CSS = """
    TooSmall { align: center middle; background: $background; }
    TooSmall.-covered { background: transparent; }
    TooSmall.-covered Static { display: none; }
    """

    def compose(self) -> ComposeResult:
        """Say what is needed."""
        yield Static("Make this terminal at least 80 columns by 20 rows. Nothing is lost.")

    def on_screen_suspend(self) -> None:
        """Let what lies beneath be seen behind what lies above."""
        self.add_class("-covered")

    def on_screen_resume(self) -> None:
        """Be seen once what lay above this is closed, unless there is room by then."""
        self.set_class(is_enough(self.app.size), "-covered")


def is_enough(size: Size) -> bool:
    """Return whether a terminal of this size has room for the screens."""
    return size.width >= SMALLEST[0] and size.height >= SMALLEST[1]


def in_front(app: App[Any]) -> Screen[Any]:
    """Return the screen in front, not counting the notice above it."""
    return next(each for each in reversed(app.screen_stack) if not isinstance(each, TooSmall))


class AppWithRoom(App[None]):
    """An app that lays the notice above every screen where there is too little room.

    Textual takes away whatever is on top when a screen goes: a screen that goes a moment after the
    terminal became too small would take the notice, and stay, and end the program with its second
    answer.
    """

    def on_mount(self) -> None:
        """Ask for room above every screen that comes up."""
        self.screen_change_signal.subscribe(self, lambda _: self._ask_for_room())

    def on_resize(self) -> None:
        """Ask for more room where there is too little, once the new size is known."""
        self.call_next(self._ask_for_room)

    def set_timer(
        self,
        delay: float,
        callback: TimerCallback | None = None,
        *,
        name: str | None = None,
        pause: bool = False,
    ) -> Timer:
        """Call something after so many seconds, without_skip.

        Textual hands a resize on by a timer, and after one that did not fire no resize any more:
        the screens would stay as large as they were, and a dialog lie below what is in sight.
        """
        return without_skip(super().set_timer(delay, callback, name=name, pause=pause))

    def pop_screen(self) -> AwaitComplete:
        """Take away the screen in front, from beneath the notice too, which is asked for again."""
        self._take_notice_away()
        return super().pop_screen()

    def switch_screen(self, screen: Screen[Any] | str) -> AwaitComplete:
        """Put a screen in the place of the one in front, beneath the notice too."""
        self._take_notice_away()
        return super().switch_screen(screen)

    def _take_notice_away(self) -> None:
        if isinstance(self.screen, TooSmall):
            super().pop_screen()

    def _ask_for_room(self) -> None:
        """Lay the notice above every screen, or take it away again."""
        if is_enough(self.size):
            self._take_notice_away()
        elif not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())
