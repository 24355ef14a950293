"""p: the earlier postmortem that this one repeats, chosen from the library; those alike first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Footer, Input, Static

from facilitator.guide.similarity import Traits
from screens.base.modal import Dialog
from screens.base.text import one_line, plain
from screens.widgets.table import Column, Row, RowTable

if TYPE_CHECKING:
    from data.index.index import Index
    from data.index.search import Alike
    from facilitator.guide.library_summary import Summary

COLUMNS = (
    Column("Day", 10),
    Column("Title", 0),
    Column("Sev", 4),
    Column("Alike in", 30),
)
_NONE = "None of the library holds these words. Esc leaves what stands in the field."


class _Search(Input):
    """An input with what Enter does in the footer."""

    BINDINGS = [Binding("enter", "submit", "It repeats this one", id="earlier.take")]


class Earlier(Dialog[str | None]):
    """Dismissed with the id of the postmortem that was chosen, or with None.

    `traits` are those of the open postmortem and `own_id` its id: it does not repeat itself.
    `search` stands in the search to begin with.
    """

    CSS_PATH = "earlier.tcss"
    AUTO_FOCUS = "#earlier-search"
    BINDINGS = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("escape", "leave", "Close", id="earlier.close"),
    ]

    @dataclass
    class Found(Message):
        """What is alike was found, on a thread of its own."""

        alike: Sequence[Alike]

    def __init__(self, index: Index, traits: Traits, own_id: str, search: str = "") -> None:
        super().__init__()
        self._index = index
        self._traits = traits
        self._own_id = own_id
        self._alike: dict[str, Alike] = {}
        self._search = _Search(
            search,
            placeholder="words in title, people, causes, timeline",
            compact=True,
            id="earlier-search",
        )
        self.table = RowTable(COLUMNS, self._rows)
        self._none = Static(plain(_NONE), id="earlier-none")

    def compose(self) -> ComposeResult:
        """Lay the search above the table."""
        with Vertical(id="earlier"):
            heading = "Which one does it repeat? Those most like it stand first"
            yield Static(plain(heading), classes="heading")
            yield self._search
            yield self._none
            yield self.table
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Show the library at once, and what is alike as soon as it is found."""
        self._show()
        self.run_worker(self._find, thread=True, exit_on_error=False, group="alike")

    def _find(self) -> None:
        self.post_message(self.Found(self._index.alike(self._traits, self._own_id)))

    @on(Found)
    def _found(self, event: Found) -> None:
        moved = self.table.cursor_row > 0
        self._alike = {each.postmortem_id: each for each in event.alike}
        self._show()
        if not moved:
            self.table.action_move_to(0)

    @on(Input.Changed)
    def _show(self) -> None:
        """Show what the words find, those alike before the others."""
        found = [each for each in self._index.ids(self._search.value) if each != self._own_id]
        there = frozenset(found)
        alike = [each for each in self._alike if each in there]
        self.table.show_keys([*alike, *(each for each in found if each not in self._alike)])
        self.set_class(not found, "-none")

    def _rows(self, ids: Sequence[str]) -> Mapping[str, Row]:
        return {row.id: self._row(row) for row in self._index.summaries(ids)}

    def _row(self, found: Summary) -> Row:
        title = one_line(found.title or found.problem or "Untitled postmortem")
        alike = self._alike.get(found.id)
        why = ", ".join(alike.likeness.alike_in) if alike else ""
        texts = (found.made_on, title, found.severity or "-", why)
        return Row(texts, is_amiss=bool(found.problem))

    def action_move(self, by: int) -> None:
        """Move in the table while the search has the focus."""
        self.table.action_move(by)

    def action_page(self, by: int) -> None:
        """Move in the table by what is in sight."""
        self.table.action_page(by)

    @on(Input.Submitted)
    @on(RowTable.Chosen)
    def _take(self) -> None:
        if self.table.selected is not None:
            self.dismiss(self.table.selected)

    def action_leave(self) -> None:
        """Choose none."""
        self.dismiss(None)
