"""A TinyDB storage that a crash cannot tear."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document

from data.fs.durable import temporary_of, write_durably
from data.fs.files import FILES, Files
from data.library.layout import previous_of
from data.library.record import ROW, TABLE, Record, file_of_tables, tables_from_file


class DurableStorage(Storage):
    """TinyDB's tables in one JSON file, written beside and renamed into place.

    `afresh`: what is written takes the place of everything there, so TinyDB is shown no file.
    `keep_previous`: what it replaces becomes `.prev`, which a damaged file should not. The caller
    holds the lock of this file, so the temporary name is this writer's alone.
    """

    def __init__(
        self,
        path: Path,
        files: Files = FILES,
        *,
        afresh: bool = False,
        keep_previous: bool = True,
    ) -> None:
        self._path = path
        self._files = files
        self._afresh = afresh
        self._previous = previous_of(path) if keep_previous else None

    # TinyDB's own signature has Any here: rows may hold anything.
    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, or None where there is no file. Raises NotARecord, OSError."""
        if self._afresh:
            return None
        try:
            content = self._files.read(self._path)
        except FileNotFoundError:
            return None
        return tables_from_file(content)

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file durably. Raises OSError."""
        write_durably(
            self._path,
            file_of_tables(data),
            files=self._files,
            temporary=temporary_of(self._path),
            previous=self._previous,
        )


def write_record(
    path: Path, record: Record, files: Files = FILES, *, keep_previous: bool = True
) -> None:
    """Make a record the one row of a file, in one TinyDB write. Raises OSError.

    The caller has the lock, and knows already what the file holds and that it may be replaced.
    """
    row: Mapping[str, Any] = record.row()
    storage = {"afresh": True, "keep_previous": keep_previous, "storage": DurableStorage}
    with TinyDB(path, files, **storage) as database:
        database.table(TABLE, cache_size=0).insert(Document(row, doc_id=ROW))
