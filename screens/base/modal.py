"""What every dialog above a stage or the library is: it answers once."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType

from screens.base.app import in_front
from screens.base.textual_workarounds import CurrentSizeScreen


class KeepsDraft:
    """A dialog whose text is kept as a draft when the program ends. It is no widget itself."""

    def keep_draft(self) -> None:
        """Store the typed text for the next time, where that is not done as it is typed."""

    def draft_texts(self) -> list[str]:
        """Return the text that was typed and not submitted."""
        raise NotImplementedError


class Dialog(CurrentSizeScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A screen above others that goes once, and takes none of them with it.

    Two clicks that come in one go choose twice. Textual 8.2 would take away what lies beneath for
    the second: the stage, with its postmortem still open.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close with an answer; nothing happens where this was closed already."""
        if in_front(self.app) is not self:
            return AwaitComplete()
        return super().dismiss(result)
