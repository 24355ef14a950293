"""Splitting an entry line into words, quoting of names, and escaping of marks with a backslash.

A mark is a word with a meaning in an entry line, such as `!detected`, `@kim` or `P1`.
"""

from __future__ import annotations

import re

WORD = re.compile(r'[@#]"(?:[^"\\]|\\.)*"(?!\S)|\S+')
"""A word of an entry line; a name in quotation marks is one word, spaces included."""
QUOTED = re.compile(r'[@#]"((?:[^"\\]|\\.)+)"')


def split_words(line: str) -> list[str]:
    """Return the words of a line; `@"two words"` and `#"two words"` are one word."""
    return WORD.findall(" ".join(line.split()))


def quote(text: str) -> str:
    """Return the text in quotation marks, with those inside it escaped."""
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


def unquote(word: str) -> str | None:
    """Return the text inside `@"..."` or `#"..."`, or None for any other word."""
    found = QUOTED.fullmatch(word)
    return re.sub(r"\\(.)", r"\1", found[1]) if found else None


def escape_mark(word: str, mark: re.Pattern[str], live: bool) -> str:
    """Return a word of plain text escaped so that it is not read as a mark.

    A word that matches `mark` gets a backslash if it is `live`: it would be read as a mark at its
    place. A mark that starts with backslashes always gets one more, so that `unescape_mark`
    restores every word.
    """
    bare = word.lstrip("\\")
    return f"\\{word}" if mark.fullmatch(bare) and (live or bare != word) else word


def unescape_mark(word: str, mark: re.Pattern[str]) -> str:
    """Return a word without the backslash added by `escape_mark`."""
    return word[1:] if word.startswith("\\") and mark.fullmatch(word.lstrip("\\")) else word
