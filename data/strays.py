"""Temporary files that a dead process left, found and removed while nobody is writing."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from data.fs.files import FILES, Files
from data.lock import lock_of, locked
from data.names import ID
from facilitator.store import NotSaved

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
