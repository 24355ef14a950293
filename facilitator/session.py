"""The open postmortem: edits, undo and redo, merging, and whether what is shown is safe on disk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from facilitator import notices
from facilitator.clashes import Side, settled
from facilitator.guide.published import changes_what_was_published
from facilitator.merging import CannotMerge, Clash, merged
from facilitator.model.postmortem import Postmortem, new_postmortem_id
from facilitator.save_state import SaveState
from facilitator.steps import Steps
from facilitator.store import (
    UNSAVED,
    Damaged,
    Kept,
    NewerRevision,
    NoSuchPostmortem,
    Store,
    StoreError,
)


class Session:
    """A document, the way back through all its edits, and the road to the store.

    Edits happen on one thread; `save` and `follow` may run on another, at any time. `now` returns
    the present moment in UTC.
    """

    def __init__(self, kept: Kept, store: Store, now: Callable[[], datetime]) -> None:
        self.document = self._safe = kept.document
        self.read_only = kept.read_only
        self.notice = ""
        self.clashes: tuple[Clash, ...] = ()
        self.state = SaveState("saved", kept.saved_at)
        self._store = store
        self._now = now
        self._version = kept.version
        self._keep_replaced = self._told_it_is_published = False
        self._steps = Steps()
        self._merges: list[str] = []
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
        return self._steps.label

    def hear(self) -> str:
        """Say once, in one sentence, what was merged since this was last asked; else nothing."""
        merges, self._merges = self._merges, []
        return f"{merges[-1]}: u takes it back" if merges else ""

    def edit(
        self, new: Postmortem, label: str, joining: str = "", since: Postmortem | None = None
    ) -> None:
        """Take a new document for the old one, undoably, and queue its save.

        Edits in a row with the same `joining` (one field being typed in) are one step to undo.
        `since` is the document that `new` was made from, where that may not be the present one:
        what came in between is merged. Raises StoreError where the postmortem is open for reading
        only, and CannotMerge.
        """
        keep_replaced = new.status is not self.document.status  # what readers had is not lost
        self._edit(new, label, joining, since, keep_replaced=keep_replaced)

    def end_run(self) -> None:
        """End a run of joined edits: the next one is a step of its own."""
        self._steps.end_run()

    def undo(self) -> str:
        """Step back once; returns what was undone, empty where there was nothing.

        Only what was edited here is taken back; what other windows saved since stays.
        """
        return self._step(self._steps.back)

    def redo(self) -> str:
        """Step forward once; returns what was done again, empty where there was nothing."""
        return self._step(self._steps.forward)

    def settle(self, clash: Clash, side: Side) -> None:
        """Decide a clash, undoably. Raises ValueError or LookupError where its place is gone."""
        document = self.document
        self.edit(settled(document, clash, side), "Settle a clash", since=document)
        self.forget(clash)

    def forget(self, clash: Clash) -> None:
        """Leave what stands in the place of a clash."""
        with self._changing:
            self.clashes = tuple(other for other in self.clashes if other is not clash)
        self._tell()

    def dismiss_notice(self) -> None:
        """Say no more what was noticed: somebody read it."""
        self.notice = ""
        self._tell()

    def restore(self, earlier: Postmortem, label: str) -> None:
        """Bring an earlier state back as an edit; what it replaces is kept in the history.

        Raises StoreError where the postmortem is open for reading only.
        """
        self._edit(earlier.changing(id=self.document.id), label, keep_replaced=True)

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
                    self.state = SaveState("saved", self._now())
            self._tell()

    def follow(self) -> None:
        """Take over what another window saved, where everything here is safe.

        Where it is not, the next save meets the other window's and merges. Raises StoreError.
        """
        with self._saving:
            try:
                kept = self._store.load(self.document.id)
            except NoSuchPostmortem:
                self.notice = notices.DELETED
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

    def _edit(
        self,
        new: Postmortem,
        label: str,
        joining: str = "",
        since: Postmortem | None = None,
        *,
        keep_replaced: bool = False,
    ) -> None:
        if self.read_only:
            raise StoreError(self.read_only)
        with self._changing:
            new, clashes = self._brought_up_to_date(since or self.document, new)
            if new == self.document and not clashes:
                return
            if not self._told_it_is_published and changes_what_was_published(self.document, new):
                self._told_it_is_published = keep_replaced = True
                self.notice = notices.published(self.document)
            self._add(clashes)
            self._steps.add(self.document, label, joining)
            self._keep_replaced = self._keep_replaced or keep_replaced
            self._replace(new)
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
                self.notice = notices.SAVED_OVER_DAMAGE
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
                who = f"{kept.saved_by}, {kept.saved_at:%H:%M:%S}Z"
                label = f"Merge with another window ({who})"
                self._steps.add(self.document, label)
                self._merges.append(label)
                self._add(result.clashes)
                self._version, self._safe = kept.version, kept.document
                self._keep_replaced = True
                self._replace(result.document)
        if result is None:
            self._go_on_as_a_copy("was changed in another window beyond merging")
        self._tell()

    def _put_back(self, kept: Kept) -> None:
        """Save what is here over a version that does not come after it; `_changing` is held."""
        if kept.read_only:
            self.notice = notices.not_put_back(kept)
            return
        self._version, self._keep_replaced = kept.version, True
        self.notice = notices.put_back(kept)
        self._replace(self.document.changing())

    def _save_over_damage(self) -> None:
        """Save what is here, which is whole, in the place of a file that is damaged."""
        with self._changing:
            if self.read_only or not self.is_safe:
                return
            self.notice = notices.SAVED_OVER_DAMAGE
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
        self.notice = notices.copied(old.id, what, copy_id)

    def _step(self, move: Callable[[Postmortem], tuple[Postmortem, str] | None]) -> str:
        with self._changing:
            moved = None if self.read_only else move(self.document)
            if moved is None:
                return ""
            document, label = moved
            self._replace(document)
        self._tell()
        return label

    def _brought_up_to_date(
        self, since: Postmortem, new: Postmortem
    ) -> tuple[Postmortem, tuple[Clash, ...]]:
        if since is self.document:
            return new, ()
        result = merged(since, new, self.document)
        return result.document, result.clashes

    def _add(self, clashes: tuple[Clash, ...]) -> None:
        paths = {clash.path for clash in clashes}
        self.clashes = (*(c for c in self.clashes if c.path not in paths), *clashes)

    def _replace(self, new: Postmortem) -> None:
        """Put a document in the place of the present one; the caller holds `_changing`."""
        if new.id != self.document.id:  # it was made before this went on as a copy
            new = new.changing(id=self.document.id)
        self.document = new
        self.state = SaveState("saving")

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()
