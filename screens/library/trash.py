"""The trash: what was deleted, and bringing one back."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from facilitator.session.store import Trashed
from screens.base.modal import Dialog
from screens.base.text import one_line, plain


class Trash(Dialog[str | None]):
    """Dismissed with the id of the postmortem to bring back, or with None."""

    CSS_PATH = "trash.tcss"
    BINDINGS = [Binding("escape", "leave", "Close", id="trash.close")]

    def __init__(self, trashed: Sequence[Trashed]) -> None:
        super().__init__()
        self._trashed = trashed

    def compose(self) -> ComposeResult:
        """Lay what was deleted at the foot, the last deleted first."""
        with Vertical(id="trash"):
            yield Static(plain("Trash"), classes="heading")
            if self._trashed:
                options = (Option(_words(each), id=each.id) for each in self._trashed)
                yield _List(*options, markup=False, compact=True)
            else:
                yield Static(plain("Nothing was deleted."), classes="empty")
            yield Footer(show_command_palette=False, compact=True)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_leave(self) -> None:
        """Bring nothing back."""
        self.dismiss(None)


class _List(OptionList):
    """The list, with what Enter does in the footer."""

    BINDINGS = [Binding("enter", "select", "Bring back", id="trash.restore")]


def _words(trashed: Trashed) -> Content:
    title = one_line(trashed.title or "(no title)")
    return plain(f"deleted {trashed.deleted_at:%Y-%m-%d %H:%M}Z  ", "$quiet") + plain(title)
