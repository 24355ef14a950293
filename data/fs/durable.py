"""Writing a file so that a crash leaves the old content or the new, never a mixture.

New file, all bytes, fsync, old file kept under a second name, rename, fsync of the folder: each
step is needed, and the order is what makes it safe against a power cut.
"""

from __future__ import annotations

import contextlib
import errno
import secrets
from pathlib import Path

from data.fs.files import FILES, PRIVATE_FILE, SHARED_FILE, Files

DISK_FAILURES = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
"""Errors of the disk: where a hard link fails with one of these, a copy would fail too."""


def write_durably(
    path: Path,
    content: bytes,
    *,
    files: Files = FILES,
    temporary: Path | None = None,
    previous: Path | None = None,
    mode: int = PRIVATE_FILE,
) -> None:
    """Replace the content of a file; on return it survives a power cut.

    `temporary` is a path on the same disk that only the caller uses (a random one if None); a file
    that a dead process left there is removed. `previous`: the path that keeps the old file. `mode`
    applies to the new file. Raises OSError: the file then holds the old content or the new one, and
    the caller cannot know which.
    """
    temporary = temporary or path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    try:
        _write_new(temporary, content, files, mode)
        if previous is not None:
            _keep_previous(path, previous, files)
        files.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            files.unlink(temporary)
        raise
    files.sync_folder(path.parent)


def temporary_path(path: Path) -> Path:
    """Return the temporary path for a file whose lock the caller holds.

    Whatever is written about a postmortem uses the one of its document: so the next save replaces
    what a dead process left, whichever file that process was writing.
    """
    return path.with_name(f".{path.name}.tmp")


def make_folders(folder: Path, files: Files = FILES, *, below: Path | None = None) -> None:
    """Create a folder and its parents, durably and open to this user only. Raises OSError.

    A process that died in here may have left folders that exist but are not on the disk yet. So
    with `below` the names of all folders beneath it are synced, existing ones too; without it
    existing folders are assumed to be on the disk.
    """
    lineage = [folder, *folder.parents]
    if below is not None and below in lineage:
        lineage = lineage[: lineage.index(below)]
    else:
        lineage = [each for each in lineage if not files.is_folder(each)]
    for each in reversed(lineage):
        new = not files.is_folder(each)
        if new:
            files.make_folder(each)
        try:
            files.sync_folder(each.parent)
        except OSError as error:
            if new or error.errno == errno.EIO:
                raise  # else: a parent that existed before may not be readable for this user


def move(path: Path, destination: Path, files: Files = FILES) -> None:
    """Move a file to another folder of the same disk, durably. Raises OSError."""
    files.replace(path, destination)
    files.sync_folder(destination.parent)
    if path.parent != destination.parent:
        files.sync_folder(path.parent)


def describe_os_error(error: OSError) -> str:
    """Return why an operation failed, as a clause that follows a colon."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full"
        case errno.EACCES | errno.EPERM:
            return "you do not have the permission"
        case errno.EROFS:
            return "the disk is read-only"
        case errno.EFBIG:
            return "the file would be larger than is allowed"
        case errno.EIO:
            return "the disk reports an error"
        case errno.ENOTDIR:
            return "a part of its path is a file, not a folder"
        case errno.EISDIR:
            return "there is a folder of that name"
        case errno.EEXIST:
            return f"there is something else named {error.filename2 or error.filename}"
        case errno.ENOENT:
            return "there is no such file or folder"
        case errno.ELOOP:
            return "it is a link, not a file"
        case _:
            return (error.strerror or "the system refused").lower()


def write_and_close(descriptor: int, content: bytes, files: Files) -> None:
    """Write all of the content to a new file, sync and close it. Raises OSError."""
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[files.write(descriptor, rest) :]
        files.sync(descriptor)
    finally:
        files.close(descriptor)


def _write_new(path: Path, content: bytes, files: Files, mode: int) -> None:
    try:
        descriptor = files.open_new(path, mode)
    except FileExistsError:  # a dead process left it: nobody else writes under this name
        files.unlink(path)
        descriptor = files.open_new(path, mode)
    write_and_close(descriptor, content, files)


def _keep_previous(path: Path, previous: Path, files: Files) -> None:
    """Make `previous` the file that `path` is now; at every moment `previous` is a whole file.

    Without a file at `path` there is nothing to keep.
    """
    spare = temporary_path(previous)
    try:
        _link_or_copy(path, spare, files)
    except FileNotFoundError:
        return
    files.replace(spare, previous)
    # POSIX: renaming one hard link over another of the same file does nothing, and keeps both.
    files.unlink(spare)


def _link_or_copy(path: Path, spare: Path, files: Files) -> None:
    try:
        files.link(path, spare)
    except FileExistsError:  # a dead process left it
        files.unlink(spare)
        files.link(path, spare)
    except FileNotFoundError:
        raise
    except OSError as error:
        if error.errno in DISK_FAILURES:
            raise
        # Some file systems have no hard links (FAT, many network shares).
        _write_new(spare, files.read(path), files, PRIVATE_FILE)


def write_new_file(name: str, text: str, files: Files = FILES) -> Path:
    """Write a text to a new file and return its path; never over an existing one.

    `name` as typed by a user: `~` is the home folder. Raises ValueError with a clause for the user
    ("not written to ...: the disk is full"), and leaves no half-written file.
    """
    if not name.strip():
        raise ValueError("say where to write it")
    try:
        path = Path(name.strip()).expanduser()
    except RuntimeError:
        raise ValueError("~ is not known here: write the whole path") from None
    try:
        descriptor = files.open_new(path, SHARED_FILE)
    except FileExistsError:
        raise ValueError(f"{path} is there already: choose another name") from None
    except (OSError, ValueError) as error:
        raise ValueError(_not_written(path, error)) from None
    try:
        write_and_close(descriptor, text.encode(), files)
        files.sync_folder(path.parent)
    except OSError as error:
        files.unlink(path)
        raise ValueError(_not_written(path, error)) from None
    return path


def _not_written(path: Path, error: Exception) -> str:
    reason = describe_os_error(error) if isinstance(error, OSError) else "this is no file's name"
    return f"not written to {path}: {reason}"
