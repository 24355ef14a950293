"""A small form at the bottom of the screen, which leaves the stage visible above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Footer, Input, Static

from facilitator.model.base import error_sentence
from screens.base.modal import Dialog, KeepsDraft
from screens.base.text import plain
from screens.widgets.choice import Choice
from screens.widgets.form_field import Field
from screens.widgets.form_spec import EditorKind, FieldSpec

Texts = Mapping[str, str]


class FormDialog(Dialog[Texts | None], KeepsDraft):
    """Asks for the texts of a few fields. Dismissed with the texts by field name, or with None.

    `check` raises ValueError or LookupError for texts that cannot be submitted. `remark` returns a
    remark about the texts while they are typed. Text that was typed and not submitted is kept in
    `drafts` under `draft_key`, by default the title, for the next time.
    """

    CSS_PATH = "form.tcss"
    BINDINGS = [
        # Not a priority binding: those overtake letters typed just before them.
        Binding("ctrl+s", "take", "Save", id="sheet.save"),
        Binding("escape", "leave", "Close, keeping the draft", id="sheet.close"),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[FieldSpec],
        texts: Texts,
        check: Callable[[Texts], object],
        drafts: MutableMapping[str, dict[str, str]] | None = None,
        draft_key: str = "",
        remark: Callable[[Texts], str] | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._check = check
        self._drafts: MutableMapping[str, dict[str, str]] = drafts if drafts is not None else {}
        self._draft_key = draft_key or title
        initial = {**texts, **self._drafts.get(self._draft_key, {})}
        self._before = dict(texts)
        self._fields = [Field(spec, initial.get(spec.name, "")) for spec in fields]
        self._remark = remark
        self._problem = Static(classes="sheet-problem")
        self._is_submitted = False

    def compose(self) -> ComposeResult:
        """Compose title, fields and the line for a problem or a remark."""
        with Vertical(id="sheet"):
            yield Static(plain(self._title), classes="heading")
            with VerticalScroll(id="sheet-fields", can_focus=False):
                yield from self._fields
            yield self._problem
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Focus the first field."""
        if self._fields:
            self._fields[0].editor.focus()
        self._show_remark()

    @on(Input.Changed)
    @on(Choice.Changed)
    def _show_remark(self) -> None:
        if self._remark is not None:
            remark = self._remark(self.texts)
            self._problem.update(plain(remark))
            self._problem.set_class(bool(remark) and not remark.startswith("!"), "-remark")

    @property
    def texts(self) -> dict[str, str]:
        """The present text of each field."""
        return {field.spec.name: field.text for field in self._fields}

    @property
    def typed(self) -> dict[str, str]:
        """The texts that differ from those the form was opened with."""
        return {name: t for name, t in self.texts.items() if t != self._before.get(name, "")}

    def action_take(self) -> None:
        """Submit the texts, or show what is wrong with them."""
        try:
            self._check(self.texts)
        except (ValueError, LookupError) as error:
            self._problem.update(plain(f"! {error_sentence(error)}"))
            self._problem.remove_class("-remark")
            return
        self._is_submitted = True
        self._drafts.pop(self._draft_key, None)
        self.dismiss(self.texts)

    def action_leave(self) -> None:
        """Close without submitting; typed text is kept as a draft."""
        self.keep_draft()
        self.dismiss(None)

    def draft_texts(self) -> list[str]:
        """Return the text of every field that was changed and not submitted."""
        return list(self.typed.values())

    def keep_draft(self) -> None:
        """Store the typed text as a draft, for the next time the form opens."""
        if self._is_submitted:
            return  # a field loses its focus while the form closes, and would store it once more
        if self.typed:
            self._drafts[self._draft_key] = self.typed
        else:
            self._drafts.pop(self._draft_key, None)

    @on(Field.Committed)
    def _keep_typing(self, event: Field.Committed) -> None:
        event.stop()
        self.keep_draft()

    @on(Field.Submitted)
    def _next(self, event: Field.Submitted) -> None:
        event.stop()
        one_line = [field for field in self._fields if field.spec.kind is EditorKind.LINE]
        if event.field is one_line[-1]:
            self.action_take()
        else:
            self.focus_next()
