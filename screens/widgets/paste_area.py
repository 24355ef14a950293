"""The text that was pasted, to be mended line by line; of a very long one, its beginning."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea

from facilitator.importers.validation import text_to_read
from facilitator.model.errors import CannotRead

_MENDABLE_LINES = 5_000
_MENDABLE_LETTERS = 500_000
"""More than that would make every letter typed here wait: the rest is kept beside."""


class PasteArea(TextArea):
    """Holds lines as text and nothing else; a paste that is no text is refused whole."""

    BINDINGS = [Binding("tab", "screen.to_lines", "To the lines", id="paste.lines")]

    @dataclass
    class Refused(Message):
        """What was pasted is no text: why, in one sentence. Nothing here has changed."""

        problem: str

    class Filled(Message):
        """Several lines were pasted where there was nothing."""

    def __init__(self, text: str) -> None:
        self._beyond = ""
        super().__init__(
            compact=True,
            tab_behavior="focus",
            soft_wrap=False,
            placeholder="Paste lines that begin with a time: a chat, a log, a table.",
            id="pasted",
        )
        self.hold(text)  # a text given to the constructor would be laid out twice

    def hold(self, text: str) -> None:
        """Hold this text and no other."""
        shown, self._beyond = _parted(text)
        self.load_text(shown)

    @property
    def whole(self) -> str:
        """All of the text, what lies beyond the area included."""
        return "\n".join(part for part in (self.text, self._beyond) if part)

    def go_to(self, line: int) -> bool:
        """Put the cursor on a line of the text, at its time; False where it is beyond the area."""
        if line >= self.document.line_count or not self.text:
            return False
        self.move_cursor((line, 0), center=True)
        self.focus()
        return True

    def go_to_the_end(self) -> None:
        """Put the cursor on a line of its own after all of the text."""
        self.move_cursor(self.document.end)
        if self.text and not self.text.endswith("\n"):
            self.insert("\n")

    async def _on_paste(self, event: events.Paste) -> None:
        """Take what was pasted without what steers a terminal, or refuse it."""
        event.stop()
        event.prevent_default()
        try:
            text = text_to_read(event.text)
        except CannotRead as refused:
            self.post_message(self.Refused(str(refused)))
            return
        if event.text.endswith(("\n", "\r")):
            text += "\n"
        if not self.whole.strip() and "\n" in text.strip():
            self.post_message(self.Filled())
        if not _parted(text)[1]:
            self.replace(text, *self.selection)
            return
        start, end = sorted((self.selection.start, self.selection.end))
        before = self.get_text_range((0, 0), start)
        after = self.get_text_range(end, self.document.end)
        shown, beyond = _parted("".join((before, text, after)))
        self._beyond = "\n".join(filter(None, (beyond, self._beyond)))
        self.load_text(shown)


def _parted(text: str) -> tuple[str, str]:
    """Return what can be mended of a text, in whole lines, and what lies beyond it."""
    if len(text) <= _MENDABLE_LETTERS and text.count("\n") < _MENDABLE_LINES:
        return text, ""
    first = text[:_MENDABLE_LETTERS].split("\n")
    whole = first[: min(len(first) - 1, _MENDABLE_LINES)]
    shown = "\n".join(whole)
    return shown, text[len(shown) + 1 :] if whole else text
