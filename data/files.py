"""The few operations on files that the library is made of, each one call to the system or two.

A seam: tests put another `Files` in its place, to count, to fail or to die at any one of them.
What is special about macOS and Windows is in `data/platforms.py`.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

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
        from data import platforms

        return platforms.files_of(sys.platform)
    return Files()


FILES = _of_this_system()
