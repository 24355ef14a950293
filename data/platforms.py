"""Where macOS and Windows keep files in another way than Linux."""

from __future__ import annotations

import errno
import importlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from data.files import Files

F_FULLFSYNC = 51
"""From macOS's sys/fcntl.h."""

_UNKNOWN_TO_THE_DISK = (errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOTTY)
_PATIENCE_SECONDS = 2.0
_PAUSE_SECONDS = 0.01
_Result = TypeVar("_Result")


def files_of(platform: str) -> Files:
    """Return the operations of a system, named as `sys.platform` names it."""
    return WindowsFiles() if platform == "win32" else MacFiles()


class MacFiles(Files):
    """On macOS fsync leaves the bytes in the drive's cache; only F_FULLFSYNC empties it."""

    def sync(self, descriptor: int) -> None:
        """Wait until what was written is on the disk, not only in its cache.

        Disks that do not know F_FULLFSYNC get an fsync. Any other failure stands: a second call on
        the same descriptor would report that all is well.
        """
        import fcntl

        try:
            fcntl.fcntl(descriptor, F_FULLFSYNC)
        except OSError as error:
            if error.errno not in _UNKNOWN_TO_THE_DISK:
                raise
            os.fsync(descriptor)


class WindowsFiles(Files):
    """On Windows a file that anybody has open can be neither replaced nor removed.

    Other windows, virus scanners and synchronisers open files for moments: they are waited for.
    """

    def read(self, path: Path) -> bytes:
        """Return all bytes of a file, after whoever is replacing it."""
        return _patiently(lambda: super(WindowsFiles, self).read(path))

    def replace(self, path: Path, other: Path) -> None:
        """Rename a file over another, in one step, after whoever has it open."""
        _patiently(lambda: os.replace(path, other))

    def unlink(self, path: Path) -> None:
        """Remove a name, if it is there, after whoever has the file open."""
        _patiently(lambda: path.unlink(missing_ok=True))

    def sync_folder(self, folder: Path) -> None:
        """Do nothing: Windows cannot sync a folder, and journals renames by itself."""

    def take_lock(self, descriptor: int) -> bool:
        """Try once to lock the first byte of a lock file."""
        msvcrt = importlib.import_module("msvcrt")
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EDEADLK, errno.EAGAIN):
                return False
            raise
        return True

    def close_lock(self, descriptor: int) -> None:
        """Unlock and close a lock file: closing alone unlocks it only some time later."""
        msvcrt = importlib.import_module("msvcrt")
        try:
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
        except OSError:
            pass  # it was not taken
        finally:
            os.close(descriptor)


def _patiently(act: Callable[[], _Result]) -> _Result:
    """Try again for a while what somebody's open file forbids. Raises OSError."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return act()
        except PermissionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE_SECONDS)
