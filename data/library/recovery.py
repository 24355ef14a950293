"""A damaged file is set aside, and the newest earlier save that can be read takes its place.

Deleting is moving to the trash, and what is there can come back.
"""

from __future__ import annotations

import contextlib
import sys
from datetime import UTC, datetime
from itertools import count
from os.path import samestat
from pathlib import Path

from data.fs.durable import OUT_OF_ORDER, make_folders, move, temporary_of, write_durably
from data.fs.files import Files
from data.library import history
from data.library.layout import file_of, ids_in, previous_of
from data.library.record import NotARecord, Record, file_of_record, record_from_file
from facilitator.session.store import NoSuchPostmortem, NotSaved, TrashEntry


def set_aside(folder: Path, postmortem_id: str, now: datetime, files: Files) -> Path:
    """Give a damaged file a second name in `quarantine/` that nothing else has, and return it.

    The caller holds the lock, and replaces the file afterwards. Raises OSError.
    """
    quarantine = folder / "quarantine"
    make_folders(quarantine, files, below=folder)
    path = file_of(folder, postmortem_id)
    damaged = files.stat(path)
    stem = f"{path.name}.{now:%Y%m%dT%H%M%SZ}"
    for n in count():
        aside = quarantine / (f"{stem}-{n}" if n else stem)
        if (there := files.stat(aside)) is None:
            _name_again(path, aside, files)
            break
        if damaged is not None and samestat(there, damaged):
            break  # from an attempt that was broken off
    files.sync_folder(quarantine)
    return aside


def earlier_saves(folder: Path, postmortem_id: str, files: Files) -> list[Record]:
    """Return the saves of a damaged postmortem that can still be read, newest first."""
    found = []
    with contextlib.suppress(NotARecord, OSError):
        previous = previous_of(file_of(folder, postmortem_id))
        found.append(record_from_file(files.read(previous)))
    with contextlib.suppress(OSError):  # the save before helps without a history too
        for snapshot in history.snapshots(folder, postmortem_id, files):
            with contextlib.suppress(NotARecord, OSError):
                found.append(history.record_of(folder, postmortem_id, snapshot.name, files))
    return sorted(found, key=lambda each: (each.revision, each.saved_at), reverse=True)


def put_in_place(folder: Path, postmortem_id: str, record: Record, files: Files) -> None:
    """Write an earlier save where the damaged file is, leaving `.prev` alone. Raises OSError."""
    path = file_of(folder, postmortem_id)
    write_durably(path, file_of_record(record), files=files, temporary=temporary_of(path))


def _name_again(path: Path, aside: Path, files: Files) -> None:
    try:
        files.link(path, aside)
    except OSError as error:
        if error.errno in OUT_OF_ORDER:
            raise
        # Some file systems know no second names: copy instead.
        write_durably(aside, files.read(path), files=files, temporary=temporary_of(path))


def put_in_trash(folder: Path, postmortem_id: str, files: Files) -> None:
    """Move a postmortem and the save before it to the trash; what lay there stays, renumbered.

    The caller holds the lock. Raises NoSuchPostmortem, OSError.
    """
    trash = folder / "trash"
    path, binned = file_of(folder, postmortem_id), file_of(trash, postmortem_id)
    if not files.exists(path):
        raise NoSuchPostmortem(f"There is no postmortem {postmortem_id} in {folder}.")
    make_folders(trash, files, below=folder)
    # The document goes last: found in the library, it is still whole. A save before it that lies
    # in the trash alone is this one's, from a deletion that was broken off.
    has_previous = files.exists(previous_of(path))
    if has_previous or files.exists(binned):
        for earlier in (previous_of(binned), binned):
            if files.exists(earlier):
                free = (earlier.with_name(f"{earlier.name}.{n}") for n in count(1))
                move(earlier, next(name for name in free if not files.exists(name)), files)
    if has_previous:
        move(previous_of(path), previous_of(binned), files)
    move(path, binned, files)


def take_from_trash(folder: Path, postmortem_id: str, files: Files) -> None:
    """Move a postmortem back from the trash.

    The caller holds the lock. Raises NoSuchPostmortem, NotSaved where the library has one, OSError.
    """
    path, binned = file_of(folder, postmortem_id), file_of(folder / "trash", postmortem_id)
    if not files.exists(binned):
        raise NoSuchPostmortem(f"There is no postmortem {postmortem_id} in the trash.")
    if files.exists(path):
        raise NotSaved(f"{postmortem_id} is in the library already; nothing was overwritten.")
    # The document goes first: without the save before it, it is still whole.
    move(binned, path, files)
    if files.exists(previous_of(binned)) and not files.exists(previous_of(path)):
        move(previous_of(binned), previous_of(path), files)


def trashed_in(folder: Path, files: Files) -> tuple[TrashEntry, ...]:
    """Return what `take_from_trash` can bring back, the last deleted first. Raises OSError."""
    trash = folder / "trash"
    found = []
    for postmortem_id in ids_in(trash, files):
        path = file_of(trash, postmortem_id)
        stat = files.stat(path)
        if stat is not None:
            # The move is the last change of a file's status, where the system notes that.
            moved = stat.st_mtime if sys.platform == "win32" else stat.st_ctime
            deleted_at = datetime.fromtimestamp(moved, UTC).replace(microsecond=0)
            found.append((moved, TrashEntry(postmortem_id, _title(path, files), deleted_at)))
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0], reverse=True))


def _title(path: Path, files: Files) -> str:
    try:
        document = record_from_file(files.read(path)).document
    except (NotARecord, OSError):
        return ""
    scope = document.get("scope") if isinstance(document, dict) else None
    return str(scope.get("title", "")) if isinstance(scope, dict) else ""
