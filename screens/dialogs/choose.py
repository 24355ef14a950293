"""A question with a few answers, at the foot of the screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.base.modal import Dialog
from screens.base.text import plain


class ChoiceDialog(Dialog[str | None]):
    """Dismissed with the key of the chosen answer, or with None."""

    CSS_PATH = "choose.tcss"
    BINDINGS = [Binding("escape", "leave", "Close", id="ask.close")]

    def __init__(
        self, question: str, answers: Sequence[tuple[str, str]], now: str | None = None
    ) -> None:
        """`now`: the key of the answer that stands, where the cursor begins."""
        super().__init__()
        self._question = question
        self._answers = answers
        self._now = now

    def compose(self) -> ComposeResult:
        """Lay the answers beneath the question."""
        with Vertical(id="ask"):
            yield Static(plain(self._question), classes="heading")
            yield OptionList(
                *(Option(plain(words), id=key) for key, words in self._answers), markup=False
            )
            yield Static(plain("Enter chooses · Esc closes", "$quiet"))

    def on_mount(self) -> None:
        """Begin at the answer that stands, so that Enter alone changes nothing."""
        if self._now is not None:
            options = self.query_one(OptionList)
            options.highlighted = options.get_option_index(self._now)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
