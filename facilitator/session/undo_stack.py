"""Undo and redo of the edits made in this window, whatever other windows saved in between."""

from __future__ import annotations

from dataclasses import dataclass, replace

from facilitator.analysis.stage_minutes import equal_apart_from_stage_times
from facilitator.model.postmortem import Postmortem
from facilitator.session.merge import CannotMerge, merged


@dataclass(frozen=True)
class UndoStep:
    """One edit: the document before it, its label, and the key under which edits coalesce.

    `remote_changes` is the number of remote changes that `before` already includes.
    """

    before: Postmortem
    label: str
    coalesce_key: str
    remote_changes: int


class UndoStack:
    """The steps that can be undone and redone.

    Only edits made in this window are steps. Changes of other windows are noted beside them and
    merged into every document that undo or redo returns to.
    """

    def __init__(self) -> None:
        self._undo: list[UndoStep] = []
        self._redo: list[UndoStep] = []
        self._remote: list[tuple[Postmortem, Postmortem]] = []
        """Remote changes in order: the document both windows had, and the document they saved."""

    @property
    def label(self) -> str:
        """Label of the step that the next undo reverts; empty when there is nothing to undo."""
        return self._undo[-1].label if self._undo else ""

    def push(self, before: Postmortem, label: str, coalesce_key: str = "") -> None:
        """Add a step with the document before the edit, and clear what could be redone.

        An edit with the same non-empty `coalesce_key` as the last step becomes part of it, unless
        something was undone in between.
        """
        coalesces = bool(
            coalesce_key and self._undo and self._undo[-1].coalesce_key == coalesce_key
        )
        if not coalesces or self._redo:
            self._undo.append(UndoStep(before, label, coalesce_key, len(self._remote)))
        self._redo.clear()

    def end_coalescing(self) -> None:
        """Make the next edit a step of its own, whatever its key."""
        if self._undo:
            self._undo[-1] = replace(self._undo[-1], coalesce_key="")

    def note_remote_change(self, before: Postmortem, after: Postmortem) -> None:
        """Note a change that is no step of this window, so that undo and redo keep it.

        A change of stage times alone is not noted: every minute of a meeting brings one, and each
        would have to be merged on every undo.
        """
        if not equal_apart_from_stage_times(before, after):
            self._remote.append((before, after))

    def undo(self, present: Postmortem) -> tuple[Postmortem, str] | None:
        """Take the last step: the document before it and its label.

        None when there is no step, or when it cannot be merged with the remote changes since.
        """
        return self._move(self._undo, self._redo, present)

    def redo(self, present: Postmortem) -> tuple[Postmortem, str] | None:
        """Take the last undone step: the document after it and its label; None as in `undo`."""
        return self._move(self._redo, self._undo, present)

    def _move(
        self, source: list[UndoStep], target: list[UndoStep], present: Postmortem
    ) -> tuple[Postmortem, str] | None:
        if not source:
            return None
        step = source[-1]
        document = step.before
        try:
            for base, theirs in self._remote[step.remote_changes :]:
                document = merged(base, document, theirs).document
        except CannotMerge:
            return None  # the step stays: a later remote change may make it possible again
        source.pop()
        target.append(UndoStep(present, step.label, "", len(self._remote)))
        return document, step.label
