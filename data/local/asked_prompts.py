"""Which questions were asked of a postmortem, kept on this computer and not in the document.

Asking is no edit. A file a postmortem, a key a line, added to as questions are asked: a kill loses
none, two windows lose none of each other's, and of a damaged file the lines that are whole count.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from data.fs.durable import make_folders
from data.fs.files import FILES, PRIVATE_FILE

MOST = 1000
"""So many questions are remembered; beyond, the older half is forgotten."""
_LONGEST = 100
_MOST_BYTES = 2 * MOST * _LONGEST
_ADDING = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_APPEND
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
)


class Asked:
    """The keys of the questions asked, by postmortem; in a folder, where there is one.

    Where that cannot be read or written, they are remembered for as long as this program runs.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._keys: dict[str, tuple[str, ...]] = {}

    def of(self, postmortem_id: str) -> tuple[str, ...]:
        """Return the keys of what was asked of a postmortem, oldest first."""
        if postmortem_id not in self._keys:
            self._keys[postmortem_id] = self._read(postmortem_id)
        return self._keys[postmortem_id]

    def note(self, postmortem_id: str, key: str) -> None:
        """Remember that a question was asked."""
        known = self.of(postmortem_id)
        if key in known:
            return
        self._keys[postmortem_id] = (*known, key)[-MOST:]
        if self._folder is None or not _is_key(key):
            return
        path = self._path(self._folder, postmortem_id)
        with contextlib.suppress(OSError):
            make_folders(self._folder)
            if len(known) < MOST:
                _add(path, [key])
            else:
                self._keys[postmortem_id] = (*known, key)[-MOST // 2 :]
                FILES.unlink(path)
                _add(path, self._keys[postmortem_id])

    def _read(self, postmortem_id: str) -> tuple[str, ...]:
        if self._folder is None:
            return ()
        try:
            _, held = FILES.head(self._path(self._folder, postmortem_id), _MOST_BYTES)
        except OSError:
            return ()
        lines = held.decode("utf-8", "replace").split("\n")
        return tuple(dict.fromkeys(line for line in lines if _is_key(line)))[-MOST:]

    @staticmethod
    def _path(folder: Path, postmortem_id: str) -> Path:
        return folder / f"{postmortem_id}.txt"


def _is_key(line: str) -> bool:
    return 0 < len(line) <= _LONGEST and line.isprintable()


def _add(path: Path, keys: list[str] | tuple[str, ...]) -> None:
    """Add lines to a file, each begun on a line of its own. Raises OSError."""
    descriptor = os.open(path, _ADDING, PRIVATE_FILE)
    try:
        os.write(descriptor, "".join(f"\n{key}" for key in keys).encode())
    finally:
        os.close(descriptor)
