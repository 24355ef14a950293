"""The entry line in colours: what was read as time, mark or source, and what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text

from facilitator.imports.line_marks import Part, Span

Spans = Callable[[str], Sequence[Span]]
"""Tells the parts of a line."""


def nothing(_: str) -> Sequence[Span]:
    """Tell no parts."""
    return ()


class LineHighlighter(Highlighter):
    """Bold for what was understood, underlined for what was not; colour says it once more."""

    def __init__(self, spans: Spans, theme: Callable[[], Mapping[str, str]]) -> None:
        self._spans = spans
        self._theme = theme

    def highlight(self, text: Text) -> None:
        """Style the parts of a line."""
        colours = self._theme()
        styles = {
            Part.TIME: Style(bold=True),
            Part.MARK: Style(bold=True, color=colours.get("accent")),
            Part.SOURCE: Style(color=colours.get("quiet")),
            Part.UNREAD: Style(underline=True, color=colours.get("warning")),
        }
        for start, end, part in self._spans(text.plain):
            text.stylize(styles[part], start, end)
