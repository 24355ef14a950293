"""Base of all dialogs, and the interface of those that keep a draft."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType

from screens.base.app import front_screen
from screens.base.textual_workarounds import CurrentSizeScreen


class KeepsDraft:
    """A dialog whose text is kept as a draft when the program ends. A mixin, not a widget."""

    def keep_draft(self) -> None:
        """Store the typed text as a draft. By default it is stored while it is typed."""

    def draft_texts(self) -> list[str]:
        """Return the text that was typed and not submitted."""
        raise NotImplementedError


class Dialog(CurrentSizeScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A modal screen that closes at most once.

    Two clicks in one burst dismiss a dialog twice. Textual 8.2 pops the screen below for the second
    one: the stage would close, with its postmortem still open.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close with a result; do nothing where the dialog is not in front any more."""
        if front_screen(self.app) is not self:
            return AwaitComplete()
        return super().dismiss(result)
