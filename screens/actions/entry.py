"""Entry line of the actions: adds an action, or edits the one that is loaded into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import cast

from data.local.clock import utc_today
from facilitator.findings.language.kinds import LintedField
from facilitator.importers.action_line import (
    ActionLine,
    action_in_words,
    format_action_line,
    parse_action_line,
)
from facilitator.importers.completion import Completion, complete_action_line
from facilitator.importers.highlight import LineSpan, action_lint_texts, action_spans
from facilitator.model.actions import Action
from facilitator.model.postmortem import Postmortem
from screens.actions.form import linted_title
from screens.services.context import AppContext
from screens.widgets.entry_line import EntryLine
from screens.widgets.line_drafts import LineDrafts

_EXAMPLE = "prevent: CPU guard on the rule engine @owner +14d P1 #OPS-12 ^c2"
_HINT = "what, @owner, due day, P1, #ticket, ^c1, done when: …   Tab completes"


class ActionEntry(EntryLine):
    """Entry line for one action at a time, with a draft for each action begun in it.

    `document` returns the document a line is parsed against. What is submitted arrives as an
    `Entered` message; `parse` makes an action of it.
    """

    def __init__(
        self,
        document: Callable[[], Postmortem],
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(
            self._preview,
            _EXAMPLE,
            id=id,
            hint=_HINT,
            complete=self._complete,
            spans=self._spans,
            texts=self._texts_of_parts,
        )
        self._document = document

    @property
    def _facilitator(self) -> AppContext:
        return cast(AppContext, self.app)

    @cached_property
    def drafts(self) -> LineDrafts:
        """The lines begun and not submitted, of new actions and of those in the table."""
        return LineDrafts(self, self._facilitator.drafts, f"{self._document().id}/actions")

    @property
    def edited(self) -> Action | None:
        """The loaded action as it is now; None for a new one and for one that was deleted."""
        return _action(self._document(), self.drafts.row_id)

    @property
    def _old(self) -> Action | None:
        """The loaded action as it was when it was loaded."""
        return _action(self.drafts.loaded_from or self._document(), self.drafts.row_id)

    def parse(self, text: str) -> ActionLine:
        """Parse a line; the id and fields that a line cannot hold come from the loaded action."""
        return parse_action_line(text, self._document().causes, utc_today(), self._old)

    def _preview(self, text: str) -> tuple[bool, str]:
        """Return whether a line can be submitted, and what it means or what is wrong with it."""
        line, document = self.parse(text), self._document()
        if line.action is None:
            return False, line.problem
        words = action_in_words(line.action, document.causes, document.made_on, utc_today())
        return True, f"{words}   Enter {'replaces' if self.edited else 'adds'} it"

    def _complete(self, text: str) -> Completion | None:
        tickets = self._facilitator.settings.tickets
        return complete_action_line(text, self._document(), utc_today(), tickets)

    def _spans(self, text: str) -> Sequence[LineSpan]:
        return action_spans(text, self._document().causes, utc_today(), self._old)

    def _texts_of_parts(
        self, text: str, parts: Sequence[LineSpan]
    ) -> Sequence[tuple[LintedField, str]]:
        return action_lint_texts(text, parts, linted_title(self.edited))

    def restore_drafts(self) -> None:
        """Restore the lines that an earlier run left unsubmitted."""
        document = self._document()

        def written(action_id: str) -> str | None:
            action = _action(document, action_id)
            return format_action_line(action, document.causes) if action else None

        self.drafts.restore(written, document)

    def load_action(self, action: Action | None) -> None:
        """Load an action to edit it, or go on with a new one; focuses the line.

        What was typed before is kept as a draft.
        """
        document = self._document()
        written = format_action_line(action, document.causes) if action else ""
        if self.edited is None:
            self.drafts.detach()
        self.drafts.load_row(action.id if action else None, written, document)
        self.reparse()
        self.focus()

    def document_changed(self) -> None:
        """Parse the line again; an unchanged line of a deleted action is cleared.

        A changed line of a deleted action stays, and adds a new one.
        """
        if self.edited is None:
            self.drafts.detach_if_unchanged()
        self.reparse()


def _action(document: Postmortem, action_id: str | None) -> Action | None:
    return next((each for each in document.actions.actions if each.id == action_id), None)
