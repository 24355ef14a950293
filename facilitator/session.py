"""The open postmortem: edits, undo and redo, and whether what is shown is safe on disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Literal

from facilitator.model.postmortem import Postmortem, new_postmortem_id
from facilitator.store import Kept, NewerRevision, Store, StoreError


@dataclass(frozen=True)
class SaveState:
    """Whether the document is safe: saved (`at`, UTC), saving, or not saved (`why`)."""

    kind: Literal["saved", "saving", "not saved"]
    at: datetime | None = None
    why: str = ""


@dataclass(frozen=True)
class Step:
    """One step that can be undone: the document before it, and what the step was."""

    before: Postmortem
    label: str
    joining: str = ""


class Session:
    """A document, the way back through all its edits, and the road to the store.

    Edits happen on one thread; `save` may run on another and is safe to call at any time.
    `now` returns the present moment in UTC.
    """

    def __init__(self, kept: Kept, store: Store, now: Callable[[], datetime]) -> None:
        self.document = kept.document
        self.read_only = kept.read_only
        self.notice = ""
        self.state = SaveState("saved", kept.saved_at)
        self._store = store
        self._now = now
        self._revision = kept.revision
        self._safe = kept.document
        self._tried: Postmortem | None = None
        self._past: list[Step] = []
        self._future: list[Step] = []
        self._listeners: list[Callable[[], None]] = []
        self._saving = Lock()
        self._changing = Lock()
        """Held for a moment where document, what is safe of it and the state change together."""

    def listen(self, listener: Callable[[], None]) -> None:
        """Call this after every change of the document or of the save state.

        It is called on the thread that made the change, which after a save is the saving one.
        """
        self._listeners.append(listener)

    @property
    def is_safe(self) -> bool:
        """Whether everything edited so far is on disk."""
        return self.document is self._safe

    @property
    def undo_label(self) -> str:
        """What the next undo takes back; empty where there is nothing to undo."""
        return self._past[-1].label if self._past else ""

    def edit(self, new: Postmortem, label: str, joining: str = "") -> None:
        """Take a new document for the old one, undoably, and queue its save.

        Edits in a row with the same `joining` (one field being typed in) are one step to undo.
        Raises StoreError where the postmortem is open for reading only.
        """
        if self.read_only:
            raise StoreError(self.read_only)
        if new == self.document:
            return
        joins = bool(joining) and bool(self._past) and self._past[-1].joining == joining
        if not joins or self._future:
            self._past.append(Step(self.document, label, joining))
        self._future.clear()
        self._replace(new)

    def end_run(self) -> None:
        """End a run of joined edits: the next one is a step of its own."""
        if self._past and self._past[-1].joining:
            last = self._past[-1]
            self._past[-1] = Step(last.before, last.label)

    def undo(self) -> str:
        """Step back once; returns what was undone, empty where there was nothing."""
        return self._step(self._past, self._future)

    def redo(self) -> str:
        """Step forward once; returns what was done again, empty where there was nothing."""
        return self._step(self._future, self._past)

    def save(self) -> None:
        """Bring everything edited so far to the store; the outcome is in `state`."""
        with self._saving:
            while not self.is_safe:
                document = self.document
                try:
                    self._save(document)
                except StoreError as error:
                    self._not_saved(str(error))
                    return
                except Exception as error:
                    # Nobody waits for this thread: what it does not say, nobody hears.
                    self._not_saved(f"something unexpected went wrong: {error!r}")
                    raise
            with self._changing:
                if self.is_safe and self.state.kind == "saving":
                    self.state = SaveState("saved", self._now())
            self._tell()

    def _not_saved(self, why: str) -> None:
        self.state = SaveState("not saved", why=why)
        self._tell()

    def _save(self, document: Postmortem) -> None:
        """Save one document, knowing that an earlier save may have failed after it was in place."""
        if self._tried is not None:
            kept = self._store.load(document.id)
            if kept.document == self._tried:
                self._revision = kept.revision
        self._tried = document
        try:
            saved = self._store.save(document, self._revision)
        except NewerRevision:
            self._tried = None
            self._go_on_as_a_copy()
            return
        self._tried = None
        with self._changing:
            self._revision, self._safe = saved.revision, document
            if self.is_safe:
                self.state = SaveState("saved", saved.saved_at)

    def _go_on_as_a_copy(self) -> None:
        """Leave the newer version alone and keep this one as a postmortem of its own."""
        with self._changing:
            old = self.document
            copy_id = new_postmortem_id(old.made_on)
            title = f"{old.scope.title} (copy of a second window)".strip()
            self._revision = 0
            self.document = old.changing(id=copy_id, scope=old.scope.changing(title=title))
        self.notice = (
            f"Another window saved {old.id} first. It is kept as it was; "
            f"what you see here goes on as a copy, {copy_id}."
        )

    def _step(self, source: list[Step], target: list[Step]) -> str:
        if not source or self.read_only:
            return ""
        step = source.pop()
        target.append(Step(self.document, step.label))
        self._replace(step.before)
        return step.label

    def _replace(self, new: Postmortem) -> None:
        with self._changing:
            if new.id != self.document.id:  # it was made before this went on as a copy
                new = new.changing(id=self.document.id)
            self.document = new
            self.state = SaveState("saving")
        self._tell()

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()
