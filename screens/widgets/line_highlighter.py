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
        self._told: tuple[str, Sequence[Span]] | None = None
        """The text last looked at, and its parts: an input asks several times for one frame."""

    def forget(self) -> None:
        """Look at the text again when it is next drawn: what surrounds it may have changed."""
        self._told = None

    def highlight(self, text: Text) -> None:
        """Style the parts of a line."""
        colours = self._theme()
        styles = {
            Part.TIME: Style(bold=True),
            Part.MARK: Style(bold=True, color=colours.get("accent")),
            Part.SOURCE: Style(color=colours.get("quiet")),
            Part.UNREAD: Style(underline=True, color=colours.get("warning")),
        }
        if self._told is None or self._told[0] != text.plain:
            self._told = text.plain, self._spans(text.plain)
        for start, end, part in self._told[1]:
            text.stylize(styles[part], start, end)
