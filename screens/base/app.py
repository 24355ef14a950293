"""Base classes of the application: text from outside stays text; a minimum terminal size."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import App, ComposeResult
from textual.await_complete import AwaitComplete
from textual.geometry import Size
from textual.notifications import Notify, SeverityLevel
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from facilitator.importers.validation import ESCAPE_SYMBOL
from screens.base.input_queue import InputQueue
from screens.base.text import without_controls
from screens.base.textual_workarounds import (
    CurrentSizeScreen,
    ReliableTimerApp,
    remove_notification,
    shown_notifications,
)

if TYPE_CHECKING:
    from textual.driver import Driver

_MAX_NOTICE_CHARACTERS = 400
"""Longest text of a notice. A longer one would cover most of the screen."""

_NOTICE_SECONDS: dict[SeverityLevel, float] = {"information": 3, "warning": 4, "error": 8}
"""Default time a notice stays on the screen, by severity."""


class SafeTextApp(App[None]):
    """An application in which pasted text and notices are never read as markup or as controls.

    Keys and pastes go through an `InputQueue`, so that each one is handled by the widget that the
    keys before it have focused.
    """

    def __init__(self) -> None:
        super().__init__()
        self._input_queue = InputQueue(self, super().on_event)

    def on_mount(self) -> None:
        """Hold keys back whenever a screen is mounted, the first one included."""
        self.screen_change_signal.subscribe(
            self, lambda _: self._input_queue.wait_for_screen(), immediate=True
        )
        self._input_queue.wait_for_screen()

    def get_driver_class(self) -> type[Driver]:
        """Return our terminal driver in place of Textual's for Linux and macOS."""
        if sys.platform == "win32":
            return super().get_driver_class()
        # Both modules import termios, which Windows does not have.
        from textual.drivers.linux_driver import LinuxDriver

        from screens.base.terminal_input import PasteFilterDriver

        default = super().get_driver_class()
        return PasteFilterDriver if default is LinuxDriver else default

    async def on_event(self, event: events.Event) -> None:
        """Remove control characters from a paste, and queue keys and pastes."""
        if isinstance(event, events.Paste):
            # The terminal input replaced escapes by a visible symbol; turned back, whole escape
            # sequences are recognised and removed.
            event.text = without_controls(event.text.replace(ESCAPE_SYMBOL, "\x1b"))
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            await self._input_queue.put(event)
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
        """Show a notice; `timeout` is in seconds. Markup is never read, whatever `markup` says."""
        text = without_controls(message)
        if len(text) > _MAX_NOTICE_CHARACTERS:
            text = f"{text[:_MAX_NOTICE_CHARACTERS].rstrip()}…"
        seconds = _NOTICE_SECONDS[severity] if timeout is None else timeout
        title = without_controls(title)
        super().notify(text, title=title, severity=severity, timeout=seconds, markup=False)

    @on(Notify)
    def _remove_older(self, message: Notify) -> None:
        """Remove the notices shown so far; an error is only replaced by another error."""
        for older in shown_notifications(self):
            if older.severity != "error" or message.notification.severity == "error":
                remove_notification(self, older)


MINIMUM_SIZE = (80, 20)
"""Columns and rows of the smallest terminal the screens are designed for."""


class TooSmallScreen(CurrentSizeScreen[None], ModalScreen[None]):
    """Asks for a larger terminal, and covers the other screens until there is one.

    Where a screen was pushed above it the application adds a second one on top, and the covered one
    draws nothing.
    """

    DEFAULT_CSS = """
    TooSmallScreen { align: center middle; background: $background; }
    TooSmallScreen.-covered { background: transparent; }
    TooSmallScreen.-covered Static { display: none; }
    """

    def compose(self) -> ComposeResult:
        """Compose the request."""
        yield Static("Make this terminal at least 80 columns by 20 rows. Nothing is lost.")

    def on_screen_suspend(self) -> None:
        """Become transparent below another screen."""
        self.add_class("-covered")

    def on_screen_resume(self) -> None:
        """Show the request again once it is on top, unless the terminal has grown meanwhile."""
        self.set_class(is_large_enough(self.app.size), "-covered")


def is_large_enough(size: Size) -> bool:
    """Return whether a terminal of this size has the minimum size."""
    return size.width >= MINIMUM_SIZE[0] and size.height >= MINIMUM_SIZE[1]


def front_screen(app: App[Any]) -> Screen[Any]:
    """Return the topmost screen that is no `TooSmallScreen`."""
    return next(each for each in reversed(app.screen_stack) if not isinstance(each, TooSmallScreen))


class MinimumSizeApp(ReliableTimerApp):
    """An application that covers its screens with a `TooSmallScreen` in a small terminal.

    Textual 8.2 pops whichever screen is on top: a dialog that closes just after the terminal became
    too small would pop that cover instead of itself, stay, and raise at its second dismissal. So
    `pop_screen` and `switch_screen` remove the cover first; it is added again afterwards.
    """

    def on_mount(self) -> None:
        """Check the size whenever another screen comes to the front."""
        self.screen_change_signal.subscribe(self, lambda _: self._check_size())

    def on_resize(self) -> None:
        """Check the size, after Textual has stored the new one."""
        self.call_next(self._check_size)

    def pop_screen(self) -> AwaitComplete:
        """Pop the front screen, also from below the `TooSmallScreen`."""
        self._uncover()
        return super().pop_screen()

    def switch_screen(self, screen: Screen[Any] | str) -> AwaitComplete:
        """Replace the front screen, also below the `TooSmallScreen`."""
        self._uncover()
        return super().switch_screen(screen)

    def _uncover(self) -> None:
        if isinstance(self.screen, TooSmallScreen):
            super().pop_screen()

    def _check_size(self) -> None:
        """Cover the screens in a terminal that is too small, or uncover them again."""
        if is_large_enough(self.size):
            self._uncover()
        elif not isinstance(self.screen, TooSmallScreen):
            self.push_screen(TooSmallScreen())
