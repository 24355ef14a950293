"""One field of a form: its label, its editor, and what is wrong with what was typed.

A form over fields of the document.
"""

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
"""How long typing rests before a field commits what it holds."""


class _Line(LintedLine):
    """A one-line input that keeps every line of a paste, joined by blanks, not only the first."""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(" ".join(event.text.split("\n")).replace("\r", "").strip(), *self.selection)


class Field(LintedInput):
    """Commits its text on leaving it, on Enter, and after 400 ms of rest."""

    @dataclass
    class Committed(Message):
        """The field's text is to be taken; answer with `accept` or `refuse`."""

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
        """What the field showed before anything was typed that nobody has taken yet."""
        self._rest: Timer | None = None
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
                many = spec.kind is EditorKind.CHOICES
                choice = Choice(spec.options, many, spec.needs_space)
                choice.show(text)
                return choice

    def compose(self) -> ComposeResult:
        """Lay the label beside the editor, and the problem beneath."""
        with Horizontal():
            yield Static(plain(self.spec.label), classes="label")
            yield self.editor
        yield self._problem
        if self.linted_editor is not None:
            yield self.finding_words

    @property
    def linted_editor(self) -> LintedLine | LintedArea | None:
        """The editor, where the lens looks at what it holds."""
        is_looked_at = self.spec.lint_as is not None
        return self.editor if is_looked_at and not isinstance(self.editor, Choice) else None

    def linted_texts(self, text: str) -> Sequence[tuple[LintedField, str]]:
        """Return all of the text, as what the field is for; nothing where that is not looked at."""
        return ((self.spec.lint_as, text),) if self.spec.lint_as else ()

    @property
    def text(self) -> str:
        """What the editor holds now."""
        return self.editor.text

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that nobody has taken yet."""
        return self.text != self.committed

    def show(self, text: str) -> None:
        """Show the document's text, unless something was typed here that nobody has taken yet."""
        if text == self.committed or self.is_dirty:
            return
        self.committed = text
        self._load(text)

    def set_text(self, text: str) -> None:
        """Put text in the field as if it had been typed."""
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
        """Take note that this text is in the document now."""
        self.committed = text
        self.show_problem("")

    def show_problem(self, problem: str) -> None:
        """Say what is wrong beneath the field, keeping its text; nothing clears it."""
        self._problem.update(plain(f"! {problem}" if problem else ""))
        self.set_class(bool(problem), "-refused")

    def commit(self) -> None:
        """Offer what was typed, if anything was."""
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        if self.is_dirty:
            self.post_message(self.Committed(self, self.text))

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(COMMIT_DELAY_SECONDS, self.commit)

    @on(Choice.Changed)
    def _chosen(self) -> None:
        self.commit()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.commit()
        self.post_message(self.Submitted(self))

    def on_descendant_blur(self) -> None:
        """Commit on leaving."""
        self.commit()


def is_in_form(widget: Widget | None) -> bool:
    """Whether a widget, such as the one in focus, is part of a form over the document."""
    return widget is not None and any(isinstance(a, DocumentForm) for a in widget.ancestors)


class DocumentForm(VerticalScroll, can_focus=False):
    """Shows fields of the document and posts what people put in them."""

    @dataclass
    class Edited(Message):
        """A field was committed: the screen makes the edit and answers the field."""

        field: Field
        bound: BoundField
        text: str

        def since(self, document: Postmortem) -> Postmortem:
            """Return the document the typing began on: with what the field showed before it."""
            before = self.field.committed
            if self.bound.read(document) == before:
                return document
            try:
                return self.bound.write(document, before)
            except (ValueError, LookupError):
                return document  # what it showed then fits no more: what is typed now decides

    def __init__(self, fields: Sequence[BoundField], id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._bound = {field.spec.name: field for field in fields}
        self._fields = {field.spec.name: Field(field.spec) for field in fields}

    def compose(self) -> ComposeResult:
        """Lay the fields one beneath the other."""
        yield from self._fields.values()

    def has_field(self, name: str) -> bool:
        """Whether the form asks for this."""
        return name in self._fields

    def field(self, name: str) -> Field:
        """Return the field of this name."""
        return self._fields[name]

    def show(self, document: Postmortem) -> None:
        """Show the document in every field the person is not typing in."""
        for name, bound in self._bound.items():
            self._fields[name].show(bound.read(document))

    def uncommitted_edits(self) -> list[Edited]:
        """Return the edits of fields that hold something nobody has taken yet."""
        return [
            self.Edited(field, self._bound[name], field.text)
            for name, field in self._fields.items()
            if field.is_dirty
        ]

    @on(Field.Committed)
    def _committed(self, event: Field.Committed) -> None:
        event.stop()
        self.post_message(self.Edited(event.field, self._bound[event.field.spec.name], event.text))

    @on(Field.Submitted)
    def _submitted(self, event: Field.Submitted) -> None:
        event.stop()
        self.screen.focus_next()
