"""Restore of a backup into a library: each file is verified, and nothing in the library is lost.

A name in the zip file becomes a path only if it is one that a library can have, and the content
is verified before it is written. What a restored save replaces goes to the history.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path

from data.fs.durable import describe_os_error, make_folders, temporary_path, write_durably
from data.fs.files import FILES, MAX_FILE_BYTES, Files
from data.library import history
from data.library.layout import FileKind, LibraryFile, document_path, library_file
from data.library.library import TinyLibrary
from data.library.record import InvalidRecord, Record, decode_record, load_record
from data.library.recovery import quarantine_copy, readable_saves, replace_damaged
from data.local.clock import utc_now
from facilitator.model.migrations import MIGRATIONS, Migration
from facilitator.session.store import Damaged, FromNewerVersion, NotSaved, StoreError

_SUSPICIOUS_BYTES, _MAX_COMPRESSION = 16 * 1024 * 1024, 200
"""Size in bytes from which on a file is checked, and compression factor above which it is refused
as a zip bomb. A postmortem compresses to about a tenth."""

_BAD_ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, LookupError,
    OverflowError, OSError,
)  # fmt: skip
"""Exceptions that `zipfile` raises for damaged files."""

_LINK, _FILE_TYPE = 0o120000, 0o170000
"""The type of a symbolic link, and the mask of the type, in the mode of a file in a zip."""

_SAVES = (FileKind.DOCUMENT, FileKind.PREVIOUS)

_MAX_COPIES = 1000
"""Numbered names that are tried for a file of the trash or the quarantine."""


class InvalidBackup(StoreError):
    """A file cannot be read as a backup."""


class RestoreOutcome(Enum):
    """Result of restoring a record into the library."""

    RESTORED = "the library had none of this id, or a damaged one that nothing here can repair"
    REPLACED = "it is newer than the library's, which went to the history"
    UNCHANGED = "the library has the same document"
    SKIPPED = "the library has another document, which stays"
    REPAIRABLE = "the library's is damaged, and an earlier save of its own is at least as new"


@dataclass(frozen=True)
class EntryState:
    """State of an id in a library: a record, a damaged file, or no file."""

    record: Record | None
    damaged: bool = False
    earlier_save: Record | None = None
    """For a damaged file, the newest earlier save that can be read."""


@dataclass(frozen=True)
class SkippedPostmortem:
    """A postmortem that was not restored, with its revisions in the library and in the backup."""

    postmortem_id: str
    revision: int
    backup_revision: int
    repairable: bool = False
    """The library's file is damaged; `revision` is that of the earlier save to repair it with."""

    @property
    def backup_is_newer(self) -> bool:
        """Whether the backup has the later revision."""
        return self.backup_revision > self.revision


@dataclass
class RestoreReport:
    """How many postmortems, snapshots, and files of trash and quarantine were restored.

    `refused`: a sentence for each file of the backup that was not restored because it is not valid.
    """

    restored: int = 0
    replaced: int = 0
    unchanged: int = 0
    snapshots: int = 0
    other_files: int = 0
    skipped: list[SkippedPostmortem] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def restore_backup(
    library: TinyLibrary,
    path: Path,
    *,
    newer_wins: bool = False,
    dry_run: bool = False,
    files: Files = FILES,
    migrations: Mapping[int, Migration] = MIGRATIONS,
) -> RestoreReport:
    """Restore the postmortems of a backup; RestoreOutcome says what happens to each.

    `newer_wins`: a newer revision in the backup replaces the library's. `dry_run`: report without
    changing anything. Raises InvalidBackup, and NotSaved if the library cannot be written.
    """
    library.ids()  # raises if the library cannot be read
    if not dry_run and (reason := library.reason_read_only()):
        raise NotSaved(reason)
    with _open_zip(path) as archive:
        restore = _Restore(library, archive, newer_wins, dry_run, files, migrations)
        restore.run()
    return restore.report


@contextmanager
def _open_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    if path.exists() and not path.is_file():
        raise InvalidBackup(f"{path} is not a file.")
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise InvalidBackup(f"{path} cannot be read: {describe_os_error(error)}.") from None
    except _BAD_ZIP_ERRORS:
        raise InvalidBackup(f"{path} is not a zip file, or is damaged at its end.") from None
    with archive:
        yield archive


_Entry = tuple[LibraryFile, zipfile.ZipInfo]


@dataclass
class _Restore:
    """A restore in progress."""

    library: TinyLibrary
    archive: zipfile.ZipFile
    newer_wins: bool
    dry_run: bool
    files: Files
    migrations: Mapping[int, Migration]
    report: RestoreReport = field(default_factory=RestoreReport)

    def run(self) -> None:
        entries = self._entries()
        if not entries and not self.report.refused:
            raise InvalidBackup(f"{self.archive.filename} holds no postmortem.")
        for postmortem_id, of_this_id in sorted(entries.items()):
            saves = [entry for entry in of_this_id if entry[0].kind in _SAVES]
            self._restore_document(postmortem_id, saves)
            for file, info in of_this_id:
                if file.kind not in _SAVES:
                    self._restore_other(file, info)

    def _entries(self) -> dict[str, list[_Entry]]:
        """Return the files in the backup by postmortem id, the document before its `.prev`."""
        entries: dict[str, list[_Entry]] = defaultdict(list)
        names: set[str] = set()
        for info in sorted(self.archive.infolist(), key=lambda each: each.filename):
            if info.is_dir():
                continue
            file = library_file(info.filename)
            if file is None:
                self._refuse(info.filename, "a library has no file of that name")
            elif file.name in names:
                self._refuse(file.name, "it is in the backup twice")
            else:
                names.add(file.name)
                entries[file.postmortem_id].append((file, info))
        return entries

    def _restore_document(self, postmortem_id: str, saves: list[_Entry]) -> None:
        """Restore the document or, if it is not valid, its previous save."""
        for file, info in saves:
            try:
                record = decode_record(self._content(info))
                self._verify(record, file)
            except (InvalidRecord, StoreError) as error:
                self._refuse(file.name, str(error))
                continue
            try:
                outcome, state = self._restore_record(postmortem_id, record)
            except StoreError as error:
                self._refuse(file.name, str(error).removesuffix("."))
                return
            self._count(postmortem_id, record, outcome, state)
            return

    def _verify(self, record: Record, file: LibraryFile) -> None:
        """Raise InvalidRecord if this version of the program could not open the record."""
        if not record.belongs_to(file.postmortem_id):
            raise InvalidRecord("it holds another postmortem")
        try:
            load_record(record, Path(file.name), file.postmortem_id, self.migrations)
        except Damaged:
            raise InvalidRecord("it does not hold a whole postmortem") from None
        except FromNewerVersion:
            raise InvalidRecord("a newer facilitator saved it: update this one") from None
        except StoreError:
            reason = f"this facilitator cannot read its schema {record.schema}"
            raise InvalidRecord(reason) from None

    def _restore_record(
        self, postmortem_id: str, record: Record
    ) -> tuple[RestoreOutcome, EntryState]:
        if not self.dry_run:
            return restore_record(
                self.library, postmortem_id, record, newer_wins=self.newer_wins, files=self.files
            )
        try:
            state = entry_state(self.library, postmortem_id, self.files)
        except OSError as error:
            reason = f"the library's cannot be read: {describe_os_error(error)}"
            raise StoreError(reason) from None
        return _outcome(state, record, newer_wins=self.newer_wins), state

    def _count(
        self, postmortem_id: str, record: Record, outcome: RestoreOutcome, state: EntryState
    ) -> None:
        self.report.restored += outcome is RestoreOutcome.RESTORED
        self.report.replaced += outcome is RestoreOutcome.REPLACED
        self.report.unchanged += outcome is RestoreOutcome.UNCHANGED
        is_repairable = outcome is RestoreOutcome.REPAIRABLE
        current = state.record or state.earlier_save
        if (is_repairable or outcome is RestoreOutcome.SKIPPED) and current is not None:
            self.report.skipped.append(
                SkippedPostmortem(postmortem_id, current.revision, record.revision, is_repairable)
            )

    def _restore_other(self, file: LibraryFile, info: zipfile.ZipInfo) -> None:
        """Restore a snapshot, or a file of the trash or the quarantine."""
        if file.kind is FileKind.TRASHED and self._is_no_longer_trashed(file):
            return
        try:
            content = self._content(info)
            if file.kind is FileKind.SNAPSHOT:
                self._restore_snapshot(file, content)
                return
            if file.kind is FileKind.TRASHED:
                self._verify(decode_record(content), file)
            if self.dry_run:
                path = self.library.folder / file.name
                self.report.other_files += _free_path(path, content, self.files) is not None
            else:
                self.report.other_files += restore_other_file(
                    self.library, file, content, self.files
                )
        except OSError as error:
            self._refuse(file.name, describe_os_error(error))
        except InvalidRecord as error:
            self._refuse(file.name, str(error))
        except StoreError as error:
            self._refuse(file.name, str(error).removesuffix("."))

    def _restore_snapshot(self, file: LibraryFile, content: bytes) -> None:
        record = history.decode_snapshot(content)
        if not record.belongs_to(file.postmortem_id):
            raise InvalidRecord("it holds another postmortem")
        if self.dry_run:
            self.report.snapshots += not (self.library.folder / file.name).exists()
        else:
            self.report.snapshots += restore_snapshot(
                self.library, file.postmortem_id, record, self.files
            )

    def _is_no_longer_trashed(self, file: LibraryFile) -> bool:
        """Whether this is the newest save in the trash, of a postmortem that the library has."""
        path = document_path(self.library.folder, file.postmortem_id)
        return file.name.endswith((".json", ".prev")) and path.exists()

    def _content(self, info: zipfile.ZipInfo) -> bytes:
        """Return the unpacked content of a file in the backup. Raises InvalidRecord."""
        if (info.external_attr >> 16) & _FILE_TYPE == _LINK:
            raise InvalidRecord("it is a link")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise InvalidRecord("it is packed in a way that a backup is not")
        if info.flag_bits & 1:
            raise InvalidRecord("it is encrypted")
        if info.file_size > MAX_FILE_BYTES:
            raise InvalidRecord(f"it is larger than {MAX_FILE_BYTES >> 20} MB")
        if info.file_size > max(_SUSPICIOUS_BYTES, _MAX_COMPRESSION * info.compress_size):
            raise InvalidRecord("it would unpack to far more than a postmortem holds")
        try:
            with self.archive.open(info) as opened:
                # Bounded by the declared size, which was checked above: it may be a lie. One byte
                # more takes `zipfile` to the end of the file, where it checks the CRC.
                return opened.read(info.file_size + 1)
        except _BAD_ZIP_ERRORS:
            raise InvalidRecord("it cannot be unpacked") from None

    def _refuse(self, name: str, reason: str) -> None:
        self.report.refused.append(f"“{name[:80]}” was not restored: {reason}.")


def entry_state(library: TinyLibrary, postmortem_id: str, files: Files = FILES) -> EntryState:
    """Return the state of an id in a library. Raises NoSuchPostmortem, OSError."""
    path = document_path(library.folder, postmortem_id)
    record: Record | None
    try:
        record = decode_record(files.read(path))
    except FileNotFoundError:
        return EntryState(None)
    except InvalidRecord:
        record = None
    if record is None or not record.belongs_to(postmortem_id):
        saves = readable_saves(library.folder, postmortem_id, files)
        own = (save for save in saves if save.belongs_to(postmortem_id))
        return EntryState(None, damaged=True, earlier_save=next(own, None))
    return EntryState(record)


def _outcome(state: EntryState, record: Record, *, newer_wins: bool) -> RestoreOutcome:
    """Return the outcome of restoring a record into a library in this state."""
    if state.damaged:
        earlier = state.earlier_save
        is_repairable = earlier is not None and earlier.revision >= record.revision
        return RestoreOutcome.REPAIRABLE if is_repairable else RestoreOutcome.RESTORED
    if state.record is None:
        return RestoreOutcome.RESTORED
    if state.record.document == record.document:
        return RestoreOutcome.UNCHANGED
    is_newer = record.revision > state.record.revision
    return RestoreOutcome.REPLACED if newer_wins and is_newer else RestoreOutcome.SKIPPED


def restore_record(
    library: TinyLibrary,
    postmortem_id: str,
    record: Record,
    *,
    newer_wins: bool = False,
    files: Files = FILES,
    now: Callable[[], datetime] = utc_now,
) -> tuple[RestoreOutcome, EntryState]:
    """Put a record into the library with its revision; return the outcome and the state before.

    `newer_wins`: an older revision of the library is replaced, and goes to the history. A damaged
    file is replaced, and kept in quarantine. The caller has verified that the record belongs to
    this postmortem. Raises NoSuchPostmortem for an invalid id, NotSaved.
    """
    from data.library.tinydb_storage import write_record  # brings TinyDB

    with library.locked(postmortem_id, "restored"):
        state = entry_state(library, postmortem_id, files)
        outcome = _outcome(state, record, newer_wins=newer_wins)
        if outcome is RestoreOutcome.RESTORED and state.damaged:
            quarantine_copy(library.folder, postmortem_id, now(), files)
            replace_damaged(library.folder, postmortem_id, record, files)
        elif outcome is RestoreOutcome.RESTORED:
            make_folders(library.folder, files)
            path = document_path(library.folder, postmortem_id)
            write_record(path, record, files, keep_previous=False)
        elif outcome is RestoreOutcome.REPLACED and state.record is not None:
            history.add_snapshot(library.folder, postmortem_id, state.record, files)
            write_record(document_path(library.folder, postmortem_id), record, files)
    return outcome, state


def restore_snapshot(
    library: TinyLibrary, postmortem_id: str, record: Record, files: Files = FILES
) -> bool:
    """Add an earlier save to the history; return False if it was there already. Raises NotSaved."""
    with library.locked(postmortem_id, "restored"):
        return history.add_snapshot(library.folder, postmortem_id, record, files)


def restore_other_file(
    library: TinyLibrary, file: LibraryFile, content: bytes, files: Files = FILES
) -> bool:
    """Write a file of the trash or the quarantine; return False if it was there already.

    If another file has its name, it gets a number. Raises NotSaved.
    """
    with library.locked(file.postmortem_id, "restored"):
        path = _free_path(library.folder / file.name, content, files)
        if path is not None:
            make_folders(path.parent, files, below=library.folder)
            write_durably(path, content, files=files, temporary=temporary_path(path))
    return path is not None


def _free_path(path: Path, content: bytes, files: Files) -> Path | None:
    """Return a free path, numbered if needed; None if the content is there. Raises OSError."""
    stem = re.sub(r"\.[0-9]{1,9}$", "", path.name)
    for each in (path, *(path.with_name(f"{stem}.{n}") for n in range(1, _MAX_COPIES))):
        try:
            if files.read(each) == content:
                return None
        except FileNotFoundError:
            return each
    return None
