"""Recurrence: the earlier postmortem an incident repeats, searched by similarity and chosen.

Similarity is computed from titles, services, causes and other traits; see
`facilitator.guide.similarity`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Footer, Input, Static

from facilitator.guide.depth import REPEAT_REASON, depth_of, raise_reasons
from facilitator.guide.similarity import STRONG_SIMILARITY, Traits, traits_of
from facilitator.model.postmortem import Postmortem
from screens.base.modal import Dialog
from screens.base.text import cut_line, one_line, plain
from screens.followup.form import with_repeat_of
from screens.library.screen import LibraryScreen
from screens.services.context import StageContext
from screens.widgets.table import RowContent, RowTable, TableColumn

if TYPE_CHECKING:
    from data.index.index import LibraryIndex
    from data.index.search import SimilarPostmortem
    from facilitator.guide.library_summary import Summary

_COLUMNS = (
    TableColumn("Day", 10),
    TableColumn("Title", 0),
    TableColumn("Sev", 4),
    TableColumn("Alike in", 30),
)
_NO_MATCH = "None of the library holds these words. Esc leaves what stands in the field."


class _SearchInput(Input):
    """The search, with a binding of its own so that the footer says what Enter does."""

    BINDINGS = [Binding("enter", "submit", "It repeats this one", id="earlier.take")]


class EarlierPostmortemDialog(Dialog[str | None]):
    """Search in the library, similar postmortems first. Dismissed with the chosen id, or None.

    `traits` and `own_id` are those of the open postmortem, which is left out; `search` is the text
    the search begins with.
    """

    CSS_PATH = "recurrence.tcss"
    AUTO_FOCUS = "#earlier-search"
    BINDINGS = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("escape", "leave", "Close", id="earlier.close"),
    ]

    @dataclass
    class SimilarFound(Message):
        """The similar postmortems, most similar first, as the worker found them."""

        similar: Sequence[SimilarPostmortem]

    def __init__(self, index: LibraryIndex, traits: Traits, own_id: str, search: str = "") -> None:
        super().__init__()
        self._index = index
        self._traits = traits
        self._own_id = own_id
        self._similar: dict[str, SimilarPostmortem] = {}
        self._search = _SearchInput(
            search,
            placeholder="words in title, people, causes, timeline",
            compact=True,
            id="earlier-search",
        )
        self.table = RowTable(_COLUMNS, self._rows)
        self._none = Static(plain(_NO_MATCH), id="earlier-none")

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
        """Show the library, and sort similar postmortems to the top as soon as they are found."""
        self._show()
        self.run_worker(self._find_similar, thread=True, exit_on_error=False, group="alike")

    def _find_similar(self) -> None:
        similar = self._index.similar_postmortems(self._traits, self._own_id)
        self.post_message(self.SimilarFound(similar))

    @on(SimilarFound)
    def _similar_found(self, event: SimilarFound) -> None:
        was_moved = self.table.cursor_row > 0
        self._similar = {each.postmortem_id: each for each in event.similar}
        self._show()
        if not was_moved:
            # The cursor stays on its row; the most similar one is above it now.
            self.table.action_move_to(0)

    @on(Input.Changed)
    def _show(self) -> None:
        """Show the postmortems that match the search, similar ones first."""
        matches = [each for each in self._index.ids(self._search.value) if each != self._own_id]
        matching = frozenset(matches)
        similar = [each for each in self._similar if each in matching]
        others = [each for each in matches if each not in self._similar]
        self.table.show_keys([*similar, *others])
        self.set_class(not matches, "-none")

    def _rows(self, ids: Sequence[str]) -> Mapping[str, RowContent]:
        return {row.id: self._row(row) for row in self._index.summaries(ids)}

    def _row(self, found: Summary) -> RowContent:
        title = one_line(found.title or found.problem or "Untitled postmortem")
        similar = self._similar.get(found.id)
        why = ", ".join(similar.similarity.shared_traits) if similar else ""
        texts = (found.made_on, title, found.severity or "-", why)
        return RowContent(texts, has_problem=bool(found.problem))

    def action_move(self, by: int) -> None:
        """Move the cursor of the table, while the search has the focus."""
        self.table.action_move(by)

    def action_page(self, by: int) -> None:
        """Move the cursor of the table by a page."""
        self.table.action_page(by)

    @on(Input.Submitted)
    @on(RowTable.RowClicked)
    def _choose(self) -> None:
        if self.table.selected is not None:
            self.dismiss(self.table.selected)

    def action_leave(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


_TITLE_CELLS = 60
"""Width that a title is cut to in a sentence."""


@dataclass
class SimilarPostmortemFound(Message):
    """The postmortem most similar to the open one; None where none is similar enough."""

    earlier: SimilarPostmortem | None


def library_index(stage: StageContext) -> LibraryIndex:
    """Return the index of the library the open postmortem is in."""
    (library,) = (s for s in stage.app.screen_stack if isinstance(s, LibraryScreen))
    return library.index


def similarity_search(stage: StageContext) -> Callable[[], None]:
    """Return a function that finds the postmortem most similar to the open one, for a thread.

    It posts `SimilarPostmortemFound` to the stage, without searching where the document already
    names one it repeats.
    """
    document, index = stage.document, library_index(stage)

    def find() -> None:
        found = []
        if not document.followup.repeat_of:
            found = index.similar_postmortems(traits_of(document), document.id)
        is_similar = bool(found) and found[0].similarity.score >= STRONG_SIMILARITY
        stage.post_message(SimilarPostmortemFound(found[0] if is_similar else None))

    return find


def choose_earlier_postmortem(stage: StageContext) -> None:
    """Ask which earlier postmortem the open one repeats.

    Text in the field that is no id of a postmortem becomes the search.
    """

    def record(chosen: str | None) -> None:
        if chosen is not None:
            stage.edit_or_notify(lambda d: with_repeat_of(d, chosen), "Say what it repeats")

    own, index = stage.document, library_index(stage)
    typed = own.followup.repeat_of
    search = "" if index.summaries([typed]) else typed
    stage.app.push_screen(EarlierPostmortemDialog(index, traits_of(own), own.id, search), record)


def earlier_title(index: LibraryIndex, earlier: str) -> str:
    """Return title and UTC date of the postmortem with this id; empty where there is none."""
    return "".join(
        f"'{cut_line(row.title or 'Untitled postmortem', _TITLE_CELLS)}' of {row.made_on}"
        for row in index.summaries([earlier])
    )


def recurrence_text(document: Postmortem, title: str, similar: SimilarPostmortem | None) -> str:
    """Describe the recurrence and its consequences, or else the most similar postmortem.

    `title` is that of the postmortem it repeats, as `earlier_title` returns it. A recurrence
    raises the depth by one step and asks for an escalation.
    """
    if not document.followup.repeat_of:
        if similar is None:
            return ""
        similar_title = cut_line(similar.title, _TITLE_CELLS)
        return f"Looks like {similar.made_on} '{similar_title}': p chooses it."
    sentences = [f"Repeats {title}." if title else "It repeats what is not in this library."]
    if REPEAT_REASON in raise_reasons(document):
        sentences.append(f"Its depth goes up one step, to {depth_of(document).value}.")
    if not document.followup.escalation.strip():
        sentences.append("Take it further: say where it was raised.")
    return " ".join(sentences)
