"""The line in which something is searched: the library, or the rows of a stage's table."""

from __future__ import annotations

from textual.binding import Binding
from textual.widgets import Input


class SearchLine(Input):
    """An input with its keys in the footer; its screen has an action `end_search`."""

    BINDINGS = [
        Binding("enter,down", "submit", "To the list", key_display="⏎", id="search.to-list"),
        Binding("escape", "screen.end_search", "All again", id="search.all-again"),
    ]

    def __init__(self, placeholder: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(placeholder=placeholder, compact=True, id=id)
