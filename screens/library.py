"""The library: what the team has, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen
from textual.widgets import DataTable, Footer, Input, Static
from textual.worker import get_current_worker

from screens.library_rows import COLUMNS, row_cells
from screens.safe import cell, plain
from screens.widgets.table_width import set_widths

if TYPE_CHECKING:
    from facilitator.guide.summary import Summary
    from facilitator.store import Store
    from screens.app import FacilitatorApp

_EMPTY = """No postmortems here yet.

  n   starts one: a title, a severity, the day it happened
  i   brings one in: a file of ours, or a timeline somebody kept
  w   opens a worked example, so that you see where this leads"""


class _Table(DataTable[Text]):
    """The table, with what Enter does in the footer."""

    BINDINGS = [Binding("enter", "select_cursor", "Open", id="library.open-row")]


class LibraryScreen(Screen[None]):
    """A table of postmortems, newest first; it fills while it can already be used."""

    CSS_PATH = "library.tcss"
    AUTO_FOCUS = "DataTable"
    BINDINGS = [
        Binding("n", "new", "New", id="library.new"),
        Binding("enter", "open", "Open", id="library.open"),
        Binding("slash", "filter", "Filter", key_display="/", id="library.filter"),
        Binding("i", "bring_in", "Import", id="library.import"),
        Binding("x", "output", "Output", id="library.output"),
        Binding("d", "delete", "Delete", id="library.delete"),
        Binding("u", "undelete", "Undo delete", show=False, id="library.undelete"),
        Binding("w", "example", "Worked example", show=False, id="library.example"),
        Binding("escape", "end_filter", "End the filter", show=False, id="library.end-filter"),
    ]

    @dataclass
    class Read(Message):
        """Some postmortems were read; `whole` when these are all of them.

        `after` is how many had been deleted when the reading began.
        """

        after: int
        summaries: list[Summary]
        problems: list[str]
        whole: bool

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._summaries: dict[str, Summary] = {}
        self._deleted: list[str] = []
        self._problems: list[str] = []
        self._loading = True
        self.table: DataTable[Text] = _Table(cursor_type="row", cell_padding=1)
        self._strip = Static(id="strip")
        self._empty = Static(plain(_EMPTY), id="empty")
        self._filter = Input(placeholder="part of a title", compact=True, id="filter")

    @property
    def facilitator(self) -> FacilitatorApp:
        """The application, by its own type."""
        return cast("FacilitatorApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay the strip above the table."""
        where = str(self.facilitator.folder).replace(str(Path.home()), "~", 1)
        yield Static(
            plain("Postmortems", "bold") + plain(f"  in {where}", "$quiet"), id="library-title"
        )
        yield self._strip
        yield self._filter
        yield self.table
        yield self._empty
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Make the columns; the rows come from a worker."""
        self._filter.display = self._empty.display = False
        for head, width in COLUMNS:
            self.table.add_column(cell(head), key=head, width=width or 30)
        self._strip.update(plain("Reading the library …", "$quiet"))

    def on_resize(self) -> None:
        """Give the title the room that is left."""
        fixed = sum(width + 2 for _, width in COLUMNS if width)
        if self.table.columns:
            title = self.table.ordered_columns[1].key
            set_widths(self.table, {title: max(12, self.size.width - fixed - 6)})

    def on_screen_resume(self) -> None:
        """Read the library again: something may have changed while we were away."""
        self.read_library()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def read_library(self) -> None:
        """Read every postmortem and post what the table shows of it, a batch at a time."""
        from facilitator.guide.summary import summary_of
        from facilitator.store import StoreError

        worker, after = get_current_worker(), len(self._deleted)
        today = datetime.now(UTC).date()
        found: list[Summary] = []
        problems: list[str] = []
        try:
            ids = self._store.ids()
        except StoreError as error:
            self.post_message(self.Read(after, [], [str(error)], True))
            return
        for number, postmortem_id in enumerate(ids, start=1):
            if worker.is_cancelled:
                return
            try:
                found.append(summary_of(self._store.load(postmortem_id).document, today))
            except StoreError as error:
                problems.append(str(error))
            if number in (50, 500):
                self.post_message(self.Read(after, list(found), list(problems), False))
        self.post_message(self.Read(after, found, problems, True))

    @on(Read)
    def _read(self, event: Read) -> None:
        if event.after != len(self._deleted):
            return  # it began before a deletion or its undoing; a newer reading is under way
        self._summaries = {summary.id: summary for summary in event.summaries}
        self._problems = event.problems
        self._loading = not event.whole
        self._show()

    def _show(self) -> None:
        wanted = self._filter.value.casefold().strip() if self._filter.display else ""
        shown = [s for s in self._summaries.values() if wanted in s.title.casefold()]
        at, row, ids = self.selected, self.table.cursor_row, [summary.id for summary in shown]
        self.table.clear()
        for summary in shown:
            self.table.add_row(*row_cells(summary), key=summary.id)
        self.table.move_cursor(row=ids.index(at) if at in ids else row)
        nothing = not self._summaries and not self._loading and not self._problems
        self._empty.display = nothing
        self.table.display = not nothing
        self._strip.update(self._strip_words())

    def _strip_words(self) -> Text:
        overdue = sum(summary.overdue_actions for summary in self._summaries.values())
        today = datetime.now(UTC).date()
        soon = sum(
            s.next_date is not None and 0 <= (s.next_date - today).days <= 7
            for s in self._summaries.values()
        )
        count = len(self._summaries)
        words = [f"{count} postmortem{'' if count == 1 else 's'}"]
        words.append(f"! {overdue} actions overdue" if overdue else "no action overdue")
        words.append(f"{soon} due in the next week" if soon else "nothing due in the next week")
        if self._problems:
            words.append(f"! {len(self._problems)} cannot be read: {self._problems[0]}")
        if reason := self._store.reason_read_only():
            words.append(f"! read only: {reason}")
        return cell(" · ".join(words))

    @property
    def selected(self) -> str | None:
        """The id of the postmortem under the cursor."""
        if not self.table.row_count:
            return None
        return self.table.coordinate_to_cell_key(self.table.cursor_coordinate).row_key.value

    @on(DataTable.RowSelected)
    def _row_selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the postmortem under the cursor."""
        if self.selected is not None:
            self.facilitator.open_postmortem(self.selected)

    def action_new(self) -> None:
        """Ask for a title, a severity and a day, and begin."""
        from screens.new import ask_for_new

        ask_for_new(self.facilitator)

    def action_bring_in(self) -> None:
        """Ask for a file and bring it in."""
        from screens.bringing_in import ask_for_file

        ask_for_file(self.facilitator)

    def action_example(self) -> None:
        """Open the worked example, kept in this library like any other."""
        from data.example import worked_example
        from facilitator.store import StoreError

        example = worked_example()
        try:
            if example.id not in self._store.ids():
                self._store.save(example)
        except StoreError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.facilitator.open_postmortem(example.id)

    def action_output(self) -> None:
        """Show the selected postmortem as it would leave."""
        from facilitator.store import StoreError

        if self.selected is None:
            return
        try:
            self.facilitator.show_output(self._store.load(self.selected).document)
        except StoreError as error:
            self.notify(str(error), severity="error", markup=False)

    def action_delete(self) -> None:
        """Move the selected postmortem to the trash."""
        from facilitator.store import StoreError

        chosen = self.selected
        if chosen is None:
            return
        try:
            self._store.delete(chosen)
        except StoreError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._deleted.append(chosen)
        title = self._summaries.pop(chosen).title or chosen
        self._show()
        self.read_library()
        self.notify(f"{title} is in the trash: u brings it back", markup=False)

    def action_undelete(self) -> None:
        """Bring the last deleted postmortem back."""
        from facilitator.store import StoreError

        if not self._deleted:
            self.notify("Nothing to undo")
            return
        try:
            self._store.restore(self._deleted.pop())
        except StoreError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.read_library()

    def action_filter(self) -> None:
        """Filter by title while typing."""
        self._filter.display = True
        self._filter.focus()

    def action_end_filter(self) -> None:
        """Show everything again."""
        self._filter.value = ""
        self._filter.display = False
        self.table.focus()
        self._show()

    @on(Input.Changed, "#filter")
    def _filtered(self) -> None:
        self._show()

    @on(Input.Submitted, "#filter")
    def _filter_done(self) -> None:
        self.table.focus()
