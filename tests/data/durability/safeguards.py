"""The library with one of its safeguards taken away."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from data.fs.files import Files
from data.library.library import TinyLibrary
from data.library.record import InvalidRecord, Record, decode_tables
from facilitator.model.postmortem import Postmortem
from facilitator.session.store import UNSAVED, SaveResult, Version
from tests.data.durability.watched import Watched


class WithoutFileSync(Watched):
    def around(self, name: str, arguments: tuple[Any, ...], act: Callable[[], Any]) -> Any:
        return None if name == "sync" else act()


class WithoutFolderSync(Watched):
    """Syncs no folder in which a file was just renamed."""

    renamed = False

    def around(self, name: str, arguments: tuple[Any, ...], act: Callable[[], Any]) -> Any:
        if name == "sync_folder" and self.renamed:
            return None
        self.renamed = name == "replace"
        return act()


class WithoutLock(Watched):
    def around(self, name: str, arguments: tuple[Any, ...], act: Callable[[], Any]) -> Any:
        return True if name == "take_lock" else act()


class WithoutExclusive(Watched):
    def around(self, name: str, arguments: tuple[Any, ...], act: Callable[[], Any]) -> Any:
        if name == "open_new":
            return os.open(arguments[0], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, arguments[1])
        return act()


class WithoutRevision(TinyLibrary):
    """Takes every save for one that was made from what the file holds."""

    def save(
        self, document: Postmortem, /, base: Version = UNSAVED, *, keep_replaced: bool = False
    ) -> SaveResult:
        held, _ = self._read_current(self.folder / f"{document.id}.json", document.id)
        version = held.version if held else UNSAVED
        return super().save(document, version, keep_replaced=keep_replaced)


def record_whatever_its_checksum(content: bytes) -> Record:
    """Read a file as the library does, but for the checksum."""
    try:
        row: Any = decode_tables(content)["postmortem"]["1"]
        meta = row["_meta"]
        at = datetime.fromisoformat(meta["saved_at"])
        return Record(row["document"], meta["schema"], meta["revision"], meta["saved_by"], at)
    except (KeyError, TypeError, ValueError):
        raise InvalidRecord("it is not whole") from None


def make_folders_unsynced(folder: Path, files: Files, *, below: Path | None = None) -> None:
    """Make folders as the library does, but for bringing their names to the disk."""
    for each in reversed([folder, *folder.parents]):
        if not files.is_folder(each):
            files.make_folder(each)
