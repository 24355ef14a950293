"""Reads the input of a command: a postmortem or a text, from library, file or standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.library.library import TinyLibrary
    from facilitator.model.postmortem import Postmortem

STANDARD_INPUT = "-"
"""The argument for standard input, instead of a file or an id."""


def read_text(file: str) -> str:
    """Return the text of a file, or of standard input for `-`. Raises CannotRead."""
    # Imported here: it loads the parser of pasted text, which export and check need only for `-`.
    from data.local.importer import MAX_IMPORT_BYTES, decode_text, read_text_file

    if file == STANDARD_INPUT:
        return decode_text(sys.stdin.buffer.read(MAX_IMPORT_BYTES + 1), "standard input")
    return read_text_file(Path(file))


def read_postmortem(library: TinyLibrary, postmortem_id: str) -> Postmortem:
    """Return the postmortem with this id or unique prefix, or for `-` the JSON on standard input.

    Raises StoreError, CannotRead.
    """
    if postmortem_id == STANDARD_INPUT:
        from facilitator.model.json_codec import read_json

        return read_json(read_text(STANDARD_INPUT))
    return library.load(library.find(postmortem_id)).document
