"""The open postmortem: editing, undo, merging with other windows, and saving to the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Literal

from facilitator.analysis.stage_minutes import (
    StageTimes,
    equal_apart_from_stage_times,
    merged_stage_times,
    with_stage_times_of,
)
from facilitator.guide.publication import changes_published_content
from facilitator.model.postmortem import Postmortem, new_postmortem_id
from facilitator.session.conflicts import Side, resolved
from facilitator.session.merge import CannotMerge, Conflict, MergeResult, merged
from facilitator.session.store import (
    UNSAVED,
    Damaged,
    NewerRevision,
    NoSuchPostmortem,
    Store,
    StoredPostmortem,
    StoreError,
)
from facilitator.session.undo_stack import UndoStack

_DELETED_NOTICE = (
    "This postmortem was deleted in another window: it is in the trash. "
    "What you change here from now on is kept as a copy."
)

_DAMAGE_NOTICE = (
    "The file of this postmortem was damaged and is set aside in the folder quarantine; "
    "what you see is whole and was saved again."
)


@dataclass(frozen=True)
class SaveState:
    """Whether the document is on disk: saved (`at`, in UTC), saving, or not saved (`reason`)."""

    kind: Literal["saved", "saving", "not saved"]
    at: datetime | None = None
    reason: str = ""


class Session:
    """One open postmortem with its undo stack, its conflicts and its save state.

    Edits happen on one thread; `save` and `reload` may run on another thread at any time. `now`
    returns the present time in UTC.
    """

    def __init__(self, stored: StoredPostmortem, store: Store, now: Callable[[], datetime]) -> None:
        self.document = stored.document
        self.read_only = stored.read_only
        """The reason why nothing can be saved; empty when saving works."""
        self.notice = ""
        """A sentence about the file or another window, shown until it is dismissed."""
        self.conflicts: tuple[Conflict, ...] = ()
        self.state = SaveState("saved", stored.saved_at)
        self.now = now
        self._store = store
        self._version = stored.version
        self._saved = stored.document
        """The document as the store has it in `_version`; compared by identity."""
        self._undo_stack = UndoStack()
        self._listeners: list[Callable[[], None]] = []
        self._merge_labels: list[str] = []
        self._keep_replaced = False
        """Whether the next save puts the version it replaces into the history."""
        self._published_notice_shown = False
        # `_changing` is held briefly, wherever document, saved version and state change together.
        # `_saving` is held for a whole save or reload, and is always taken first.
        self._changing = Lock()
        self._saving = Lock()

    @property
    def is_saved(self) -> bool:
        """Whether every edit so far is on disk."""
        return self.document is self._saved

    @property
    def undo_label(self) -> str:
        """Label of the edit that the next undo reverts; empty when there is nothing to undo."""
        return self._undo_stack.label

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every change of the document or of the save state.

        It runs on the thread that made the change: after a save that is the saving thread.
        """
        self._listeners.append(listener)

    def edit(
        self, new: Postmortem, label: str, coalesce_key: str = "", since: Postmortem | None = None
    ) -> None:
        """Replace the document as one undoable step; the document is then unsaved.

        Edits in a row with the same `coalesce_key` (one field being typed in) are one step.
        `since` is the document that `new` was made from, if that may no longer be the present one:
        changes in between are merged. Raises StoreError when the postmortem is open read-only, and
        CannotMerge.
        """
        # A change of status replaces the version that readers had: it has to stay in the history.
        keep_replaced = new.status is not self.document.status
        self._edit(new, label, coalesce_key, since, keep_replaced=keep_replaced)

    def end_coalescing(self) -> None:
        """Make the next edit a step of its own."""
        self._undo_stack.end_coalescing()

    def record(self, new: Postmortem, since: Postmortem) -> None:
        """Replace the document by `new`, made from `since`, without an undo step.

        For facts that undo must not revert, such as who acknowledged a leak. Raises StoreError when
        the postmortem is open read-only, and CannotMerge.
        """
        self._require_writable()
        with self._changing:
            new, conflicts = self._merged_with_present(since, new)
            self._add_conflicts(conflicts)
            self._undo_stack.note_remote_change(self.document, new)
            self._replace_document(new)
        self._notify_listeners()

    def record_stage_times(self, times: StageTimes, since: StageTimes) -> None:
        """Take over the minutes spent in each stage, counted on from `since`, without an undo step.

        Does nothing when the postmortem is open read-only.
        """
        with self._changing:
            present = self.document.stage_times
            new = merged_stage_times(since, times, present)
            if self.read_only or new == present:
                return
            self._replace_document(self.document.changing_unchecked(stage_times=new))
        self._notify_listeners()

    def restore(self, earlier: Postmortem, label: str) -> None:
        """Restore an earlier version as one undoable step; the replaced one goes to the history.

        The stage times of the present document stay. Raises StoreError when the postmortem is open
        read-only.
        """
        restored = with_stage_times_of(self.document, earlier.changing(id=self.document.id))
        self._edit(restored, label, keep_replaced=True)

    def undo(self) -> str:
        """Undo one step and return its label; empty when there was nothing to undo.

        Changes of other windows and the stage times stay.
        """
        return self._move(self._undo_stack.undo)

    def redo(self) -> str:
        """Redo one step and return its label; empty when there was nothing to redo."""
        return self._move(self._undo_stack.redo)

    def _edit(
        self,
        new: Postmortem,
        label: str,
        coalesce_key: str = "",
        since: Postmortem | None = None,
        *,
        keep_replaced: bool = False,
    ) -> None:
        self._require_writable()
        with self._changing:
            new, conflicts = self._merged_with_present(since or self.document, new)
            if new == self.document and not conflicts:
                return
            if not self._published_notice_shown and changes_published_content(self.document, new):
                self._published_notice_shown = keep_replaced = True
                self.notice = _published_notice(self.document)
            self._add_conflicts(conflicts)
            self._undo_stack.push(self.document, label, coalesce_key)
            self._keep_replaced = self._keep_replaced or keep_replaced
            self._replace_document(new)
        self._notify_listeners()

    def _move(self, move: Callable[[Postmortem], tuple[Postmortem, str] | None]) -> str:
        with self._changing:
            moved = None if self.read_only else move(self.document)
            if moved is None:
                return ""
            document, label = moved
            self._replace_document(with_stage_times_of(self.document, document))
        self._notify_listeners()
        return label

    def _require_writable(self) -> None:
        if self.read_only:
            raise StoreError(self.read_only)

    def _merged_with_present(
        self, since: Postmortem, new: Postmortem
    ) -> tuple[Postmortem, tuple[Conflict, ...]]:
        if since is self.document:
            return new, ()
        result = merged(since, new, self.document)
        return result.document, result.conflicts

    def _replace_document(self, new: Postmortem) -> None:
        """Set the document, unsaved; the caller holds `_changing`."""
        if new.id != self.document.id:  # made before this window went on as a copy
            new = new.changing(id=self.document.id)
        self.document = new
        self.state = SaveState("saving")

    def _notify_listeners(self) -> None:
        for listener in self._listeners:
            listener()

    def resolve(self, conflict: Conflict, side: Side) -> None:
        """Resolve a conflict with one side's value, as one undoable step.

        Raises ValueError or LookupError when its place in the document is gone or no longer takes
        the value.
        """
        document = self.document
        self.edit(resolved(document, conflict, side), "Settle a clash", since=document)
        self.dismiss_conflict(conflict)

    def dismiss_conflict(self, conflict: Conflict) -> None:
        """Resolve a conflict by keeping the value that the document has now."""
        with self._changing:
            self.conflicts = tuple(other for other in self.conflicts if other is not conflict)
        self._notify_listeners()

    def dismiss_notice(self) -> None:
        """Clear the notice."""
        self.notice = ""
        self._notify_listeners()

    def take_merge_notice(self) -> str:
        """Return one sentence about the merges since the last call; empty when there was none."""
        labels, self._merge_labels = self._merge_labels, []
        return f"{labels[-1]}: u takes it back" if labels else ""

    def _add_conflicts(self, conflicts: tuple[Conflict, ...]) -> None:
        """Add conflicts; a newer one replaces one about the same place."""
        paths = {conflict.path for conflict in conflicts}
        self.conflicts = (*(c for c in self.conflicts if c.path not in paths), *conflicts)

    def save(self) -> None:
        """Save every edit so far to the store; `state` has the outcome."""
        with self._saving:
            while not self.is_saved:  # edits made during a save, and merges, need another one
                try:
                    self._save(self.document)
                except StoreError as error:
                    self._set_not_saved(str(error))
                    return
                except Exception as error:
                    # Nothing waits for this thread: an error not put into `state` would be lost.
                    self._set_not_saved(f"something unexpected went wrong: {error!r}")
                    raise
            with self._changing:
                if self.is_saved and self.state.kind == "saving":
                    self.state = SaveState("saved", self.now())
            self._notify_listeners()

    def reload(self) -> None:
        """Load the version that another window saved, if everything here is saved.

        Otherwise the next save finds the newer revision and merges. Raises StoreError.
        """
        with self._saving:
            try:
                stored = self._store.load(self.document.id)
            except NoSuchPostmortem:
                self.notice = _DELETED_NOTICE
                self._notify_listeners()
                return
            except Damaged:
                self._save_over_damage()
                return
            with self._changing:
                if not self.is_saved or stored.version == self._version:
                    return
                self.read_only = stored.read_only
                if stored.version.revision <= self._version.revision:
                    self._save_over(stored)
                else:
                    self._undo_stack.note_remote_change(self.document, stored.document)
                    self._version = stored.version
                    self.document = self._saved = stored.document
                    self.state = SaveState("saved", stored.saved_at)
        self._notify_listeners()

    def _save(self, document: Postmortem) -> None:
        try:
            result = self._store.save(document, self._version, keep_replaced=self._keep_replaced)
        except NewerRevision:
            self._merge_with_stored()
            return
        with self._changing:
            self._version, self._saved = result.version, document
            if result.over_damage:
                self.notice = _DAMAGE_NOTICE
            if self.is_saved:
                self._keep_replaced = False
                self.state = SaveState("saved", result.saved_at)

    def _set_not_saved(self, reason: str) -> None:
        self.state = SaveState("not saved", reason=reason)
        self._notify_listeners()

    def _merge_with_stored(self) -> None:
        """Merge with the version another window saved; the next save is based on that version."""
        try:
            stored = self._store.load(self.document.id)
        except NoSuchPostmortem:
            self._continue_as_copy("was deleted in another window")
            return
        with self._changing:
            if stored.version.revision <= self._version.revision:
                self._save_over(stored)
                return
            try:
                result = merged(self._saved, self.document, stored.document)
            except CannotMerge:
                result = None
            if result is not None:
                self._apply_merge(stored, result)
        if result is None:
            self._continue_as_copy("was changed in another window beyond merging")
        self._notify_listeners()

    def _apply_merge(self, stored: StoredPostmortem, result: MergeResult) -> None:
        """Continue from a merge; the caller holds `_changing`.

        The merge is an undoable step, unless one of the two sides changed stage times alone.
        """
        if equal_apart_from_stage_times(self._saved, self.document):
            self._undo_stack.note_remote_change(self.document, result.document)
        elif not equal_apart_from_stage_times(self._saved, stored.document):
            who = f"{stored.saved_by}, {stored.saved_at:%H:%M:%S}Z"
            label = f"Merge with another window ({who})"
            self._undo_stack.push(self.document, label)
            self._merge_labels.append(label)
            self._keep_replaced = True
        self._add_conflicts(result.conflicts)
        self._version, self._saved = stored.version, stored.document
        self._replace_document(result.document)

    def _save_over(self, stored: StoredPostmortem) -> None:
        """Save this document over a stored version that is not newer; `_changing` is held.

        It was not saved by another window, but put there, by restoring a backup for example.
        """
        if stored.read_only:
            self.notice = _not_saved_over_notice(stored)
            return
        self._version, self._keep_replaced = stored.version, True
        self.notice = _saved_over_notice(stored)
        self._replace_document(self.document.changing())  # equal, but no longer `_saved` itself

    def _save_over_damage(self) -> None:
        """Save this document, which is intact, over a damaged file."""
        with self._changing:
            if self.read_only or not self.is_saved:
                return
            self.notice = _DAMAGE_NOTICE
            self._replace_document(self.document.changing())
        self._notify_listeners()

    def _continue_as_copy(self, what_happened: str) -> None:
        """Leave the stored version alone, and go on with this document under an id of its own."""
        with self._changing:
            old = self.document
            copy_id = new_postmortem_id(old.made_on)
            title = f"{old.scope.title} (copy of a second window)".strip()
            self._version = UNSAVED
            self.document = old.changing(id=copy_id, scope=old.scope.changing(title=title))
        self.notice = _copied_notice(old.id, what_happened, copy_id)


def _published_notice(document: Postmortem) -> str:
    return (
        "This is published: what you change here, its readers have not seen. s in stage 7 makes a "
        f"new draft of it, revision {document.revision + 1}; what was published stays among the "
        "earlier saves (F7)."
    )


def _saved_over_notice(stored: StoredPostmortem) -> str:
    return (
        f"The file of this postmortem was replaced by another revision {stored.version.revision}, "
        f"which {stored.saved_by or 'somebody'} saved at {stored.saved_at:%Y-%m-%d %H:%M:%S}Z; "
        "what you see was saved again, and that one is among the earlier saves (F7)."
    )


def _not_saved_over_notice(stored: StoredPostmortem) -> str:
    return (
        f"The file of this postmortem went back to revision {stored.version.revision} and may only "
        "be read: F12 writes what you see elsewhere."
    )


def _copied_notice(old_id: str, what_happened: str, copy_id: str) -> str:
    return f"{old_id} {what_happened}; what you see here goes on as a copy, {copy_id}."
