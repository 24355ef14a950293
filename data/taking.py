"""A save that comes from elsewhere goes into the library as it is, and overwrites nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from data.fs.durable import make_folders, temporary_of, write_durably
from data.fs.files import FILES, Files
from data.library import history
from data.library.layout import file_of
from data.library.library import TinyLibrary, utc_now
from data.library.record import NotARecord, Record, record_from_file
from data.library.recovery import earlier_saves, put_in_place, set_aside

_NUMBERS = 1000


class Taken(Enum):
    """What became of a save that was offered to the library."""

    NEW = "the library had none of this postmortem, or a damaged one that can not be mended"
    REPLACED = "it is newer than the library's, which went to the history"
    THERE = "the library holds just this already"
    LEFT = "the library holds another one, which stays"
    MENDABLE = "the library's is damaged, and an earlier save of its own is at least as new"


@dataclass(frozen=True)
class Standing:
    """What the library holds under an id: a save, a damaged file, or nothing."""

    held: Record | None
    damaged: bool = False
    spare: Record | None = None
    """Where the file is damaged: the newest earlier save that can be read."""


def standing(library: TinyLibrary, postmortem_id: str, files: Files = FILES) -> Standing:
    """Return what the library holds. Raises NoSuchPostmortem where this is no id, OSError."""
    path = file_of(library.folder, postmortem_id)
    try:
        held = record_from_file(files.read(path))
    except FileNotFoundError:
        return Standing(None)
    except NotARecord:
        held = None
    if held is None or not is_of(held, postmortem_id):
        spares = earlier_saves(library.folder, postmortem_id, files)
        whole = (spare for spare in spares if is_of(spare, postmortem_id))
        return Standing(None, damaged=True, spare=next(whole, None))
    return Standing(held)


def is_of(record: Record, postmortem_id: str) -> bool:
    """Whether a save is of this postmortem and not of another one."""
    return isinstance(record.document, dict) and record.document.get("id") == postmortem_id


def outcome(standing: Standing, offered: Record, *, newer_wins: bool) -> Taken:
    """Return what becomes of a save, given what the library holds."""
    if standing.damaged:
        spare = standing.spare
        mendable = spare is not None and spare.revision >= offered.revision
        return Taken.MENDABLE if mendable else Taken.NEW
    if standing.held is None:
        return Taken.NEW
    if standing.held.document == offered.document:
        return Taken.THERE
    newer = offered.revision > standing.held.revision
    return Taken.REPLACED if newer_wins and newer else Taken.LEFT


def take_in(
    library: TinyLibrary,
    postmortem_id: str,
    offered: Record,
    *,
    newer_wins: bool = False,
    files: Files = FILES,
    now: Callable[[], datetime] = utc_now,
) -> tuple[Taken, Standing]:
    """Put a save into the library, revision and all; return what became of it, and what it met.

    `newer_wins`: an older revision of the library gives way, and goes to the history. A damaged
    file is set aside in quarantine. The caller has verified that the save is of this postmortem.
    Raises NoSuchPostmortem where this is no id, NotSaved.
    """
    from data.library.tinydb_storage import write_record  # brings TinyDB

    with library.changing(postmortem_id, "restored"):
        met = standing(library, postmortem_id, files)
        taken = outcome(met, offered, newer_wins=newer_wins)
        if taken is Taken.NEW and met.damaged:
            set_aside(library.folder, postmortem_id, now(), files)
            put_in_place(library.folder, postmortem_id, offered, files)
        elif taken is Taken.NEW:
            make_folders(library.folder, files)
            path = file_of(library.folder, postmortem_id)
            write_record(path, offered, files, keep_previous=False)
        elif taken is Taken.REPLACED and met.held is not None:
            history.keep(library.folder, postmortem_id, met.held, files)
            write_record(file_of(library.folder, postmortem_id), offered, files)
    return taken, met


def keep_earlier(
    library: TinyLibrary, postmortem_id: str, record: Record, files: Files = FILES
) -> bool:
    """Keep an earlier save from elsewhere; say whether the history lacked it. Raises NotSaved."""
    with library.changing(postmortem_id, "restored"):
        return history.keep(library.folder, postmortem_id, record, files)


def put_beside(
    library: TinyLibrary, postmortem_id: str, name: str, content: bytes, files: Files = FILES
) -> bool:
    """Write a file of the trash or the quarantine, unless it is there already; say whether.

    `name` is a path from the library's folder that a library may hold; where another file has that
    name it gets a number. Raises NotSaved.
    """
    with library.changing(postmortem_id, "restored"):
        path = free_name(library.folder / name, content, files)
        if path is not None:
            make_folders(path.parent, files, below=library.folder)
            write_durably(path, content, files=files, temporary=temporary_of(path))
    return path is not None


def free_name(path: Path, content: bytes, files: Files) -> Path | None:
    """Return the name under which content can be kept; None where it is. Raises OSError."""
    stem = re.sub(r"\.[0-9]{1,9}$", "", path.name)
    for each in (path, *(path.with_name(f"{stem}.{n}") for n in range(1, _NUMBERS))):
        try:
            if files.read(each) == content:
                return None
        except FileNotFoundError:
            return each
    return None
