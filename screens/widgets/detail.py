"""The whole of what a row stands for, in a room that stays the same whatever is in it."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget


class Detail(Widget):
    """Words that change with every step of a cursor: nothing around them moves.

    What has no room ends in an ellipsis, and in where the whole is.
    """

    def __init__(self, whole: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._whole = whole
        self._content = Content()

    def say(self, content: Content) -> None:
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
