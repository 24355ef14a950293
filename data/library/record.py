"""What one file of the library holds: a TinyDB table with one row, the document and its `_meta`.

    {"postmortem": {"1": {"_meta": {schema, revision, saved_by, saved_at, sha256}, "document": {}}}}

The SHA-256 covers everything else in the row: most damaged files are still well-formed JSON.

From a record to the document it holds, whichever version of this program wrote it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from facilitator.model.migrations import CannotMigrate, Migration, upgraded
from facilitator.model.stage import SCHEMA_VERSION
from facilitator.session.store import (
    Damaged,
    FromNewerVersion,
    StoredPostmortem,
    StoreError,
    Version,
)

if TYPE_CHECKING:
    from facilitator.model.postmortem import Postmortem

TABLE = "postmortem"
ROW = 1
_REVISIONS = 10**18
"""More saves than anybody makes: what claims so many was not written here."""


class NotARecord(ValueError):
    """The bytes are not what this program writes, or are no longer what it wrote."""


class Json(bytes):
    """A value already written as JSON: a document is written once for its checksum and its file."""


class _Save(NamedTuple):
    """What a save holds; apart, since a named tuple has no room to keep a checksum in."""

    document: dict[str, object] | Json
    schema: int
    revision: int
    saved_by: str
    saved_at: datetime


class Record(_Save):
    """One save. `saved_at` is UTC, to the second.

    `document` is the postmortem as JSON values where it was read, written where it will be saved.
    """

    @cached_property
    def sha256(self) -> str:
        """The checksum of the rest: of the JSON list of `_meta` without it and the document."""
        checksum = hashlib.sha256(b"[%s," % written(self._meta()))
        checksum.update(written(self.document))
        checksum.update(b"]")
        return checksum.hexdigest()

    @property
    def version(self) -> Version:
        """Which save this is."""
        return Version(self.revision, self.sha256)

    def names_another(self, postmortem_id: str) -> bool:
        """Whether a record that was read holds the postmortem of another id."""
        return isinstance(self.document, dict) and self.document.get("id") != postmortem_id

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


def written(value: object) -> bytes:
    """Write a value or a document as JSON, and what is `Json` already as it is."""
    from pydantic_core import to_json  # 25 ms, needed only where a file is read or written

    return value if isinstance(value, Json) else to_json(value)


def file_of_tables(tables: Mapping[str, Mapping[str, Mapping[str, object]]]) -> bytes:
    """Return the bytes of a file with these tables; the values in a row may be `Json`."""
    return _mapped(
        (name, _mapped((str(row_id), _mapped(row.items())) for row_id, row in table.items()))
        for name, table in tables.items()
    )


def file_of_record(record: Record) -> bytes:
    """Return the bytes of a file that holds this record and nothing else."""
    return file_of_tables({TABLE: {str(ROW): record.row()}})


def _mapped(items: Iterable[tuple[str, object]]) -> Json:
    return Json(b"{%s}" % b",".join(b"%s:%s" % (written(k), written(v)) for k, v in items))


def record_from_file(content: bytes) -> Record:
    """Return the record in a file's bytes. Raises NotARecord."""
    return record_from_tables(tables_from_file(content))


def tables_from_file(content: bytes) -> dict[str, dict[str, object]]:
    """Return the tables in a file's bytes, as TinyDB wants them. Raises NotARecord."""
    from pydantic_core import from_json  # as above

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
    if type(schema) is not int or type(revision) is not int or not 0 < revision < _REVISIONS:
        raise NotARecord("it does not say which save it is")
    try:
        saved_at = datetime.fromisoformat(str(meta.get("saved_at")))
        if saved_at.utcoffset() != timedelta(0):
            raise ValueError
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


@cache
def user() -> str:
    """Return who is saving, as the system knows them."""
    import getpass

    try:
        return getpass.getuser().encode("utf-8", "replace").decode()
    except (KeyError, OSError, ImportError):
        return "somebody"


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise NotARecord("a part of it is missing")
    return value


_FIELDS_LEFT_OUT = 1000
"""More than so many unknown fields are not a document any more."""


def kept_from(
    record: Record, path: Path, postmortem_id: str, migrations: Mapping[int, Migration]
) -> StoredPostmortem:
    """Return the postmortem a record holds; `path` is where it was read.

    Raises Damaged, FromNewerVersion, and StoreError where no migration leads up to this version.
    """
    try:
        document, read_only = _document_in(record, migrations)
    except CannotMigrate as error:
        raise StoreError(f"{path} cannot be opened: {error}.") from None
    except ValueError:
        raise Damaged(damage(path, "it does not hold a whole postmortem")) from None
    if document is None:
        raise FromNewerVersion(
            f"{path} was saved by a newer facilitator: update this one to open it."
        )
    if document.id != postmortem_id:
        raise Damaged(damage(path, f"it holds {document.id} instead"))
    return StoredPostmortem(document, record.version, record.saved_at, record.saved_by, read_only)


def damage(path: Path, what: str) -> str:
    """Say that a file is damaged, and how."""
    return f"{path} is damaged ({what}) and was left as it is."


def met(postmortem_id: str, held: Record | None) -> str:
    """Say which save stands in the way of another; None where the postmortem was deleted."""
    if held is None:
        return f"{postmortem_id} was deleted in another window; nothing was saved."
    when = f"{held.saved_at:%H:%M:%S}Z"
    return f"{held.saved_by} saved revision {held.revision} at {when}; nothing was saved over it."


def _document_in(
    record: Record, migrations: Mapping[int, Migration]
) -> tuple[Postmortem | None, str]:
    """Return the document of a record, and why it may only be read (empty where it may be saved).

    Of a newer version's document, what this program does not know is left out; None where the rest
    is no document. Raises CannotMigrate, and ValueError for one that is not whole.
    """
    from facilitator.model.postmortem import Postmortem  # 80 ms, after the first frame

    held = record.document
    if record.schema == SCHEMA_VERSION:
        return Postmortem.model_validate(held), ""
    assert isinstance(held, dict)  # noqa: S101 (what was read is a mapping, what is saved is not)
    if record.schema < SCHEMA_VERSION:
        document = upgraded(deepcopy(held), record.schema, migrations)
        return Postmortem.model_validate(document), ""
    return _known_part(deepcopy(held))


def _known_part(document: Any) -> tuple[Postmortem | None, str]:
    from pydantic import ValidationError

    from facilitator.model.postmortem import Postmortem

    left_out = 0
    while left_out < _FIELDS_LEFT_OUT:
        try:
            known = Postmortem.model_validate(document)
        except ValidationError as error:
            unknown = [e["loc"] for e in error.errors() if e["type"] == "extra_forbidden"]
            if not unknown:
                break
            for *holders, name in unknown:
                holder = document
                for step in holders:
                    holder = holder[step]
                del holder[name]
            left_out += len(unknown)
        else:
            fields = "1 field" if left_out == 1 else f"{left_out} fields"
            hidden = f" {fields} this one does not know are not shown." if left_out else ""
            return known, f"A newer facilitator saved this: update to change it.{hidden}"
    return None, ""
