"""The line that finds the rows of a table by their words, so that only those are shown.

The line in which something is searched: the library, or the rows of a stage's table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from facilitator.model.base import ItemT
from screens.base.text import plain
from screens.widgets.text import LiveText


class SearchInput(Input):
    """An input with its keys in the footer; its screen has an action `end_search`."""

    BINDINGS = [
        Binding("enter,down", "submit", "To the list", key_display="⏎", id="search.to-list"),
        Binding("escape", "screen.end_search", "All again", id="search.all-again"),
    ]

    def __init__(self, placeholder: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(placeholder=placeholder, compact=True, id=id)


class SearchBar(Horizontal):
    """An input with how many events it finds; out of sight while nobody looks for anything."""

    DEFAULT_CSS = """
    SearchBar { height: 1; }
    SearchBar Input { width: 1fr; height: 1; border: none; padding: 0 1; background: $surface; }
    SearchBar Input:focus { background: $focus-ground; }
    SearchBar Static { width: auto; padding: 0 1; color: $quiet; }
    """

    class Changed(Message):
        """Other words are looked for, or none any more."""

    class Submitted(Message):
        """Enter or the arrow was pressed: what was found is wanted."""

    def __init__(self, placeholder: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.input = SearchInput(placeholder)
        self._count = LiveText()
        self.display = False

    def compose(self) -> ComposeResult:
        """Lay the count beside the input."""
        yield self.input
        yield self._count

    def begin(self) -> None:
        """Come into sight, and take what is typed."""
        self.display = True
        self.input.focus()

    def end(self) -> None:
        """Show everything again."""
        with self.prevent(Input.Changed):
            self.input.value = ""
        self.display = False
        self.post_message(self.Changed())

    def matching_ids(
        self, items: Sequence[ItemT], says: Callable[[ItemT], str]
    ) -> frozenset[str] | None:
        """Return the ids of the items that say all the words; None where none are looked for."""
        words = self.input.value.casefold().split()
        if not self.display or not words:
            self._count.set_text(plain(""))
            return None
        told = ((item.id, says(item).casefold()) for item in items)
        found = frozenset(item_id for item_id, said in told if all(w in said for w in words))
        self._count.set_text(plain(f"{len(found)} of {len(items)} · Esc shows all"))
        return found

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted())
