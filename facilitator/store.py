"""Where postmortems are kept, as the domain sees it: one protocol, and what a store may raise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from facilitator.model.postmortem import Postmortem


@dataclass(frozen=True)
class Kept:
    """A postmortem as it was read. `saved_at` is UTC; `revision` counts saves from 1.

    `read_only` says why it cannot be saved, and is empty when it can.
    """

    document: Postmortem
    revision: int
    saved_at: datetime
    read_only: str = ""


@dataclass(frozen=True)
class Saved:
    """A save that is safe on disk. `saved_at` is UTC, to the second."""

    revision: int
    saved_at: datetime


class StoreError(Exception):
    """Something a store could not do; its text is one sentence for the person at the keyboard."""


class NoSuchPostmortem(StoreError):
    """No postmortem has this id, or an id that begins so."""


class SeveralMatch(StoreError):
    """More than one id begins like this."""


class NewerRevision(StoreError):
    """Somebody else saved in between. `kept_at`: the path of the version that was refused."""

    def __init__(self, sentence: str, kept_at: str) -> None:
        super().__init__(sentence)
        self.kept_at = kept_at


class Damaged(StoreError):
    """A file is there but does not hold what was saved; it is left untouched."""


class FromNewerVersion(StoreError):
    """A file was written by a later version of this program."""


class NotSaved(StoreError):
    """A save or another change did not reach the disk; what was there before is intact."""


class Store(Protocol):
    """Keeps postmortems. Every method may raise StoreError besides what it names."""

    def load(self, postmortem_id: str, /) -> Kept:
        """Return a postmortem. Raises NoSuchPostmortem, Damaged, FromNewerVersion."""
        ...

    def save(self, document: Postmortem, /, base_revision: int) -> Saved:
        """Make a postmortem durable, made from `base_revision` (0 for a new one).

        Raises NewerRevision where the store holds another revision, NotSaved where it fails.
        """
        ...

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all postmortems, newest first."""
        ...

    def find(self, prefix: str, /) -> str:
        """Return the one id that begins so. Raises NoSuchPostmortem, SeveralMatch."""
        ...

    def delete(self, postmortem_id: str, /) -> None:
        """Move a postmortem to the trash. Raises NoSuchPostmortem, NotSaved."""
        ...

    def restore(self, postmortem_id: str, /) -> None:
        """Bring a postmortem back from the trash, overwriting nothing. Raises NoSuchPostmortem."""
        ...

    def reason_read_only(self) -> str:
        """Say why nothing can be saved here; empty where saving works."""
        ...
