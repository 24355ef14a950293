"""Deleting is moving to the trash, and what is there can come back."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from data.fs.durable import make_folders, move
from data.fs.files import Files
from data.names import file_of, ids_in, previous_of
from data.record import NotARecord, record_from_file
from facilitator.store import NoSuchPostmortem, NotSaved, Trashed


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


def trashed_in(folder: Path, files: Files) -> tuple[Trashed, ...]:
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
            found.append((moved, Trashed(postmortem_id, _title(path, files), deleted_at)))
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0], reverse=True))


def _title(path: Path, files: Files) -> str:
    try:
        document = record_from_file(files.read(path)).document
    except (NotARecord, OSError):
        return ""
    scope = document.get("scope") if isinstance(document, dict) else None
    return str(scope.get("title", "")) if isinstance(scope, dict) else ""
