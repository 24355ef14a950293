"""A notice for a terminal with too little room."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

SMALLEST = (80, 20)
"""The fewest columns and rows the screens are made for."""


class TooSmall(ModalScreen[None]):
    """Stays until there is room; everything beneath it is as it was."""

    DEFAULT_CSS = "TooSmall { align: center middle; background: $background; }"

    def compose(self) -> ComposeResult:
        """Say what is needed."""
        yield Static("Make this terminal at least 80 columns by 20 rows. Nothing is lost.")

    def on_screen_resume(self) -> None:
        """Go once what lay above this is closed, if there is room by then."""
        width, height = self.app.size
        if width >= SMALLEST[0] and height >= SMALLEST[1]:
            self.dismiss()
