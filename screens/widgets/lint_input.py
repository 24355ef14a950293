"""What texts of the stages have in common: words are marked as they are typed; two keys answer.

Editors that underline words where they stand, and put other words in their place.
The marks of one text while it is typed; typing never waits for them.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from time import monotonic

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.document._document import Location
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from facilitator.findings.language.kinds import LintedField
from facilitator.findings.language.marks import Mark, Turn, by_row, carried_over, mark_at, turn_of
from screens.base.textual_workarounds import without_skip
from screens.services.lens import LintContext, lens_of, standing_of
from screens.widgets.lint_hint import (
    REWRITE_KEY,
    STAND_KEY,
    FindingWords,
    LineHighlighter,
    SpanFinder,
    nothing,
    to_reconsider,
    words_of_mark,
    words_of_turn,
)

MarkFinder = Callable[[str], Sequence[Mark]]
"""Tells the marks of a text."""


class LintedLine(Input):
    """A one-line input; `spans` tells the parts of its line, where it has any."""

    def __init__(
        self, text: str, placeholder: str, marks: MarkFinder, spans: SpanFinder = nothing
    ) -> None:
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

    def replace_text(self, start: int, end: int, words: str) -> None:
        """Put words in the place of others, the cursor after them."""
        self.replace(words, start, end)

    def redraw(self) -> None:
        """Draw the marks, which are others now."""
        self.refresh()


class LintedArea(TextArea):
    """A text of several lines."""

    def __init__(self, text: str, placeholder: str, marks: MarkFinder) -> None:
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

    def replace_text(self, start: int, end: int, words: str) -> None:
        """Put words in the place of others, as one step that ctrl+z takes back."""
        text = self.text
        self.history.checkpoint()
        self.replace(words, _place(text, start), _place(text, end), maintain_selection_offset=False)

    def redraw(self) -> None:
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


TextLayers = Callable[[str], Sequence[tuple[LintedField, str]]]
"""What is read of a text, and as what: each layer as long as the text, the rest of it blank."""

_AT_ONCE = 400
"""So many characters are read in a small part of the time that a key takes."""

_REST_SECONDS = 0.15
"""How long the typing of a longer text rests before it is read again."""

_REST_SECONDS_A_CHARACTER = 5e-6
"""How much longer it rests where the text is longer: drawing it takes longer too."""

_BREATH_SECONDS = 0.01
"""How long keys and frames have between two pieces of a long text."""


class Linter:
    """Reads a short text at once, a longer one in pieces once nobody types.

    Until then the marks of what did not change stay where they are. `found` is called when the
    marks are others without an edit.
    """

    def __init__(self, owner: Widget, layers: TextLayers, found: Callable[[], None]) -> None:
        self._owner = owner
        self._layers = layers
        self._found = found
        self._text = ""
        self._known: LintContext | None = None
        self._marks: tuple[Mark, ...] = ()
        self._steps: Iterator[None] | None = None
        """The reading of a longer text, as far as it is."""
        self._is_waiting = False
        self._edited_at = 0.0

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Return the marks of a text, in the order they stand in it."""
        known = lens_of(self._owner.app).known
        if text == self._text and known is self._known:
            return self._marks
        if known is None or len(text) <= _AT_ONCE:
            self._marks = self._read(text, known)
        else:
            self._marks = carried_over(self._marks, self._text, text)
            self._wait()
        self._text, self._known = text, known
        return self._marks

    def read_now(self, text: str) -> tuple[Mark, ...]:
        """Return the marks of a text, also of a long one that was only just edited."""
        self.marks(text)
        if self._is_waiting:
            self._marks = self._read(text, self._known)
        return self._marks

    def forget(self) -> None:
        """Read the text again: what surrounds it may have changed."""
        self._known = None

    def _read(self, text: str, known: LintContext | None) -> tuple[Mark, ...]:
        if known is None:
            return ()
        found = [mark for at, layer in self._layers(text) for mark in known.marks(layer, at)]
        return tuple(sorted(found, key=lambda mark: mark.start))

    def _wait(self) -> None:
        """Begin to read once nobody types; a timer for every key would cost more than it."""
        self._edited_at = monotonic()
        self._steps = None
        if not self._is_waiting:
            self._is_waiting = True
            without_skip(self._owner.set_timer(self._rest, self._go_on))

    @property
    def _rest(self) -> float:
        return _REST_SECONDS + len(self._text) * _REST_SECONDS_A_CHARACTER

    def _go_on(self) -> None:
        """Read one more piece, unless somebody is typing."""
        left, known = self._rest - (monotonic() - self._edited_at), self._known
        if known is None or len(self._text) <= _AT_ONCE:
            self._is_waiting = False
        elif self._steps is None and left > 0:
            without_skip(self._owner.set_timer(left, self._go_on))
        else:
            self._read_more(known)

    def _read_more(self, known: LintContext) -> None:
        if self._steps is None:
            layers = self._layers(self._text)
            self._steps = chain.from_iterable(known.steps(layer, at) for at, layer in layers)
        if next(self._steps, self) is self:
            self._is_waiting = False
            self._marks = self._read(self._text, known)
            self._found()
        else:
            without_skip(self._owner.set_timer(_BREATH_SECONDS, self._go_on))


class LintedInput(Vertical):
    """Holds an editor with marks, and says beneath it what is found at the cursor."""

    class FindingSuppressed(Message):
        """Something found was let stand; where its text is in the document, so is that."""

    BINDINGS = [
        Binding(REWRITE_KEY, "rewrite", "Rewrite", id="lens.rewrite"),
        Binding(STAND_KEY, "let_stand", "Let it stand", id="lens.stand"),
    ]

    def __init__(
        self,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.linter = Linter(self, self.linted_texts, self._lint_again)
        self.finding_words = FindingWords()
        self._mark: Mark | None = None
        """What is found at the cursor."""
        self._turn: Turn | None = None
        self._looked: tuple[str, int, Sequence[Mark], Turn | None] | None = None
        """What was looked at last."""

    @property
    @abstractmethod
    def linted_editor(self) -> LintedLine | LintedArea | None:
        """The editor, where the lens looks at what it holds."""

    @abstractmethod
    def linted_texts(self, text: str) -> Sequence[tuple[LintedField, str]]:
        """Return what is read of a text, and as what."""

    def on_mount(self) -> None:
        """Follow the cursor, and what texts are read with."""
        if self.linted_editor is not None:
            lens = lens_of(self.app)
            lens.changed.subscribe(self, self._lint_again)
            self.watch(self.linted_editor, "selection", self.show_finding, init=False)
            self.call_after_refresh(lens.begin)

    def show_finding(self) -> None:
        """Say what is found at the cursor, where the editor has the focus."""
        editor = self.linted_editor
        if editor is None or not editor.has_focus:
            return
        text, cursor = editor.text, editor.cursor_index
        marks = self.linter.marks(text)
        looked = text, cursor, marks, self._turn
        if looked == self._looked:
            return  # a key moves the cursor and changes the text: both ask
        self._looked = looked
        mark = mark_at(marks, cursor)
        turn = self._turn if self._turn and self._turn.holds(text, cursor) else None
        if turn is not None and not turn.is_as_written:
            self.finding_words.set_text(words_of_turn(turn))
            mark = None
        elif mark is not None:
            self.finding_words.set_text(words_of_mark(mark, text))
        elif text:
            self.finding_words.set_text(Content())
        else:
            self.finding_words.leave()
        could = self._can
        self._mark, self._turn = mark, turn
        if could != self._can:
            self.refresh_bindings()

    @property
    def _can(self) -> dict[str, bool]:
        """Which keys do something now."""
        may_stand = self._mark is not None and self._mark.may_stand
        is_turned = self._turn is not None and not self._turn.is_as_written
        has_rewrites = self._mark is not None and bool(self._mark.finding.rewrites)
        return {"let_stand": may_stand, "rewrite": is_turned or has_rewrites}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys out while nothing is found."""
        return self._can.get(action, True)

    def action_rewrite(self) -> None:
        """Put the rewrite at the cursor in; then the other one, then what was written again."""
        editor, turn = self.linted_editor, self._turn or self._first_turn()
        if editor is None or turn is None:
            return
        editor.replace_text(turn.start, turn.end, turn.next_passage)
        # Only now: on its way to the end of the passage the cursor may have stood outside of it.
        self._turn = turn.turned()
        self.show_finding()

    def _first_turn(self) -> Turn | None:
        editor = self.linted_editor
        text = editor.text if editor else ""
        mark = mark_at(self.linter.read_now(text), editor.cursor_index) if editor else None
        return turn_of(text, mark, self._layer_of(mark, text)) if mark else None

    def _layer_of(self, mark: Mark, text: str) -> str:
        layers = self.linted_texts(text)
        return next((layer for at, layer in layers if at == mark.looked_at), text)

    def action_let_stand(self) -> None:
        """Let what is found at the cursor stand, for the sentence it is in."""
        editor, mark = self.linted_editor, self._mark
        if editor is not None and mark is not None:
            self._turn = None
            layer = self._layer_of(mark, editor.text)
            lens_of(self.app).suppress(standing_of(mark, layer))
            self.post_message(self.FindingSuppressed())

    def _lint_again(self, _: object = None) -> None:
        if self.linted_editor is not None:
            self.linted_editor.redraw()
            self.show_finding()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _edited(self) -> None:
        self.show_finding()

    def on_descendant_focus(self) -> None:
        """Say what is found where the cursor is."""
        self.show_finding()

    def on_descendant_blur(self) -> None:
        """Say nothing any more."""
        self._mark = self._turn = self._looked = None
        self.finding_words.leave()
