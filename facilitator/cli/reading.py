"""Where a command's postmortem or file comes from: the library, a path, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

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
