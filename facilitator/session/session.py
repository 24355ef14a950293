"""The open postmortem: its edits, merging, and whether what is shown is safe on disk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from facilitator.model.postmortem import Postmortem, new_postmortem_id
from facilitator.model.stage_minutes import differ_in_minutes_only
from facilitator.session import document_history
from facilitator.session.document_history import Editing, SaveState
from facilitator.session.merge import CannotMerge, Merged, merged
from facilitator.session.store import (
    UNSAVED,
    Damaged,
    Kept,
    NewerRevision,
    NoSuchPostmortem,
    Store,
    StoreError,
)


class Session(Editing):
    """A document, the way back through all its edits, and the road to the store.

    Edits happen on one thread; `save` and `follow` may run on another, at any time. `now` returns
    the present moment in UTC.
    """

    def __init__(self, kept: Kept, store: Store, now: Callable[[], datetime]) -> None:
        super().__init__(kept)
        self._safe = kept.document
        self._store = store
        self.now = now
        self._version = kept.version
        self._merges: list[str] = []
        self._saving = Lock()

    @property
    def is_safe(self) -> bool:
        """Whether everything edited so far is on disk."""
        return self.document is self._safe

    def hear(self) -> str:
        """Say once, in one sentence, what was merged since this was last asked; else nothing."""
        merges, self._merges = self._merges, []
        return f"{merges[-1]}: u takes it back" if merges else ""

    def save(self) -> None:
        """Bring everything edited so far to the store; the outcome is in `state`."""
        with self._saving:
            while not self.is_safe:
                try:
                    self._save(self.document)
                except StoreError as error:
                    self._not_saved(str(error))
                    return
                except Exception as error:
                    # Nobody waits for this thread: what it does not say, nobody hears.
                    self._not_saved(f"something unexpected went wrong: {error!r}")
                    raise
            with self._changing:
                if self.is_safe and self.state.kind == "saving":
                    self.state = SaveState("saved", self.now())
            self._tell()

    def follow(self) -> None:
        """Take over what another window saved, where everything here is safe.

        Where it is not, the next save meets the other window's and merges. Raises StoreError.
        """
        with self._saving:
            try:
                kept = self._store.load(self.document.id)
            except NoSuchPostmortem:
                self.notice = document_history.DELETED
                self._tell()
                return
            except Damaged:
                self._save_over_damage()
                return
            with self._changing:
                if not self.is_safe or kept.version == self._version:
                    return
                self.read_only = kept.read_only
                if kept.version.revision <= self._version.revision:
                    self._put_back(kept)
                else:
                    self._steps.heard(self.document, kept.document)
                    self._version = kept.version
                    self.document = self._safe = kept.document
                    self.state = SaveState("saved", kept.saved_at)
        self._tell()

    def _not_saved(self, why: str) -> None:
        self.state = SaveState("not saved", why=why)
        self._tell()

    def _save(self, document: Postmortem) -> None:
        try:
            saved = self._store.save(document, self._version, keep_replaced=self._keep_replaced)
        except NewerRevision:
            self._meet_the_newer()
            return
        with self._changing:
            self._version, self._safe = saved.version, document
            if saved.over_damage:
                self.notice = document_history.SAVED_OVER_DAMAGE
            if self.is_safe:
                self._keep_replaced = False
                self.state = SaveState("saved", saved.saved_at)

    def _meet_the_newer(self) -> None:
        """Merge with what another window saved, as one edit; the next save is made from it."""
        try:
            kept = self._store.load(self.document.id)
        except NoSuchPostmortem:
            self._go_on_as_a_copy("was deleted in another window")
            return
        with self._changing:
            if kept.version.revision <= self._version.revision:
                self._put_back(kept)
                return
            try:
                result = merged(self._safe, self.document, kept.document)
            except CannotMerge:
                result = None
            if result is not None:
                self._take_in(kept, result)
        if result is None:
            self._go_on_as_a_copy("was changed in another window beyond merging")
        self._tell()

    def _take_in(self, kept: Kept, result: Merged) -> None:
        """Go on from a merge; `_changing` is held.

        Where one side only counted minutes, nothing of the other's is an edit made here.
        """
        if differ_in_minutes_only(self._safe, self.document):
            self._steps.heard(self.document, result.document)
        elif not differ_in_minutes_only(self._safe, kept.document):
            who = f"{kept.saved_by}, {kept.saved_at:%H:%M:%S}Z"
            label = f"Merge with another window ({who})"
            self._steps.add(self.document, label)
            self._merges.append(label)
            self._keep_replaced = True
        self._add(result.clashes)
        self._version, self._safe = kept.version, kept.document
        self._replace(result.document)

    def _put_back(self, kept: Kept) -> None:
        """Save what is here over a version that does not come after it; `_changing` is held."""
        if kept.read_only:
            self.notice = document_history.not_put_back(kept)
            return
        self._version, self._keep_replaced = kept.version, True
        self.notice = document_history.put_back(kept)
        self._replace(self.document.changing())

    def _save_over_damage(self) -> None:
        """Save what is here, which is whole, in the place of a file that is damaged."""
        with self._changing:
            if self.read_only or not self.is_safe:
                return
            self.notice = document_history.SAVED_OVER_DAMAGE
            self._replace(self.document.changing())
        self._tell()

    def _go_on_as_a_copy(self, what: str) -> None:
        """Leave the store's version alone and keep this one as a postmortem of its own."""
        with self._changing:
            old = self.document
            copy_id = new_postmortem_id(old.made_on)
            title = f"{old.scope.title} (copy of a second window)".strip()
            self._version = UNSAVED
            self.document = old.changing(id=copy_id, scope=old.scope.changing(title=title))
        self.notice = document_history.copied(old.id, what, copy_id)
