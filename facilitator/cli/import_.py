"""`facilitator import`: notes or a postmortem's JSON on the way in.

Where a command's postmortem or file comes from: the library, a path, or standard input.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.local.importer import bring_json, bring_lines, is_json
from facilitator.cli import complain
from facilitator.cli.commands import WrongUse
from facilitator.model.postmortem import Postmortem

if TYPE_CHECKING:
    from data.library.library import TinyLibrary


def text_from(file: str) -> str:
    """Return a file's text, or standard input's for `-`. Raises CannotRead."""
    from data.local.importer import LARGEST_BYTES, text_in, text_of

    if file == "-":
        return text_in(sys.stdin.buffer.read(LARGEST_BYTES + 1), "standard input")
    return text_of(Path(file))


def postmortem_from(library: TinyLibrary, postmortem_id: str) -> Postmortem:
    """Return the postmortem whose id begins so, or for `-` the JSON on standard input.

    Raises StoreError, CannotRead.
    """
    if postmortem_id == "-":
        from facilitator.model.json_codec import read_json

        return read_json(text_from("-"))
    return library.load(library.find(postmortem_id)).document


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
