"""The file operations that the library uses, on Linux, macOS and Windows: one or two calls each.

This is a seam: tests pass another `Files` that counts the calls, or fails or dies at one of them.
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
SHARED_FILE = 0o666
"""Mode of an exported file, which others may read; the umask removes bits from it."""

MAX_FILE_BYTES = 256 * 1024 * 1024
"""A larger file was not written by this program, and is not read into memory."""

_READING = (
    os.O_RDONLY
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)  # a link in the library could lead out of it
    | getattr(os, "O_NONBLOCK", 0)  # opening a pipe would wait for its other end
)
_FOLDER_SYNC_UNSUPPORTED = (errno.EINVAL, errno.EBADF, errno.ENOTSUP)
"""Errors of file systems that cannot sync a folder (network shares, FUSE)."""


class Files:
    """The operations on Linux and other POSIX systems. Each raises OSError."""

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file; a link, a pipe, a device or a folder is refused."""
        return self._read_start(path, MAX_FILE_BYTES)[1]

    def head(self, path: Path, count: int) -> tuple[os.stat_result, bytes]:
        """Return the status of a file and its first `count` bytes."""
        return self._read_start(path, count)

    def stat(self, path: Path) -> os.stat_result | None:
        """Return the status of a file, folder or link (not followed); None if there is none."""
        try:
            return os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def exists(self, path: Path) -> bool:
        """Whether anything has this name, including a broken link."""
        return self.stat(path) is not None

    def is_folder(self, path: Path) -> bool:
        """Whether this is a folder, or a link to one."""
        try:
            return stat.S_ISDIR(os.stat(path).st_mode)
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            if error.errno == errno.ELOOP:  # a link that leads to itself
                return False
            raise

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder, in no particular order."""
        return os.listdir(folder)

    def open_new(self, path: Path, mode: int) -> int:
        """Create a file and return its descriptor. Raises FileExistsError if it exists."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        return os.open(path, flags | getattr(os, "O_CLOEXEC", 0), mode)

    def write(self, descriptor: int, content: memoryview) -> int:
        """Write some of the content and return the number of bytes written."""
        return os.write(descriptor, content)

    def sync(self, descriptor: int) -> None:
        """Return once everything written to the descriptor is on the disk (fsync)."""
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Close a descriptor."""
        os.close(descriptor)

    def link(self, path: Path, other: Path) -> None:
        """Give a file a second name (a hard link). Raises FileExistsError if the name is taken."""
        os.link(path, other)

    def replace(self, path: Path, other: Path) -> None:
        """Rename a file, replacing a file of the other name atomically."""
        os.replace(path, other)

    def unlink(self, path: Path) -> None:
        """Remove a file, if it exists."""
        path.unlink(missing_ok=True)

    def make_folder(self, path: Path) -> None:
        """Create a folder that only this user can open; one that exists is left unchanged."""
        path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)

    def sync_folder(self, folder: Path) -> None:
        """Return once the names in a folder are on the disk, if the file system supports that."""
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        try:
            self.sync(descriptor)
        except OSError as error:
            if error.errno not in _FOLDER_SYNC_UNSUPPORTED:
                raise
        finally:
            os.close(descriptor)

    def open_lock(self, path: Path) -> int:
        """Open a lock file, creating it if needed, and return its descriptor."""
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        return os.open(path, flags | getattr(os, "O_CLOEXEC", 0), PRIVATE_FILE)

    def take_lock(self, descriptor: int) -> bool:
        """Try once to lock a lock file exclusively; return whether it worked."""
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def close_lock(self, descriptor: int) -> None:
        """Release a lock file, whether it was locked or not, and close it."""
        os.close(descriptor)

    def _read_start(self, path: Path, count: int) -> tuple[os.stat_result, bytes]:
        descriptor = os.open(path, _READING)
        try:
            status = os.fstat(descriptor)
            if stat.S_ISDIR(status.st_mode):
                raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
            if not stat.S_ISREG(status.st_mode):
                raise OSError(errno.EINVAL, "it is a pipe or a device")
            if status.st_size > MAX_FILE_BYTES:
                raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
            return status, _read_bytes(descriptor, min(count, status.st_size))
        finally:
            os.close(descriptor)


def _read_bytes(descriptor: int, count: int) -> bytes:
    """Return `count` bytes, or fewer if the file ends before."""
    parts = []
    while count and (part := os.read(descriptor, count)):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


F_FULLFSYNC = 51
"""From sys/fcntl.h of macOS: Python's `fcntl` has it on macOS only, and tests run elsewhere too."""

_FULL_SYNC_UNSUPPORTED = (errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOTTY)


class MacFiles(Files):
    """The operations on macOS, where fsync leaves the bytes in the drive's cache."""

    def sync(self, descriptor: int) -> None:
        """Return once everything written is on the disk, not only in the drive's cache.

        Disks without F_FULLFSYNC get an fsync. Any other error is raised: a second call on the same
        descriptor would report success although the bytes are lost.
        """
        import fcntl

        try:
            fcntl.fcntl(descriptor, F_FULLFSYNC)
        except OSError as error:
            if error.errno not in _FULL_SYNC_UNSUPPORTED:
                raise
            os.fsync(descriptor)


_RETRY_SECONDS = 2.0
_RETRY_PAUSE_SECONDS = 0.01
_Result = TypeVar("_Result")


class WindowsFiles(Files):
    """The operations on Windows, where a file that any process has open cannot be replaced.

    Other windows, virus scanners and sync clients open files briefly, so operations are tried again
    for up to 2 seconds.
    """

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file, waiting while it is being replaced."""
        return _retry_while_open(lambda: super(WindowsFiles, self).read(path))

    def replace(self, path: Path, other: Path) -> None:
        """Rename a file, replacing another atomically, waiting while either is open."""
        _retry_while_open(lambda: os.replace(path, other))

    def unlink(self, path: Path) -> None:
        """Remove a file, if it exists, waiting while it is open."""
        _retry_while_open(lambda: path.unlink(missing_ok=True))

    def sync_folder(self, folder: Path) -> None:
        """Do nothing: Windows cannot sync a folder, and NTFS journals renames by itself."""

    def take_lock(self, descriptor: int) -> bool:
        """Try once to lock the first byte of a lock file."""
        msvcrt = importlib.import_module("msvcrt")  # no plain import: other systems lack it
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EDEADLK, errno.EAGAIN):
                return False
            raise
        return True

    def close_lock(self, descriptor: int) -> None:
        """Unlock and close a lock file: closing alone would unlock it only some time later."""
        msvcrt = importlib.import_module("msvcrt")
        try:
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
        except OSError:
            pass  # it was not locked
        finally:
            os.close(descriptor)


def _retry_while_open(operation: Callable[[], _Result]) -> _Result:
    """Try an operation again for _RETRY_SECONDS while another process has the file open.

    Raises OSError.
    """
    deadline = time.monotonic() + _RETRY_SECONDS
    while True:
        try:
            return operation()
        except PermissionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_PAUSE_SECONDS)


def files_for(platform: str) -> Files:
    """Return the operations for a value of `sys.platform`."""
    match platform:
        case "win32":
            return WindowsFiles()
        case "darwin":
            return MacFiles()
        case _:
            return Files()


FILES = files_for(sys.platform)
"""The operations of this system."""
