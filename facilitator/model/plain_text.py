"""Removal of characters that control a terminal or mislead a reader. Imports no pydantic."""

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
"""Bidirectional control characters: they show a text in another order than it is stored.

Source: CVE-2021-42574, "Trojan Source".
"""


def plain_prose(text: str) -> str:
    """Return the text without escape sequences, control characters and DIRECTION_OVERRIDES.

    Line breaks of any kind become a line feed; tabs stay. Raises ValueError for a lone surrogate,
    which cannot be encoded as UTF-8.
    """
    if text.isprintable():  # a quick exit for nearly every text: the rest looks at each character
        return text
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("this text holds half a character (a lone surrogate) and cannot be kept")
    text = _ESCAPE_SEQUENCES.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")  # Unicode line and paragraph ends
    return "".join(
        character
        for character in text
        if character in _KEPT_CONTROLS
        or (unicodedata.category(character) != "Cc" and character not in DIRECTION_OVERRIDES)
    )


def plain_line(text: str) -> str:
    """Return the text as `plain_prose` does, with every run of white space as one space."""
    return " ".join(plain_prose(text).split())
