"""The line in which the library is searched."""

from __future__ import annotations

from textual.binding import Binding
from textual.widgets import Input


class SearchLine(Input):
    """An input with its keys in the footer; its screen has an action `end_search`."""

    BINDINGS = [
        Binding("enter,down", "submit", "To the list", key_display="⏎", id="search.to-list"),
        Binding("escape", "screen.end_search", "All again", id="search.all-again"),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(placeholder="words in title, people, causes, timeline", id=id)
