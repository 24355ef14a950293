"""A notice for a terminal with too little room."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

SMALLEST = (80, 20)
"""The fewest columns and rows the screens are made for."""


class TooSmall(ModalScreen[None]):
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


def ask_for_room(app: App[None]) -> None:
    """Lay the notice above every screen where there is too little room, and take it away again."""
    on_top = isinstance(app.screen, TooSmall)
    if on_top and is_enough(app.size):
        app.pop_screen()
    elif not on_top and not is_enough(app.size):
        app.push_screen(TooSmall())
