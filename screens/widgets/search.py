"""Search inputs: the plain input, and a bar above a table that filters its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from screens.base.text import plain
from screens.widgets.text import LiveText


class Identified(Protocol):
    """A row with an id."""

    @property
    def id(self) -> str:
        """The id of the row, by which the cursor stays on it."""


RowT = TypeVar("RowT", bound=Identified)


class SearchInput(Input):
    """An input with its keys in the footer; its screen must have an action `end_search`."""

    BINDINGS = [
        Binding("enter,down", "submit", "To the list", key_display="⏎", id="search.to-list"),
        Binding("escape", "screen.end_search", "All again", id="search.all-again"),
    ]

    def __init__(self, placeholder: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(placeholder=placeholder, compact=True, id=id)


class SearchBar(Horizontal):
    """A search input beside the number of matches; hidden until it is opened."""

    DEFAULT_CSS = """
    SearchBar { height: 1; }
    SearchBar Input { width: 1fr; height: 1; border: none; padding: 0 1; background: $surface; }
    SearchBar Input:focus { background: $focus-ground; }
    SearchBar Static { width: auto; padding: 0 1; color: $quiet; }
    """

    class Changed(Message):
        """The query changed, or the bar was closed."""

    class Submitted(Message):
        """Enter or the down arrow was pressed: the focus is to go to the matches."""

    def __init__(self, placeholder: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.input = SearchInput(placeholder)
        self._count = LiveText()
        self.display = False

    def compose(self) -> ComposeResult:
        """Compose the input and the number of matches."""
        yield self.input
        yield self._count

    def open(self) -> None:
        """Show the bar and focus its input."""
        self.display = True
        self.input.focus()

    def close(self) -> None:
        """Hide the bar and drop the query, so that every row is shown."""
        with self.prevent(Input.Changed):
            self.input.value = ""
        self.display = False
        self.post_message(self.Changed())

    def matching_ids(
        self, items: Sequence[RowT], text_of: Callable[[RowT], str]
    ) -> frozenset[str] | None:
        """Return the ids of items whose text contains every word of the query.

        Case is ignored. Returns None while there is no query.
        """
        words = self.input.value.casefold().split()
        if not self.display or not words:
            self._count.set_text(plain(""))
            return None
        texts = ((item.id, text_of(item).casefold()) for item in items)
        found = frozenset(item_id for item_id, text in texts if all(w in text for w in words))
        self._count.set_text(plain(f"{len(found)} of {len(items)} · Esc shows all"))
        return found

    @on(Input.Changed)
    def _query_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())

    @on(Input.Submitted)
    def _query_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted())
