"""Text without what could steer a terminal or mislead a reader."""

from __future__ import annotations

import re
import unicodedata

_ESCAPE_SEQUENCES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # control sequences: colours, cursor moves
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # operating system commands: titles, links, clipboard
    r"|\x1b[@-Z\\-_]"
)
_KEPT_CONTROLS = "\n\t"
DIRECTION_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Invisible marks that make text read in another order than it is stored (bidi attacks)."""


def plain_prose(text: str) -> str:
    """Return the text without control characters, its line breaks and tabs kept.

    Raises ValueError on a lone surrogate: it cannot be written as UTF-8.
    """
    if text.isprintable():  # nearly all text is, and then nothing below has anything to do
        return text
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("this text holds half a character (a lone surrogate) and cannot be kept")
    text = _ESCAPE_SEQUENCES.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(
        character
        for character in text
        if character in _KEPT_CONTROLS
        or (unicodedata.category(character) != "Cc" and character not in DIRECTION_OVERRIDES)
    )


def plain_line(text: str) -> str:
    """Return the text as one line: control characters gone, breaks and tabs turned to spaces."""
    return " ".join(plain_prose(text).split())
