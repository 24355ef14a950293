"""Text that changes while people type or move the cursor, updated only where it differs."""

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
    """A text that is set after every edit; setting the same content again costs nothing.

    `Static.update` always lays the screen out again, which takes longer than all other work for a
    key press.
    """

    def set_text(self, content: Content) -> None:
        """Show this content."""
        shown = self.content
        if not isinstance(shown, Content) or not shown.is_same(content):
            self.update(content)


_MIN_TEXT_CELLS = 10
"""A text that would get fewer cells beside its mark wraps over the whole width instead."""


@dataclass(frozen=True)
class HangingIndent(Visual):
    """A list item: its mark in the first column, its text wrapped in a column of its own."""

    mark: Content
    text: Content

    def __str__(self) -> str:
        return str(self._whole)

    @property
    def _whole(self) -> Content:
        return self.mark + " " + self.text

    def _text_cells(self, width: int) -> int:
        """Return the width of the text's column in cells; 0 where the text wraps below the mark."""
        room = width - self.mark.cell_length - 1
        return room if room >= _MIN_TEXT_CELLS else 0

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width in cells without wrapping."""
        return self._whole.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the height in lines at a width in cells."""
        room = self._text_cells(width)
        return self.text.get_height(rules, room) if room else self._whole.get_height(rules, width)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Render the item at a width in cells."""
        room = self._text_cells(width)
        if not room:
            return self._whole.render_strips(width, height, style, options)
        strips = self.text.render_strips(room, height, style, options)
        (mark,) = (self.mark + " ").render_strips(width - room, 1, style, options)
        blank = Strip.blank(width - room, style.rich_style)
        return [Strip.join([blank if n else mark, strip]) for n, strip in enumerate(strips)]


class DetailText(Widget):
    """A text about the item under a cursor, in a fixed height so that nothing around it moves.

    A text that does not fit ends in an ellipsis and `more`, which says how to see all of it.
    """

    def __init__(self, more: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._more = more
        self._content = Content()

    def set_text(self, content: Content) -> None:
        """Show this content; setting the same content again costs nothing."""
        if not self._content.is_same(content):
            self._content = content
            self.refresh()

    def render(self) -> Content:
        """Render as many lines as fit."""
        width, height = self.content_size
        lines = self._content.wrap(width) if width else []
        if len(lines) > height > 0:
            end = f" …  {self._more}"
            last = lines[height - 1].rstrip().truncate(max(1, width - len(end)))
            lines = [*lines[: height - 1], last + Content.styled(end, "$quiet")]
        return Content("\n").join(lines)
