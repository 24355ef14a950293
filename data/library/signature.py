"""A signature of a file, to find out whether it has changed without reading all of it.

Every save writes a new file that begins with its revision and the checksum of all the rest. So the
first bytes show another window's save, whatever the clock says and whichever inode it got. Its size
and its times show a change in place (an editor, a restored backup); the time of the last status
change (ctime) cannot be set back.

One change goes unnoticed: in place, to the same length, beyond the first bytes, and in the same
clock tick as our own save. Such a file still becomes `.prev` at the next save, and every load
verifies the checksum.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from data.fs.files import FILES, Files
from data.library.record import Record

_HEAD_BYTES = 512
"""Enough for all of `_meta`, which comes first in a file."""


class FileSignature(NamedTuple):
    """The metadata of a file (times in nanoseconds since the epoch) and its first bytes."""

    inode: int
    size: int
    modified_ns: int
    changed_ns: int
    head: bytes


class CachedRecord(NamedTuple):
    """A record and the signature its file had right after it was saved, while the lock was held."""

    signature: FileSignature
    record: Record


def file_signature(path: Path, files: Files = FILES) -> FileSignature | None:
    """Return the signature of a file; None if it cannot be read, which a read will then explain."""
    try:
        stat, head = files.head(path, _HEAD_BYTES)
    except OSError:
        return None
    return FileSignature(stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, head)
