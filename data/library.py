"""The library: a folder with one TinyDB file a postmortem, safe from crashes and second windows."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from data.durable import make_folders, why
from data.files import FILES, Files
from data.lock import locked
from data.names import file_of, id_of, ids_in, the_one_that_begins
from data.record import Json, NotARecord, Record, record_from_file, written
from data.seen import Seen, look_at
from facilitator.model.identity import SCHEMA_VERSION
from facilitator.store import (
    Damaged,
    FromNewerVersion,
    Kept,
    NewerRevision,
    NoSuchPostmortem,
    NotSaved,
    Saved,
    StoreError,
)

if TYPE_CHECKING:
    from facilitator.model.postmortem import Postmortem


def utc_now() -> datetime:
    """Return the present moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


class TinyLibrary:
    """Keeps postmortems in a folder, which is made when the first one is saved.

    Beside them: `.locks/`, `trash/`, and `conflicts/` with versions that met a newer one.
    """

    def __init__(
        self, folder: Path, *, files: Files = FILES, now: Callable[[], datetime] = utc_now
    ) -> None:
        self.folder = folder
        self._files = files
        self._now = now
        self._last_saved: dict[str, Seen] = {}
        """By id, what the last save left in its file; a file that looks just so is not read."""
        self._perhaps_saved: dict[str, set[str]] = {}
        """By id, the checksums of saves that failed, though the bytes of one may have arrived."""

    def load(self, postmortem_id: str, /) -> Kept:
        """Return a postmortem. Raises NoSuchPostmortem, Damaged, FromNewerVersion."""
        self._refuse_a_file()
        path = file_of(self.folder, postmortem_id)
        record = self._read(path)
        if record is None:
            raise NoSuchPostmortem(f"There is no postmortem {postmortem_id} in {self.folder}.")
        if record.schema > SCHEMA_VERSION:
            raise FromNewerVersion(
                f"{path} was saved by a newer facilitator; update this one to open it."
            )
        from facilitator.model.postmortem import Postmortem  # 80 ms, after the first frame

        try:
            document = Postmortem.model_validate(record.document)
        except ValueError:
            raise Damaged(self._damage(path, "it does not hold a whole postmortem")) from None
        if document.id != postmortem_id:
            raise Damaged(self._damage(path, f"it holds {document.id} instead"))
        return Kept(document, record.revision, record.saved_at, self.reason_read_only())

    def save(self, document: Postmortem, /, base_revision: int) -> Saved:
        """Make a postmortem durable, made from `base_revision` (0 for a new one).

        Raises NewerRevision where the file holds another revision: the refused version is then safe
        in `conflicts/`. Raises Damaged (the version is safe there too) where the file cannot be
        read, and NotSaved where the disk refuses: it may then hold the old version or the new one,
        and saving again with the same base is right in both cases.
        """
        with self._changing(document.id, "saved"):
            path = file_of(self.folder, document.id)
            content = Json(written(document))
            try:
                held = self._held(path, document.id)
            except Damaged as damage:
                kept_at = self._keep_beside(document.id, content, base_revision)
                raise Damaged(f"{damage} What you have here is kept in {kept_at}.") from None
            revision = held.revision if held else 0
            attempts = self._perhaps_saved.setdefault(document.id, set())
            ours = held is not None and held.sha256 in attempts
            if revision != base_revision and not ours:
                kept_at = self._keep_beside(document.id, content, base_revision)
                raise NewerRevision(_met(held, kept_at), str(kept_at))
            record = self._record(content, revision + 1)
            attempts.add(record.sha256)
            self._write(path, record)
            attempts.clear()
            if (look := look_at(path)) is not None:
                self._last_saved[document.id] = Seen(look, record)
        return Saved(record.revision, record.saved_at)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all postmortems, newest day first. Raises StoreError."""
        self._refuse_a_file()
        try:
            return ids_in(self.folder)
        except OSError as error:
            raise StoreError(f"The library {self.folder} cannot be read: {why(error)}.") from None

    def find(self, prefix: str, /) -> str:
        """Return the one id that begins so. Raises NoSuchPostmortem, SeveralMatch."""
        return the_one_that_begins(self.ids(), prefix)

    def stamp(self, postmortem_id: str, /) -> tuple[int, int, int] | None:
        """Return a cheap sign that changes with every save; None where there is no file."""
        try:
            stat = file_of(self.folder, postmortem_id).stat()
        except OSError:
            return None
        return (stat.st_mtime_ns, stat.st_size, stat.st_ino)

    def delete(self, postmortem_id: str, /) -> None:
        """Move a postmortem to the trash. Raises NoSuchPostmortem, NotSaved."""
        from data.trash import put_in_trash

        if not file_of(self.folder, postmortem_id).exists():
            raise NoSuchPostmortem(f"There is no postmortem {postmortem_id} in {self.folder}.")
        with self._changing(postmortem_id, "deleted"):
            put_in_trash(self.folder, postmortem_id, self._files)

    def restore(self, postmortem_id: str, /) -> None:
        """Bring a postmortem back from the trash, overwriting nothing.

        Raises NoSuchPostmortem where the trash does not hold it, NotSaved.
        """
        from data.trash import take_from_trash

        id_of(postmortem_id)
        with self._changing(postmortem_id, "restored"):
            take_from_trash(self.folder, postmortem_id, self._files)

    def reason_read_only(self) -> str:
        """Say why nothing can be saved here; empty where saving works, or would make the folder."""
        there = self.folder
        while not there.exists() and there != there.parent:
            there = there.parent
        if not there.is_dir():
            return f"{there} is a file, not a folder; choose another place for the library."
        if not os.access(there, os.W_OK | os.X_OK):
            return f"{there} is read-only for you: what you open can be read, but not saved."
        return ""

    @contextlib.contextmanager
    def _changing(self, postmortem_id: str, done: str) -> Iterator[None]:
        """Hold a postmortem's lock; turn what the system refuses into one sentence."""
        self._refuse_a_file()
        try:
            locks = self.folder / ".locks"
            make_folders(locks, self._files)
            with locked(locks / f"{id_of(postmortem_id)}.lock"):
                yield
        except OSError as error:
            raise NotSaved(
                f"{postmortem_id} could not be {done} in {self.folder}: {why(error)}."
            ) from error

    def _refuse_a_file(self) -> None:
        if self.folder.exists() and not self.folder.is_dir():
            raise StoreError(f"The library {self.folder} is a file; it needs to be a folder.")

    def _read(self, path: Path) -> Record | None:
        """Return what a file holds, None where there is none. Raises Damaged, StoreError."""
        try:
            return record_from_file(path.read_bytes())
        except FileNotFoundError:
            return None
        except NotARecord as error:
            raise Damaged(self._damage(path, str(error))) from None
        except OSError as error:
            raise StoreError(f"{path} cannot be read: {why(error)}.") from None

    def _held(self, path: Path, postmortem_id: str) -> Record | None:
        """Return what a file holds; the caller has the lock. Raises Damaged, StoreError.

        It is not read again where it is, to the system's eye, the file this library saved last.
        """
        seen = self._last_saved.pop(postmortem_id, None)
        if seen is not None and seen.look == look_at(path):
            return seen.record
        return self._read(path)

    def _damage(self, path: Path, what: str) -> str:
        previous = path.with_name(f"{path.name}.prev")
        spare = f"; the save before it is in {previous}" if previous.exists() else ""
        return f"{path} is damaged ({what}) and was left as it is{spare}."

    def _record(self, content: Json, revision: int) -> Record:
        return Record(content, SCHEMA_VERSION, revision, _user(), self._now())

    def _write(self, path: Path, record: Record) -> None:
        from data.storage import write_record  # brings TinyDB, which reading never needs

        write_record(path, record, self._files)

    def _keep_beside(self, postmortem_id: str, content: Json, base: int) -> Path:
        """Write a refused version durably where nothing else is; the same version only once."""
        from data.conflicts import conflict_file

        make_folders(self.folder / "conflicts", self._files)
        path = conflict_file(self.folder, postmortem_id, content, base)
        if not path.exists():
            self._write(path, self._record(content, max(base, 1)))
        return path


def _met(held: Record | None, kept_at: Path) -> str:
    if held is None:
        return f"It was deleted in another window; what you have here is kept in {kept_at}."
    return (
        f"{held.saved_by} saved revision {held.revision} at {held.saved_at:%H:%M:%S}Z; "
        f"what you have here is kept in {kept_at}."
    )


@cache
def _user() -> str:
    """Return who is saving, as the system knows them."""
    import getpass

    try:
        return getpass.getuser().encode("utf-8", "replace").decode()
    except (KeyError, OSError, ImportError):
        return "somebody"
