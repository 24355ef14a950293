"""One writer at a time for one postmortem, across windows and programs."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from data.fs.files import FILES, Files
from facilitator.store import NotSaved

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
