"""A question with a few answers, at the bottom of the screen."""

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
    """Asks a question. Dismissed with the key of the chosen answer, or with None."""

    CSS_PATH = "choose.tcss"
    BINDINGS = [Binding("escape", "leave", "Close", id="ask.close")]

    def __init__(
        self, question: str, answers: Sequence[tuple[str, str]], current: str | None = None
    ) -> None:
        """`answers` are pairs of key and text; the cursor starts at the one with key `current`."""
        super().__init__()
        self._question = question
        self._answers = answers
        self._now = current

    def compose(self) -> ComposeResult:
        """Compose the answers below the question."""
        with Vertical(id="ask"):
            yield Static(plain(self._question), classes="heading")
            yield OptionList(
                *(Option(plain(words), id=key) for key, words in self._answers), markup=False
            )
            yield Static(plain("Enter chooses · Esc closes", "$quiet"))

    def on_mount(self) -> None:
        """Move the cursor to the present answer, so that Enter alone changes nothing."""
        if self._now is not None:
            options = self.query_one(OptionList)
            options.highlighted = options.get_option_index(self._now)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
