"""What the files of a library look like from outside: one look into the folder, nothing read."""

from __future__ import annotations

import os
import time
from pathlib import Path

from data.fs.durable import why
from data.library.layout import id_in
from facilitator.store import StoreError

UNSURE = "?"
_TICK_NS = 100_000_000
"""A file changed so shortly before the look may change again in the same tick of its clock."""


def looks_in(folder: Path) -> dict[str, str]:
    """Return, by id, the look of every postmortem's file, which every change alters.

    The look is `?` where it cannot be relied upon, and the file is to be read again. Raises
    StoreError where the folder cannot be read; one that is not there holds nothing.
    """
    now_ns = time.time_ns()
    try:
        with os.scandir(folder) as entries:
            return {
                found: _look(entry, now_ns)
                for entry in entries
                if (found := id_in(entry.name)) is not None
            }
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise StoreError(f"The library {folder} cannot be read: {why(error)}.") from None


def _look(entry: os.DirEntry[str], now_ns: int) -> str:
    try:
        stat = entry.stat()
    except OSError:
        return UNSURE  # gone by now, or a link to nowhere: reading will say which
    if abs(now_ns - stat.st_ctime_ns) < _TICK_NS:
        return UNSURE
    return f"{stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_size} {stat.st_ino}"
