"""From a record to the document it holds, whichever version of this program wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.record import Record
from facilitator.migrations import CannotMigrate, Migration, upgraded
from facilitator.model.identity import SCHEMA_VERSION
from facilitator.store import Damaged, FromNewerVersion, Kept, StoreError

if TYPE_CHECKING:
    from facilitator.model.postmortem import Postmortem

_FIELDS_LEFT_OUT = 1000
"""More than so many unknown fields are not a document any more."""


def kept_from(
    record: Record, path: Path, postmortem_id: str, migrations: Mapping[int, Migration]
) -> Kept:
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
    return Kept(document, record.version, record.saved_at, record.saved_by, read_only)


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
