"""What is too large, or no text at all, is refused before anything reads it."""

from __future__ import annotations

import re

from facilitator.model.errors import CannotRead
from facilitator.model.types import plain_prose

_LARGEST_BYTES = 50_000_000
_TOO_LARGE = "This is over 50 MB: paste only the part about the incident."
_LOOKED_AT = 100_000
"""So many characters tell whether the rest is text as well."""

_NOT_WRITTEN = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f\ufffd]")
"""Controls that no text holds, and the sign for what could not be decoded. Escapes colour logs."""

SHOWN_ESCAPE = "\u241b"
"""What stands for an escape in a text that came through a terminal."""

_FEW = 8
_TEN_TIMES = 10


def refuse_what_is_no_text(text: str) -> None:
    """Raise CannotRead, in one sentence, where this is binary, not UTF-8 or larger than 50 MB."""
    if len(text) > _LARGEST_BYTES:
        raise CannotRead(_TOO_LARGE)
    try:
        bytes_of_it = len(text.encode())
    except UnicodeEncodeError:
        raise CannotRead(
            "This is not UTF-8 text: save it as UTF-8 and paste it again; nothing was read."
        ) from None
    if bytes_of_it > _LARGEST_BYTES:
        raise CannotRead(_TOO_LARGE)
    begins = text[:_LOOKED_AT]
    strange = len(_NOT_WRITTEN.findall(begins))
    if "\0" in text or (strange > _FEW and strange * _TEN_TIMES > len(begins)):
        raise CannotRead("This is not text but binary data: nothing was read.")


def text_to_read(text: str) -> str:
    """Return a text line by line without what could steer a terminal or turn its letters about.

    Raises CannotRead where it is binary, not UTF-8 or larger than 50 MB.
    """
    refuse_what_is_no_text(text)
    lines = text.replace(SHOWN_ESCAPE, "\x1b").splitlines()
    return "\n".join(line if line.isprintable() else plain_prose(line) for line in lines)
