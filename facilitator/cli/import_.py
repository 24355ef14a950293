"""`facilitator import`: a new postmortem, or events for one, from a file of notes or JSON."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from data.local.importer import import_json, import_lines, is_json
from facilitator.cli.input import read_text
from facilitator.cli.output import UsageError, print_message

if TYPE_CHECKING:
    from data.library.library import TinyLibrary


def import_file(library: TinyLibrary, file: str, from_format: str, into: str | None) -> int:
    """Import a file, print the id of its postmortem, and report the result on standard error.

    `from_format` is "json", "lines" or "auto". `into`: the id, or a unique prefix of it, of the
    postmortem that events are added to; None makes a new one. Raises StoreError, CannotRead,
    UsageError.
    """
    into = library.find(into) if into else None
    text = read_text(file)
    now = datetime.now(UTC)
    if from_format == "json" or (from_format == "auto" and is_json(text)):
        if into:
            raise UsageError("A whole postmortem cannot go into another one; leave --into out.")
        postmortem_id, report = import_json(library, text, now)
    else:
        postmortem_id, report = import_lines(library, text, into, now)
    print_message(report)
    sys.stdout.write(f"{postmortem_id}\n")
    return 0
