"""One writer at a time for one postmortem, across windows and programs.

Temporary files that a dead process left, found and removed while nobody is writing.
"""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterator
from pathlib import Path

from data.fs.files import FILES, Files
from data.library.layout import ID
from facilitator.session.store import NotSaved

PATIENCE_SECONDS = 10.0
_PAUSE_SECONDS = 0.005


@contextlib.contextmanager
def locked(path: Path, files: Files = FILES) -> Iterator[None]:
    """Hold the lock file for as long as the block runs; it goes with the process if that dies.

    The lock is a file of its own that is never replaced, because a lock on a file that is renamed
    over guards nothing. Raises NotSaved when somebody holds it for PATIENCE_SECONDS, OSError.
    """
    descriptor = files.open_lock(path)
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not files.take_lock(descriptor):
            if time.monotonic() > deadline:
                raise NotSaved("Another window has been saving this postmortem for too long.")
            time.sleep(_PAUSE_SECONDS)
        yield
    finally:
        with contextlib.suppress(OSError):  # it is given back even then, and what was done is done
            files.close_lock(descriptor)


def lock_of(folder: Path, postmortem_id: str) -> Path:
    """Return the lock file of a postmortem in a library; the id is one."""
    return folder / ".locks" / f"{postmortem_id}.lock"


_TEMPORARY = re.compile(rf"\.({ID})\.json[^/]*\.tmp")


def strays(folder: Path, files: Files = FILES) -> tuple[Path, ...]:
    """Return the temporary files in a library, those of a save under way among them.

    Raises OSError.
    """
    return tuple(path for _, path in _found(folder, files))


def remove_strays(folder: Path, files: Files = FILES) -> tuple[Path, ...]:
    """Remove what `strays` finds, each under its postmortem's lock, and return what is gone.

    One whose lock somebody holds for long is left. Raises OSError.
    """
    removed = []
    for postmortem_id, path in _found(folder, files):
        with contextlib.suppress(NotSaved), locked(lock_of(folder, postmortem_id), files):
            if files.exists(path):  # and not renamed into place by the save it belongs to
                files.unlink(path)
                removed.append(path)
    return tuple(removed)


def _found(folder: Path, files: Files) -> list[tuple[str, Path]]:
    """Return the temporary files with the ids of the postmortems they belong to."""
    found = []
    for holder in (folder, folder / "trash", folder / "quarantine"):
        for name in _names(holder, files):
            if (known := _TEMPORARY.fullmatch(name)) is not None:
                found.append((known[1], holder / name))
    return found


def _names(folder: Path, files: Files) -> list[str]:
    return sorted(files.names(folder)) if files.is_folder(folder) else []
