"""Validation and cleaning of pasted text before it is parsed."""

from __future__ import annotations

import re

from facilitator.model.errors import CannotRead
from facilitator.model.plain_text import plain_prose

_MAX_BYTES = 50_000_000
_TOO_LARGE = "This is over 50 MB: paste only the part about the incident."
_SAMPLE_LENGTH = 100_000
"""Characters checked for control characters; the rest is assumed to be like them."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f\ufffd]")
"""Control characters not found in text, and the replacement character of failed decoding.

Escape (0x1B) is left out, because coloured logs contain it.
"""

ESCAPE_SYMBOL = "\u241b"
"""U+241B, the symbol that replaces an escape in text pasted through a terminal."""

_MAX_CONTROLS = 8
"""Text is binary if more than 8 of its characters, and more than 1 in 10, are controls."""


def check_is_text(text: str) -> None:
    """Raise CannotRead if the text is binary, not valid Unicode, or larger than 50 MB as UTF-8."""
    if len(text) > _MAX_BYTES:  # spares encoding a huge text
        raise CannotRead(_TOO_LARGE)
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise CannotRead(
            "This is not UTF-8 text: save it as UTF-8 and paste it again; nothing was read."
        ) from None
    if size > _MAX_BYTES:
        raise CannotRead(_TOO_LARGE)
    sample = text[:_SAMPLE_LENGTH]
    controls = len(_CONTROLS.findall(sample))
    if "\0" in text or (controls > _MAX_CONTROLS and controls * 10 > len(sample)):
        raise CannotRead("This is not text but binary data: nothing was read.")


def sanitize_text(text: str) -> str:
    """Return a text without control sequences and bidirectional overrides, its lines kept.

    Raises CannotRead if the text is binary, not valid Unicode, or larger than 50 MB as UTF-8.
    """
    check_is_text(text)
    lines = text.replace(ESCAPE_SYMBOL, "\x1b").splitlines()
    return "\n".join(line if line.isprintable() else plain_prose(line) for line in lines)
