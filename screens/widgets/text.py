"""Words that change while people type: put again, and laid out again, only where they must be.

A mark and words beside it, which keep to their own column however often they wrap.
The whole of what a row stands for, in a room that stays the same whatever is in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget
from textual.widgets import Static


class LiveText(Static):
    """A text that is set on every edit and seldom another: the same one costs nothing.

    Laying a screen out again takes longer than all the rest of a key.
    """

    def set_text(self, content: Content) -> None:
        """Show this."""
        held = self.content
        if not isinstance(held, Content) or not held.is_same(content):
            self.update(content)


_LEAST = 10
"""Words that would have fewer cells than that wrap beneath their mark."""


@dataclass(frozen=True)
class HangingIndent(Visual):
    """A line of a list: its mark stands alone at the left of all the lines it takes."""

    mark: Content
    words: Content

    def __str__(self) -> str:
        return str(self._whole)

    @property
    def _whole(self) -> Content:
        return self.mark + " " + self.words

    def _room(self, width: int) -> int:
        """Return the cells the words have beside their mark; 0 where they go beneath it."""
        room = width - self.mark.cell_length - 1
        return room if room >= _LEAST else 0

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the cells it takes without wrapping."""
        return self._whole.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the lines it takes in so many cells."""
        room = self._room(width)
        return self.words.get_height(rules, room) if room else self._whole.get_height(rules, width)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw it in so many cells."""
        room = self._room(width)
        if not room:
            return self._whole.render_strips(width, height, style, options)
        strips = self.words.render_strips(room, height, style, options)
        (mark,) = (self.mark + " ").render_strips(width - room, 1, style, options)
        blank = Strip.blank(width - room, style.rich_style)
        return [Strip.join([blank if n else mark, strip]) for n, strip in enumerate(strips)]


class DetailText(Widget):
    """Words that change with every step of a cursor: nothing around them moves.

    What has no room ends in an ellipsis, and in where the whole is.
    """

    def __init__(self, whole: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._whole = whole
        self._content = Content()

    def set_text(self, content: Content) -> None:
        """Show this; the same once more costs nothing."""
        if not self._content.is_same(content):
            self._content = content
            self.refresh()

    def render(self) -> Content:
        """Draw as many lines as there is room for."""
        width, height = self.content_size
        lines = self._content.wrap(width) if width else []
        if len(lines) > height > 0:
            end = f" …  {self._whole}"
            last = lines[height - 1].rstrip().truncate(max(1, width - len(end)))
            lines = [*lines[: height - 1], last + Content.styled(end, "$quiet")]
        return Content("\n").join(lines)
