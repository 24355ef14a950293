"""The entry line: an input for one item as a line of text, and below it how it is parsed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input, Static

from facilitator.findings.language.kinds import LintedField
from facilitator.importers.completion import Completion
from facilitator.importers.highlight import LineSpan
from facilitator.importers.validation import sanitize_text
from facilitator.model.errors import CannotRead
from screens.base.text import cut, plain
from screens.base.textual_workarounds import KeyFirstInput, SteadyInput
from screens.widgets.lint_hint import SpanFinder, no_spans
from screens.widgets.lint_input import LintedInput, LintedLine, MarkFinder

_MAX_PASTED_CHARACTERS = 100_000
"""Length of a pasted line from which on every key press would be slow."""

_TOO_LONG = "This is one line of over 100,000 letters: paste only the part about the incident."

LineParser = Callable[[str], tuple[bool, str]]
"""Parses a line. Returns whether it can be submitted, and what it means or what is wrong."""

LineCompleter = Callable[[str], Completion | None]
"""Returns the completion of the word at the end of a line, or None."""


class EntryInput(SteadyInput, KeyFirstInput, LintedLine):
    """The input of an entry line: hands on a line at Enter, and a paste of several lines.

    Tab completes the word at the end of the line, where there is a completion.
    """

    @dataclass
    class LineEntered(Message):
        """Enter was pressed on a line that can be parsed; the input is empty again."""

        text: str

    @dataclass
    class PasteRejected(Message):
        """A paste was not accepted, for a reason in one sentence; the line is unchanged."""

        problem: str

    @dataclass
    class ManyLinesPasted(Message):
        """Several lines were pasted; the input is unchanged."""

        text: str

    def __init__(
        self,
        parse: LineParser,
        placeholder: str,
        complete: LineCompleter,
        after_key: Callable[[], None],
        marks: MarkFinder,
        spans: SpanFinder,
    ) -> None:
        super().__init__("", placeholder, marks, spans)
        self._parse = parse
        self._complete = complete
        self._key_handled = after_key

    @property
    def completion(self) -> Completion | None:
        """The completion that Tab would insert; None where Tab moves the focus."""
        at_the_end = self.cursor_position == len(self.value)
        return self._complete(self.value) if at_the_end and self.value else None

    def takes_key(self, event: events.Key) -> bool:
        """Submit the line on Enter, if it can be parsed, and complete it on Tab."""
        completion = self.completion if event.key == "tab" else None
        if completion is not None:
            self.value = completion.line
            self.cursor_position = len(self.value)
            return True
        if event.key != "enter":
            return False
        if self.value.strip() and self._parse(self.value)[0]:
            self.post_message(self.LineEntered(self.value))
            self.value = ""
        return True

    def after_key(self) -> None:
        """Show what the line means now."""
        self._key_handled()

    def on_paste(self, event: events.Paste) -> None:
        """Hand on several lines; insert one, without control characters."""
        event.stop()
        event.prevent_default()  # else Textual calls the handler of the base class as well
        text = event.text.strip()
        if len(text.splitlines()) > 1:
            self.post_message(self.ManyLinesPasted(event.text))
            return
        try:
            if len(text) > _MAX_PASTED_CHARACTERS:
                raise CannotRead(_TOO_LONG)
            self.replace(sanitize_text(text).strip(), *self.selection)
        except CannotRead as refused:
            self.post_message(self.PasteRejected(str(refused)))


LintedTexts = Callable[[str, Sequence[LineSpan]], Sequence[tuple[LintedField, str]]]
"""Returns the texts to lint in a line with these parts, each as long as the line."""


def _no_completion(_: str) -> None:
    return None


def _no_texts(_: str, __: Sequence[LineSpan]) -> Sequence[tuple[LintedField, str]]:
    return ()


def _two_lines(message: str, width: int) -> str:
    """Wrap a message to two lines at most, the second cut with an ellipsis."""
    first, *rest = (line.plain for line in plain(message).wrap(width))
    return "\n".join((first, cut(" ".join(rest[:2]), width))) if rest else first


class EntryLine(LintedInput):
    """An input, and a message below it: what Enter would submit, or what is wrong.

    `parse`, `complete`, `spans` and `texts` work on the typed line. `hint` is the message while
    nothing is typed.
    """

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
        """A message of an entry line."""

        entry: EntryLine

        @property
        def control(self) -> EntryLine:
            """The entry line that posted this."""
            return self.entry

    @dataclass
    class Entered(LineMessage):
        """A line was submitted; the receiver calls `reject` if it does not accept it."""

        text: str

    class Typed(LineMessage):
        """The text changed, and is not submitted yet."""

    @dataclass
    class LinesPasted(LineMessage):
        """Several lines were pasted; the text typed before is unchanged."""

        text: str

    def __init__(
        self,
        parse: LineParser,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002
        hint: str = "",
        complete: LineCompleter = _no_completion,
        spans: SpanFinder = no_spans,
        texts: LintedTexts = _no_texts,
    ) -> None:
        super().__init__(id=id)
        self._parse = parse
        self._hint = hint
        self._texts = texts
        self.input = EntryInput(
            parse, placeholder, complete, self._text_changed, self.linter.marks, spans
        )
        self._message = Static()
        self._full_message = ""
        self._parsed_text = ""
        """The text that was parsed last."""

    def compose(self) -> ComposeResult:
        """Compose the input above its message."""
        yield self.input
        yield self._message
        yield self.lint_hint

    @property
    def linted_editor(self) -> LintedLine:
        """The input."""
        return self.input

    def linted_texts(self, text: str) -> Sequence[tuple[LintedField, str]]:
        """Return the texts to lint in a line, each with the field it is linted as."""
        return self._texts(text, self.input.line_highlighter.spans(text))

    def on_mount(self) -> None:
        """Show the hint."""
        self.reparse()

    @property
    def text(self) -> str:
        """The text in the input."""
        return self.input.value

    @property
    def words(self) -> str:
        """The message below the input, in full."""
        return self._full_message

    def focus(self, scroll_visible: bool = True) -> EntryLine:
        """Focus the input."""
        self.input.focus(scroll_visible)
        return self

    def reject(self, text: str, problem: str) -> None:
        """Put a submitted line back, in front of what was typed since, and show what is wrong."""
        self.load(text + self.text)
        self.show_problem(problem)
        self.post_message(self.Typed(self))

    def load(self, text: str) -> None:
        """Replace the text, with the cursor at its end."""
        with self.input.prevent(Input.Changed):
            self.input.value = text
        self.input.cursor_position = len(text)
        self.reparse()

    def show_problem(self, problem: str) -> None:
        """Show what is wrong below the input; the text stays."""
        self._show_message(f"! {problem}" if problem else "", refused=bool(problem))

    def show_hint(self, hint: str) -> None:
        """Change the message that is shown while nothing is typed."""
        if hint != self._hint:
            self._hint = hint
            if not self.text.strip():
                self.reparse()

    def reparse(self) -> None:
        """Parse the text and show what it means; its context may have changed."""
        if self.text == self._parsed_text:
            self.input.line_highlighter.forget()
            self.linter.forget()
        self._parsed_text = self.text
        if not self.text.strip():
            self._show_message(self._hint, refused=False)
            return
        understood, words = self._parse(self.text)
        completion = self.input.completion
        if completion is None:
            self._show_message(words if understood else f"! {words}", refused=not understood)
        else:
            offer = f"Tab: {completion.label}"
            self._show_message(f"{offer}   {words}" if understood else offer, refused=False)

    def _show_message(self, message: str, refused: bool) -> None:
        self._full_message = message
        self._fit_message()
        self._message.set_class(refused, "-refused")

    def on_resize(self) -> None:
        """Fit the message to the new width."""
        self._fit_message()

    def _fit_message(self) -> None:
        width = self._message.content_size.width
        is_long = cell_len(self._full_message) > width > 0
        shown = _two_lines(self._full_message, width) if is_long else self._full_message
        # A new layout takes longer than all other work for a key: the class alone asks for one.
        self._message.update(plain(shown), layout=False)
        self._message.set_class(is_long, "-long")

    def _text_changed(self) -> None:
        """Parse the text if it is another one than before."""
        if self.text != self._parsed_text:
            self.reparse()
            self.post_message(self.Typed(self))

    @on(Input.Changed)
    def _input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._text_changed()

    @on(EntryInput.LineEntered)
    def _line_entered(self, event: EntryInput.LineEntered) -> None:
        event.stop()
        self.post_message(self.Entered(self, event.text))

    @on(EntryInput.PasteRejected)
    def _paste_rejected(self, event: EntryInput.PasteRejected) -> None:
        event.stop()
        self.show_problem(event.problem)

    @on(EntryInput.ManyLinesPasted)
    def _many_lines_pasted(self, event: EntryInput.ManyLinesPasted) -> None:
        event.stop()
        self.post_message(self.LinesPasted(self, event.text))
