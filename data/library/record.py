"""The record in a file of the library: encoding, decoding, and migration of its document.

A file is a TinyDB table with one row, the document and its `_meta`:

    {"postmortem": {"1": {"_meta": {schema, revision, saved_by, saved_at, sha256}, "document": {}}}}

The SHA-256 covers everything else in the row: most damaged files are still well-formed JSON.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from facilitator.model.migrations import SCHEMA_VERSION, CannotMigrate, Migration, upgraded
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
ROW_ID = 1
_MAX_REVISION = 10**18
"""More saves than anybody makes; a larger number is treated as damage."""

_MAX_UNKNOWN_FIELDS = 1000
"""A document of a newer version with more unknown fields is refused, not shown without them."""


class InvalidRecord(ValueError):
    """A file was not written by this program, or has changed since; the text completes "it ...".

    The text is a clause without a full stop, such as "it is not JSON".
    """


class EncodedJson(bytes):
    """JSON text of a value: a document is encoded once, for both its checksum and its file."""


class _RecordFields(NamedTuple):
    """The fields of Record, which is a subclass so that it has a `__dict__` to cache sha256 in."""

    document: dict[str, object] | EncodedJson
    schema: int
    revision: int
    saved_by: str
    saved_at: datetime


class Record(_RecordFields):
    """One save of a postmortem. `saved_at` is UTC, to the second.

    `document` holds JSON values if it was read, and EncodedJson if it is about to be saved.
    """

    @cached_property
    def sha256(self) -> str:
        """SHA-256 in hex of the JSON list [`_meta` without the checksum, document]."""
        checksum = hashlib.sha256(b"[%s," % encode_json(self._meta()))
        checksum.update(encode_json(self.document))
        checksum.update(b"]")
        return checksum.hexdigest()

    @property
    def version(self) -> Version:
        """Revision and checksum, to compare with the save of another window."""
        return Version(self.revision, self.sha256)

    def belongs_to(self, postmortem_id: str) -> bool:
        """Whether a record that was read holds the postmortem of this id."""
        return isinstance(self.document, dict) and self.document.get("id") == postmortem_id

    def row(self) -> dict[str, object]:
        """Return the row of the TinyDB table."""
        return {"_meta": {**self._meta(), "sha256": self.sha256}, "document": self.document}

    def _meta(self) -> dict[str, object]:
        return {
            "schema": self.schema,
            "revision": self.revision,
            "saved_by": self.saved_by,
            "saved_at": self.saved_at.isoformat(),
        }


def encode_json(value: object) -> bytes:
    """Return a value or a document as JSON; EncodedJson is left unchanged."""
    from pydantic_core import to_json  # 25 ms, needed only when a file is read or written

    return value if isinstance(value, EncodedJson) else to_json(value)


def encode_tables(tables: Mapping[str, Mapping[str, Mapping[str, object]]]) -> bytes:
    """Return the bytes of a file with these tables; the values in a row may be EncodedJson."""
    return _encode_object((name, _encode_table(table)) for name, table in tables.items())


def encode_record(record: Record) -> bytes:
    """Return the bytes of the file that holds this record."""
    return encode_tables({TABLE: {str(ROW_ID): record.row()}})


def _encode_table(table: Mapping[str, Mapping[str, object]]) -> EncodedJson:
    return _encode_object((str(n), _encode_object(row.items())) for n, row in table.items())


def _encode_object(items: Iterable[tuple[str, object]]) -> EncodedJson:
    members = (b"%s:%s" % (encode_json(name), encode_json(value)) for name, value in items)
    return EncodedJson(b"{%s}" % b",".join(members))


def decode_record(content: bytes) -> Record:
    """Return the record in the bytes of a file. Raises InvalidRecord."""
    return _record_from_tables(decode_tables(content))


def decode_tables(content: bytes) -> dict[str, dict[str, object]]:
    """Return the tables in the bytes of a file, as TinyDB needs them. Raises InvalidRecord."""
    from pydantic_core import from_json  # as in encode_json

    try:
        tables: object = from_json(content, allow_inf_nan=False)
    except ValueError:
        raise InvalidRecord("it is not JSON") from None
    if not isinstance(tables, dict):
        raise InvalidRecord("it holds no tables")
    return {str(name): _checked_dict(table) for name, table in tables.items()}


def _record_from_tables(tables: dict[str, dict[str, object]]) -> Record:
    """Return the record in the tables of a file, its checksum verified. Raises InvalidRecord."""
    row = _checked_dict(_checked_dict(tables.get(TABLE)).get(str(ROW_ID)))
    if row.keys() != {"_meta", "document"} or tables.keys() != {TABLE} or len(tables[TABLE]) != 1:
        raise InvalidRecord("it holds something else than one postmortem")
    meta = _checked_dict(row["_meta"])
    schema, revision = meta.get("schema"), meta.get("revision")
    if type(schema) is not int or type(revision) is not int or not 0 < revision < _MAX_REVISION:
        raise InvalidRecord("it does not say which save it is")
    try:
        saved_at = datetime.fromisoformat(str(meta.get("saved_at")))
        if saved_at.utcoffset() != timedelta(0):
            raise ValueError
    except ValueError:
        raise InvalidRecord("it does not say when it was saved") from None
    record = Record(
        document=_checked_dict(row["document"]),
        schema=schema,
        revision=revision,
        saved_by=str(meta.get("saved_by")),
        saved_at=saved_at,
    )
    if meta != record.row()["_meta"]:
        raise InvalidRecord("its checksum does not fit")
    return record


@cache
def user_name() -> str:
    """Return the name of the user who runs this process, "somebody" if the system has none."""
    import getpass

    try:
        # Windows and some directory services have names that are not valid UTF-8.
        return getpass.getuser().encode("utf-8", "replace").decode()
    except (KeyError, OSError, ImportError):
        return "somebody"


def _checked_dict(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise InvalidRecord("a part of it is missing")
    return value


def load_record(
    record: Record, path: Path, postmortem_id: str, migrations: Mapping[int, Migration]
) -> StoredPostmortem:
    """Return the postmortem in a record, migrated to this version; `path` is for the errors.

    Raises Damaged, FromNewerVersion, and StoreError if a migration is missing or fails.
    """
    try:
        document, read_only = _document_in(record, migrations)
    except CannotMigrate as error:
        raise StoreError(f"{path} cannot be opened: {error}.") from None
    except ValueError:
        raise Damaged(damaged_message(path, "it does not hold a whole postmortem")) from None
    if document is None:
        raise FromNewerVersion(
            f"{path} was saved by a newer facilitator: update this one to open it."
        )
    if document.id != postmortem_id:
        raise Damaged(damaged_message(path, f"it holds {document.id} instead"))
    return StoredPostmortem(document, record.version, record.saved_at, record.saved_by, read_only)


def damaged_message(path: Path, reason: str) -> str:
    """Return the sentence for a damaged file; `reason` is a clause: "it is not JSON"."""
    return f"{path} is damaged ({reason}) and was left as it is."


def conflict_message(postmortem_id: str, current: Record | None) -> str:
    """Return the sentence for a save that was refused because of another window's.

    `current`: the record in the library, None if the postmortem was deleted there.
    """
    if current is None:
        return f"{postmortem_id} was deleted in another window; nothing was saved."
    when = f"{current.saved_at:%H:%M:%S}Z"
    return (
        f"{current.saved_by} saved revision {current.revision} at {when}; "
        "nothing was saved over it."
    )


def _document_in(
    record: Record, migrations: Mapping[int, Migration]
) -> tuple[Postmortem | None, str]:
    """Return the document of a record, and a reason why it is read-only (empty if it is not).

    A document of a newer version loses the fields that this version does not know; it is None if
    the rest is no valid document. Raises CannotMigrate, and ValueError if the document is invalid.
    """
    from facilitator.model.postmortem import Postmortem  # 80 ms, needed after the first frame

    values = record.document
    if record.schema == SCHEMA_VERSION:
        return Postmortem.model_validate(values), ""
    assert isinstance(values, dict)  # noqa: S101 (only a record to be saved holds EncodedJson)
    if record.schema < SCHEMA_VERSION:
        document = upgraded(deepcopy(values), record.schema, migrations)
        return Postmortem.model_validate(document), ""
    return _without_unknown_fields(deepcopy(values))


def _without_unknown_fields(document: Any) -> tuple[Postmortem | None, str]:
    """Return a newer version's document without what this version rejects, and a read-only reason.

    Pydantic reports all unknown fields it reaches; removing them can bring up further ones.
    """
    from pydantic import ValidationError

    from facilitator.model.postmortem import Postmortem

    left_out = 0
    while left_out < _MAX_UNKNOWN_FIELDS:
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
