"""How the causes' stage asks for what a key needs to know, and takes the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from facilitator.model.causes import Causes
from screens.dialogs.choose import Ask
from screens.dialogs.form import Sheet
from screens.widgets.form_spec import FieldSpec

if TYPE_CHECKING:
    from screens.causes import CausesScreen

Texts = Mapping[str, str]


class AskingCauses:
    """Sheets, questions and edits about what has this key: a cause, a bone or the problem."""

    def __init__(self, stage: CausesScreen, key: str) -> None:
        self._stage = stage
        self._key = key

    @property
    def _causes(self) -> Causes:
        return self._stage.document.causes

    def _change(self, change: Callable[[Causes], Causes], label: str, select: str = "") -> None:
        """Make an edit of the causes, and keep the cursor on what it is about."""
        if self._stage.edit_or_say(lambda d: d.changing(causes=change(d.causes)), label):
            self._stage.select(select or self._key)

    def _sheet(
        self,
        title: str,
        fields: tuple[FieldSpec, ...],
        texts: Texts,
        check: Callable[[Texts], object],
        take: Callable[[Texts], None],
    ) -> None:
        stage = self._stage

        def taken(answer: Texts | None) -> None:
            if answer is not None:
                take(answer)

        key = f"{stage.document.id}/{title.split(':')[0]}/{self._key}"
        stage.app.push_screen(
            Sheet(title, fields, texts, check, stage.facilitator.drafts, key), taken
        )

    def _ask(
        self, question: str, answers: Sequence[tuple[str, str]], take: Callable[[str], None]
    ) -> None:
        def taken(answer: str | None) -> None:
            if answer is not None:
                take(answer)

        self._stage.app.push_screen(Ask(question, answers), taken)
