"""The history of a postmortem: compressed snapshots of earlier saves, fewer the older they are."""

from __future__ import annotations

import re
import zlib
from datetime import datetime, timedelta
from pathlib import Path

from data.fs.durable import make_folders, temporary_path, write_durably
from data.fs.files import MAX_FILE_BYTES, Files
from data.library.layout import document_path, validated_id
from data.library.record import InvalidRecord, Record, decode_record, encode_record
from facilitator.session.store import NoSuchPostmortem, Snapshot

SNAPSHOT_INTERVAL = timedelta(minutes=5)
"""Least time between two saves that become snapshots automatically."""

_HOURLY_AFTER, _DAILY_AFTER = timedelta(days=1), timedelta(days=7)
"""Older snapshots are thinned out to the last of each hour, and to the last of each day."""

_SUFFIX = ".json.z"
_NAME = re.compile(r"[0-9]{1,18}(-[0-9a-f]{8})?\.json\.z")
_SAVED_AT = re.compile(rb'"saved_at":"([0-9T:+-]{10,40})"')
_HEAD_BYTES = 1024
"""Enough unpacked bytes for `saved_at`, which is in `_meta` at the beginning of a file."""


def add_snapshot(folder: Path, postmortem_id: str, record: Record, files: Files) -> bool:
    """Add a save to the history; return whether it was added, False if it was there already.

    A damaged snapshot of the same name is overwritten. The caller holds the lock of this
    postmortem. Raises OSError.
    """
    snapshots = _history_folder(folder, postmortem_id)
    make_folders(snapshots, files, below=folder)
    content = encode_record(record)
    # The checksum joins the name only where two histories met (a restored backup) and another
    # save has the same revision.
    for name in (f"{record.revision}", f"{record.revision}-{record.sha256[:8]}"):
        path = snapshots / f"{name}{_SUFFIX}"
        try:
            existing = _unpack(files.read(path))
        except (FileNotFoundError, InvalidRecord):
            packed = zlib.compress(content)
            temporary = temporary_path(document_path(folder, postmortem_id))
            write_durably(path, packed, files=files, temporary=temporary)
            return True
        if existing == content:
            files.sync_folder(snapshots)  # the process that wrote it may have died before this
            break
    return False


def newest_snapshot_at(folder: Path, postmortem_id: str, files: Files) -> datetime | None:
    """Return when (UTC) the newest snapshot was saved; None if there is none."""
    return max(_saved_times(folder, postmortem_id, files).values(), default=None)


def prune_snapshots(folder: Path, postmortem_id: str, now: datetime, files: Files) -> None:
    """Delete all but the last snapshot of each hour after a day, and of each day after a week.

    `now` and the hours and days are UTC. The caller holds the lock. Raises OSError.
    """
    last: dict[str, Path] = {}
    times = _saved_times(folder, postmortem_id, files)
    for path, at in sorted(times.items(), key=lambda each: (each[1], _revision(each[0]))):
        if now - at <= _HOURLY_AFTER:
            continue
        period = f"{at:%Y-%m-%d}" if now - at > _DAILY_AFTER else f"{at:%Y-%m-%dT%H}"
        if period in last:
            files.unlink(last[period])
        last[period] = path


def list_snapshots(folder: Path, postmortem_id: str, files: Files) -> tuple[Snapshot, ...]:
    """Return the snapshots that can be read, newest first. Raises OSError."""
    found = []
    for path in _paths(folder, postmortem_id, files):
        try:
            record = decode_snapshot(files.read(path))
        except (InvalidRecord, OSError):
            continue
        name = path.name.removesuffix(_SUFFIX)
        found.append(Snapshot(name, record.revision, record.saved_at, record.saved_by))
    return tuple(sorted(found, key=lambda s: (s.saved_at, s.revision), reverse=True))


def read_snapshot(folder: Path, postmortem_id: str, name: str, files: Files) -> Record:
    """Return the record in a snapshot. Raises NoSuchPostmortem, InvalidRecord, OSError."""
    path = _history_folder(folder, postmortem_id) / f"{name}{_SUFFIX}"
    if _NAME.fullmatch(path.name) is None or not files.exists(path):
        raise NoSuchPostmortem(f"The history of {postmortem_id} holds no save of that name.")
    return decode_snapshot(files.read(path))


def decode_snapshot(packed: bytes) -> Record:
    """Return the record in the bytes of a snapshot. Raises InvalidRecord."""
    return decode_record(_unpack(packed))


def _history_folder(folder: Path, postmortem_id: str) -> Path:
    return folder / "history" / validated_id(postmortem_id)


def _paths(folder: Path, postmortem_id: str, files: Files) -> list[Path]:
    snapshots = _history_folder(folder, postmortem_id)
    try:
        return [snapshots / name for name in files.names(snapshots) if _NAME.fullmatch(name)]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _saved_times(folder: Path, postmortem_id: str, files: Files) -> dict[Path, datetime]:
    """Return when (UTC) each snapshot was saved, from the first bytes of its file alone.

    Snapshots whose beginning cannot be read are left out.
    """
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


def _unpack(packed: bytes) -> bytes:
    """Return the unpacked bytes of a snapshot. Raises InvalidRecord."""
    decompressor = zlib.decompressobj()
    try:
        # The limit stops a planted file that would unpack to more than memory holds.
        content = decompressor.decompress(packed, MAX_FILE_BYTES)
    except zlib.error:
        raise InvalidRecord("it cannot be unpacked") from None
    if not decompressor.eof:
        raise InvalidRecord("it is not whole")
    return content
