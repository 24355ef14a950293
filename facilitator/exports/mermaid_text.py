"""Text as people typed it, written so that mermaid shows it letter for letter.

The rules are those of mermaid 11.13 to 12.3: what could mean something is written as an entity
code (`#58;` is a colon), which is decoded only in the finished picture. A code has neither a
backtick nor a line break in it, so no text can end the fence it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST_CHARACTERS = 50_000
"""Mermaid draws no diagram longer than this (its `maxTextSize`)."""

_LONGEST = 100
"""A text is shortened to so many letters: the list beside the diagram has the whole."""

_MEANS_SOMETHING = re.compile(r"[#;:%`\"&<>{}\[\]$\\|~^ﬂ¶]|--+")
_KEYWORD = re.compile(r"^(?=ishikawa)", re.IGNORECASE)


def safe(text: str) -> str:
    """Return the text as part of a line of a diagram, shortened where it is very long."""
    words = " ".join(text.split())
    if len(words) > _LONGEST:
        words = words[: _LONGEST - 1].rstrip() + "…"
    if _KEYWORD.match(words):
        return _code(words[0]) + _escaped(words[1:])
    return _escaped(words)


def fence(lines: Iterable[str]) -> str:
    """Return a diagram as a block of Markdown; nothing where it is longer than mermaid draws."""
    diagram = "\n".join(lines)
    return f"```mermaid\n{diagram}\n```" if len(diagram) <= MOST_CHARACTERS else ""


def _escaped(text: str) -> str:
    return _MEANS_SOMETHING.sub(lambda found: "".join(map(_code, found[0])), text)


def _code(letter: str) -> str:
    return f"#{ord(letter)};"
