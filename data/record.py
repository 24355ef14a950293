"""What one file of the library holds: a TinyDB table with one row, the document and its `_meta`.

    {"postmortem": {"1": {"_meta": {schema, revision, saved_by, saved_at, sha256}, "document": {}}}}

The SHA-256 covers everything else in the row: most damaged files are still well-formed JSON.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from pydantic_core import from_json, to_json

TABLE = "postmortem"
ROW = 1


class NotARecord(ValueError):
    """The bytes are not what this program writes, or are no longer what it wrote."""


@dataclass(frozen=True)
class Record:
    """One save. `document` is the postmortem as JSON values; `saved_at` is UTC, to the second."""

    document: dict[str, object]
    schema: int
    revision: int
    saved_by: str
    saved_at: datetime

    @property
    def sha256(self) -> str:
        """The checksum of all the rest."""
        return hashlib.sha256(to_json([self._meta(), self.document])).hexdigest()

    def row(self) -> dict[str, object]:
        """Return the row as TinyDB keeps it."""
        return {"_meta": {**self._meta(), "sha256": self.sha256}, "document": self.document}

    def _meta(self) -> dict[str, object]:
        return {
            "schema": self.schema,
            "revision": self.revision,
            "saved_by": self.saved_by,
            "saved_at": self.saved_at.isoformat(),
        }


def record_from_file(content: bytes) -> Record:
    """Return the record in a file's bytes. Raises NotARecord."""
    return record_from_tables(tables_from_file(content))


def tables_from_file(content: bytes) -> dict[str, dict[str, object]]:
    """Return the tables in a file's bytes, as TinyDB wants them. Raises NotARecord."""
    try:
        tables: object = from_json(content, allow_inf_nan=False)
    except ValueError:
        raise NotARecord("it is not JSON") from None
    if not isinstance(tables, dict):
        raise NotARecord("it holds no tables")
    return {str(name): _mapping(table) for name, table in tables.items()}


def record_from_tables(tables: dict[str, dict[str, object]]) -> Record:
    """Return the record in a file's tables, its checksum verified. Raises NotARecord."""
    row = _mapping(_mapping(tables.get(TABLE)).get(str(ROW)))
    if row.keys() != {"_meta", "document"} or tables.keys() != {TABLE} or len(tables[TABLE]) != 1:
        raise NotARecord("it holds something else than one postmortem")
    meta = _mapping(row["_meta"])
    schema, revision = meta.get("schema"), meta.get("revision")
    if type(schema) is not int or type(revision) is not int or revision < 1:
        raise NotARecord("it does not say which save it is")
    try:
        saved_at = datetime.fromisoformat(str(meta.get("saved_at")))
    except ValueError:
        raise NotARecord("it does not say when it was saved") from None
    record = Record(
        document=_mapping(row["document"]),
        schema=schema,
        revision=revision,
        saved_by=str(meta.get("saved_by")),
        saved_at=saved_at,
    )
    if meta != record.row()["_meta"]:
        raise NotARecord("its checksum does not fit")
    return record


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise NotARecord("a part of it is missing")
    return value
