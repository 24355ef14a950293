"""Editors that underline findings while people type, with keys to rewrite or suppress them."""

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
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from facilitator.findings.language.kinds import LintedField
from facilitator.findings.language.marks import (
    Mark,
    RewriteCycle,
    mark_at,
    marks_after_edit,
    rewrite_cycle,
    spans_by_row,
)
from screens.base.textual_workarounds import without_skip
from screens.services.lens import LintContext, lens_of, suppression_of
from screens.widgets.lint_hint import (
    REWRITE_KEY,
    SUPPRESS_KEY,
    LineHighlighter,
    LintHint,
    SpanFinder,
    hint_style,
    mark_hint,
    no_spans,
    rewrite_hint,
)

MarkFinder = Callable[[str], Sequence[Mark]]
"""Returns the marks of a text: its findings with their position."""


class LintedLine(Input):
    """A one-line input with marks; `spans` finds the parts of an entry line to highlight."""

    def __init__(
        self, text: str, placeholder: str, marks: MarkFinder, spans: SpanFinder = no_spans
    ) -> None:
        self.line_highlighter = LineHighlighter(spans, marks, lambda: self.app.theme_variables)
        super().__init__(
            text,
            placeholder=placeholder,
            highlighter=self.line_highlighter,
            compact=True,
            select_on_focus=False,
        )

    @property
    def text(self) -> str:
        """The text in the input."""
        return self.value

    @property
    def cursor_index(self) -> int:
        """Index of the character behind the cursor."""
        return self.cursor_position

    def replace_text(self, start: int, end: int, words: str) -> None:
        """Replace a range of characters; the cursor goes to its end."""
        self.replace(words, start, end)

    def redraw(self) -> None:
        """Draw the marks again."""
        self.refresh()


class LintedArea(TextArea):
    """A multi-line editor with marks."""

    def __init__(self, text: str, placeholder: str, marks: MarkFinder) -> None:
        self._find_marks = marks
        self._drawn: tuple[Sequence[Mark], dict[int, list[tuple[int, int]]]] = ((), {})
        """The marks drawn last, and their ranges of columns by line."""
        # Highlighting the cursor's line would override the colour of the marks in it.
        super().__init__(
            text,
            compact=True,
            tab_behavior="focus",
            placeholder=placeholder,
            highlight_cursor_line=False,
        )

    @property
    def cursor_index(self) -> int:
        """Index of the character behind the cursor."""
        return len(self.get_text_range((0, 0), self.cursor_location))

    def replace_text(self, start: int, end: int, words: str) -> None:
        """Replace a range of characters, as one step that ctrl+z undoes."""
        text = self.text
        self.history.checkpoint()
        self.replace(
            words, _location(text, start), _location(text, end), maintain_selection_offset=False
        )

    def redraw(self) -> None:
        """Draw the marks again."""
        self.notify_style_update()  # drops the cache of rendered lines
        self.refresh()

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is drawn, with its marks."""
        line = super().get_line(line_index)
        text = self.text
        marks = self._find_marks(text)
        if marks is not self._drawn[0]:
            self._drawn = marks, spans_by_row(marks, text)
        if line_index in self._drawn[1]:
            style = hint_style(self.app.theme_variables)
            for start, end in self._drawn[1][line_index]:
                line.stylize(style, start, end)
        return line


def _location(text: str, index: int) -> tuple[int, int]:
    """Return line and column of a character, both from 0."""
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1


TextLayers = Callable[[str], Sequence[tuple[LintedField, str]]]
"""Returns the texts to lint in a text, each with the field it is linted as.

Each is as long as the whole text, with blanks for the rest, so that positions are those of the
whole text.
"""

_LINTED_AT_ONCE = 400
"""Longest text, in characters, that is linted at once: that takes a fraction of a key press."""

_PAUSE_SECONDS = 0.15
"""Pause in typing after which a longer text is linted again."""

_PAUSE_SECONDS_PER_CHARACTER = 5e-6
"""Seconds added to the pause per character, since a longer text also takes longer to draw."""

_YIELD_SECONDS = 0.01
"""Time left to keys and frames between two pieces of a long text."""


class Linter:
    """Lints a short text at once, and a longer one in pieces after a pause in typing.

    Until then unchanged passages keep their marks. `marks_changed` is called when marks change
    without an edit.
    """

    def __init__(
        self, owner: Widget, layers: TextLayers, marks_changed: Callable[[], None]
    ) -> None:
        self._owner = owner
        self._layers = layers
        self._marks_changed = marks_changed
        self._text = ""
        self._context: LintContext | None = None
        self._marks: tuple[Mark, ...] = ()
        self._steps: Iterator[None] | None = None
        """The remaining pieces of a longer text that is being linted."""
        self._is_waiting = False
        self._edited_at = 0.0

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Return the marks of a text in order."""
        context = lens_of(self._owner.app).context
        if text == self._text and context is self._context:
            return self._marks
        if context is None or len(text) <= _LINTED_AT_ONCE:
            self._marks = self._lint(text, context)
        else:
            self._marks = marks_after_edit(self._marks, self._text, text)
            self._schedule()
        self._text, self._context = text, context
        return self._marks

    def marks_now(self, text: str) -> tuple[Mark, ...]:
        """Return the marks of a text, linting a long one at once instead of after the pause."""
        self.marks(text)
        if self._is_waiting:
            self._marks = self._lint(text, self._context)
        return self._marks

    def forget(self) -> None:
        """Lint the text again when it is next asked for, since its context may have changed."""
        self._context = None

    def _lint(self, text: str, context: LintContext | None) -> tuple[Mark, ...]:
        if context is None:
            return ()
        found = [mark for at, layer in self._layers(text) for mark in context.marks(layer, at)]
        return tuple(sorted(found, key=lambda mark: mark.start))

    def _schedule(self) -> None:
        """Lint after a pause in typing.

        One timer runs and is extended: a new one for every key would cost more than the key.
        """
        self._edited_at = monotonic()
        self._steps = None
        if not self._is_waiting:
            self._is_waiting = True
            without_skip(self._owner.set_timer(self._pause, self._continue))

    @property
    def _pause(self) -> float:
        return _PAUSE_SECONDS + len(self._text) * _PAUSE_SECONDS_PER_CHARACTER

    def _continue(self) -> None:
        """Lint one more piece, unless somebody is typing."""
        left, context = self._pause - (monotonic() - self._edited_at), self._context
        if context is None or len(self._text) <= _LINTED_AT_ONCE:
            self._is_waiting = False
        elif self._steps is None and left > 0:
            without_skip(self._owner.set_timer(left, self._continue))
        else:
            self._lint_next_piece(context)

    def _lint_next_piece(self, context: LintContext) -> None:
        if self._steps is None:
            layers = self._layers(self._text)
            self._steps = chain.from_iterable(context.steps(layer, at) for at, layer in layers)
        if next(self._steps, self) is self:
            self._is_waiting = False
            self._marks = self._lint(self._text, context)
            self._marks_changed()
        else:
            without_skip(self._owner.set_timer(_YIELD_SECONDS, self._continue))


class LintedInput(Vertical):
    """An editor with marks, and below it a hint about the finding at the cursor."""

    class FindingSuppressed(Message):
        """A finding was suppressed; the screen records it where the text is in the document."""

    BINDINGS = [
        Binding(REWRITE_KEY, "rewrite", "Rewrite", id="lens.rewrite"),
        Binding(SUPPRESS_KEY, "let_stand", "Let it stand", id="lens.stand"),
    ]

    def __init__(
        self,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.linter = Linter(self, self.linted_texts, self._lint_again)
        self.lint_hint = LintHint()
        self._mark: Mark | None = None
        """The finding at the cursor."""
        self._cycle: RewriteCycle | None = None
        self._shown_for: tuple[str, int, Sequence[Mark], RewriteCycle | None] | None = None
        """Text, cursor, marks and rewrite that the hint was computed for last."""

    @property
    @abstractmethod
    def linted_editor(self) -> LintedLine | LintedArea | None:
        """The editor, if its text is linted."""

    @abstractmethod
    def linted_texts(self, text: str) -> Sequence[tuple[LintedField, str]]:
        """Return the texts to lint in a text, each with the field it is linted as."""

    def on_mount(self) -> None:
        """Follow the cursor, and changes of the lens."""
        if self.linted_editor is not None:
            lens = lens_of(self.app)
            lens.changed.subscribe(self, self._lint_again)
            self.watch(self.linted_editor, "selection", self.show_finding, init=False)
            self.call_after_refresh(lens.load)

    def show_finding(self) -> None:
        """Show the finding at the cursor while the editor is focused."""
        editor = self.linted_editor
        if editor is None or not editor.has_focus:
            return
        text, cursor = editor.text, editor.cursor_index
        marks = self.linter.marks(text)
        shown_for = text, cursor, marks, self._cycle
        if shown_for == self._shown_for:
            return  # a key both changes the text and moves the cursor
        self._shown_for = shown_for
        mark = mark_at(marks, cursor)
        cycle = self._cycle if self._cycle and self._cycle.is_current(text, cursor) else None
        if cycle is not None and not cycle.is_original:
            self.lint_hint.set_text(rewrite_hint(cycle))
            mark = None
        elif mark is not None:
            self.lint_hint.set_text(mark_hint(mark, text))
        elif text:
            self.lint_hint.set_text(Content())
        else:
            self.lint_hint.clear()
        was_enabled = self._enabled
        self._mark, self._cycle = mark, cycle
        if was_enabled != self._enabled:
            self.refresh_bindings()

    @property
    def _enabled(self) -> dict[str, bool]:
        """Whether each action does something now."""
        can_be_suppressed = self._mark is not None and self._mark.can_be_suppressed
        is_rewritten = self._cycle is not None and not self._cycle.is_original
        has_rewrites = self._mark is not None and bool(self._mark.finding.rewrites)
        return {"let_stand": can_be_suppressed, "rewrite": is_rewritten or has_rewrites}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys that do nothing now."""
        return self._enabled.get(action, True)

    def action_rewrite(self) -> None:
        """Apply the rewrite at the cursor; then the next one, then restore the original text."""
        editor, cycle = self.linted_editor, self._cycle or self._new_cycle()
        if editor is None or cycle is None:
            return
        editor.replace_text(cycle.start, cycle.end, cycle.next_variant)
        # Set afterwards: while the text changes, the cursor may be outside the passage, which
        # would end the rewrite.
        self._cycle = cycle.advanced()
        self.show_finding()

    def _new_cycle(self) -> RewriteCycle | None:
        editor = self.linted_editor
        text = editor.text if editor else ""
        mark = mark_at(self.linter.marks_now(text), editor.cursor_index) if editor else None
        return rewrite_cycle(text, mark, self._layer_of(mark, text)) if mark else None

    def _layer_of(self, mark: Mark, text: str) -> str:
        layers = self.linted_texts(text)
        return next((layer for at, layer in layers if at == mark.linted_field), text)

    def action_let_stand(self) -> None:
        """Suppress the finding at the cursor in its sentence."""
        editor, mark = self.linted_editor, self._mark
        if editor is not None and mark is not None:
            self._cycle = None
            layer = self._layer_of(mark, editor.text)
            lens_of(self.app).suppress(suppression_of(mark, layer))
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
        """Show the finding at the cursor."""
        self.show_finding()

    def on_descendant_blur(self) -> None:
        """Hide the hint."""
        self._mark = self._cycle = self._shown_for = None
        self.lint_hint.clear()
