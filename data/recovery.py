"""A damaged file is set aside, and the newest earlier save that can be read takes its place."""

from __future__ import annotations

import contextlib
from datetime import datetime
from itertools import count
from os.path import samestat
from pathlib import Path

from data import history
from data.fs.durable import OUT_OF_ORDER, make_folders, temporary_of, write_durably
from data.fs.files import Files
from data.names import file_of, previous_of
from data.record import NotARecord, Record, file_of_record, record_from_file


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
