"""Locks: one writer at a time per postmortem, across windows and processes.

Under the same locks, the temporary files of processes that died while saving are removed.
"""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterator
from pathlib import Path

from data.fs.files import FILES, Files
from data.library.layout import ID_PATTERN
from facilitator.session.store import NotSaved

LOCK_TIMEOUT_SECONDS = 10.0
"""A save takes milliseconds: a process that holds a lock for this long hangs."""

_RETRY_PAUSE_SECONDS = 0.005
_TEMPORARY = rf"\.({ID_PATTERN})\.json[^/]*\.tmp"
"""Not compiled on import: every command takes locks, only the doctor looks for these files."""


@contextlib.contextmanager
def locked(path: Path, files: Files = FILES) -> Iterator[None]:
    """Hold a lock file while the block runs; the system releases it if the process dies.

    The lock is a file of its own that is never replaced, because a lock on a file that is renamed
    over guards nothing. Raises NotSaved if somebody holds it for LOCK_TIMEOUT_SECONDS, OSError.
    """
    descriptor = files.open_lock(path)
    try:
        deadline = time.monotonic() + LOCK_TIMEOUT_SECONDS
        while not files.take_lock(descriptor):
            if time.monotonic() > deadline:
                raise NotSaved("Another window has been saving this postmortem for too long.")
            time.sleep(_RETRY_PAUSE_SECONDS)
        yield
    finally:
        with contextlib.suppress(OSError):  # it is released even then, and the change is complete
            files.close_lock(descriptor)


def lock_path(folder: Path, postmortem_id: str) -> Path:
    """Return the path of a postmortem's lock file; the caller has validated the id."""
    return folder / ".locks" / f"{postmortem_id}.lock"


def stale_files(folder: Path, files: Files = FILES) -> tuple[Path, ...]:
    """Return the temporary files in a library, including those of saves in progress.

    Raises OSError.
    """
    return tuple(path for _, path in _temporary_files(folder, files))


def remove_stale_files(folder: Path, files: Files = FILES) -> tuple[Path, ...]:
    """Remove the temporary files, each under its postmortem's lock, and return the removed ones.

    One whose lock stays held by somebody else is kept. Raises OSError.
    """
    removed = []
    for postmortem_id, path in _temporary_files(folder, files):
        with contextlib.suppress(NotSaved), locked(lock_path(folder, postmortem_id), files):
            if files.exists(path):  # else a save has just renamed it into place
                files.unlink(path)
                removed.append(path)
    return tuple(removed)


def _temporary_files(folder: Path, files: Files) -> list[tuple[str, Path]]:
    """Return the temporary files, each after the id of the postmortem it belongs to."""
    found = []
    for subfolder in (folder, folder / "trash", folder / "quarantine"):
        names = sorted(files.names(subfolder)) if files.is_folder(subfolder) else []
        for name in names:
            if (match := re.fullmatch(_TEMPORARY, name)) is not None:
                found.append((match[1], subfolder / name))
    return found
