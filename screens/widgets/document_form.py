"""A form over fields of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

from facilitator.model.postmortem import Postmortem
from screens.fields import BoundField
from screens.widgets.field import Field


def is_in_a_form(widget: Widget | None) -> bool:
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

    def half_typed(self) -> list[Edited]:
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
