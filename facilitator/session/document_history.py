"""A document and the way back through all its edits, wherever it is kept.

The way back: every edit is a step that can be undone, whatever other windows saved since.
Whether what is shown is safe on disk.
What is said of a postmortem's file and of other windows, where no screen was asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Literal

from facilitator.guide.publishing import changes_what_was_published
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage_minutes import (
    StageTimes,
    as_counted_in,
    differ_in_minutes_only,
    merged_times,
)
from facilitator.session.conflicts import Side, settled
from facilitator.session.merge import CannotMerge, Clash, merged
from facilitator.session.store import Kept, StoreError


@dataclass(frozen=True)
class Step:
    """One step: the document before it, and what the step was.

    `known` is how many changes of other windows the document before it holds.
    """

    before: Postmortem
    label: str
    joining: str
    known: int


class Steps:
    """What can be undone and done again. Only what was edited here: never another window's work."""

    def __init__(self) -> None:
        self._past: list[Step] = []
        self._future: list[Step] = []
        self._news: list[tuple[Postmortem, Postmortem]] = []
        """What other windows saved: each a document as we both had it, and as they made it."""

    @property
    def label(self) -> str:
        """What the next undo takes back; empty where there is nothing to undo."""
        return self._past[-1].label if self._past else ""

    def add(self, before: Postmortem, label: str, joining: str = "") -> None:
        """Remember the document before an edit.

        One with the same `joining` as the last, and none undone since, is part of that step.
        """
        joins = bool(joining) and bool(self._past) and self._past[-1].joining == joining
        if not joins or self._future:
            self._past.append(Step(before, label, joining, len(self._news)))
        self._future.clear()

    def end_run(self) -> None:
        """Let the next edit be a step of its own."""
        if self._past:
            self._past[-1] = replace(self._past[-1], joining="")

    def heard(self, before: Postmortem, theirs: Postmortem) -> None:
        """Remember what another window made of a document; no step takes it back.

        Minutes are no news, or an hour's meeting would be sixty to merge on every way back.
        """
        if not differ_in_minutes_only(before, theirs):
            self._news.append((before, theirs))

    def back(self, present: Postmortem) -> tuple[Postmortem, str] | None:
        """Return the document before the last step, and what is undone; None where it is not."""
        return self._move(self._past, self._future, present)

    def forward(self, present: Postmortem) -> tuple[Postmortem, str] | None:
        """Return the document before the last undo, and what is done again; None likewise."""
        return self._move(self._future, self._past, present)

    def _move(
        self, source: list[Step], target: list[Step], present: Postmortem
    ) -> tuple[Postmortem, str] | None:
        if not source:
            return None
        step = source[-1]
        document = step.before
        try:
            for base, theirs in self._news[step.known :]:
                document = merged(base, document, theirs).document
        except CannotMerge:
            return None  # what other windows did since leaves no way there
        source.pop()
        target.append(Step(present, step.label, "", len(self._news)))
        return document, step.label


@dataclass(frozen=True)
class SaveState:
    """Whether the document is safe: saved (`at`, UTC), saving, or not saved (`why`)."""

    kind: Literal["saved", "saving", "not saved"]
    at: datetime | None = None
    why: str = ""


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
                self.notice = published(self.document)
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


DELETED = (
    "This postmortem was deleted in another window: it is in the trash. "
    "What you change here from now on is kept as a copy."
)

SAVED_OVER_DAMAGE = (
    "The file of this postmortem was damaged and is set aside in the folder quarantine; "
    "what you see is whole and was saved again."
)


def published(document: Postmortem) -> str:
    """Say that what is changed now was published, and how to make a new draft of it instead."""
    return (
        "This is published: what you change here, its readers have not seen. s in stage 7 makes a "
        f"new draft of it, revision {document.revision + 1}; what was published stays among the "
        "earlier saves (F7)."
    )


def put_back(kept: Kept) -> str:
    """Say that what is open was saved over a version that does not come after it."""
    return (
        f"The file of this postmortem was replaced by another revision {kept.version.revision}, "
        f"which {kept.saved_by or 'somebody'} saved at {kept.saved_at:%Y-%m-%d %H:%M:%S}Z; what "
        "you see was saved again, and that one is among the earlier saves (F7)."
    )


def not_put_back(kept: Kept) -> str:
    """Say that the file holds an older version and may not be written."""
    return (
        f"The file of this postmortem went back to revision {kept.version.revision} and may only "
        "be read: F12 writes what you see elsewhere."
    )


def copied(old_id: str, what: str, copy_id: str) -> str:
    """Say that what is open goes on as a postmortem of its own."""
    return f"{old_id} {what}; what you see here goes on as a copy, {copy_id}."
