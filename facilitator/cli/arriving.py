"""`facilitator import`: notes or a postmortem's JSON on the way in."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from data.local.importer import bring_json, bring_lines, is_json
from facilitator.cli import complain
from facilitator.cli.commands import WrongUse
from facilitator.cli.reading import text_from

if TYPE_CHECKING:
    from data.library.library import TinyLibrary


def import_file(library: TinyLibrary, file: str, from_format: str, into: str | None) -> int:
    """Bring a file in, print the id it went to, and say on standard error what was understood.

    Raises StoreError, CannotRead, WrongUse.
    """
    into = library.find(into) if into else None
    text = text_from(file)
    now = datetime.now(UTC)
    if from_format == "json" or (from_format == "auto" and is_json(text)):
        if into:
            raise WrongUse("A whole postmortem cannot go into another one; leave --into out.")
        postmortem_id, said = bring_json(library, text, now)
    else:
        postmortem_id, said = bring_lines(library, text, into, now)
    complain(said)
    sys.stdout.write(f"{postmortem_id}\n")
    return 0
