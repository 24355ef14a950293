"""The entry line: one line typed the way people say it, and beneath it what was understood.

The input of an entry line: it hands its text on whole, at Enter and at a paste of many lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, Static

from facilitator.findings.language.kinds import LintedField
from facilitator.importers.completion import Completion
from facilitator.importers.highlight import LineSpan
from facilitator.importers.validation import sanitize_text
from facilitator.model.errors import CannotRead
from screens.base.text import cut, plain
from screens.widgets.lint_hint import SpanFinder, no_spans
from screens.widgets.lint_input import LintedInput, LintedLine, MarkFinder

_LONGEST_PASTED = 100_000
"""A line of more letters would make every key wait."""

_TOO_LONG = "This is one line of over 100,000 letters: paste only the part about the incident."

LineParser = Callable[[str], tuple[bool, str]]
"""Reads a line: whether it was understood, and the words to show beneath it."""

LineCompleter = Callable[[str], Completion | None]
"""Completes what is being typed at the end of a line."""


class EntryInput(LintedLine):
    """A one-line input that hands its text on whole: at Enter, and a paste of several lines.

    Tab completes what is typed at its end, where something is known to complete it.
    """

    # Its width is the room there is: a letter more moves nothing else, and laying the screen out
    # again would take longer than all the rest of a key.
    virtual_size = Reactive(Size(0, 0), layout=False)

    @dataclass
    class LineEntered(Message):
        """Enter was pressed on a line that is understood; the input is empty again."""

        text: str

    @dataclass
    class PasteRejected(Message):
        """What was pasted is no text for a line: why, in one sentence. The line is as it was."""

        problem: str

    @dataclass
    class ManyLinesPasted(Message):
        """Several lines were pasted; none of them is in the input."""

        text: str

    def __init__(
        self,
        reads: LineParser,
        placeholder: str,
        completes: LineCompleter,
        heard: Callable[[], None],
        marks: MarkFinder,
        spans: SpanFinder,
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
            self.post_message(self.LineEntered(self.value))
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
            self.post_message(self.ManyLinesPasted(event.text))
            return
        try:
            if len(text) > _LONGEST_PASTED:
                raise CannotRead(_TOO_LONG)
            self.replace(sanitize_text(text).strip(), *self.selection)
        except CannotRead as refused:
            self.post_message(self.PasteRejected(str(refused)))


LintedTexts = Callable[[str, Sequence[LineSpan]], Sequence[tuple[LintedField, str]]]
"""Tells what the lens reads of a line with these parts, each text as long as the line."""


def _nothing(_: str) -> None:
    return None


def _no_texts(_: str, __: Sequence[LineSpan]) -> Sequence[tuple[LintedField, str]]:
    return ()


def _in_two_lines(words: str, width: int) -> str:
    """Return words in at most two lines of so many cells, with an ellipsis where more is said."""
    first, *rest = (line.plain for line in plain(words).wrap(width))
    return "\n".join((first, cut(" ".join(rest[:2]), width))) if rest else first


class EntryLine(LintedInput):
    """An input, and a line beneath it that says what Enter would take, or what is wrong."""

    DEFAULT_CSS = """
    EntryLine { height: auto; }
    EntryLine Input { height: 1; border: none; padding: 0 1; background: $surface; }
    EntryLine Input:focus { background: $focus-ground; }
    EntryLine Static { height: 1; padding: 0 1; color: $quiet; }
    EntryLine Static.-long { height: 2; }
    EntryLine Static.-refused { color: $warning; }
    EntryLine LintHint { padding: 0 1; }
    """

    @dataclass
    class LineMessage(Message):
        """Something happened to the text of a line."""

        entry: EntryLine

        @property
        def control(self) -> EntryLine:
            """The line this came from."""
            return self.entry

    @dataclass
    class Entered(LineMessage):
        """A line that is understood was entered; `give_back` returns it where it is refused."""

        text: str

    class Typed(LineMessage):
        """The line holds another text than a moment ago, which nobody has taken yet."""

    @dataclass
    class LinesPasted(LineMessage):
        """Several lines were pasted; what was typed before is still in the line."""

        text: str

    def __init__(
        self,
        reads: LineParser,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002
        hint: str = "",
        completes: LineCompleter = _nothing,
        spans: SpanFinder = no_spans,
        texts: LintedTexts = _no_texts,
    ) -> None:
        super().__init__(id=id)
        self._reads = reads
        self._hint = hint
        self._texts = texts
        self.input = EntryInput(reads, placeholder, completes, self._hear, self.linter.marks, spans)
        self._words = Static()
        self._said = ""
        self._heard = ""
        """The text as it was last read."""

    def compose(self) -> ComposeResult:
        """Lay the words beneath the input."""
        yield self.input
        yield self._words
        yield self.lint_hint

    @property
    def linted_editor(self) -> LintedLine:
        """The input."""
        return self.input

    def linted_texts(self, text: str) -> Sequence[tuple[LintedField, str]]:
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
        self.show_problem(problem)
        self.post_message(self.Typed(self))

    def load(self, text: str) -> None:
        """Put a text into the line, the cursor at its end."""
        with self.input.prevent(Input.Changed):
            self.input.value = text
        self.input.cursor_position = len(text)
        self.read_again()

    def show_problem(self, problem: str) -> None:
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
            self.linter.forget()
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

    @on(EntryInput.LineEntered)
    def _taken(self, event: EntryInput.LineEntered) -> None:
        event.stop()
        self.post_message(self.Entered(self, event.text))

    @on(EntryInput.PasteRejected)
    def _refused(self, event: EntryInput.PasteRejected) -> None:
        event.stop()
        self.show_problem(event.problem)

    @on(EntryInput.ManyLinesPasted)
    def _several(self, event: EntryInput.ManyLinesPasted) -> None:
        event.stop()
        self.post_message(self.LinesPasted(self, event.text))
