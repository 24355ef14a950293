"""The library: a folder with one TinyDB file per postmortem, safe from crashes and two windows."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.fs.durable import describe_os_error, make_folders
from data.fs.files import FILES, Files
from data.fs.permissions import reason_read_only
from data.library import history
from data.library.layout import document_path, id_with_prefix, list_ids, validated_id
from data.library.locks import lock_path, locked
from data.library.record import (
    EncodedJson,
    InvalidRecord,
    Record,
    conflict_message,
    damaged_message,
    decode_record,
    encode_json,
    load_record,
    user_name,
)
from data.library.recovery import (
    list_trash,
    move_to_trash,
    quarantine_copy,
    readable_saves,
    replace_damaged,
    restore_from_trash,
)
from data.library.signature import CachedRecord, file_signature
from data.local.clock import utc_now
from facilitator.model.migrations import MIGRATIONS, SCHEMA_VERSION, Migration
from facilitator.session.store import (
    UNSAVED,
    Damaged,
    FromNewerVersion,
    NewerRevision,
    NoSuchPostmortem,
    NotSaved,
    SaveResult,
    Snapshot,
    StoredPostmortem,
    StoreError,
    TrashEntry,
    Version,
)

if TYPE_CHECKING:
    from facilitator.model.postmortem import Postmortem


class TinyLibrary:
    """The store of postmortems in a folder, which is created when the first one is saved.

    Subfolders: `.locks/`, `trash/`, `history/` (snapshots of earlier saves) and `quarantine/`
    (copies of damaged files).
    """

    def __init__(
        self,
        folder: Path,
        *,
        files: Files = FILES,
        now: Callable[[], datetime] = utc_now,
        migrations: Mapping[int, Migration] = MIGRATIONS,
    ) -> None:
        self.folder = folder
        self._files = files
        self._now = now
        self._migrations = migrations
        self._last_saved: dict[str, CachedRecord] = {}
        """By id: the record saved last. While its file has the same signature it is not read."""
        self._last_snapshot_at: dict[str, datetime] = {}
        """By id: when (UTC) the newest snapshot in the history was saved."""
        self._unconfirmed_checksums: dict[str, set[str]] = {}
        """By id: the checksums of failed saves, one of which may have reached the disk."""

    def load(self, postmortem_id: str, /) -> StoredPostmortem:
        """Return a postmortem. Raises NoSuchPostmortem, Damaged, FromNewerVersion.

        One saved by a newer version of this program is read-only, without the fields that this
        version does not know.
        """
        self._check_is_folder()
        path = document_path(self.folder, postmortem_id)
        record = self._read(path)
        if record is None:
            raise NoSuchPostmortem(f"There is no postmortem {postmortem_id} in {self.folder}.")
        stored = load_record(record, path, postmortem_id, self._migrations)
        return stored._replace(read_only=stored.read_only or reason_read_only(self.folder, path))

    def save(
        self, document: Postmortem, /, base: Version = UNSAVED, *, keep_replaced: bool = False
    ) -> SaveResult:
        """Save a document that was edited from the version `base`, durably.

        `keep_replaced`: first add the version it replaces to the history. Raises NewerRevision if
        the file holds another version than `base`, FromNewerVersion if a newer version of this
        program saved it, and NotSaved if the disk refuses: the file then holds the old document or
        the new one, and saving again with the same `base` is right in both cases. A damaged file is
        copied to `quarantine/` and replaced, since the document is newer than anything it held.
        """
        with self.locked(document.id, "saved"):
            path = document_path(self.folder, document.id)
            current, damaged = self._read_current(path, document.id)
            if (current or damaged) and (reason := reason_read_only(self.folder, path)):
                raise NotSaved(reason)
            if current is not None and current.schema > SCHEMA_VERSION:
                raise FromNewerVersion(f"{path} was saved by a newer facilitator: update this one.")
            attempts = self._unconfirmed_checksums.setdefault(document.id, set())
            version = current.version if current else UNSAVED
            # A failed save of ours may have reached the disk: it is not somebody else's version.
            if not damaged and version != base and version.sha256 not in attempts:
                raise NewerRevision(conflict_message(document.id, current))
            # What an older version of this program saved is kept before its schema is replaced.
            if current is not None and (keep_replaced or current.schema < SCHEMA_VERSION):
                history.add_snapshot(self.folder, document.id, current, self._files)
            content = EncodedJson(encode_json(document))
            revision = max(version.revision, base.revision) + 1
            record = Record(content, SCHEMA_VERSION, revision, user_name(), self._now())
            attempts.add(record.sha256)
            if damaged:
                quarantine_copy(self.folder, document.id, self._now(), self._files)
            self._write(path, record, keep_previous=not damaged)
            attempts.clear()
            if (signature := file_signature(path, self._files)) is not None:
                self._last_saved[document.id] = CachedRecord(signature, record)
            self._add_snapshot_when_due(document.id, record)
        return SaveResult(record.version, record.saved_at, damaged)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all postmortems, newest day first. Raises StoreError."""
        self._check_is_folder()
        with _translate_os_errors(f"The library {self.folder} cannot be read"):
            return list_ids(self.folder, self._files)

    def find(self, prefix: str, /) -> str:
        """Return the id that has this prefix. Raises NoSuchPostmortem, AmbiguousId."""
        return id_with_prefix(self.ids(), prefix)

    def signature(self, postmortem_id: str, /) -> tuple[int, int, int] | None:
        """Return a value that changes with every save, without reading; None if there is no file.

        It is the file's modification time (nanoseconds), size and inode: every save writes a new
        file.
        """
        try:
            stat = self._files.stat(document_path(self.folder, postmortem_id))
        except OSError:
            return None
        return stat and (stat.st_mtime_ns, stat.st_size, stat.st_ino)

    def delete(self, postmortem_id: str, /) -> None:
        """Move a postmortem to the trash. Raises NoSuchPostmortem, NotSaved."""
        self._check_is_folder()
        path = document_path(self.folder, postmortem_id)
        with _translate_os_errors(f"{path} cannot be read"):
            # Before the lock: taking it creates the library's folder and a lock file.
            if not self._files.exists(path):
                raise NoSuchPostmortem(f"There is no postmortem {postmortem_id} in {self.folder}.")
        with self.locked(postmortem_id, "deleted"):
            move_to_trash(self.folder, postmortem_id, self._files)

    def restore(self, postmortem_id: str, /) -> None:
        """Move a postmortem back from the trash, overwriting nothing.

        Raises NoSuchPostmortem if it is not in the trash, NotSaved.
        """
        validated_id(postmortem_id)
        with self.locked(postmortem_id, "restored"):
            restore_from_trash(self.folder, postmortem_id, self._files)

    def trashed(self) -> tuple[TrashEntry, ...]:
        """Return the postmortems in the trash, the last deleted first. Raises StoreError."""
        with _translate_os_errors(f"The trash of {self.folder} cannot be read"):
            return list_trash(self.folder, self._files)

    def recover(self, postmortem_id: str, /) -> str:
        """Replace a damaged file by its newest readable earlier save; return a sentence about it.

        Empty if the file is not damaged. Raises Damaged if no earlier save can be read, NotSaved.
        """
        path = document_path(self.folder, postmortem_id)
        with self.locked(postmortem_id, "recovered"):
            try:
                if (record := self._read(path)) is not None:
                    load_record(record, path, postmortem_id, self._migrations)
                return ""
            except Damaged as damage:
                earlier = self._newest_readable_save(path, postmortem_id)
                if earlier is None:
                    raise Damaged(f"{damage} There is no earlier save to restore.") from None
            copy = quarantine_copy(self.folder, postmortem_id, self._now(), self._files)
            replace_damaged(self.folder, postmortem_id, earlier, self._files)
        return (
            f"The file of this postmortem was damaged and is set aside as {copy}. What you see is "
            f"revision {earlier.revision}, saved {earlier.saved_at:%Y-%m-%d %H:%M:%S}Z."
        )

    def history(self, postmortem_id: str, /) -> tuple[Snapshot, ...]:
        """Return the snapshots of earlier saves, newest first. Raises StoreError."""
        with _translate_os_errors("The history cannot be read"):
            return history.list_snapshots(self.folder, postmortem_id, self._files)

    def load_snapshot(self, postmortem_id: str, name: str, /) -> StoredPostmortem:
        """Return an earlier save by its name. Raises NoSuchPostmortem, Damaged, StoreError."""
        path = self.folder / "history" / validated_id(postmortem_id) / name
        with _translate_os_errors(f"{path} cannot be read"):
            try:
                record = history.read_snapshot(self.folder, postmortem_id, name, self._files)
            except InvalidRecord as error:
                raise Damaged(f"This earlier save, {path}, is damaged: {error}.") from None
        return load_record(record, path, postmortem_id, self._migrations)

    def reason_read_only(self) -> str:
        """Return a sentence on why nothing can be saved here; empty if saving is possible."""
        return reason_read_only(self.folder)

    @contextlib.contextmanager
    def locked(self, postmortem_id: str, verb: str) -> Iterator[None]:
        """Hold a postmortem's lock while it is changed; every write to the library goes this way.

        `verb` completes the error: "<id> could not be <verb>". Raises NoSuchPostmortem for an
        invalid id, NotSaved, StoreError.
        """
        failure = f"{postmortem_id} could not be {verb} in {self.folder}"
        with _translate_os_errors(failure, NotSaved):
            lock = lock_path(self.folder, validated_id(postmortem_id))
            # `.locks` is created last, after the folders above it were synced: where it exists,
            # nothing needs to be made.
            if not self._files.is_folder(lock.parent):
                self._check_is_folder()
                make_folders(lock.parent, self._files, below=Path(self.folder.anchor))
            with locked(lock, self._files):
                yield

    def _check_is_folder(self) -> None:
        with _translate_os_errors(f"The library {self.folder} cannot be read"):
            if self._files.is_folder(self.folder) or not self._files.exists(self.folder):
                return
        what = "a link that leads nowhere" if self.folder.is_symlink() else "a file"
        raise StoreError(f"The library {self.folder} is {what}; it needs to be a folder.")

    def _read(self, path: Path) -> Record | None:
        """Return the record in a file, None if there is no file. Raises Damaged, StoreError."""
        with _translate_os_errors(f"{path} cannot be read"):
            try:
                return decode_record(self._files.read(path))
            except FileNotFoundError:
                return None
            except InvalidRecord as error:
                raise Damaged(damaged_message(path, str(error))) from None

    def _newest_readable_save(self, path: Path, postmortem_id: str) -> Record | None:
        for record in readable_saves(self.folder, postmortem_id, self._files):
            with contextlib.suppress(StoreError):
                load_record(record, path, postmortem_id, self._migrations)
                return record
        return None

    def _read_current(self, path: Path, postmortem_id: str) -> tuple[Record | None, bool]:
        """Return the record in a file, and whether the file is damaged; the caller has the lock.

        The file is not read if its signature says that it is the one this library saved last.
        Raises StoreError.
        """
        cached = self._last_saved.pop(postmortem_id, None)
        if cached is not None and cached.signature == file_signature(path, self._files):
            return cached.record, False
        try:
            record = self._read(path)
        except Damaged:
            return None, True
        # A whole file of another postmortem under this name: quarantined like a damaged one.
        is_foreign = record is not None and not record.belongs_to(postmortem_id)
        return (None, True) if is_foreign else (record, False)

    def _write(self, path: Path, record: Record, *, keep_previous: bool) -> None:
        from data.library.tinydb_storage import write_record  # TinyDB, which reading never needs

        write_record(path, record, self._files, keep_previous=keep_previous)

    def _add_snapshot_when_due(self, postmortem_id: str, record: Record) -> None:
        """Add a save to the history once the newest snapshot is SNAPSHOT_INTERVAL old.

        The save itself is on the disk already, so an error of the history is not one of the save.
        """
        with contextlib.suppress(OSError):
            if postmortem_id not in self._last_snapshot_at:
                newest = history.newest_snapshot_at(self.folder, postmortem_id, self._files)
                self._last_snapshot_at[postmortem_id] = newest or datetime.min.replace(tzinfo=UTC)
            # abs: a clock that was set back must not stop the snapshots.
            age = abs(record.saved_at - self._last_snapshot_at[postmortem_id])
            if age < history.SNAPSHOT_INTERVAL:
                return
            self._last_snapshot_at[postmortem_id] = record.saved_at
            history.add_snapshot(self.folder, postmortem_id, record, self._files)
            history.prune_snapshots(self.folder, postmortem_id, record.saved_at, self._files)


@contextlib.contextmanager
def _translate_os_errors(failure: str, kind: type[StoreError] = StoreError) -> Iterator[None]:
    """Raise OSErrors as StoreErrors with one sentence: what failed, a colon, and why."""
    try:
        yield
    except OSError as error:
        raise kind(f"{failure}: {describe_os_error(error)}.") from error
