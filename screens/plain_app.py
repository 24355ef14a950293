"""What an app does with text from outside, whichever screen is in front: it stays text."""

from __future__ import annotations

from textual import events
from textual.app import App
from textual.notifications import SeverityLevel

from screens.safe import bare

_LONGEST = 400
"""So many letters of a notice leave most of the screen to what lies beneath it."""


class PlainApp(App[None]):
    """An app in which nothing that is pasted or said is markup, or steers the terminal."""

    async def on_event(self, event: events.Event) -> None:
        """Take out of a paste what a terminal would act on, before any widget shows it."""
        if isinstance(event, events.Paste):
            event.text = bare(event.text)
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
        super().notify(said, title=bare(title), severity=severity, timeout=timeout, markup=False)
