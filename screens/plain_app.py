"""What an app does with text from outside, whichever screen is in front: it stays text."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import App
from textual.notifications import Notify, SeverityLevel

from facilitator.importers.validation import SHOWN_ESCAPE
from screens.keys_in_turn import KeysInTurn
from screens.safe import bare

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
        self._keys = KeysInTurn(self, super().on_event)

    def on_mount(self) -> None:
        """Let keys wait for every screen that comes up, the first one too."""
        self.screen_change_signal.subscribe(self, lambda _: self._keys.settle(), immediate=True)
        self._keys.settle()

    def get_driver_class(self) -> type[Driver]:
        """Read the terminal through a driver that bears whatever is pasted, where we have one."""
        if sys.platform == "win32":
            return super().get_driver_class()
        from textual.drivers.linux_driver import LinuxDriver  # needs what Windows does not have

        from screens.terminal_input import ShieldedDriver

        given = super().get_driver_class()
        return ShieldedDriver if given is LinuxDriver else given

    async def on_event(self, event: events.Event) -> None:
        """Take out of a paste what a terminal would act on, before any widget shows it."""
        if isinstance(event, events.Paste):
            event.text = bare(event.text.replace(SHOWN_ESCAPE, "\x1b"))
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            await self._keys.take(event)
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
        for older in list(self._notifications):
            if older.severity != "error" or message.notification.severity == "error":
                self._unnotify(older, refresh=False)
