"""The store of postmortems as the domain sees it: a protocol, its values and its errors.

Every command imports this module. Its values are named tuples, since defining a frozen dataclass
takes five times as long.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from facilitator.model.postmortem import Postmortem


class Version(NamedTuple):
    """Identifies one save: its revision, counted from 1, and the SHA-256 checksum of its record.

    The checksum is needed as well: a file copied back from elsewhere may have the same revision.
    """

    revision: int
    sha256: str


UNSAVED = Version(0, "")
"""The version that a new postmortem is based on."""


class StoredPostmortem(NamedTuple):
    """A postmortem read from the store.

    `saved_at` is in UTC, `saved_by` the user name of whoever saved it. `read_only` is the reason
    why it cannot be saved again, and empty if it can.
    """

    document: Postmortem
    version: Version
    saved_at: datetime
    saved_by: str = ""
    read_only: str = ""


class SaveResult(NamedTuple):
    """The result of a save that is durable on disk. `saved_at` is in UTC, to the second.

    `over_damage`: the file it replaced was damaged, and was moved to the quarantine.
    """

    version: Version
    saved_at: datetime
    over_damage: bool = False


class Snapshot(NamedTuple):
    """An earlier version in the history of a postmortem. `saved_at` is in UTC."""

    name: str
    revision: int
    saved_at: datetime
    saved_by: str


class TrashEntry(NamedTuple):
    """A postmortem in the trash. `deleted_at` is in UTC; `title` is empty if unreadable."""

    id: str
    title: str
    deleted_at: datetime


class StoreError(Exception):
    """The store could not do something; str() is one sentence for the user."""


class NoSuchPostmortem(StoreError):
    """No postmortem has this id, or an id with this prefix."""


class AmbiguousId(StoreError):
    """Several ids have this prefix."""


class NewerRevision(StoreError):
    """The stored version is not the one the save was based on; nothing was written."""


class Damaged(StoreError):
    """A file is damaged: its content is not the one saved. It is left unchanged."""


class FromNewerVersion(StoreError):
    """A file was written by a newer version of this program; it is neither read nor replaced."""


class NotSaved(StoreError):
    """A save or another change did not reach the disk; the earlier content is intact."""


class Store(Protocol):
    """A store of postmortems. Every method may raise StoreError besides the errors it names."""

    def load(self, postmortem_id: str, /) -> StoredPostmortem:
        """Read a postmortem. Raises NoSuchPostmortem, Damaged, FromNewerVersion.

        One that a newer version of this program saved may be read-only, without its unknown fields.
        """
        ...

    def save(
        self, document: Postmortem, /, base: Version = UNSAVED, *, keep_replaced: bool = False
    ) -> SaveResult:
        """Save a postmortem that was made from the version `base`, durably.

        With `keep_replaced` the version it replaces goes to the history first. Raises NewerRevision
        if the store has another version than `base`. Raises NotSaved on failure: the store then has
        the old document or the new one, and saving again with the same base is right for both.
        """
        ...

    def signature(self, postmortem_id: str, /) -> object:
        """Return a value that is cheap to get and changes with every save of any window."""
        ...

    def recover(self, postmortem_id: str, /) -> str:
        """Replace a damaged postmortem by its latest readable snapshot; return a sentence about it.

        Empty if it was not damaged. Raises Damaged if no snapshot can be read.
        """
        ...

    def history(self, postmortem_id: str, /) -> tuple[Snapshot, ...]:
        """Return the snapshots of a postmortem, newest first."""
        ...

    def load_snapshot(self, postmortem_id: str, name: str, /) -> StoredPostmortem:
        """Read a snapshot by its name. Raises NoSuchPostmortem, Damaged."""
        ...

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all postmortems, newest first."""
        ...

    def find(self, prefix: str, /) -> str:
        """Return the only id with this prefix. Raises NoSuchPostmortem, AmbiguousId."""
        ...

    def delete(self, postmortem_id: str, /) -> None:
        """Move a postmortem to the trash. Raises NoSuchPostmortem, NotSaved."""
        ...

    def restore(self, postmortem_id: str, /) -> None:
        """Restore a postmortem from the trash, never over another. Raises NoSuchPostmortem."""
        ...

    def trashed(self) -> tuple[TrashEntry, ...]:
        """Return the postmortems in the trash, the last deleted first."""
        ...

    def reason_read_only(self) -> str:
        """Return the reason why nothing can be saved; empty if saving works."""
        ...
