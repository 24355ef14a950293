"""The entry line of the actions: what it reads, which action it mends, and what Enter does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from facilitator.findings.language.kinds import LintedField
from facilitator.importers.action_line import (
    ActionLine,
    action_in_words,
    read_action_line,
    written_action_line,
)
from facilitator.importers.completion import Completion, completed_action_line
from facilitator.importers.highlight import Span, action_spans, action_texts
from facilitator.model.actions import Action
from screens.actions.form import title_looked_at, with_actions
from screens.actions.view import today
from screens.widgets.line_drafts import LineDrafts

if TYPE_CHECKING:
    from screens.actions.screen import ActionsScreen


class ActionTyping:
    """Typing on the actions' screen: an action at a time, new or one of the table's."""

    def __init__(self, stage: ActionsScreen) -> None:
        self._stage = stage

    @cached_property
    def line(self) -> LineDrafts:
        """What the entry line is about."""
        stage = self._stage
        return LineDrafts(stage.entry, stage.facilitator.drafts, f"{stage.document.id}/actions")

    @property
    def edited(self) -> Action | None:
        """The action in the line, where it is one of the table's."""
        return self._stage.action(self.line.editing)

    @property
    def _old(self) -> Action | None:
        """The action in the line as it was when it was loaded."""
        document = self.line.since or self._stage.document
        actions = document.actions.actions
        return next((action for action in actions if action.id == self.line.editing), None)

    def read(self, text: str) -> tuple[bool, str]:
        """Say what Enter would take, or what is wrong with it."""
        read, document = self._read(text), self._stage.document
        if read.action is None:
            return False, read.problem
        words = action_in_words(read.action, document.causes, document.made_on, today())
        return True, f"{words}   Enter {'replaces' if self.edited else 'adds'} it"

    def _read(self, text: str) -> ActionLine:
        return read_action_line(text, self._stage.document.causes, today(), self._old)

    def complete(self, text: str) -> Completion | None:
        """Complete what is begun at the end of a line."""
        stage = self._stage
        return completed_action_line(text, stage.document, today(), stage.facilitator.settings.tickets)

    def spans(self, text: str) -> Sequence[Span]:
        """Tell which parts of a line were read as what."""
        return action_spans(text, self._stage.document.causes, today(), self._old)

    def texts(self, text: str, parts: Sequence[Span]) -> Sequence[tuple[LintedField, str]]:
        """Tell what the lens reads of a line with these parts, and as what."""
        return action_texts(text, parts, title_looked_at(self.edited))

    def bring_back(self) -> None:
        """Take up the line that an earlier run left."""
        self.line.bring_back(self._written, self._stage.document)

    def _written(self, action_id: str) -> str | None:
        action = self._stage.action(action_id)
        return written_action_line(action, self._stage.document.causes) if action else None

    def follow_document(self) -> None:
        """Let go of an action that is gone; what was typed of it makes a new one while it is."""
        if self.edited is None:
            self.line.leave()
        self._stage.entry.read_again()

    def begin(self, action: Action | None) -> None:
        """Go to the line, for a new action or to mend this one."""
        document = self._stage.document
        written = written_action_line(action, document.causes) if action else ""
        if self.edited is None:
            self.line.end()
        self.line.turn_to(action.id if action else None, written, document)
        self._stage.entry.read_again()
        self._stage.entry.focus()

    def enter(self, text: str) -> None:
        """Put what was typed among the actions; the line is ready for the next one then.

        What cannot be taken goes back into the line, with what is wrong.
        """
        stage, read = self._stage, self._read(text)
        if read.action is None:
            stage.entry.give_back(text, read.problem)
            return
        action, was_editing = read.action, self.edited is not None
        problem = stage.edit(
            lambda document: with_actions(document, (action,)),
            f"{'Edit' if was_editing else 'Add'} action",
            since=self.line.since if was_editing else None,
        )
        if problem:
            stage.entry.give_back(text, problem)
            return
        stage.cursor_on = action.id
        self.line.end()
        stage.repaint()
