"""Backup of a library: a zip file with the layout of its folder; unpacked, it is a library.

No locks are taken: a save replaces a file atomically, so every read gets a whole save, and its
checksum is verified. Further passes add the files that were moved to or from the trash meanwhile.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from data.fs.durable import describe_os_error
from data.fs.files import FILES, PRIVATE_FILE, Files
from data.library.layout import FileKind, LibraryFile, library_files
from data.library.library import TinyLibrary
from data.library.record import InvalidRecord, decode_record
from data.local.clock import utc_now
from facilitator.session.store import NotSaved, StoreError

_MAX_PASSES = 3
_COMPRESSED_SUFFIX = ".z"


class InvalidBackupPath(StoreError):
    """A backup cannot be written to a path; the text is one sentence for the user."""


@dataclass
class BackupReport:
    """The path of a backup and the number of files in it, by kind.

    `damaged`: ids of postmortems whose files are damaged; the backup has these files too.
    `unreadable`: a sentence for each file or folder that is not in the backup.
    """

    path: Path
    postmortems: int = 0
    trashed: int = 0
    snapshots: int = 0
    size_bytes: int = 0
    damaged: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def write_backup(
    library: TinyLibrary,
    path: Path,
    *,
    overwrite: bool = False,
    files: Files = FILES,
    now: Callable[[], datetime] = utc_now,
) -> BackupReport:
    """Write the postmortems, history, trash and quarantine of a library to a zip file, durably.

    After an error there is no new backup, and an older one is still whole. Raises
    InvalidBackupPath, NotSaved if the disk refuses, StoreError if there is nothing to back up.
    """
    library.ids()  # raises if the library cannot be read
    path = _checked_path(library.folder, path, overwrite)
    report = BackupReport(path)
    try:
        with _durable_file(path, files, overwrite) as opened:
            with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as archive:
                _add_files(archive, library.folder, report, files, now())
            report.size_bytes = opened.tell()
            if not archive.infolist() or (report.unreadable and not report.postmortems):
                raise StoreError(_nothing_to_back_up(library.folder, report))
    except FileExistsError:
        raise InvalidBackupPath(_already_exists(path)) from None
    except OSError as error:
        raise NotSaved(f"{path} could not be written: {describe_os_error(error)}.") from error
    return report


def _checked_path(folder: Path, path: Path, overwrite: bool) -> Path:
    """Return the absolute path of a backup. Raises InvalidBackupPath."""
    try:
        path, folder = path.resolve(), folder.resolve()
    except (OSError, RuntimeError, ValueError):
        raise InvalidBackupPath(f"{path} is no place for a file.") from None
    if path.is_relative_to(folder):
        raise InvalidBackupPath(f"{path} is inside the library: keep the backup somewhere else.")
    if path.exists() and not path.is_file():
        raise InvalidBackupPath(f"{path} is there already and is not a file: name another.")
    if path.exists() and not overwrite:
        raise InvalidBackupPath(_already_exists(path))
    return path


def _nothing_to_back_up(folder: Path, report: BackupReport) -> str:
    if report.unreadable:  # an older backup is worth more than one without postmortems
        return f"No postmortem could be read; no backup was made. {report.unreadable[0]}"
    return f"{folder} holds nothing yet: there is no backup to make."


def _already_exists(path: Path) -> str:
    return f"{path} is there already: name another, or add --force to overwrite it."


@contextlib.contextmanager
def _durable_file(path: Path, files: Files, overwrite: bool) -> Iterator[IO[bytes]]:
    """Open a temporary file that is renamed to `path`, durably, if the block raises nothing.

    Raises OSError, and FileExistsError if `path` was created meanwhile and must not be overwritten.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    descriptor = files.open_new(temporary, PRIVATE_FILE)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            yield opened
            opened.flush()
            files.sync(descriptor)
        if overwrite:
            files.replace(temporary, path)
        else:
            _rename_to_free(temporary, path, files)
    finally:
        files.unlink(temporary)
    files.sync_folder(path.parent)


def _rename_to_free(temporary: Path, path: Path, files: Files) -> None:
    """Give a file a second name, which must be free. Raises FileExistsError, OSError."""
    try:
        # A rename would replace a file that somebody has created since it was looked for.
        files.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(path) from None
        files.replace(temporary, path)  # a file system without hard links


def _add_files(
    archive: zipfile.ZipFile, folder: Path, report: BackupReport, files: Files, now: datetime
) -> None:
    """Add every file of a library once, in passes until one finds nothing new."""
    whole_ids: set[str] = set()
    added: set[str] = set()
    unlisted: dict[str, str] = {}

    def note_unlisted(error: OSError) -> None:
        unlisted[str(error.filename)] = _not_in_backup(error.filename, error)

    for _ in range(_MAX_PASSES):
        before = len(added)
        for file in library_files(folder, note_unlisted):
            if file.name in added:
                continue
            # The previous save is needed only where the document cannot be read.
            if file.kind is FileKind.PREVIOUS and file.postmortem_id in whole_ids:
                continue
            content = _read(folder, file, report, files)
            added.add(file.name)
            if content is None:
                continue
            if file.kind is FileKind.DOCUMENT:
                report.postmortems += 1
                if _is_whole(file, content):
                    whole_ids.add(file.postmortem_id)
                else:
                    report.damaged.append(file.postmortem_id)
            report.trashed += file.kind is FileKind.TRASHED and file.name.endswith(".json")
            report.snapshots += file.kind is FileKind.SNAPSHOT
            archive.writestr(_zip_info(file, now), content)
        if len(added) == before:
            break
    report.unreadable += unlisted.values()


def _read(folder: Path, file: LibraryFile, report: BackupReport, files: Files) -> bytes | None:
    """Return the content of a file; None if it has been moved meanwhile or cannot be read."""
    path = folder / file.name
    try:
        return files.read(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        report.unreadable.append(_not_in_backup(path, error))
        return None


def _not_in_backup(path: Path | str, error: OSError) -> str:
    return f"{path} cannot be read ({describe_os_error(error)}) and is not in the backup."


def _is_whole(file: LibraryFile, content: bytes) -> bool:
    """Whether a document's checksum fits and it belongs to the postmortem it is named after."""
    try:
        return decode_record(content).belongs_to(file.postmortem_id)
    except InvalidRecord:
        return False


def _zip_info(file: LibraryFile, now: datetime) -> zipfile.ZipInfo:
    year = min(max(now.year, 1980), 2107)  # the years that a zip file can hold
    info = zipfile.ZipInfo(file.name, (year, *now.timetuple()[1:6]))
    info.external_attr = (stat.S_IFREG | PRIVATE_FILE) << 16
    is_compressed = file.name.endswith(_COMPRESSED_SUFFIX)
    info.compress_type = zipfile.ZIP_STORED if is_compressed else zipfile.ZIP_DEFLATED
    return info
