"""Recovery of a damaged file from an earlier save, and the trash that deleted postmortems go to.

The damaged file is kept in `quarantine/`; nothing that somebody wrote is deleted.
"""

from __future__ import annotations

import contextlib
import sys
from datetime import UTC, datetime
from itertools import count
from os.path import samestat
from pathlib import Path

from data.fs.durable import DISK_FAILURES, make_folders, move, temporary_path, write_durably
from data.fs.files import Files
from data.library import history
from data.library.layout import document_path, list_ids, previous_path
from data.library.record import InvalidRecord, Record, decode_record, encode_record
from facilitator.session.store import NoSuchPostmortem, NotSaved, TrashEntry


def quarantine_copy(folder: Path, postmortem_id: str, now: datetime, files: Files) -> Path:
    """Hard-link (or copy) a damaged file into `quarantine/` under a free name; return its path.

    `now` (UTC) is part of the name. The caller holds the lock, and replaces the file afterwards.
    Raises OSError.
    """
    quarantine = folder / "quarantine"
    make_folders(quarantine, files, below=folder)
    path = document_path(folder, postmortem_id)
    damaged = files.stat(path)
    stem = f"{path.name}.{now:%Y%m%dT%H%M%SZ}"
    for n in count():
        copy = quarantine / (f"{stem}-{n}" if n else stem)
        if (existing := files.stat(copy)) is None:
            _link_or_copy(path, copy, files)
            break
        if damaged is not None and samestat(existing, damaged):
            break  # a process that died had linked it already
    files.sync_folder(quarantine)
    return copy


def readable_saves(folder: Path, postmortem_id: str, files: Files) -> list[Record]:
    """Return the previous save and the snapshots that can be read, newest first."""
    found = []
    with contextlib.suppress(InvalidRecord, OSError):
        previous = previous_path(document_path(folder, postmortem_id))
        found.append(decode_record(files.read(previous)))
    with contextlib.suppress(OSError):  # without a history there may still be the previous save
        for snapshot in history.list_snapshots(folder, postmortem_id, files):
            with contextlib.suppress(InvalidRecord, OSError):
                found.append(history.read_snapshot(folder, postmortem_id, snapshot.name, files))
    return sorted(found, key=lambda each: (each.revision, each.saved_at), reverse=True)


def replace_damaged(folder: Path, postmortem_id: str, record: Record, files: Files) -> None:
    """Write an earlier save over a damaged file, which must not become `.prev`. Raises OSError."""
    path = document_path(folder, postmortem_id)
    write_durably(path, encode_record(record), files=files, temporary=temporary_path(path))


def _link_or_copy(path: Path, copy: Path, files: Files) -> None:
    try:
        files.link(path, copy)
    except OSError as error:
        if error.errno in DISK_FAILURES:
            raise
        # Some file systems have no hard links (FAT, many network shares).
        write_durably(copy, files.read(path), files=files, temporary=temporary_path(path))


def move_to_trash(folder: Path, postmortem_id: str, files: Files) -> None:
    """Move a postmortem and its previous save to the trash.

    Older files of the same id in the trash are kept, with a number after their name. The caller
    holds the lock. Raises NoSuchPostmortem, OSError.
    """
    trash = folder / "trash"
    path, binned = document_path(folder, postmortem_id), document_path(trash, postmortem_id)
    if not files.exists(path):
        raise NoSuchPostmortem(f"There is no postmortem {postmortem_id} in {folder}.")
    make_folders(trash, files, below=folder)
    # The document is moved last: after a crash in between, it is still in the library and whole.
    # A previous save alone in the trash is this document's, from a deletion that was interrupted.
    has_previous = files.exists(previous_path(path))
    if has_previous or files.exists(binned):
        for earlier in (previous_path(binned), binned):
            if files.exists(earlier):
                numbered = (earlier.with_name(f"{earlier.name}.{n}") for n in count(1))
                move(earlier, next(free for free in numbered if not files.exists(free)), files)
    if has_previous:
        move(previous_path(path), previous_path(binned), files)
    move(path, binned, files)


def restore_from_trash(folder: Path, postmortem_id: str, files: Files) -> None:
    """Move a postmortem back from the trash.

    The caller holds the lock. Raises NoSuchPostmortem, NotSaved if the library has one of this id,
    OSError.
    """
    path = document_path(folder, postmortem_id)
    binned = document_path(folder / "trash", postmortem_id)
    if not files.exists(binned):
        raise NoSuchPostmortem(f"There is no postmortem {postmortem_id} in the trash.")
    if files.exists(path):
        raise NotSaved(f"{postmortem_id} is in the library already; nothing was overwritten.")
    # The document is moved first: after a crash in between, only its previous save is missing.
    move(binned, path, files)
    if files.exists(previous_path(binned)) and not files.exists(previous_path(path)):
        move(previous_path(binned), previous_path(path), files)


def list_trash(folder: Path, files: Files) -> tuple[TrashEntry, ...]:
    """Return the postmortems in the trash, the last deleted first. Raises OSError."""
    trash = folder / "trash"
    found = []
    for postmortem_id in list_ids(trash, files):
        path = document_path(trash, postmortem_id)
        stat = files.stat(path)
        if stat is not None:
            # Moving a file changes its status: POSIX records that time, Windows does not (there
            # st_ctime is the time of creation).
            moved = stat.st_mtime if sys.platform == "win32" else stat.st_ctime
            deleted_at = datetime.fromtimestamp(moved, UTC).replace(microsecond=0)
            found.append((moved, TrashEntry(postmortem_id, _title(path, files), deleted_at)))
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0], reverse=True))


def _title(path: Path, files: Files) -> str:
    try:
        document = decode_record(files.read(path)).document
    except (InvalidRecord, OSError):
        return ""
    scope = document.get("scope") if isinstance(document, dict) else None
    return str(scope.get("title", "")) if isinstance(scope, dict) else ""
