"""A screen has the size that the terminal has, never one that it had."""

from __future__ import annotations

from textual import events
from textual.screen import Screen, ScreenResultType


class FittedScreen(Screen[ScreenResultType]):
    """A screen that passes over a size the terminal has no more.

    Textual 8.2 hands a resize to every screen in sight, each of which lays out those beneath it as
    well, and hears of its own new size by one more resize. Where the next resize comes meanwhile,
    as on a busy machine, those that are old by then would undo it: a dialog stays below what is in
    sight, or two sizes take turns for minutes, while which no key is heard.
    """

    def on_resize(self, event: events.Resize) -> None:
        """Leave out what Textual does with a size that is old; the present one comes behind it."""
        if event.size != self.app.size:
            event.prevent_default()
