"""What a postmortem repeats: said beneath the field, pointed out where one is like it, chosen.

p: the earlier postmortem that this one repeats, chosen from the library; those alike first.
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

from facilitator.guide.depth import REPEATS, depth_of, why_raised
from facilitator.guide.similarity import VERY_LIKE, Traits, traits_of
from facilitator.model.postmortem import Postmortem
from screens.base.modal import Dialog
from screens.base.text import one_line, plain
from screens.followup.form import with_repeat_of
from screens.library.screen import LibraryScreen
from screens.widgets.table import RowTable, TableColumn, TableRow

if TYPE_CHECKING:
    from data.index.index import Index
    from data.index.search import Alike
    from facilitator.guide.library_summary import Summary
    from screens.stage.screen import StageScreen

COLUMNS = (
    TableColumn("Day", 10),
    TableColumn("Title", 0),
    TableColumn("Sev", 4),
    TableColumn("Alike in", 30),
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

    def _rows(self, ids: Sequence[str]) -> Mapping[str, TableRow]:
        return {row.id: self._row(row) for row in self._index.summaries(ids)}

    def _row(self, found: Summary) -> TableRow:
        title = one_line(found.title or found.problem or "Untitled postmortem")
        alike = self._alike.get(found.id)
        why = ", ".join(alike.likeness.alike_in) if alike else ""
        texts = (found.made_on, title, found.severity or "-", why)
        return TableRow(texts, has_problem=bool(found.problem))

    def action_move(self, by: int) -> None:
        """Move in the table while the search has the focus."""
        self.table.action_move(by)

    def action_page(self, by: int) -> None:
        """Move in the table by what is in sight."""
        self.table.action_page(by)

    @on(Input.Submitted)
    @on(RowTable.RowClicked)
    def _take(self) -> None:
        if self.table.selected is not None:
            self.dismiss(self.table.selected)

    def action_leave(self) -> None:
        """Choose none."""
        self.dismiss(None)


_TITLE_LETTERS = 60


@dataclass
class LooksLike(Message):
    """An earlier postmortem is very like the open one; None where there is none."""

    earlier: Alike | None


def index_of(stage: StageScreen) -> Index:
    """Return the index of the library that the open postmortem is in."""
    (library,) = (s for s in stage.app.screen_stack if isinstance(s, LibraryScreen))
    return library.index


def finding_likeness(stage: StageScreen) -> Callable[[], None]:
    """Return what finds the postmortem most like the open one, to be run on a thread of its own.

    It posts LooksLike to the stage. Nothing is looked for where a repeat is chosen already.
    """
    document, index = stage.document, index_of(stage)

    def find() -> None:
        found = [] if document.followup.repeat_of else index.alike(traits_of(document), document.id)
        is_like = bool(found) and found[0].likeness.score >= VERY_LIKE
        stage.post_message(LooksLike(found[0] if is_like else None))

    return find


def choose_earlier(stage: StageScreen) -> None:
    """Ask which earlier postmortem this one repeats, and write its id down.

    Words that were typed in the field, and are no postmortem's id, are searched for.
    """

    def taken(chosen: str | None) -> None:
        if chosen is not None:
            stage.edit_or_notify(lambda d: with_repeat_of(d, chosen), "Say what it repeats")

    own, index = stage.document, index_of(stage)
    typed = own.followup.repeat_of
    search = "" if index.summaries([typed]) else typed
    stage.app.push_screen(Earlier(index, traits_of(own), own.id, search), taken)


def title_of(index: Index, earlier: str) -> str:
    """Return the title and the day of a postmortem of the library; empty where it has none."""
    return "".join(
        f"'{shortened(row.title or 'Untitled postmortem')}' of {row.made_on}"
        for row in index.summaries([earlier])
    )


def repeat_words(document: Postmortem, title: str, like: Alike | None) -> str:
    """Say what a document repeats and what that changes, or what it looks like.

    `title`: of what it repeats, as `title_of` gives it.
    """
    if not document.followup.repeat_of:
        if like is None:
            return ""
        return f"Looks like {like.made_on} '{shortened(like.title)}': p chooses it."
    said = [f"Repeats {title}." if title else "It repeats what is not in this library."]
    if REPEATS in why_raised(document):
        said.append(f"Its depth goes up one step, to {depth_of(document).value}.")
    if not document.followup.escalation.strip():
        said.append("Take it further: say where it was raised.")
    return " ".join(said)


def shortened(title: str) -> str:
    """Return a title on one line, with an ellipsis where it is long."""
    line = one_line(title)
    return line if len(line) <= _TITLE_LETTERS else f"{line[: _TITLE_LETTERS - 1].rstrip()}…"
