"""Where a command's postmortem or file comes from: the library, a path, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.imports.errors import CannotRead
from facilitator.model.postmortem import Postmortem

if TYPE_CHECKING:
    from data.library import TinyLibrary

LARGEST_INPUT_BYTES = 50_000_000


def text_from(file: str) -> str:
    """Return a file's text, or standard input's for `-`. Raises CannotRead."""
    name = "standard input" if file == "-" else file
    try:
        if file == "-":
            content = sys.stdin.buffer.read(LARGEST_INPUT_BYTES + 1)
        else:
            with Path(file).open("rb") as opened:
                content = opened.read(LARGEST_INPUT_BYTES + 1)
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else "no such file"
        raise CannotRead(f"{name} cannot be read: {said.lower()}.") from None
    if len(content) > LARGEST_INPUT_BYTES:
        raise CannotRead(f"{name} is over 50 MB, more than one incident's notes.")
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise CannotRead(f"{name} is not text in UTF-8.") from None


def postmortem_from(library: TinyLibrary, postmortem_id: str) -> Postmortem:
    """Return the postmortem whose id begins so, or for `-` the JSON on standard input.

    Raises StoreError, CannotRead.
    """
    if postmortem_id == "-":
        from facilitator.imports.json import read_json

        return read_json(text_from("-"))
    return library.load(library.find(postmortem_id)).document
