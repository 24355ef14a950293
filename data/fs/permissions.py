"""Permissions: whether a library can be written, and whether only its owner can read it."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from data.fs.files import PRIVATE_FILE, PRIVATE_FOLDER


def reason_read_only(folder: Path, path: Path | None = None) -> str:
    """Return a sentence on why nothing can be saved in a folder; empty if saving is possible.

    A folder that does not exist has to be creatable. With `path`, the file of a postmortem has to
    be writable too.
    """
    existing = folder
    while not os.path.lexists(existing) and existing != existing.parent:
        existing = existing.parent
    if existing.is_symlink() and not existing.is_dir():
        return f"{existing} is a link that leads nowhere; choose another place for the library."
    if not existing.is_dir():
        return f"{existing} is a file, not a folder; choose another place for the library."
    if not os.access(existing, os.W_OK | os.X_OK):
        return f"{existing} is read-only for you: what you open can be read, but not saved."
    if path is not None and os.path.lexists(path) and not os.access(path, os.W_OK):
        return f"{path} is write-protected: it can be read, but not saved."
    return ""


class Access(Enum):
    """Who may read and write a file or folder."""

    PRIVATE = "only its owner, who may read and write"
    SHARED = "others may read or write"
    DENIED = "its owner may not read and write"
    FOREIGN = "it belongs to somebody else"


def access_of(status: os.stat_result) -> Access:
    """Return who may read and write a file or folder; PRIVATE for links and special files.

    On Windows, where the mode does not show permissions, it is always PRIVATE. For the superuser,
    who may read everything, files of other users are not FOREIGN.
    """
    if sys.platform == "win32" or not _is_file_or_folder(status):
        return Access.PRIVATE
    if os.geteuid() not in (0, status.st_uid):
        return Access.FOREIGN
    mode, private = stat.S_IMODE(status.st_mode), _private_mode(status)
    if mode & 0o077:
        return Access.SHARED
    return Access.PRIVATE if mode & private == private else Access.DENIED


def make_private(path: Path) -> None:
    """Let only its owner read and write a file or folder; links are left alone. Raises OSError."""
    status = path.lstat()
    if _is_file_or_folder(status):
        path.chmod(_private_mode(status))


def library_folders(library: Path) -> Iterator[Path]:
    """Yield the existing folders of a library, itself first. Raises OSError."""
    yield library.resolve()
    for name in (".locks", "trash", "quarantine", "history"):
        folder = library / name
        if folder.is_dir() and not folder.is_symlink():
            yield folder
            if name == "history" and os.access(folder, os.R_OK | os.X_OK):
                yield from (each for each in sorted(folder.iterdir()) if each.is_dir())


def _is_file_or_folder(status: os.stat_result) -> bool:
    return stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)


def _private_mode(status: os.stat_result) -> int:
    return PRIVATE_FOLDER if stat.S_ISDIR(status.st_mode) else PRIVATE_FILE
