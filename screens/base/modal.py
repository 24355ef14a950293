"""What every dialog above a stage or the library is: it answers once."""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType

from screens.base.app import in_front
from screens.base.screen import FittedScreen


class Dialog(FittedScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A screen above others that goes once, and takes none of them with it.

    Two clicks that come in one go choose twice. Textual 8.2 would take away what lies beneath for
    the second: the stage, with its postmortem still open.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close with an answer; nothing happens where this was closed already."""
        if in_front(self.app) is not self:
            return AwaitComplete()
        return super().dismiss(result)
