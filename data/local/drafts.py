"""Drafts: text that was typed and not submitted, saved on this computer to survive a crash.

Each running program has a file and a lock of its own. A program that starts takes over the files of
programs that have ended; so two windows never overwrite each other's drafts.
"""

from __future__ import annotations

import contextlib
import json
import secrets
from collections import UserDict
from pathlib import Path
from threading import Lock

from data.fs.durable import make_folders
from data.fs.files import FILES, PRIVATE_FILE, Files

_SUFFIX = ".json"
_LOCK = ".lock"

DraftTexts = dict[str, str]


class Drafts(UserDict[str, DraftTexts]):
    """Drafts by the place they were typed into, each a dictionary of texts by field.

    `save` writes them to a file in `folder`; without one they are only in memory. A draft is
    replaced as a whole, never changed in place, so that `save` may run on any thread.
    """

    def __init__(self, folder: Path | None = None, files: Files = FILES) -> None:
        super().__init__()
        self._files = files
        self._save_lock = Lock()
        self._path: Path | None = None
        self._lock_descriptor: int | None = None
        self._saved: dict[str, DraftTexts] = {}
        if folder is not None:
            with contextlib.suppress(OSError):
                self._open(folder)

    @property
    def are_saved(self) -> bool:
        """Whether all drafts are saved where the next program will find them."""
        return self._path is not None and self._saved == self.data

    def save(self) -> None:
        """Write changed drafts to the file. If that fails, `are_saved` stays false."""
        with self._save_lock:
            texts = dict(self.data)
            if self._path is None or texts == self._saved:
                return
            with contextlib.suppress(OSError):
                self._write(self._path, texts)
                self._saved = texts

    def close(self) -> None:
        """Save, and leave the file to the program that starts next."""
        self.save()
        if self._path is None or self._lock_descriptor is None:
            return
        with contextlib.suppress(OSError):
            if not self._saved:
                self._files.unlink(self._path)
            self._files.unlink(self._path.with_suffix(_LOCK))
        with contextlib.suppress(OSError):
            self._files.close_lock(self._lock_descriptor)
        self._lock_descriptor = None

    def _open(self, folder: Path) -> None:
        """Choose a file for this program, and take over those of ended ones. Raises OSError."""
        make_folders(folder, self._files)
        path = folder / f"{secrets.token_hex(6)}{_SUFFIX}"
        descriptor = self._files.open_lock(path.with_suffix(_LOCK))
        if not self._files.take_lock(descriptor):  # no lock to be had: drafts stay in memory
            self._files.close_lock(descriptor)
            return
        self._path, self._lock_descriptor = path, descriptor
        for name in sorted(self._files.names(folder)):
            if name.endswith(_SUFFIX) and name != path.name:
                with contextlib.suppress(OSError):
                    self._take_over(folder / name)

    def _take_over(self, path: Path) -> None:
        """Take over the drafts in another file, unless its program still runs. Raises OSError."""
        lock = path.with_suffix(_LOCK)
        descriptor = self._files.open_lock(lock)
        try:
            if not self._files.take_lock(descriptor):
                return
            if not self._files.exists(path):
                self._files.unlink(lock)
                return
            self.data.update(_decode(self._files.read(path)))
            self.save()
            if self.are_saved:  # else the old file is the only copy
                self._files.unlink(path)
                self._files.unlink(lock)
        finally:
            self._files.close_lock(descriptor)

    def _write(self, path: Path, texts: dict[str, DraftTexts]) -> None:
        """Replace the file atomically. Without fsync, since drafts need not survive a power cut."""
        temporary = path.with_suffix(".tmp")
        self._files.unlink(temporary)
        descriptor = self._files.open_new(temporary, PRIVATE_FILE)
        try:
            rest = memoryview(json.dumps(texts).encode())
            while rest:
                rest = rest[self._files.write(descriptor, rest) :]
        finally:
            self._files.close(descriptor)
        self._files.replace(temporary, path)


def _decode(content: bytes) -> dict[str, DraftTexts]:
    """Return the drafts in the bytes of a file; invalid ones are left out."""
    try:
        drafts: object = json.loads(content)
    except ValueError:
        return {}
    if not isinstance(drafts, dict):
        return {}
    return {
        place: texts
        for place, texts in drafts.items()
        if isinstance(texts, dict) and all(isinstance(text, str) for text in texts.values())
    }
