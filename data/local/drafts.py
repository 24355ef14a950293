"""What was typed and not taken yet, kept on this computer: leaving or a kill loses none of it.

Each running program has a file of its own, under a lock of its own. One that starts takes over the
files whose programs are gone; so two windows never write each other's lines away.
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

Texts = dict[str, str]


class Drafts(UserDict[str, Texts]):
    """Texts by the place they were typed into; `save` keeps them in a folder, where there is one.

    Texts are replaced, never changed in place. `save` may run on any thread.
    """

    def __init__(self, folder: Path | None = None, files: Files = FILES) -> None:
        super().__init__()
        self._files = files
        self._saving = Lock()
        self._path: Path | None = None
        self._held: int | None = None
        self._saved: dict[str, Texts] = {}
        if folder is not None:
            with contextlib.suppress(OSError):
                self._begin(folder)

    @property
    def are_kept(self) -> bool:
        """Whether all of them are where the next program to start finds them."""
        return self._path is not None and self._saved == self.data

    def save(self) -> None:
        """Bring what changed to the disk. Where that fails, `are_kept` stays false."""
        with self._saving:
            texts = dict(self.data)
            if self._path is None or texts == self._saved:
                return
            with contextlib.suppress(OSError):
                self._write(self._path, texts)
                self._saved = texts

    def close(self) -> None:
        """Keep what there is for the program that starts next."""
        self.save()
        if self._path is None or self._held is None:
            return
        with contextlib.suppress(OSError):
            if not self._saved:
                self._files.unlink(self._path)
            self._files.unlink(self._path.with_suffix(_LOCK))
        with contextlib.suppress(OSError):
            self._files.close_lock(self._held)
        self._held = None

    def _begin(self, folder: Path) -> None:
        """Take a file for this program, and over what others left. Raises OSError."""
        make_folders(folder, self._files)
        path = folder / f"{secrets.token_hex(6)}{_SUFFIX}"
        held = self._files.open_lock(path.with_suffix(_LOCK))
        if not self._files.take_lock(held):
            self._files.close_lock(held)
            return
        self._path, self._held = path, held
        for name in sorted(self._files.names(folder)):
            if name.endswith(_SUFFIX) and name != path.name:
                with contextlib.suppress(OSError):
                    self._take_over(folder / name)

    def _take_over(self, path: Path) -> None:
        """Make the drafts of a program that is gone ours. Raises OSError."""
        lock = path.with_suffix(_LOCK)
        descriptor = self._files.open_lock(lock)
        try:
            if not self._files.take_lock(descriptor):
                return
            if not self._files.exists(path):
                self._files.unlink(lock)
                return
            self.data.update(_texts_in(self._files.read(path)))
            self.save()
            if self.are_kept:
                self._files.unlink(path)
                self._files.unlink(lock)
        finally:
            self._files.close_lock(descriptor)

    def _write(self, path: Path, texts: dict[str, Texts]) -> None:
        """Put the texts into the file in one step; a power cut may cost them, a kill may not."""
        temporary = path.with_suffix(".tmp")
        self._files.unlink(temporary)
        descriptor = self._files.open_new(temporary, PRIVATE_FILE)
        try:
            left = memoryview(json.dumps(texts).encode())
            while left:
                left = left[self._files.write(descriptor, left) :]
        finally:
            self._files.close(descriptor)
        self._files.replace(temporary, path)


def _texts_in(content: bytes) -> dict[str, Texts]:
    """Return the drafts in a file's bytes; none where it holds something else."""
    try:
        read: object = json.loads(content)
    except ValueError:
        return {}
    if not isinstance(read, dict):
        return {}
    return {
        place: texts
        for place, texts in read.items()
        if isinstance(texts, dict) and all(isinstance(text, str) for text in texts.values())
    }
