"""Writing a file so that a crash leaves the old content or the new, never a mixture.

New file, all bytes, fsync, old file kept under a second name, rename, fsync of the folder: each
step is needed, and the order is what makes it safe against a power cut.

Writing a file where somebody asked for it, and nowhere else: never over another one.
"""

from __future__ import annotations

import contextlib
import errno
import secrets
from pathlib import Path

from data.fs.files import FILES, PRIVATE_FILE, Files

OUT_OF_ORDER = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
"""Where a second name fails with one of these, a copy would too."""


def write_durably(
    path: Path,
    content: bytes,
    *,
    files: Files = FILES,
    temporary: Path | None = None,
    previous: Path | None = None,
    mode: int = PRIVATE_FILE,
) -> None:
    """Put content in a file; on return it survives a power cut.

    `temporary` is a name on the same disk that only the caller uses (a random one otherwise);
    whatever a dead process left there is removed. `previous`: where the old file is kept.
    Raises OSError: the file then holds the old content or the new; the caller cannot know which.
    """
    temporary = temporary or path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    try:
        _write_new(temporary, content, files, mode)
        if previous is not None:
            _keep(path, previous, files)
        files.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            files.unlink(temporary)
        raise
    files.sync_folder(path.parent)


def temporary_of(path: Path) -> Path:
    """Return what is written before it gets its name, where the caller holds a postmortem's lock.

    With the path of the postmortem's file, it serves all that is written of that postmortem: so
    what a dead process left gives way to the next save, whatever that process was writing.
    """
    return path.with_name(f".{path.name}.tmp")


def make_folders(folder: Path, files: Files = FILES, *, below: Path | None = None) -> None:
    """Create a folder and those above it, durably, for this user alone. Raises OSError.

    A process that died while making folders left some that are there, but perhaps not on the disk:
    the names of all folders below `below` are brought there again. Without it, a folder that is
    there is taken to be there for good.
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
                raise  # of older folders above, some may not be opened by everybody


def move(path: Path, destination: Path, files: Files = FILES) -> None:
    """Move a file to another folder of the same disk, durably. Raises OSError."""
    files.replace(path, destination)
    files.sync_folder(destination.parent)
    if path.parent != destination.parent:
        files.sync_folder(path.parent)


def why(error: OSError) -> str:
    """Say what the system refused, in words that follow a colon."""
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


def fill(descriptor: int, content: bytes, files: Files) -> None:
    """Write all of the content to a new file, bring it to the disk and close it. Raises OSError."""
    try:
        left = memoryview(content)
        while left:
            left = left[files.write(descriptor, left) :]
        files.sync(descriptor)
    finally:
        files.close(descriptor)


def _write_new(path: Path, content: bytes, files: Files, mode: int) -> None:
    try:
        descriptor = files.open_new(path, mode)
    except FileExistsError:  # a dead process left it, for nobody else writes under this name
        files.unlink(path)
        descriptor = files.open_new(path, mode)
    fill(descriptor, content, files)


def _keep(path: Path, previous: Path, files: Files) -> None:
    """Let `previous` name what `path` holds now, without a moment in which it names nothing.

    Where `path` names nothing there is nothing to keep.
    """
    spare = temporary_of(previous)
    try:
        _name_again(path, spare, files)
    except FileNotFoundError:
        return
    files.replace(spare, previous)
    # Renaming one name of a file over another name of the same file does nothing at all.
    files.unlink(spare)


def _name_again(path: Path, spare: Path, files: Files) -> None:
    try:
        files.link(path, spare)
    except FileExistsError:  # a dead process left it
        files.unlink(spare)
        files.link(path, spare)
    except FileNotFoundError:
        raise
    except OSError as error:
        if error.errno in OUT_OF_ORDER:
            raise
        # Some file systems know no second names: copy instead.
        _write_new(spare, files.read(path), files, PRIVATE_FILE)


_MODE = 0o666
"""What people write out for others gets the rights they usually give."""


def write_new_file(name: str, text: str, files: Files = FILES) -> Path:
    """Write a text to a file that is not there yet, and return its path.

    `~` is the home folder. Raises ValueError with one sentence, and leaves nothing half written.
    """
    if not name.strip():
        raise ValueError("say where to write it")
    try:
        path = Path(name.strip()).expanduser()
    except RuntimeError:
        raise ValueError("~ is not known here: write the whole path") from None
    try:
        descriptor = files.open_new(path, _MODE)
    except FileExistsError:
        raise ValueError(f"{path} is there already: choose another name") from None
    except (OSError, ValueError) as error:
        raise ValueError(_refused(path, error)) from None
    try:
        fill(descriptor, text.encode(), files)
        files.sync_folder(path.parent)
    except OSError as error:
        files.unlink(path)
        raise ValueError(_refused(path, error)) from None
    return path


def _refused(path: Path, error: Exception) -> str:
    reason = why(error) if isinstance(error, OSError) else "this is no file's name"
    return f"not written to {path}: {reason}"
