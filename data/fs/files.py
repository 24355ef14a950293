"""The few operations on files that the library is made of, each one call to the system or two.

A seam: tests put another `Files` in its place, to count, to fail or to die at any one of them.
What is special about macOS and Windows is in `data/fs/files.py`.

Where macOS and Windows keep files in another way than Linux.
"""

from __future__ import annotations

import errno
import importlib
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
MOST_BYTES = 256 * 1024 * 1024
"""No file of a library is larger; what is was not written here, and is not read into memory."""

_READING = (
    os.O_RDONLY
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)  # a link in the library would lead out of it
    | getattr(os, "O_NONBLOCK", 0)  # opening a pipe would wait for its other end
)
_NO_FOLDER_SYNC = (errno.EINVAL, errno.EBADF, errno.ENOTSUP)


class Files:
    """The real operations, as Linux has them. Each raises OSError."""

    def read(self, path: Path) -> bytes:
        """Return all bytes of a file; what is a link, a pipe or a folder is refused."""
        return self._beginning(path, MOST_BYTES)[1]

    def head(self, path: Path, count: int) -> tuple[os.stat_result, bytes]:
        """Return what the system knows of a file, and its first bytes."""
        return self._beginning(path, count)

    def stat(self, path: Path) -> os.stat_result | None:
        """Return what the system knows of what has this name, a link included; None of nothing."""
        try:
            return os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def exists(self, path: Path) -> bool:
        """Whether anything has this name, be it a link that leads nowhere."""
        return self.stat(path) is not None

    def is_folder(self, path: Path) -> bool:
        """Whether this is a folder, or a link to one."""
        try:
            return stat.S_ISDIR(os.stat(path).st_mode)
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            if error.errno == errno.ELOOP:
                return False
            raise

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder."""
        return os.listdir(folder)

    def open_new(self, path: Path, mode: int) -> int:
        """Create a file that must not be there yet and return its descriptor."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        return os.open(path, flags | getattr(os, "O_CLOEXEC", 0), mode)

    def write(self, descriptor: int, content: memoryview) -> int:
        """Write some of the content and return how many bytes it was."""
        return os.write(descriptor, content)

    def sync(self, descriptor: int) -> None:
        """Wait until what was written is on the disk, not only on its way there."""
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Close a descriptor."""
        os.close(descriptor)

    def link(self, path: Path, other: Path) -> None:
        """Give a file a second name."""
        os.link(path, other)

    def replace(self, path: Path, other: Path) -> None:
        """Rename a file over another, in one step."""
        os.replace(path, other)

    def unlink(self, path: Path) -> None:
        """Remove a name, if it is there."""
        path.unlink(missing_ok=True)

    def make_folder(self, path: Path) -> None:
        """Create one folder for this user alone; one that is there already is left as it is."""
        path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)

    def sync_folder(self, folder: Path) -> None:
        """Wait until the names in a folder are on the disk, where the file system has a way to."""
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        try:
            self.sync(descriptor)
        except OSError as error:
            if error.errno not in _NO_FOLDER_SYNC:
                raise
        finally:
            os.close(descriptor)

    def open_lock(self, path: Path) -> int:
        """Open a lock file, which is made where there is none, and return its descriptor."""
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        return os.open(path, flags | getattr(os, "O_CLOEXEC", 0), PRIVATE_FILE)

    def take_lock(self, descriptor: int) -> bool:
        """Try once to be the only one who holds a lock file; closing it gives it back."""
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def close_lock(self, descriptor: int) -> None:
        """Give a lock file back, whether it was taken or not."""
        os.close(descriptor)

    def _beginning(self, path: Path, count: int) -> tuple[os.stat_result, bytes]:
        descriptor = os.open(path, _READING)
        try:
            found = os.fstat(descriptor)
            if stat.S_ISDIR(found.st_mode):
                raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
            if not stat.S_ISREG(found.st_mode):
                raise OSError(errno.EINVAL, "it is a pipe or a device")
            if found.st_size > MOST_BYTES:
                raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
            return found, _read(descriptor, min(count, found.st_size))
        finally:
            os.close(descriptor)


def _read(descriptor: int, count: int) -> bytes:
    """Return so many bytes, or fewer where the file ends before them."""
    parts = []
    while count and (part := os.read(descriptor, count)):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _of_this_system() -> Files:
    if sys.platform == "win32" or sys.platform == "darwin":
        return files_of(sys.platform)
    return Files()


FILES = _of_this_system()


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
