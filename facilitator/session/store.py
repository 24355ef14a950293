"""Where postmortems are kept, as the domain sees it: one protocol, and what a store may raise.

What every command brings is built of named tuples: a frozen dataclass takes five times as long to
define.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from facilitator.model.postmortem import Postmortem


class Version(NamedTuple):
    """Which save of a postmortem: `revision` counts from 1, `sha256` is the checksum of its record.

    Both are needed: a file brought back from elsewhere may repeat a number.
    """

    revision: int
    sha256: str


UNSAVED = Version(0, "")
"""What a new postmortem is made from."""


class StoredPostmortem(NamedTuple):
    """A postmortem as it was read. `saved_at` is UTC; `saved_by`: the user the system named.

    `read_only` says why it cannot be saved, and is empty when it can.
    """

    document: Postmortem
    version: Version
    saved_at: datetime
    saved_by: str = ""
    read_only: str = ""


class SaveResult(NamedTuple):
    """A save that is safe on disk. `saved_at` is UTC, to the second.

    `over_damage`: what it took the place of was damaged, and is set aside.
    """

    version: Version
    saved_at: datetime
    over_damage: bool = False


class Snapshot(NamedTuple):
    """An earlier save that was kept. `saved_at` is UTC; `name` finds it again."""

    name: str
    revision: int
    saved_at: datetime
    saved_by: str


class TrashEntry(NamedTuple):
    """A postmortem in the trash. `deleted_at` is UTC; `title` is empty where it cannot be read."""

    id: str
    title: str
    deleted_at: datetime


class StoreError(Exception):
    """Something a store could not do; its text is one sentence for the person at the keyboard."""


class NoSuchPostmortem(StoreError):
    """No postmortem has this id, or an id that begins so."""


class AmbiguousId(StoreError):
    """More than one id begins like this."""


class NewerRevision(StoreError):
    """Somebody else saved in between, or deleted it; nothing was written."""


class Damaged(StoreError):
    """A file is there but does not hold what was saved; it is left untouched."""


class FromNewerVersion(StoreError):
    """A file was written by a later version of this program, and cannot be read or replaced."""


class NotSaved(StoreError):
    """A save or another change did not reach the disk; what was there before is intact."""


class Store(Protocol):
    """Keeps postmortems. Every method may raise StoreError besides what it names."""

    def load(self, postmortem_id: str, /) -> StoredPostmortem:
        """Return a postmortem. Raises NoSuchPostmortem, Damaged, FromNewerVersion.

        One that a newer version of this program saved is read-only, and lacks what is not known.
        """
        ...

    def save(
        self, document: Postmortem, /, base: Version = UNSAVED, *, keep_replaced: bool = False
    ) -> SaveResult:
        """Make a postmortem durable that was made from the version `base`.

        `keep_replaced`: the version it takes the place of goes to the history first. Raises
        NewerRevision where the store holds another version, and NotSaved where it fails: the
        store may then hold the old document or the new one, and saving again with the same base
        is right in both cases.
        """
        ...

    def signature(self, postmortem_id: str, /) -> object:
        """Return a cheap sign that changes with every save, by whichever window."""
        ...

    def recover(self, postmortem_id: str, /) -> str:
        """Put an earlier save in the place of a damaged one, and say so in one sentence.

        Empty where nothing was damaged. Raises Damaged where no earlier save can be read.
        """
        ...

    def history(self, postmortem_id: str, /) -> tuple[Snapshot, ...]:
        """Return the earlier saves that were kept, newest first."""
        ...

    def load_snapshot(self, postmortem_id: str, name: str, /) -> StoredPostmortem:
        """Return an earlier save by its name. Raises NoSuchPostmortem, Damaged."""
        ...

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all postmortems, newest first."""
        ...

    def find(self, prefix: str, /) -> str:
        """Return the one id that begins so. Raises NoSuchPostmortem, AmbiguousId."""
        ...

    def delete(self, postmortem_id: str, /) -> None:
        """Move a postmortem to the trash. Raises NoSuchPostmortem, NotSaved."""
        ...

    def restore(self, postmortem_id: str, /) -> None:
        """Bring a postmortem back from the trash, overwriting nothing. Raises NoSuchPostmortem."""
        ...

    def trashed(self) -> tuple[TrashEntry, ...]:
        """Return what the trash holds, the last deleted first."""
        ...

    def reason_read_only(self) -> str:
        """Say why nothing can be saved here; empty where saving works."""
        ...
