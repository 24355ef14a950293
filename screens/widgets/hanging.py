"""A mark and words beside it, which keep to their own column however often they wrap."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

_LEAST = 10
"""Words that would have fewer cells than that wrap beneath their mark."""


@dataclass(frozen=True)
class Hanging(Visual):
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
