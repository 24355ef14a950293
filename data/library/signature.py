"""Whether a file is still the one that was saved here, told without reading all of it.

Every save puts a new file in the old one's place, and begins it with its revision and the checksum
of all the rest. So another window's save shows in the first bytes, whatever the clock says and
whichever inode number it was given. A change inside the file (an editor, a restored backup) shows
in its size or in one of its two times; the time of the last status change nobody can set back.

What could pass is a change in place, to the same length, beyond the first bytes, in the same tick
of the system's clock as our own save. Such a file still becomes `.prev` at the next save, and every
load verifies the checksum.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from data.fs.files import FILES, Files
from data.library.record import Record

_HEAD_BYTES = 512
"""Enough for all of `_meta`, which comes first in a file."""


class Look(NamedTuple):
    """What a file looks like from outside, and how it begins."""

    inode: int
    size: int
    modified_ns: int
    changed_ns: int
    head: bytes


class Seen(NamedTuple):
    """A record, and the look of the file it was saved in, taken under the lock."""

    look: Look
    record: Record


def look_at(path: Path, files: Files = FILES) -> Look | None:
    """Return the look of a file; None where it cannot be had, which reading will then explain."""
    try:
        stat, head = files.head(path, _HEAD_BYTES)
    except OSError:
        return None
    return Look(stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, head)
