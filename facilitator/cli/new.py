"""`facilitator new`: create a postmortem."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic import ValidationError

from facilitator.cli.output import UsageError
from facilitator.model.postmortem import Postmortem, new_postmortem_id
from facilitator.model.scope import Kind, Scope, Severity

if TYPE_CHECKING:
    from data.library.library import TinyLibrary


def new(library: TinyLibrary, *, title: str, severity: str | None, kind: str) -> int:
    """Save a postmortem with this scope and print its id; its day is today's in UTC.

    Raises UsageError if the title cannot be used, StoreError.
    """
    try:
        scope = Scope(
            title=title, severity=Severity(severity) if severity else None, kind=Kind(kind)
        )
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise UsageError(f"The title cannot be kept: {reason}.") from None
    if not scope.title:
        raise UsageError("The title is empty: say in a few words what users saw.")
    postmortem = Postmortem(id=new_postmortem_id(datetime.now(UTC).date()), scope=scope)
    library.save(postmortem)
    sys.stdout.write(f"{postmortem.id}\n")
    return 0
