"""Inspection of a library: reads every file, and lists what is damaged, unreadable or left over."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from data.fs.durable import describe_os_error
from data.fs.files import FILES, Files
from data.fs.permissions import Access, access_of, library_folders
from data.library import history
from data.library.layout import (
    FileKind,
    LibraryFile,
    document_path,
    library_files,
    previous_path,
)
from data.library.locks import stale_files
from data.library.record import InvalidRecord, Record, decode_record, load_record
from facilitator.model.migrations import MIGRATIONS, SCHEMA_VERSION, Migration
from facilitator.session.store import Damaged, FromNewerVersion, StoreError

_MAX_SAVE_SECONDS = 1.0
"""A save takes far less: a lock that is held for longer is reported."""


@dataclass(frozen=True)
class HeldLock:
    """A postmortem whose lock another process holds; `holder` names that process if it is known."""

    postmortem_id: str
    holder: str = ""


@dataclass
class Health:
    """Result of an inspection.

    `whole`, `damaged`: documents; `older` and `newer` of the whole ones were saved by another
    version of this program. `unreadable`: a sentence for each file or folder that cannot be read.
    `orphans`: ids with a previous save but no document. `stale_files`: temporary files of saves
    that were interrupted. `access_problems`: files and folders that are not private.
    """

    whole: int = 0
    older: int = 0
    newer: int = 0
    damaged: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    snapshots: int = 0
    damaged_snapshots: list[LibraryFile] = field(default_factory=list)
    trashed: int = 0
    quarantined: int = 0
    stale_files: list[Path] = field(default_factory=list)
    access_problems: dict[Access, list[Path]] = field(default_factory=dict)
    held_locks: list[HeldLock] = field(default_factory=list)
    locks_path_blocked: bool = False
    """`.locks` exists and is not a folder, so nothing can be saved."""
    size_bytes: int = 0


def inspect_library(
    folder: Path, *, files: Files = FILES, migrations: Mapping[int, Migration] = MIGRATIONS
) -> Health:
    """Inspect every file of a library without changing any. Errors are in `unreadable`."""
    health = Health()
    if not folder.is_dir():
        return health

    def note_unreadable(error: OSError) -> None:
        sentence = f"{error.filename or folder} cannot be read: {describe_os_error(error)}."
        if sentence not in health.unreadable:
            health.unreadable.append(sentence)

    temporary_before = _temporary_files(folder, note_unreadable, files)
    for file in library_files(folder, note_unreadable):
        _inspect_file(folder / file.name, file, health, files, migrations)
    for inspect in (_inspect_folders, _inspect_locks):
        try:
            inspect(folder, health, files)
        except OSError as error:
            note_unreadable(error)
    # Listed again, since a save in progress has a temporary file for a moment: one that was there
    # before and after the inspection was left behind.
    temporary_after = _temporary_files(folder, note_unreadable, files)
    health.stale_files = sorted(temporary_before & temporary_after)
    return health


def _temporary_files(folder: Path, on_error: Callable[[OSError], None], files: Files) -> set[Path]:
    try:
        return set(stale_files(folder, files))
    except OSError as error:
        on_error(error)
        return set()


def _inspect_folders(folder: Path, health: Health, _: Files) -> None:
    for each in library_folders(folder):
        with contextlib.suppress(FileNotFoundError):
            _inspect_access(each, each.stat(), health)


def _inspect_access(path: Path, status: os.stat_result, health: Health) -> None:
    if (access := access_of(status)) is not Access.PRIVATE:
        health.access_problems.setdefault(access, []).append(path)


def _inspect_file(
    path: Path, file: LibraryFile, health: Health, files: Files, migrations: Mapping[int, Migration]
) -> None:
    status = files.stat(path)
    if status is None:
        return  # moved since the folder was listed
    health.size_bytes += status.st_size
    _inspect_access(path, status, health)
    try:
        _inspect_content(path, file, health, files, migrations)
    except FileNotFoundError:
        return
    except OSError as error:
        health.unreadable.append(f"{path} cannot be read: {describe_os_error(error)}.")


def _inspect_content(
    path: Path, file: LibraryFile, health: Health, files: Files, migrations: Mapping[int, Migration]
) -> None:
    match file.kind:
        case FileKind.DOCUMENT:
            _inspect_document(path, file, health, files, migrations)
        case FileKind.PREVIOUS:
            document = document_path(path.parent, file.postmortem_id)
            # Checked again: a deletion in progress moves the previous save before the document.
            if not files.exists(document) and files.exists(previous_path(document)):
                health.orphans.append(file.postmortem_id)
        case FileKind.SNAPSHOT:
            health.snapshots += 1
            try:
                record = history.decode_snapshot(files.read(path))
                if not record.belongs_to(file.postmortem_id):
                    health.damaged_snapshots.append(file)
            except InvalidRecord:
                health.damaged_snapshots.append(file)
        case FileKind.TRASHED:
            health.trashed += path.suffix == ".json"
        case FileKind.QUARANTINED:
            health.quarantined += 1


def _inspect_document(
    path: Path, file: LibraryFile, health: Health, files: Files, migrations: Mapping[int, Migration]
) -> None:
    try:
        record = decode_record(files.read(path))
        _verify(record, path, file, migrations)
    except (InvalidRecord, Damaged):
        health.damaged.append(file.postmortem_id)
    except StoreError as error:
        health.unreadable.append(str(error))
    else:
        health.whole += 1
        health.older += record.schema < SCHEMA_VERSION
        health.newer += record.schema > SCHEMA_VERSION


def _verify(
    record: Record, path: Path, file: LibraryFile, migrations: Mapping[int, Migration]
) -> None:
    """Raise Damaged or StoreError if a record holds no valid postmortem of its id."""
    # load_record compares the id too, but may raise FromNewerVersion before it does.
    if record.schema > SCHEMA_VERSION and not record.belongs_to(file.postmortem_id):
        raise Damaged("")
    # A record of a newer version whose checksum fits is whole, even if it cannot be shown here.
    with contextlib.suppress(FromNewerVersion):
        load_record(record, path, file.postmortem_id, migrations)


def _inspect_locks(folder: Path, health: Health, files: Files) -> None:
    locks = folder / ".locks"
    if not files.is_folder(locks):
        health.locks_path_blocked = files.exists(locks)
        return
    held = []
    for name in sorted(files.names(locks)):
        path = locks / name
        status = files.stat(path)
        if status is not None and name.endswith(".lock"):
            _inspect_access(path, status, health)
            if _is_locked(path, files):
                held.append(path)
    if held:
        time.sleep(_MAX_SAVE_SECONDS)
    for path in held:
        if _is_locked(path, files):
            health.held_locks.append(HeldLock(path.stem, _holder(path)))


def _is_locked(path: Path, files: Files) -> bool:
    try:
        descriptor = files.open_lock(path)
    except OSError:
        return False  # not this user's: reported with the access problems
    try:
        return not files.take_lock(descriptor)
    finally:
        files.close_lock(descriptor)


def _holder(path: Path) -> str:
    """Return name and id of the process that holds a lock; empty if not on Linux or unknown."""
    with contextlib.suppress(OSError, IndexError):
        status = path.stat()
        device = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
        for process in _locking_processes(device):
            name = Path(f"/proc/{process}/comm").read_text().strip()
            return f"{name}, process {process}"
    return ""


def _locking_processes(device: str) -> Iterator[str]:
    for line in Path("/proc/locks").read_text().splitlines():
        fields = line.split()  # 1: FLOCK ADVISORY WRITE <process> <device:inode> 0 EOF
        if fields[1] == "FLOCK" and fields[5] == device:
            yield fields[4]
