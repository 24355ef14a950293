"""The library screen: the postmortems of a folder, searched, opened, created and deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Footer, Input, Static

from data.local.clock import utc_today
from facilitator.session.store import StoreError
from screens.base.text import plain
from screens.base.textual_workarounds import CurrentSizeScreen
from screens.library.refresh import (
    POLL_SECONDS,
    RefreshFinished,
    RefreshProgressed,
    RefreshWorker,
)
from screens.library.rows import (
    EMPTY_LIBRARY,
    LIBRARY_COLUMNS,
    NO_MATCH,
    match_count,
    passage_line,
    status_line,
    summary_rows,
)
from screens.widgets.search import SearchInput
from screens.widgets.table import RowContent, RowTable

if TYPE_CHECKING:
    from data.index.index import LibraryIndex
    from facilitator.session.store import Store
    from screens.services.context import AppContext


class LibraryScreen(CurrentSizeScreen[None]):
    """Table of postmortems, newest first.

    It shows the index at once, and the files as a refresh in the background reads them.
    """

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

    def __init__(self, store: Store, index: LibraryIndex) -> None:
        super().__init__()
        self._store = store
        self._index = index
        self._refresh_worker = RefreshWorker(self, index)
        self._files_left = 0
        """Files that the running refresh has still to read."""
        self._was_refreshed = False
        """Whether a refresh has ended, so that an empty index means an empty library."""
        self._refresh_problem = ""
        self._deleted: list[str] = []
        """Ids of the postmortems deleted since the start, the last one last."""
        self._select_next: str | None = None
        """Id the cursor goes to as soon as the table has it."""
        self.table = RowTable(LIBRARY_COLUMNS, self._rows)
        self._status = Static(id="strip")
        self._empty = Static(plain(EMPTY_LIBRARY), id="empty")
        self._search = SearchInput("words in title, people, causes, timeline", id="search")
        self._match_count = Static(id="found")
        self._passage = Static(id="passage")

    @property
    def facilitator(self) -> AppContext:
        """The application."""
        return cast("AppContext", self.app)

    def compose(self) -> ComposeResult:
        """Lay the status line and the search above the table."""
        where = str(self.facilitator.folder).replace(str(Path.home()), "~", 1)
        yield Static(
            plain("Postmortems", "bold") + plain(f"  in {where}", "$quiet"), id="library-title"
        )
        yield self._status
        with Horizontal(id="search-line"):
            yield self._search
            yield self._match_count
        yield self._passage
        yield self.table
        yield self._empty
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Show the index, and poll the files from now on."""
        self.show_index()
        self.set_interval(POLL_SECONDS, self._poll)

    def on_unmount(self) -> None:
        """Close the index."""
        self._index.close()

    def on_screen_resume(self) -> None:
        """Refresh: files may have changed while another screen was in front."""
        # After the next frame, so that the rows the index has are painted before any file is read.
        self.call_after_refresh(self._refresh_worker.start)

    def _poll(self) -> None:
        if self.is_current:
            self._refresh_worker.start_if_idle()

    @on(RefreshProgressed)
    def _refresh_progressed(self, event: RefreshProgressed) -> None:
        self._files_left = event.files_left
        if event.changed or event.files_left:
            self.show_index()

    @on(RefreshFinished)
    def _refresh_finished(self, event: RefreshFinished) -> None:
        self._files_left, self._refresh_problem, self._was_refreshed = 0, event.problem, True
        self._show_status()  # even where no file changed: another day may have begun
        self._refresh_worker.finish()

    def _rows(self, ids: Sequence[str]) -> Mapping[str, RowContent]:
        return summary_rows(self._index.summaries(ids), str(self.facilitator.folder))

    @property
    def index(self) -> LibraryIndex:
        """The index of the library; the screen closes it as it is removed."""
        return self._index

    @property
    def is_searching(self) -> bool:
        """Whether the search line is shown."""
        return self.has_class("-searching")

    def show_index(self) -> None:
        """Show the postmortems that match the search, or all; the cursor stays on its row."""
        self.table.show_keys(self._index.ids(self._search.value if self.is_searching else ""))
        if self._select_next is not None and self.table.select(self._select_next):
            self._select_next = None
        self._show_status()

    def _show_status(self) -> None:
        """Show totals, what is due and problems; while searching, the number of matches too."""
        counts = self._index.counts()
        is_empty = not (counts.postmortems or self._files_left or self._refresh_problem)
        self.set_class(is_empty and self._was_refreshed, "-empty")
        if is_empty and not self._was_refreshed:
            self._status.update(plain("Reading the library …", "$quiet"))
        else:
            self._status.update(
                status_line(
                    counts,
                    str(self.facilitator.folder),
                    self._files_left,
                    self._refresh_problem,
                    self._store.reason_read_only(),
                    utc_today(),
                )
            )
        if self.is_searching:
            self._match_count.update(match_count(self.table.row_count, counts.postmortems))
            self._show_passage()

    @on(RowTable.RowHighlighted)
    def _show_passage(self) -> None:
        """Show the passage that matches the search in the postmortem under the cursor."""
        if self.is_searching:
            chosen, search = self.table.selected, self._search.value
            hit = self._index.search_hit(chosen, search) if chosen else None
            if hit is not None:
                self._passage.update(passage_line(hit))
            else:
                self._passage.update(plain("" if chosen else NO_MATCH, "$quiet"))

    def action_move(self, by: int) -> None:
        """Move the cursor by some rows."""
        self.table.action_move(by)

    @on(RowTable.RowClicked)
    def action_open(self) -> None:
        """Open the postmortem under the cursor."""
        if self.table.selected is not None:
            self.facilitator.open_postmortem(self.table.selected)

    def action_new(self) -> None:
        """Create a postmortem, through its form."""
        # Imported here, as are the worked example and the export below: they load the document
        # model, which takes longer than showing the library does.
        from screens.library.commands import create_postmortem

        create_postmortem(self.facilitator)

    def action_bring_in(self) -> None:
        """Import a file."""
        from screens.library.commands import import_postmortem

        import_postmortem(self.facilitator)

    def action_example(self) -> None:
        """Open the worked example; it is saved in this library like any other postmortem."""
        from data.example import worked_example

        example = worked_example()
        try:
            if example.id not in self._store.ids():
                self._store.save(example)
        except StoreError as error:
            self._notify_error(error)
            return
        self.facilitator.open_postmortem(example.id)

    def action_output(self) -> None:
        """Open the export of the postmortem under the cursor."""
        from screens.commands.export import open_export_by_id

        if self.table.selected is None:
            return
        try:
            open_export_by_id(self.facilitator, self.table.selected)
        except StoreError as error:
            self._notify_error(error)

    def action_delete(self) -> None:
        """Move the postmortem under the cursor to the trash."""
        chosen = self.table.selected
        if chosen is None:
            return
        title = "".join(row.title for row in self._index.summaries([chosen])) or chosen
        try:
            self._store.delete(chosen)
        except StoreError as error:
            self._notify_error(error)
            return
        self._deleted.append(chosen)
        self._index.remove(chosen)
        self.show_index()
        self._refresh_worker.start()
        self.notify(f"{title} is in the trash: u brings it back, t shows what is there")

    def action_undelete(self) -> None:
        """Restore the postmortem that was deleted last."""
        if self._deleted:
            self._restore(self._deleted[-1])
        else:
            self.notify("Nothing to undo; t shows the trash")

    def action_trash(self) -> None:
        """Open the trash, and restore the postmortem chosen there."""
        from screens.library.trash import TrashDialog

        def restore(postmortem_id: str | None) -> None:
            if postmortem_id is not None:
                self._restore(postmortem_id)

        try:
            self.app.push_screen(TrashDialog(self._store.trashed()), restore)
        except StoreError as error:
            self._notify_error(error)

    def _restore(self, postmortem_id: str) -> None:
        self._deleted = [each for each in self._deleted if each != postmortem_id]
        try:
            self._store.restore(postmortem_id)
        except StoreError as error:
            self._notify_error(error)
            return
        self._select_next = postmortem_id
        self._refresh_worker.start()
        self.notify("It is back from the trash")

    def _notify_error(self, error: StoreError) -> None:
        self.notify(str(error), severity="error")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable `/` in the search line, where it is typed as a letter."""
        return not (action == "search" and self._search.has_focus)

    def action_search(self) -> None:
        """Show the search line; the table is filtered on every key."""
        self.add_class("-searching")
        self._search.focus()
        self.show_index()

    def action_end_search(self) -> None:
        """Clear the search and show every postmortem; the cursor stays on its row."""
        self.remove_class("-searching")
        self._search.value = ""
        self._passage.update("")
        self.table.focus()
        self.show_index()

    @on(Input.Changed, "#search")
    def _search_changed(self) -> None:
        if self.is_searching:
            self.show_index()

    @on(Input.Submitted, "#search")
    def _search_submitted(self) -> None:
        self.table.focus()
