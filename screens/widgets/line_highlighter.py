"""A line in colours: its time, marks and source, what cannot be read, and what is found in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text

from facilitator.findings.language.live import Mark
from facilitator.importers.highlight import Part, Span

Spans = Callable[[str], Sequence[Span]]
"""Tells the parts of a line."""

Theme = Callable[[], Mapping[str, str]]
"""Tells the colours of the theme by their names."""


def nothing(_: str) -> Sequence[Span]:
    """Tell no parts."""
    return ()


def to_reconsider(colours: Mapping[str, str]) -> Style:
    """Return how words look that ask for a second look: underlined, and in a colour as well."""
    return Style(underline=True, color=colours.get("warning"))


class LineHighlighter(Highlighter):
    """Bold for what was understood, underlined for what was not; colour says it once more."""

    def __init__(self, spans: Spans, marks: Callable[[str], Sequence[Mark]], theme: Theme) -> None:
        self._spans = spans
        self._marks = marks
        self._theme = theme
        self._told: tuple[str, Sequence[Span]] | None = None
        """The text last looked at, and its parts: an input asks several times for one frame."""

    def forget(self) -> None:
        """Look at the text again when it is next drawn: what surrounds it may have changed."""
        self._told = None

    def parts(self, text: str) -> Sequence[Span]:
        """Return the parts of a line."""
        if self._told is None or self._told[0] != text:
            self._told = text, self._spans(text)
        return self._told[1]

    def highlight(self, text: Text) -> None:
        """Style the parts of a line, and the words in it that are found."""
        colours = self._theme()
        styles = {
            Part.TIME: Style(bold=True),
            Part.MARK: Style(bold=True, color=colours.get("accent")),
            Part.SOURCE: Style(color=colours.get("quiet")),
            Part.UNREAD: to_reconsider(colours),
        }
        for start, end, part in self.parts(text.plain):
            text.stylize(styles[part], start, end)
        for mark in self._marks(text.plain):
            text.stylize(to_reconsider(colours), mark.start, mark.end)
