"""F7: the version history of a postmortem, how each version differs, and restoring one."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from facilitator.session.conflicts import describe_difference
from facilitator.session.session import Session
from facilitator.session.store import Snapshot, Store, StoreError
from screens.base.modal import Dialog
from screens.base.text import plain

_NOTHING = "No earlier save is kept yet. One is kept every five minutes, and before every merge."


def describe_snapshot(snapshot: Snapshot) -> str:
    """Return the line of a version: time (UTC), revision, and who saved it."""
    when = f"{snapshot.saved_at:%Y-%m-%d %H:%M:%S}Z"
    return f"{when}   revision {snapshot.revision:<5} {snapshot.saved_by}"


class HistoryDialog(Dialog[Snapshot | None]):
    """Shows the versions on disk. Dismissed with the one to restore, or with None."""

    CSS_PATH = "history.tcss"
    BINDINGS = [Binding("escape", "dismiss", "Close", id="history.close")]

    @dataclass
    class Read(Message):
        """The versions were read, or `problem` says why they cannot be."""

        snapshots: tuple[Snapshot, ...]
        problem: str

    @dataclass
    class Compared(Message):
        """A version was compared with the open document."""

        name: str
        words: str

    def __init__(self, session: Session, store: Store) -> None:
        super().__init__()
        self._session = session
        self._store = store
        self._snapshots: tuple[Snapshot, ...] = ()
        self._list = OptionList(markup=False)
        self._differs = Static(id="history-differs")

    def compose(self) -> ComposeResult:
        """Compose the list, and below it how the selected version differs."""
        with Vertical(id="history"):
            yield Static(plain("Earlier saves, newest first"), classes="heading")
            yield self._list
            yield self._differs
            yield Static(plain("Enter restores it as an edit", "$quiet"))
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Start reading the versions on another thread."""
        self._differs.update(plain("Reading the history …", "$quiet"))
        self._read_all()

    @work(thread=True, exit_on_error=False)
    def _read_all(self) -> None:
        try:
            snapshots, problem = self._store.history(self._session.document.id), ""
        except StoreError as error:
            snapshots, problem = (), str(error)
        self.post_message(self.Read(snapshots, problem))

    @on(Read)
    def _show(self, event: Read) -> None:
        self._snapshots = event.snapshots
        self._differs.update(plain(event.problem or ("" if event.snapshots else _NOTHING)))
        self._list.display = bool(event.snapshots)
        self._list.add_options(
            Option(plain(describe_snapshot(s)), id=s.name) for s in event.snapshots
        )
        if event.snapshots:
            self._list.highlighted = 0
            self._list.focus()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option.id is not None:
            self._compare(event.option.id)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _compare(self, name: str) -> None:
        """Compare a version with the open document on another thread: both may be long."""
        worker = get_current_worker()
        try:
            earlier = self._store.load_snapshot(self._session.document.id, name).document
            words = describe_difference(earlier, self._session.document)
        except StoreError as error:
            words = f"! {error}"
        if not worker.is_cancelled:
            self.post_message(self.Compared(name, words))

    @on(Compared)
    def _compared(self, event: Compared) -> None:
        self._differs.update(plain(event.words))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(next(s for s in self._snapshots if s.name == event.option.id))
