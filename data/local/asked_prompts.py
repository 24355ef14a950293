"""Which prompts were asked about a postmortem, recorded on this computer and not in the document.

Asking a prompt is not an edit. There is a file per postmortem with a prompt's key per line, and
keys are appended: so a killed process loses nothing, two windows keep each other's lines, and of a
damaged file the whole lines are still read.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from data.fs.durable import make_folders
from data.fs.files import FILES, PRIVATE_FILE

MAX_KEYS = 1000
"""Keys per postmortem; when they are full, the older half is dropped."""

_MAX_KEY_CHARACTERS = 100
_MAX_BYTES = 2 * MAX_KEYS * _MAX_KEY_CHARACTERS
_APPENDING = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_APPEND
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
)


class AskedPrompts:
    """The keys of the prompts asked, by postmortem id; in `folder`, or only in memory if None.

    If the folder cannot be read or written, they last as long as this program runs.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._keys: dict[str, tuple[str, ...]] = {}

    def keys_of(self, postmortem_id: str) -> tuple[str, ...]:
        """Return the keys of the prompts asked about a postmortem, the first asked first."""
        if postmortem_id not in self._keys:
            self._keys[postmortem_id] = self._read(postmortem_id)
        return self._keys[postmortem_id]

    def record(self, postmortem_id: str, key: str) -> None:
        """Record that a prompt was asked."""
        known = self.keys_of(postmortem_id)
        if key in known:
            return
        self._keys[postmortem_id] = (*known, key)[-MAX_KEYS:]
        if self._folder is None or not _is_key(key):
            return
        path = self._path(self._folder, postmortem_id)
        with contextlib.suppress(OSError):
            make_folders(self._folder)
            if len(known) < MAX_KEYS:
                _append(path, [key])
            else:
                self._keys[postmortem_id] = (*known, key)[-MAX_KEYS // 2 :]
                FILES.unlink(path)
                _append(path, self._keys[postmortem_id])

    def _read(self, postmortem_id: str) -> tuple[str, ...]:
        if self._folder is None:
            return ()
        try:
            _, content = FILES.head(self._path(self._folder, postmortem_id), _MAX_BYTES)
        except OSError:
            return ()
        lines = content.decode("utf-8", "replace").split("\n")
        return tuple(dict.fromkeys(line for line in lines if _is_key(line)))[-MAX_KEYS:]

    @staticmethod
    def _path(folder: Path, postmortem_id: str) -> Path:
        return folder / f"{postmortem_id}.txt"


def _is_key(line: str) -> bool:
    return 0 < len(line) <= _MAX_KEY_CHARACTERS and line.isprintable()


def _append(path: Path, keys: Sequence[str]) -> None:
    """Append lines to a file. Raises OSError."""
    descriptor = os.open(path, _APPENDING, PRIVATE_FILE)
    try:
        # The newline comes first: a line that was cut off before does not run into this one. One
        # write, since appending is atomic then.
        os.write(descriptor, "".join(f"\n{key}" for key in keys).encode())
    finally:
        os.close(descriptor)
