"""The entry line: one line typed the way people say it, and beneath it what was understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input, Static

from facilitator.findings.language.kinds import LookedAt
from facilitator.importers.highlight import Span
from screens.base.text import cut, plain
from screens.widgets.line_highlighter import Spans, nothing
from screens.widgets.marked import Marked
from screens.widgets.marked_text import MarkedLine
from screens.widgets.typed_line import Completes, Reads, TypedLine

Texts = Callable[[str, Sequence[Span]], Sequence[tuple[LookedAt, str]]]
"""Tells what the lens reads of a line with these parts, each text as long as the line."""


def _nothing(_: str) -> None:
    return None


def _no_texts(_: str, __: Sequence[Span]) -> Sequence[tuple[LookedAt, str]]:
    return ()


def _in_two_lines(words: str, width: int) -> str:
    """Return words in at most two lines of so many cells, with an ellipsis where more is said."""
    first, *rest = (line.plain for line in plain(words).wrap(width))
    return "\n".join((first, cut(" ".join(rest[:2]), width))) if rest else first


class EntryLine(Marked):
    """An input, and a line beneath it that says what Enter would take, or what is wrong."""

    DEFAULT_CSS = """
    EntryLine { height: auto; }
    EntryLine Input { height: 1; border: none; padding: 0 1; background: $surface; }
    EntryLine Input:focus { background: $focus-ground; }
    EntryLine Static { height: 1; padding: 0 1; color: $quiet; }
    EntryLine Static.-long { height: 2; }
    EntryLine Static.-refused { color: $warning; }
    EntryLine FindingWords { padding: 0 1; }
    """

    @dataclass
    class Happened(Message):
        """Something happened to the text of a line."""

        entry: EntryLine

        @property
        def control(self) -> EntryLine:
            """The line this came from."""
            return self.entry

    @dataclass
    class Entered(Happened):
        """A line that is understood was entered; `give_back` returns it where it is refused."""

        text: str

    class Typed(Happened):
        """The line holds another text than a moment ago, which nobody has taken yet."""

    @dataclass
    class Pasted(Happened):
        """Several lines were pasted; what was typed before is still in the line."""

        text: str

    def __init__(
        self,
        reads: Reads,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002
        hint: str = "",
        completes: Completes = _nothing,
        spans: Spans = nothing,
        texts: Texts = _no_texts,
    ) -> None:
        super().__init__(id=id)
        self._reads = reads
        self._hint = hint
        self._texts = texts
        self.input = TypedLine(reads, placeholder, completes, self._hear, self.marking.marks, spans)
        self._words = Static()
        self._said = ""
        self._heard = ""
        """The text as it was last read."""

    def compose(self) -> ComposeResult:
        """Lay the words beneath the input."""
        yield self.input
        yield self._words
        yield self.finding_words

    @property
    def marked(self) -> MarkedLine:
        """The input."""
        return self.input

    def texts_read(self, text: str) -> Sequence[tuple[LookedAt, str]]:
        """Return what is read of a line, and as what."""
        return self._texts(text, self.input.parts.parts(text))

    def on_mount(self) -> None:
        """Show the hint until something is typed."""
        self.read_again()

    @property
    def text(self) -> str:
        """What is typed now."""
        return self.input.value

    @property
    def words(self) -> str:
        """What is said beneath the line, all of it where that has no room."""
        return self._said

    def focus(self, scroll_visible: bool = True) -> EntryLine:
        """Put the focus into the line."""
        self.input.focus(scroll_visible)
        return self

    def give_back(self, text: str, problem: str) -> None:
        """Return a line that was refused, before what was typed since, and say why."""
        self.load(text + self.text)
        self.complain(problem)
        self.post_message(self.Typed(self))

    def load(self, text: str) -> None:
        """Put a text into the line, the cursor at its end."""
        with self.input.prevent(Input.Changed):
            self.input.value = text
        self.input.cursor_position = len(text)
        self.read_again()

    def complain(self, problem: str) -> None:
        """Say beneath the line why its text was not taken; the text stays."""
        self._say(f"! {problem}" if problem else "", refused=bool(problem))

    def show_hint(self, hint: str) -> None:
        """Change the words that stand beneath the line while nothing is typed."""
        if hint != self._hint:
            self._hint = hint
            if not self.text.strip():
                self.read_again()

    def read_again(self) -> None:
        """Say what the line means now; what surrounds it may have changed."""
        if self.text == self._heard:
            self.input.parts.forget()
            self.marking.forget()
        self._heard = self.text
        if not self.text.strip():
            self._say(self._hint, refused=False)
            return
        understood, words = self._reads(self.text)
        completion = self.input.completion
        if completion is None:
            self._say(words if understood else f"! {words}", refused=not understood)
        else:
            offer = f"Tab: {completion.shows}"
            self._say(f"{offer}   {words}" if understood else offer, refused=False)

    def _say(self, words: str, refused: bool) -> None:
        self._said = words
        self._fit()
        self._words.set_class(refused, "-refused")

    def on_resize(self) -> None:
        """Give the words the room they take in another width."""
        self._fit()

    def _fit(self) -> None:
        width = self._words.content_size.width
        is_long = cell_len(self._said) > width > 0
        shown = _in_two_lines(self._said, width) if is_long else self._said
        # Laying the screen out again takes longer than all the rest of a key: only where it must.
        self._words.update(plain(shown), layout=False)
        self._words.set_class(is_long, "-long")

    def _hear(self) -> None:
        """Read what was typed, where it is another text than a moment ago."""
        if self.text != self._heard:
            self.read_again()
            self.post_message(self.Typed(self))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._hear()

    @on(TypedLine.Taken)
    def _taken(self, event: TypedLine.Taken) -> None:
        event.stop()
        self.post_message(self.Entered(self, event.text))

    @on(TypedLine.Refused)
    def _refused(self, event: TypedLine.Refused) -> None:
        event.stop()
        self.complain(event.problem)

    @on(TypedLine.SeveralLines)
    def _several(self, event: TypedLine.SeveralLines) -> None:
        event.stop()
        self.post_message(self.Pasted(self, event.text))
