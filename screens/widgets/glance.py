"""What leads up to a thing and what follows it: a line or two, for a glance."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from facilitator.slides.slide import Part
from screens.base.text import plain, words_of, wrapped

_GAP = 2


class Glance(Widget):
    """A part in at most so many lines beside its label; the whole of it has a slide of its own."""

    DEFAULT_CSS = "Glance { height: auto; color: $quiet; }"

    def __init__(self, part: Part, most: int, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._label = part.label
        self._words = words_of(part.says)
        self._most = most

    def _lines(self, width: int) -> tuple[str, ...]:
        return wrapped(self._words, max(1, width - self._indent), self._most)

    @property
    def _indent(self) -> int:
        return cell_len(self._label) + _GAP if self._label else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines it takes at a width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Draw the label, and the words beside it."""
        indent = "\n" + " " * self._indent
        label = f"{self._label}{' ' * _GAP}" if self._label else ""
        return plain(label, "bold") + plain(indent.join(self._lines(self.size.width)))
