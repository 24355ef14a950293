"""The input of an entry line: it hands its text on whole, at Enter and at a paste of many lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive

from facilitator.importers.completion import Completion
from facilitator.importers.validation import text_to_read
from facilitator.model.errors import CannotRead
from screens.widgets.line_highlighter import Spans
from screens.widgets.marked_text import MarkedLine, Marks

_LONGEST_PASTED = 100_000
"""A line of more letters would make every key wait."""

_TOO_LONG = "This is one line of over 100,000 letters: paste only the part about the incident."

Reads = Callable[[str], tuple[bool, str]]
"""Reads a line: whether it was understood, and the words to show beneath it."""

Completes = Callable[[str], Completion | None]
"""Completes what is being typed at the end of a line."""


class TypedLine(MarkedLine):
    """A one-line input that hands its text on whole: at Enter, and a paste of several lines.

    Tab completes what is typed at its end, where something is known to complete it.
    """

    # Its width is the room there is: a letter more moves nothing else, and laying the screen out
    # again would take longer than all the rest of a key.
    virtual_size = Reactive(Size(0, 0), layout=False)

    @dataclass
    class Taken(Message):
        """Enter was pressed on a line that is understood; the input is empty again."""

        text: str

    @dataclass
    class Refused(Message):
        """What was pasted is no text for a line: why, in one sentence. The line is as it was."""

        problem: str

    @dataclass
    class SeveralLines(Message):
        """Several lines were pasted; none of them is in the input."""

        text: str

    def __init__(
        self,
        reads: Reads,
        placeholder: str,
        completes: Completes,
        heard: Callable[[], None],
        marks: Marks,
        spans: Spans,
    ) -> None:
        super().__init__("", placeholder, marks, spans)
        self._reads = reads
        self._completes = completes
        self._heard = heard

    @property
    def completion(self) -> Completion | None:
        """What Tab would do; None where it goes on to the next place."""
        at_the_end = self.cursor_position == len(self.value)
        return self._completes(self.value) if at_the_end and self.value else None

    def watch_virtual_size(self) -> None:
        """Leave no room behind a text that is shorter now."""
        self.scroll_x = self.validate_scroll_x(self.scroll_x)

    async def _on_key(self, event: events.Key) -> None:
        """Take Enter where it stands among the letters: as a binding it would come after them.

        A letter is read before it is painted, so that one frame shows it and what it means.
        """
        completion = self.completion if event.key == "tab" else None
        if event.key != "enter" and completion is None:
            await super()._on_key(event)
            self._heard()
            return
        event.stop()
        event.prevent_default()
        if completion is not None:
            self.value = completion.line
            self.cursor_position = len(self.value)
        elif self.value.strip() and self._reads(self.value)[0]:
            self.post_message(self.Taken(self.value))
            self.value = ""

    def on_resize(self) -> None:
        """Keep the cursor in sight in another width."""
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        before = self.value[: self.cursor_position]
        at = cell_len(before) + (self.cursor_position == len(self.value))
        self.scroll_to_region(Region(at, 0, 1, 1), force=True, animate=False)

    def _on_paste(self, event: events.Paste) -> None:
        """Hand several lines on whole; of one line, what is text goes in."""
        event.stop()
        event.prevent_default()
        text = event.text.strip()
        if len(text.splitlines()) > 1:
            self.post_message(self.SeveralLines(event.text))
            return
        try:
            if len(text) > _LONGEST_PASTED:
                raise CannotRead(_TOO_LONG)
            self.replace(text_to_read(text).strip(), *self.selection)
        except CannotRead as refused:
            self.post_message(self.Refused(str(refused)))
