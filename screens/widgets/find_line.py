"""The line that finds events by their words, and shows only those."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from facilitator.imports.event_line import event_in_words
from facilitator.model.timeline import Timeline
from screens.safe import plain
from screens.widgets.search_line import SearchLine
from screens.widgets.words import Words


class FindLine(Horizontal):
    """An input with how many events it finds; out of sight while nobody looks for anything."""

    DEFAULT_CSS = """
    FindLine { height: 1; }
    FindLine Input { width: 1fr; height: 1; border: none; padding: 0 1; background: $surface; }
    FindLine Input:focus { background: $focus-ground; }
    FindLine Static { width: auto; padding: 0 1; color: $quiet; }
    """

    class Changed(Message):
        """Other words are looked for, or none any more."""

    class Left(Message):
        """Enter or the arrow was pressed: what was found is wanted."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.input = SearchLine("words, a kind, a source")
        self._count = Words()
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

    def found_in(self, timeline: Timeline) -> frozenset[str] | None:
        """Return the ids of the events that hold all the words; None where none are looked for."""
        words = self.input.value.casefold().split()
        if not self.display or not words:
            self._count.say(plain(""))
            return None
        told = ((event.id, event_in_words(event).casefold()) for event in timeline.events)
        found = frozenset(event_id for event_id, said in told if all(w in said for w in words))
        self._count.say(plain(f"{len(found)} of {len(timeline.events)} · Esc shows all"))
        return found

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Left())
