"""Deleting is moving to the trash, and comes back from there."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from data.durable import make_folders, move
from data.files import Files
from data.names import file_of, previous_of
from facilitator.store import NoSuchPostmortem, NotSaved


def put_in_trash(folder: Path, postmortem_id: str, files: Files) -> None:
    """Move a postmortem and the save before it to the trash; what lay there stays, renumbered.

    The caller holds the lock. Raises NoSuchPostmortem, OSError.
    """
    trash = folder / "trash"
    make_folders(trash, files)
    path, binned = file_of(folder, postmortem_id), file_of(trash, postmortem_id)
    if not path.exists():
        raise NoSuchPostmortem(f"{postmortem_id} has been deleted already.")
    for earlier in (binned, previous_of(binned)):
        if earlier.exists():
            free = (earlier.with_name(f"{earlier.name}.{n}") for n in count(1))
            move(earlier, next(name for name in free if not name.exists()), files)
    # The document goes last: found in the library, it is still whole and has its earlier save.
    if previous_of(path).exists():
        move(previous_of(path), previous_of(binned), files)
    move(path, binned, files)


def take_from_trash(folder: Path, postmortem_id: str, files: Files) -> None:
    """Move a postmortem back from the trash.

    The caller holds the lock. Raises NoSuchPostmortem, NotSaved where the library has one, OSError.
    """
    path, binned = file_of(folder, postmortem_id), file_of(folder / "trash", postmortem_id)
    if not binned.exists():
        raise NoSuchPostmortem(f"There is no postmortem {postmortem_id} in the trash.")
    if path.exists():
        raise NotSaved(f"{postmortem_id} is in the library already; nothing was overwritten.")
    if previous_of(binned).exists():
        move(previous_of(binned), previous_of(path), files)
    move(binned, path, files)
