"""Editors that underline words where they stand, and put other words in their place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.text import Text
from textual.document._document import Location
from textual.widgets import Input, TextArea

from facilitator.findings.language.live import Mark, by_row
from screens.widgets.line_highlighter import LineHighlighter, Spans, nothing, to_reconsider

Marks = Callable[[str], Sequence[Mark]]
"""Tells the marks of a text."""


class MarkedLine(Input):
    """A one-line input; `spans` tells the parts of its line, where it has any."""

    def __init__(self, text: str, placeholder: str, marks: Marks, spans: Spans = nothing) -> None:
        self.parts = LineHighlighter(spans, marks, lambda: self.app.theme_variables)
        super().__init__(
            text,
            placeholder=placeholder,
            highlighter=self.parts,
            compact=True,
            select_on_focus=False,
        )

    @property
    def text(self) -> str:
        """What is typed now."""
        return self.value

    @property
    def cursor_index(self) -> int:
        """The character that the cursor stands before."""
        return self.cursor_position

    def put(self, start: int, end: int, words: str) -> None:
        """Put words in the place of others, the cursor after them."""
        self.replace(words, start, end)

    def draw_again(self) -> None:
        """Draw the marks, which are others now."""
        self.refresh()


class MarkedArea(TextArea):
    """A text of several lines."""

    def __init__(self, text: str, placeholder: str, marks: Marks) -> None:
        self._tell_marks = marks
        self._shown: tuple[Sequence[Mark], dict[int, list[tuple[int, int]]]] = ((), {})
        """The marks drawn last, and where they stand in each line."""
        # The tint of the cursor's line would take the colour of the marks in it.
        super().__init__(
            text,
            compact=True,
            tab_behavior="focus",
            placeholder=placeholder,
            highlight_cursor_line=False,
        )

    @property
    def cursor_index(self) -> int:
        """The character that the cursor stands before."""
        return len(self.get_text_range((0, 0), self.cursor_location))

    def put(self, start: int, end: int, words: str) -> None:
        """Put words in the place of others, as one step that ctrl+z takes back."""
        text = self.text
        self.history.checkpoint()
        self.replace(words, _place(text, start), _place(text, end), maintain_selection_offset=False)

    def draw_again(self) -> None:
        """Draw the marks, which are others now: lines that were drawn are not kept."""
        self.notify_style_update()
        self.refresh()

    def get_line(self, line_index: int) -> Text:
        """Return a line with its marks, as it is drawn."""
        line = super().get_line(line_index)
        text = self.text
        marks = self._tell_marks(text)
        if marks is not self._shown[0]:
            self._shown = marks, by_row(marks, text)
        if line_index in self._shown[1]:
            style = to_reconsider(self.app.theme_variables)
            for start, end in self._shown[1][line_index]:
                line.stylize(style, start, end)
        return line


def _place(text: str, index: int) -> Location:
    """Return the line and the column of a character."""
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1
