"""The words of an entry line, and the backslash that keeps a mark as plain text."""

from __future__ import annotations

import re

WORD = re.compile(r'[@#]"(?:[^"\\]|\\.)*"(?!\S)|\S+')
QUOTED = re.compile(r'[@#]"((?:[^"\\]|\\.)+)"')


def words_of(line: str) -> list[str]:
    """Return the words of a line; `@"two words"` and `#"two words"` count as one."""
    return WORD.findall(" ".join(line.split()))


def quoted(text: str) -> str:
    """Return the text between quotation marks, those inside it marked with a backslash."""
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


def unquoted(word: str) -> str | None:
    """Return what stands between the marks of `@"..."` or `#"..."`, or None for another word."""
    found = QUOTED.fullmatch(word)
    return re.sub(r"\\(.)", r"\1", found[1]) if found else None


def shielded(word: str, mark: re.Pattern[str], live: bool) -> str:
    """Return a word of plain text so that it is not read as a mark.

    One backslash goes before a mark where it would be `live`, and before a mark that already has
    backslashes, so that `unshielded` gives back every word letter for letter.
    """
    bare = word.lstrip("\\")
    return f"\\{word}" if mark.fullmatch(bare) and (live or bare != word) else word


def unshielded(word: str, mark: re.Pattern[str]) -> str:
    """Return a word without the one backslash that kept it from being a mark."""
    return word[1:] if word.startswith("\\") and mark.fullmatch(word.lstrip("\\")) else word
