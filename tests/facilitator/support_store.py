"""A store in memory, for tests of what is built on a store."""

from __future__ import annotations

from datetime import UTC, datetime

from facilitator.model.postmortem import Postmortem
from facilitator.store import Kept, NewerRevision, NotSaved, Saved

BEGUN = Postmortem(id="2019-07-02-abcdef")
SAVED_AT = datetime(2019, 7, 2, 14, 7, 31, tzinfo=UTC)


class FakeStore:
    """A store in memory whose disk can refuse, before or after the bytes are in place."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[Postmortem, int]] = {BEGUN.id: (BEGUN, 1)}
        self.refuses = ""
        self.fails_afterwards = ""

    def load(self, postmortem_id: str, /) -> Kept:
        document, revision = self.kept[postmortem_id]
        return Kept(document, revision, SAVED_AT)

    def save(self, document: Postmortem, /, base_revision: int) -> Saved:
        if self.refuses:
            raise NotSaved(self.refuses)
        held = self.kept.get(document.id)
        if (held[1] if held else 0) != base_revision:
            raise NewerRevision("somebody else saved first", "conflicts/x.json")
        self.kept[document.id] = (document, base_revision + 1)
        if self.fails_afterwards:
            why, self.fails_afterwards = self.fails_afterwards, ""
            raise NotSaved(why)
        return Saved(base_revision + 1, SAVED_AT)

    def ids(self) -> tuple[str, ...]:
        return tuple(self.kept)

    def find(self, prefix: str, /) -> str:
        return next(found for found in self.kept if found.startswith(prefix))

    def delete(self, postmortem_id: str, /) -> None:
        del self.kept[postmortem_id]

    def restore(self, postmortem_id: str, /) -> None:
        raise NotImplementedError

    def reason_read_only(self) -> str:
        return ""
