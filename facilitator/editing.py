"""A document and the way back through all its edits, wherever it is kept."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from facilitator import notices
from facilitator.clashes import Side, settled
from facilitator.guide.publishing import changes_what_was_published
from facilitator.merging import Clash, merged
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage_minutes import StageTimes, as_counted_in, merged_times
from facilitator.save_state import SaveState
from facilitator.steps import Steps
from facilitator.store import Kept, StoreError


class Editing:
    """What edits make of a document, and how each of them is taken back.

    Edits happen on one thread; another may take over what was saved, at any time.
    """

    def __init__(self, kept: Kept) -> None:
        self.document = kept.document
        self.read_only = kept.read_only
        self.notice = ""
        self.clashes: tuple[Clash, ...] = ()
        self.state = SaveState("saved", kept.saved_at)
        self._keep_replaced = self._told_it_is_published = False
        self._steps = Steps()
        self._listeners: list[Callable[[], None]] = []
        self._changing = Lock()
        """Held for a moment where document, what is safe of it and the state change together."""

    def listen(self, listener: Callable[[], None]) -> None:
        """Call this after every change of the document or of the save state.

        It is called on the thread that made the change, which after a save is the saving one.
        """
        self._listeners.append(listener)

    @property
    def undo_label(self) -> str:
        """What the next undo takes back; empty where there is nothing to undo."""
        return self._steps.label

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

    def count(self, times: StageTimes, since: StageTimes) -> None:
        """Keep the minutes spent in each stage, counted on from those of `since`.

        They are saved as an edit is, but are no step: nothing takes them back. Where the
        postmortem is open for reading only nothing is kept, and nobody has to hear of it.
        """
        with self._changing:
            there = self.document.stage_times
            kept = merged_times(since, times, there)
            if self.read_only or kept == there:
                return
            self._replace(self.document.changing_unchecked(stage_times=kept))
        self._tell()

    def record(self, new: Postmortem, since: Postmortem) -> None:
        """Take a new document, made from `since`, that no step takes back: it says what happened.

        It is saved as an edit is. Raises StoreError where the postmortem is open for reading only,
        and CannotMerge.
        """
        if self.read_only:
            raise StoreError(self.read_only)
        with self._changing:
            new, clashes = self._brought_up_to_date(since, new)
            self._add(clashes)
            self._steps.heard(self.document, new)
            self._replace(new)
        self._tell()

    def undo(self) -> str:
        """Step back once; returns what was undone, empty where there was nothing.

        Only what was edited here is taken back; what other windows saved since stays, and so do
        the minutes that were counted.
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
        restored = as_counted_in(self.document, earlier.changing(id=self.document.id))
        self._edit(restored, label, keep_replaced=True)

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

    def _step(self, move: Callable[[Postmortem], tuple[Postmortem, str] | None]) -> str:
        with self._changing:
            moved = None if self.read_only else move(self.document)
            if moved is None:
                return ""
            document, label = moved
            self._replace(as_counted_in(self.document, document))
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
