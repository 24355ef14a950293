"""A damaged file is set aside, and the newest earlier save that can be read takes its place."""

from __future__ import annotations

import contextlib
import errno
from datetime import datetime
from itertools import count
from pathlib import Path

from data import history
from data.durable import make_folders, write_durably
from data.files import Files
from data.names import file_of, previous_of
from data.record import NotARecord, Record, file_of_record, record_from_file


def set_aside(folder: Path, postmortem_id: str, now: datetime, files: Files) -> Path:
    """Give a damaged file a second name in `quarantine/` that nothing else has, and return it.

    The caller holds the lock, and replaces the file afterwards. Raises OSError.
    """
    quarantine = folder / "quarantine"
    make_folders(quarantine, files)
    path = file_of(folder, postmortem_id)
    stem = f"{path.name}.{now:%Y%m%dT%H%M%SZ}"
    names = (quarantine / (f"{stem}-{n}" if n else stem) for n in count())
    aside = next(name for name in names if not name.exists())
    try:
        files.link(path, aside)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise
        write_durably(aside, files.read(path), files=files)  # a file system without second names
    files.sync_folder(quarantine)
    return aside


def earlier_saves(folder: Path, postmortem_id: str, files: Files) -> list[Record]:
    """Return the saves of a damaged postmortem that can still be read, newest first."""
    found = []
    with contextlib.suppress(NotARecord, OSError):
        previous = previous_of(file_of(folder, postmortem_id))
        found.append(record_from_file(files.read(previous)))
    for snapshot in history.snapshots(folder, postmortem_id, files):
        with contextlib.suppress(NotARecord, OSError):
            found.append(history.record_of(folder, postmortem_id, snapshot.name, files))
    return sorted(found, key=lambda each: (each.revision, each.saved_at), reverse=True)


def put_in_place(folder: Path, postmortem_id: str, record: Record, files: Files) -> None:
    """Write an earlier save where the damaged file is, leaving `.prev` alone. Raises OSError."""
    write_durably(file_of(folder, postmortem_id), file_of_record(record), files=files)
