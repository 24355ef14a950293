"""Earlier saves of a postmortem, compressed: one every five minutes, fewer the older they are."""

from __future__ import annotations

import re
import zlib
from datetime import datetime, timedelta
from pathlib import Path

from data.fs.durable import make_folders, temporary_of, write_durably
from data.fs.files import Files
from data.library.layout import file_of, id_of
from data.library.record import NotARecord, Record, file_of_record, record_from_file
from facilitator.session.store import NoSuchPostmortem, Snapshot

EVERY = timedelta(minutes=5)
_HOURLY_AFTER, _DAILY_AFTER = timedelta(days=1), timedelta(days=7)
_SUFFIX = ".json.z"
_NAME = re.compile(r"[0-9]{1,18}(-[0-9a-f]{8})?\.json\.z")
_SAVED_AT = re.compile(rb'"saved_at":"([0-9T:+-]{10,40})"')
_HEAD_BYTES = 1024
_MOST_BYTES = 256 * 1024 * 1024
"""No snapshot is larger; what claims to be was not written here."""


def keep(folder: Path, postmortem_id: str, record: Record, files: Files) -> bool:
    """Keep a save in the history; say whether it was written, and not there already.

    One of the same name that is damaged gives way. The caller holds the lock of this postmortem.
    Raises OSError.
    """
    kept = _folder(folder, postmortem_id)
    make_folders(kept, files, below=folder)
    content = file_of_record(record)
    for name in (f"{record.revision}", f"{record.revision}-{record.sha256[:8]}"):
        path = kept / f"{name}{_SUFFIX}"
        try:
            there = _unpacked(files.read(path))
        except (FileNotFoundError, NotARecord):
            packed = zlib.compress(content)
            temporary = temporary_of(file_of(folder, postmortem_id))
            write_durably(path, packed, files=files, temporary=temporary)
            return True
        if there == content:
            files.sync_folder(kept)  # whoever wrote it may have died before doing so
            break
    return False


def newest(folder: Path, postmortem_id: str, files: Files) -> datetime | None:
    """Return when (UTC) the newest save in the history was made; None where there is none."""
    times = _times(folder, postmortem_id, files)
    return max(times.values(), default=None)


def thin(folder: Path, postmortem_id: str, now: datetime, files: Files) -> None:
    """Of saves older than a day keep the last of each hour, of those older than a week of each day.

    The caller holds the lock. Raises OSError.
    """
    last: dict[str, Path] = {}
    times = _times(folder, postmortem_id, files)
    for path, at in sorted(times.items(), key=lambda each: (each[1], _revision(each[0]))):
        if now - at <= _HOURLY_AFTER:
            continue
        span = f"{at:%Y-%m-%d}" if now - at > _DAILY_AFTER else f"{at:%Y-%m-%dT%H}"
        if span in last:
            files.unlink(last[span])
        last[span] = path


def snapshots(folder: Path, postmortem_id: str, files: Files) -> tuple[Snapshot, ...]:
    """Return the saves in the history that can be read, newest first. Raises OSError."""
    found = []
    for path in _paths(folder, postmortem_id, files):
        try:
            record = record_in(files.read(path))
        except (NotARecord, OSError):
            continue
        name = path.name.removesuffix(_SUFFIX)
        found.append(Snapshot(name, record.revision, record.saved_at, record.saved_by))
    return tuple(sorted(found, key=lambda s: (s.saved_at, s.revision), reverse=True))


def record_of(folder: Path, postmortem_id: str, name: str, files: Files) -> Record:
    """Return a save from the history. Raises NoSuchPostmortem, NotARecord, OSError."""
    path = _folder(folder, postmortem_id) / f"{name}{_SUFFIX}"
    if _NAME.fullmatch(path.name) is None or not files.exists(path):
        raise NoSuchPostmortem(f"The history of {postmortem_id} holds no save of that name.")
    return record_in(files.read(path))


def record_in(packed: bytes) -> Record:
    """Return the save in a snapshot's bytes. Raises NotARecord."""
    return record_from_file(_unpacked(packed))


def _folder(folder: Path, postmortem_id: str) -> Path:
    return folder / "history" / id_of(postmortem_id)


def _paths(folder: Path, postmortem_id: str, files: Files) -> list[Path]:
    kept = _folder(folder, postmortem_id)
    try:
        return [kept / name for name in files.names(kept) if _NAME.fullmatch(name)]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _times(folder: Path, postmortem_id: str, files: Files) -> dict[Path, datetime]:
    """Return when each save was made, from the first bytes of its file alone."""
    times = {}
    for path in _paths(folder, postmortem_id, files):
        try:
            head = zlib.decompressobj().decompress(files.read(path), _HEAD_BYTES)
            found = _SAVED_AT.search(head)
            at = datetime.fromisoformat(found[1].decode()) if found else None
        except (zlib.error, OSError, ValueError):
            continue
        if at is not None and at.tzinfo is not None:
            times[path] = at
    return times


def _revision(path: Path) -> int:
    return int(re.split(r"[-.]", path.name)[0])


def _unpacked(packed: bytes) -> bytes:
    """Return the bytes of a snapshot. Raises NotARecord."""
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(packed, _MOST_BYTES)
    except zlib.error:
        raise NotARecord("it cannot be unpacked") from None
    if not unpacking.eof:
        raise NotARecord("it is not whole")
    return content
