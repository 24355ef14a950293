"""The library: what the team has, and what is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Footer, Input, Static

from data.index.index import utc_today
from facilitator.session.store import StoreError
from screens.base.screen import FittedScreen
from screens.base.text import plain
from screens.library.refresh import POLL_SECONDS, Ended, Progress, Reading
from screens.library.rows import (
    COLUMNS,
    EMPTY,
    NONE_FOUND,
    found_words,
    passage_words,
    rows_of,
    strip_words,
)
from screens.widgets.search import SearchLine
from screens.widgets.table import Row, RowTable

if TYPE_CHECKING:
    from data.index.index import Index
    from facilitator.session.store import Store
    from screens.app import FacilitatorApp


class LibraryScreen(FittedScreen[None]):
    """A table of postmortems, newest first, from the index; the files are looked at behind it."""

    AUTO_FOCUS = "RowTable"
    BINDINGS = [
        Binding("n", "new", "New", id="library.new"),
        Binding("enter", "open", "Open", id="library.open"),
        Binding("slash", "search", "Search", key_display="/", id="library.search"),
        Binding("i", "bring_in", "Import", id="library.import"),
        Binding("x", "output", "Output", id="library.output"),
        Binding("d", "delete", "Delete", id="library.delete"),
        Binding("u", "undelete", "Undo delete", show=False, id="library.undelete"),
        Binding("t", "trash", "Trash", show=False, id="library.trash"),
        Binding("w", "example", "Worked example", show=False, id="library.example"),
        Binding("j", "move(1)", "Down", show=False),
        Binding("k", "move(-1)", "Up", show=False),
        Binding("escape", "end_search", "All again", show=False, id="library.end-search"),
    ]

    def __init__(self, store: Store, index: Index) -> None:
        super().__init__()
        self._store = store
        self._index = index
        self._reading = Reading(self, index)
        self._left = 0
        self._read_once = False
        self._stopped = ""
        self._deleted: list[str] = []
        self._awaited: str | None = None
        """The id that the cursor goes to as soon as it is in the table."""
        self.table = RowTable(COLUMNS, self._rows)
        self._strip = Static(id="strip")
        self._empty = Static(plain(EMPTY), id="empty")
        self._search = SearchLine("words in title, people, causes, timeline", id="search")
        self._found = Static(id="found")
        self._passage = Static(id="passage")

    @property
    def facilitator(self) -> FacilitatorApp:
        """The application, by its own type."""
        return cast("FacilitatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay the strip and the search above the table."""
        where = str(self.facilitator.folder).replace(str(Path.home()), "~", 1)
        yield Static(
            plain("Postmortems", "bold") + plain(f"  in {where}", "$quiet"), id="library-title"
        )
        yield self._strip
        with Horizontal(id="search-line"):
            yield self._search
            yield self._found
        yield self._passage
        yield self.table
        yield self._empty
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Show what the index knows at once, and look at the files after that."""
        self.show_index()
        self.set_interval(POLL_SECONDS, self._poll)

    def on_unmount(self) -> None:
        """Close the index."""
        self._index.close()

    def on_screen_resume(self) -> None:
        """Look at the files: something may have changed while we were away."""
        self.call_after_refresh(self._reading.begin)

    def _poll(self) -> None:
        if self.is_current:
            self._reading.begin_if_rested()

    @on(Progress)
    def _progressed(self, event: Progress) -> None:
        self._left = event.left
        if event.changed or event.left:
            self.show_index()

    @on(Ended)
    def _ended(self, event: Ended) -> None:
        self._left, self._stopped, self._read_once = 0, event.problem, True
        self._show_words()  # the day may have changed, if nothing else
        self._reading.ended()

    def _rows(self, ids: Sequence[str]) -> Mapping[str, Row]:
        return rows_of(self._index.summaries(ids), str(self.facilitator.folder))

    @property
    def index(self) -> Index:
        """What is known of the library without opening its postmortems."""
        return self._index

    @property
    def is_searching(self) -> bool:
        """Whether the search is in sight."""
        return self.has_class("-searching")

    def show_index(self) -> None:
        """Show what the index finds now; the cursor stays on its postmortem."""
        self.table.show_keys(self._index.ids(self._search.value if self.is_searching else ""))
        if self._awaited is not None:
            self.table.select(self._awaited)
            self._awaited = None if self.table.selected == self._awaited else self._awaited
        self._show_words()

    def _show_words(self) -> None:
        """Say what is due, what is wrong, and what a search found."""
        counts = self._index.counts()
        nothing = not (counts.postmortems or self._left or self._stopped)
        self.set_class(nothing and self._read_once, "-empty")
        if nothing and not self._read_once:
            self._strip.update(plain("Reading the library …", "$quiet"))
        else:
            read_only = self._store.reason_read_only()
            folder = str(self.facilitator.folder)
            left, today = self._left, utc_today()
            words = strip_words(counts, folder, left, self._stopped, read_only, today)
            self._strip.update(words)
        if self.is_searching:
            self._found.update(found_words(self.table.row_count, counts.postmortems))
            self._show_passage()

    @on(RowTable.Moved)
    def _show_passage(self) -> None:
        """Say where a search found the postmortem under the cursor."""
        if self.is_searching:
            chosen, search = self.table.selected, self._search.value
            passage = self._index.passage(chosen, search) if chosen else None
            if passage is not None:
                self._passage.update(passage_words(passage))
            else:
                self._passage.update(plain("" if chosen else NONE_FOUND, "$quiet"))

    def action_move(self, by: int) -> None:
        """Move the cursor by some rows."""
        self.table.action_move(by)

    @on(RowTable.Chosen)
    def action_open(self) -> None:
        """Open the postmortem under the cursor."""
        if self.table.selected is not None:
            self.facilitator.open_postmortem(self.table.selected)

    def action_new(self) -> None:
        """Ask for a title, a severity and a day, and begin."""
        from screens.library.create import ask_for_new

        ask_for_new(self.facilitator)

    def action_bring_in(self) -> None:
        """Ask for a file and bring it in."""
        from screens.library.create import ask_for_file

        ask_for_file(self.facilitator)

    def action_example(self) -> None:
        """Open the worked example, kept in this library like any other."""
        from data.example import worked_example

        example = worked_example()
        try:
            if example.id not in self._store.ids():
                self._store.save(example)
        except StoreError as error:
            self._say(error)
            return
        self.facilitator.open_postmortem(example.id)

    def action_output(self) -> None:
        """Show the selected postmortem as it would leave."""
        from screens.commands.export import show_what_is_kept

        if self.table.selected is None:
            return
        try:
            show_what_is_kept(self.facilitator, self.table.selected)
        except StoreError as error:
            self._say(error)

    def action_delete(self) -> None:
        """Move the selected postmortem to the trash."""
        chosen = self.table.selected
        if chosen is None:
            return
        title = "".join(row.title for row in self._index.summaries([chosen])) or chosen
        try:
            self._store.delete(chosen)
        except StoreError as error:
            self._say(error)
            return
        self._deleted.append(chosen)
        self._index.drop(chosen)
        self.show_index()
        self._reading.begin()
        self.notify(f"{title} is in the trash: u brings it back, t shows what is there")

    def action_undelete(self) -> None:
        """Bring the last deleted postmortem back."""
        if self._deleted:
            self._restore(self._deleted[-1])
        else:
            self.notify("Nothing to undo; t shows the trash")

    def action_trash(self) -> None:
        """Show what is in the trash, and bring one back."""
        from screens.library.trash import Trash

        def chosen(postmortem_id: str | None) -> None:
            if postmortem_id is not None:
                self._restore(postmortem_id)

        try:
            self.app.push_screen(Trash(self._store.trashed()), chosen)
        except StoreError as error:
            self._say(error)

    def _restore(self, postmortem_id: str) -> None:
        self._deleted = [each for each in self._deleted if each != postmortem_id]
        try:
            self._store.restore(postmortem_id)
        except StoreError as error:
            self._say(error)
            return
        self._awaited = postmortem_id
        self._reading.begin()
        self.notify("It is back from the trash")

    def _say(self, error: Exception) -> None:
        self.notify(str(error), severity="error")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out of the footer what the search would take as a letter."""
        return not (action == "search" and self._search.has_focus)

    def action_search(self) -> None:
        """Search while typing."""
        self.add_class("-searching")
        self._search.focus()
        self.show_index()

    def action_end_search(self) -> None:
        """Show everything again; the cursor stays on what was found."""
        self.remove_class("-searching")
        self._search.value = ""
        self._passage.update("")
        self.table.focus()
        self.show_index()

    @on(Input.Changed, "#search")
    def _searched(self) -> None:
        if self.is_searching:
            self.show_index()

    @on(Input.Submitted, "#search")
    def _search_done(self) -> None:
        self.table.focus()
