"""A form field with its editor and error message, and a form over fields of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from facilitator.findings.language.kinds import LintedField
from facilitator.model.postmortem import Postmortem
from screens.base.text import plain
from screens.widgets.choice import Choice
from screens.widgets.form_spec import BoundField, EditorKind, FieldSpec
from screens.widgets.lint_input import LintedArea, LintedInput, LintedLine

COMMIT_DELAY_SECONDS = 0.4
"""Pause in typing after which a field commits its text."""


class _Line(LintedLine):
    """A one-line input that keeps every line of a paste, joined by spaces.

    A Textual `Input` drops all lines but the first.
    """

    def on_paste(self, event: events.Paste) -> None:
        """Insert the pasted lines as one."""
        event.stop()
        event.prevent_default()  # else Textual calls the handler of the base class as well
        self.replace(" ".join(event.text.split("\n")).replace("\r", "").strip(), *self.selection)


class Field(LintedInput):
    """A labelled editor that commits its text on blur, on Enter, and after a pause in typing."""

    @dataclass
    class Committed(Message):
        """The field's text changed; the receiver calls `accept` or `show_problem`."""

        field: Field
        text: str

    @dataclass
    class Submitted(Message):
        """Enter was pressed in the field."""

        field: Field

    def __init__(self, spec: FieldSpec, text: str = "") -> None:
        super().__init__(name=spec.name, classes=f"-{spec.kind.value}")
        self.spec = spec
        self.committed = text
        """The text before any typing that was not accepted yet."""
        self._commit_timer: Timer | None = None
        self.editor: LintedLine | LintedArea | Choice = self._make_editor(spec, text)
        self._problem = Static(classes="problem")

    def _make_editor(self, spec: FieldSpec, text: str) -> LintedLine | LintedArea | Choice:
        match spec.kind:
            case EditorKind.LINE:
                return _Line(text, spec.hint, self.linter.marks)
            case EditorKind.PROSE:
                area = LintedArea(text, spec.hint, self.linter.marks)
                area.styles.height = spec.rows
                return area
            case EditorKind.CHOICE | EditorKind.CHOICES:
                multiple = spec.kind is EditorKind.CHOICES
                choice = Choice(spec.options, multiple, spec.needs_space)
                choice.show(text)
                return choice

    def compose(self) -> ComposeResult:
        """Compose the label beside the editor, with the error message below."""
        with Horizontal():
            yield Static(plain(self.spec.label), classes="label")
            yield self.editor
        yield self._problem
        if self.linted_editor is not None:
            yield self.lint_hint

    @property
    def linted_editor(self) -> LintedLine | LintedArea | None:
        """The editor, if the field's text is linted."""
        is_linted = self.spec.lint_as is not None
        return self.editor if is_linted and not isinstance(self.editor, Choice) else None

    def linted_texts(self, text: str) -> Sequence[tuple[LintedField, str]]:
        """Return the whole text with the field it is linted as; empty if it is not linted."""
        return ((self.spec.lint_as, text),) if self.spec.lint_as else ()

    @property
    def text(self) -> str:
        """The text in the editor."""
        return self.editor.text

    @property
    def is_dirty(self) -> bool:
        """Whether the editor holds text that was not accepted yet."""
        return self.text != self.committed

    def show(self, text: str) -> None:
        """Show the document's text, unless the editor holds text that was not accepted yet."""
        if text == self.committed or self.is_dirty:
            return
        self.committed = text
        self._load(text)

    def set_text(self, text: str) -> None:
        """Replace the editor's text as if it had been typed."""
        self._load(text)

    def _load(self, text: str) -> None:
        if isinstance(self.editor, Choice):
            self.editor.show(text)
        elif isinstance(self.editor, Input):
            with self.editor.prevent(Input.Changed):
                self.editor.value = text
        else:
            selection = self.editor.selection
            with self.editor.prevent(TextArea.Changed):
                self.editor.load_text(text)
                self.editor.selection = selection

    def accept(self, text: str) -> None:
        """Note that this text is in the document now, and clear the error message."""
        self.committed = text
        self.show_problem("")

    def show_problem(self, problem: str) -> None:
        """Show an error message below the field and keep its text; an empty one clears it."""
        self._problem.update(plain(f"! {problem}" if problem else ""))
        self.set_class(bool(problem), "-refused")

    def commit(self) -> None:
        """Post `Committed` if the text changed."""
        if self._commit_timer is not None:
            self._commit_timer.stop()
            self._commit_timer = None
        if self.is_dirty:
            self.post_message(self.Committed(self, self.text))

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _text_changed(self) -> None:
        if self._commit_timer is not None:
            self._commit_timer.stop()
        self._commit_timer = self.set_timer(COMMIT_DELAY_SECONDS, self.commit)

    @on(Choice.Changed)
    def _choice_changed(self) -> None:
        self.commit()

    @on(Input.Submitted)
    def _enter_pressed(self, event: Input.Submitted) -> None:
        event.stop()
        self.commit()
        self.post_message(self.Submitted(self))

    def on_descendant_blur(self) -> None:
        """Commit when the focus leaves the editor."""
        self.commit()


def is_in_form(widget: Widget | None) -> bool:
    """Whether a widget, such as the focused one, is part of a form over the document."""
    return widget is not None and any(isinstance(a, DocumentForm) for a in widget.ancestors)


class DocumentForm(VerticalScroll, can_focus=False):
    """A form over fields of the document, which posts the edits made in it."""

    @dataclass
    class Edited(Message):
        """A field was committed; the screen makes the edit and calls the field's `accept`."""

        field: Field
        bound: BoundField
        text: str

        def since(self, document: Postmortem) -> Postmortem:
            """Return the document that the typing began on, for the merge of concurrent edits.

            It is `document` with the field's text of that time.
            """
            before = self.field.committed
            if self.bound.read(document) == before:
                return document
            try:
                return self.bound.write(document, before)
            except (ValueError, LookupError):
                return document  # the old text is not valid any more: the typed text wins

    def __init__(self, fields: Sequence[BoundField], id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._bound = {field.spec.name: field for field in fields}
        self._fields = {field.spec.name: Field(field.spec) for field in fields}

    def compose(self) -> ComposeResult:
        """Compose the fields from top to bottom."""
        yield from self._fields.values()

    def has_field(self, name: str) -> bool:
        """Whether the form has a field of this name."""
        return name in self._fields

    def field(self, name: str) -> Field:
        """Return the field of this name. Raises KeyError."""
        return self._fields[name]

    def show(self, document: Postmortem) -> None:
        """Show a document in every field without unaccepted text."""
        for name, bound in self._bound.items():
            self._fields[name].show(bound.read(document))

    def uncommitted_edits(self) -> list[Edited]:
        """Return the edits of fields whose text was not accepted yet."""
        return [
            self.Edited(field, self._bound[name], field.text)
            for name, field in self._fields.items()
            if field.is_dirty
        ]

    @on(Field.Committed)
    def _field_committed(self, event: Field.Committed) -> None:
        event.stop()
        self.post_message(self.Edited(event.field, self._bound[event.field.spec.name], event.text))

    @on(Field.Submitted)
    def _field_submitted(self, event: Field.Submitted) -> None:
        event.stop()
        self.screen.focus_next()
