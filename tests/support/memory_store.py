"""A store in memory, for tests of what is built on a store."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from facilitator.model.postmortem import Postmortem
from facilitator.session.store import (
    UNSAVED,
    NewerRevision,
    NoSuchPostmortem,
    NotSaved,
    SaveResult,
    Snapshot,
    StoredPostmortem,
    TrashEntry,
    Version,
)

BEGUN = Postmortem(id="2019-07-02-abcdef")
SAVED_AT = datetime(2019, 7, 2, 14, 7, 31, tzinfo=UTC)


class FakeStore:
    """A store in memory whose disk can refuse, before or after the bytes are in place."""

    def __init__(self) -> None:
        self.kept: dict[str, StoredPostmortem] = {
            BEGUN.id: StoredPostmortem(BEGUN, Version(1, "first"), SAVED_AT)
        }
        self.replaced: list[Postmortem] = []
        self.refuses = ""
        self.fails_afterwards = ""
        self._failed: Version | None = None

    def load(self, postmortem_id: str, /) -> StoredPostmortem:
        try:
            return self.kept[postmortem_id]
        except KeyError:
            raise NoSuchPostmortem(f"There is no {postmortem_id}.") from None

    def save(
        self, document: Postmortem, /, base: Version = UNSAVED, *, keep_replaced: bool = False
    ) -> SaveResult:
        if self.refuses:
            raise NotSaved(self.refuses)
        held = self.kept.get(document.id)
        version = held.version if held else UNSAVED
        if version not in (base, self._failed):
            raise NewerRevision("somebody else saved first")
        if keep_replaced and held is not None:
            self.replaced.append(held.document)
        new = Version(version.revision + 1, uuid4().hex)
        self.kept[document.id] = StoredPostmortem(document, new, SAVED_AT, "somebody")
        if self.fails_afterwards:
            why, self.fails_afterwards, self._failed = self.fails_afterwards, "", new
            raise NotSaved(why)
        self._failed = None
        return SaveResult(new, SAVED_AT)

    def signature(self, postmortem_id: str, /) -> object:
        return self.kept[postmortem_id].version

    def recover(self, postmortem_id: str, /) -> str:
        return ""

    def history(self, postmortem_id: str, /) -> tuple[Snapshot, ...]:
        return ()

    def load_snapshot(self, postmortem_id: str, name: str, /) -> StoredPostmortem:
        raise NoSuchPostmortem(name)

    def ids(self) -> tuple[str, ...]:
        return tuple(self.kept)

    def find(self, prefix: str, /) -> str:
        return next(found for found in self.kept if found.startswith(prefix))

    def delete(self, postmortem_id: str, /) -> None:
        del self.kept[postmortem_id]

    def restore(self, postmortem_id: str, /) -> None:
        raise NotImplementedError

    def trashed(self) -> tuple[TrashEntry, ...]:
        return ()

    def reason_read_only(self) -> str:
        return ""
