"""The guide in one line, where there is no room for it beside the stage."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.widget import Widget

from screens.safe import plain

_CALLING = ("Ask", "Do")
"""Labels that call for something now."""


def cut(text: str, room: int) -> str:
    """Return the text in so many cells, ending in an ellipsis where it does not fit."""
    if cell_len(text) <= room:
        return text
    return f"{set_cell_size(text, max(0, room - 1)).rstrip()}…"


class GuideLine(Widget):
    """The question being asked on the left, what is still open on the right."""

    def __init__(self) -> None:
        super().__init__(id="guide-line")
        self._label = self._question = self._needs = ""
        self.open_count: int | None = 0
        """How many conditions of the stage are open; None where it is only offered."""

    def show(self, question: str, open_count: int | None, label: str = "Ask") -> None:
        """Show this question, or what is to be done, and how many conditions are open."""
        self._question, self._label, self.open_count = question, label, open_count
        standing = "offered" if open_count is None else "done"
        self._needs = f"{open_count} open · F2" if open_count else f"{standing} · F2"
        self.tooltip = plain(question)
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
