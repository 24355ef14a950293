"""A storage for TinyDB whose file is whole after a crash."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document

from data.fs.durable import temporary_path, write_durably
from data.fs.files import FILES, Files
from data.library.layout import previous_path
from data.library.record import ROW_ID, TABLE, Record, decode_tables, encode_tables


class DurableStorage(Storage):
    """The tables of a TinyDB in one JSON file, which is written durably.

    `afresh`: TinyDB finds no tables, so that its write replaces the whole file. `keep_previous`:
    the replaced file becomes `.prev`; not so if it is damaged. The caller holds the lock of this
    file, so nobody else uses the same temporary name.
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
        self._previous = previous_path(path) if keep_previous else None

    # Any is TinyDB's own: its rows may hold anything.
    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, or None if there is no file. Raises InvalidRecord, OSError."""
        if self._afresh:
            return None
        try:
            content = self._files.read(self._path)
        except FileNotFoundError:
            return None
        return decode_tables(content)

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file durably. Raises OSError."""
        write_durably(
            self._path,
            encode_tables(data),
            files=self._files,
            temporary=temporary_path(self._path),
            previous=self._previous,
        )


def write_record(
    path: Path, record: Record, files: Files = FILES, *, keep_previous: bool = True
) -> None:
    """Replace a file by one that holds this record, in a single write of TinyDB. Raises OSError.

    The caller holds the lock and has checked that the file may be replaced.
    """
    row: Mapping[str, Any] = record.row()
    storage = {"afresh": True, "keep_previous": keep_previous, "storage": DurableStorage}
    with TinyDB(path, files, **storage) as database:
        # Without a cache: it would only be filled, since the database is closed right away.
        database.table(TABLE, cache_size=0).insert(Document(row, doc_id=ROW_ID))
