"""Whether a library, or one postmortem of it, can be written by the person at the keyboard.

Whether files and folders are this user's alone, and making them so.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from data.fs.files import PRIVATE_FILE, PRIVATE_FOLDER


def reason_read_only(folder: Path, path: Path | None = None) -> str:
    """Say why nothing can be saved in a folder; empty where saving works, or would make it.

    With the path of a postmortem's file, that one is looked at too.
    """
    there = folder
    while not os.path.lexists(there) and there != there.parent:
        there = there.parent
    if there.is_symlink() and not there.is_dir():
        return f"{there} is a link that leads nowhere; choose another place for the library."
    if not there.is_dir():
        return f"{there} is a file, not a folder; choose another place for the library."
    if not os.access(there, os.W_OK | os.X_OK):
        return f"{there} is read-only for you: what you open can be read, but not saved."
    if path is not None and os.path.lexists(path) and not os.access(path, os.W_OK):
        return f"{path} is write-protected: it can be read, but not saved."
    return ""


class Rights(Enum):
    """Who may do what with a file or folder."""

    RIGHT = "only its owner, who may read and write"
    OPEN = "others may read or write"
    CLOSED = "its owner may not read and write"
    FOREIGN = "it belongs to somebody else"


def rights_of(found: os.stat_result) -> Rights:
    """Return whose a file or folder is; on Windows, where this says nothing, always right.

    The superuser may do anything, and is not told that others own their files.
    """
    if sys.platform == "win32" or not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        return Rights.RIGHT
    if os.geteuid() not in (0, found.st_uid):
        return Rights.FOREIGN
    mode, wanted = stat.S_IMODE(found.st_mode), _wanted(found)
    if mode & 0o077:
        return Rights.OPEN
    return Rights.RIGHT if mode & wanted == wanted else Rights.CLOSED


def make_private(path: Path) -> None:
    """Let only its owner read and write a file or folder. Raises OSError; a link is left alone."""
    found = path.lstat()
    if stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode):
        path.chmod(_wanted(found))


def folders_of(library: Path) -> Iterator[Path]:
    """Yield the folders of a library that are there, itself first. Raises OSError."""
    yield library.resolve()
    for name in (".locks", "trash", "quarantine", "history"):
        folder = library / name
        if folder.is_dir() and not folder.is_symlink():
            yield folder
            if name == "history" and os.access(folder, os.R_OK | os.X_OK):
                yield from (each for each in sorted(folder.iterdir()) if each.is_dir())


def _wanted(found: os.stat_result) -> int:
    return PRIVATE_FOLDER if stat.S_ISDIR(found.st_mode) else PRIVATE_FILE
