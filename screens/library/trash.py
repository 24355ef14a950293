"""Dialog of the trash: deleted postmortems, one of which can be restored."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from facilitator.session.store import TrashEntry
from screens.base.modal import Dialog
from screens.base.text import one_line, plain


class TrashDialog(Dialog[str | None]):
    """List of deleted postmortems. Dismissed with the id of the one to restore, or with None."""

    CSS_PATH = "trash.tcss"
    BINDINGS = [Binding("escape", "leave", "Close", id="trash.close")]

    def __init__(self, trashed: Sequence[TrashEntry]) -> None:
        super().__init__()
        self._trashed = trashed

    def compose(self) -> ComposeResult:
        """Lay the list at the bottom, the last deleted first."""
        with Vertical(id="trash"):
            yield Static(plain("Trash"), classes="heading")
            if self._trashed:
                options = (Option(_option_text(each), id=each.id) for each in self._trashed)
                yield _TrashList(*options, markup=False, compact=True)
            else:
                yield Static(plain("Nothing was deleted."), classes="empty")
            yield Footer(show_command_palette=False, compact=True)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_leave(self) -> None:
        """Close without restoring anything."""
        self.dismiss(None)


class _TrashList(OptionList):
    """The list, with a binding of its own so that the footer says what Enter does."""

    BINDINGS = [Binding("enter", "select", "Bring back", id="trash.restore")]


def _option_text(trashed: TrashEntry) -> Content:
    title = one_line(trashed.title or "(no title)")
    return plain(f"deleted {trashed.deleted_at:%Y-%m-%d %H:%M}Z  ", "$quiet") + plain(title)
