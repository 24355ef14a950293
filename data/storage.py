"""A TinyDB storage that a crash cannot tear."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic_core import to_json
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document

from data.durable import write_durably
from data.files import FILES, Files
from data.record import ROW, TABLE, Record, tables_from_file


def previous_of(path: Path) -> Path:
    """Return where the save before the last one of this file is kept."""
    return path.with_name(f"{path.name}.prev")


class DurableStorage(Storage):
    """TinyDB's tables in one JSON file, written beside and renamed into place.

    The caller holds the lock of this file, so the temporary name is this writer's alone.
    """

    def __init__(self, path: Path, files: Files = FILES) -> None:
        self._path = path
        self._files = files

    # TinyDB's own signature has Any here: rows may hold anything.
    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, or None where there is no file. Raises NotARecord, OSError."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return None
        return tables_from_file(content)

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file durably; the old one becomes `.prev`. Raises OSError."""
        write_durably(
            self._path,
            to_json(data),
            files=self._files,
            temporary=self._path.with_name(f".{self._path.name}.tmp"),
            previous=previous_of(self._path),
        )


def write_record(path: Path, record: Record, files: Files = FILES) -> None:
    """Make a record the one row of a file, in one TinyDB write. Raises OSError, NotARecord."""
    row: Mapping[str, Any] = record.row()
    with TinyDB(path, files, storage=DurableStorage) as database:
        table = database.table(TABLE, cache_size=0)
        # Not upsert: on a new file it writes twice, the first time without the row.
        if table.contains(doc_id=ROW):
            table.update(row, doc_ids=[ROW])
        else:
            table.insert(Document(row, doc_id=ROW))
