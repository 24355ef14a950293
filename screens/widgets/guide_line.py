"""The guide in one line, where there is no room for it beside the stage."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from screens.base.text import cut, plain

_CALLING = ("Ask", "Do")
"""Labels that call for something now."""


class GuideLine(Widget):
    """The question being asked on the left, what is still open on the right."""

    def __init__(self) -> None:
        super().__init__(id="guide-line")
        self._label = self._question = self._needs = ""

    def show(
        self, question: str, open_count: int | None, findings: int, label: str = "Ask"
    ) -> None:
        """Show this question, how many conditions are open, and how many findings there are.

        `open_count` is None where the stage is only offered.
        """
        standing = "offered" if open_count is None else "done"
        needs = f"{open_count} open" if open_count else standing
        self._needs = f"{needs} · {findings} ! · F2" if findings else f"{needs} · F2"
        self._say(label, question)

    def call_for(self, todo: str) -> None:
        """Show what is to be done in the place of the question."""
        self._say("Do", todo)

    def _say(self, label: str, words: str) -> None:
        self._label, self._question = label, words
        self.tooltip = plain(words)
        self.refresh()

    def render(self) -> Content:
        """Draw the line at the width there is; the question is cut, never the count."""
        width = self.content_size.width
        label = f"{self._label}  "
        question = cut(self._question, width - len(label) - len(self._needs) - 2)
        gap = width - len(label) - cell_len(question) - len(self._needs)
        return (
            plain(label, "$accent" if self._label in _CALLING else "$quiet")
            + plain(question)
            + plain(" " * max(2, gap))
            + plain(self._needs, "$quiet")
        )
