"""Links and dotted names in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINK = re.compile(r"(?<![\w+.-])[A-Za-z][\w+.-]{0,30}+://[^\s<>\"“”„«»`|\\^{}]++")
_BY_SSH = re.compile(r"(?<![\w.-])git@[\w.-]++:[\w./~-]++")
_DOTTED = re.compile(
    r"(?<![\w.@/%+-])(?:[A-Za-z0-9_][A-Za-z0-9_-]*+\.)+[A-Za-z][A-Za-z0-9-]*+(?![\w@])"
    r"(?::[0-9]{1,5}(?![0-9]))?(?:/[^\s<>\"“”„«»`|\\^{}]*+)?"
)
_ENDS_A_SENTENCE = ".,;:!?'’*_~"
_CLOSING = {")": "(", "]": "["}


class UrlMatch(NamedTuple):
    """A link or a dotted name in a text, and its parts.

    `scheme`, `login` and `path` may be empty; `scheme` and `host` are in lower case.
    """

    start: int
    end: int
    scheme: str
    login: str
    host: str
    path: str


def urls_in(text: str) -> Iterator[UrlMatch]:
    """Yield the links and dotted names of a text; one may be inside another."""
    for needed, pattern in (("://", _LINK), ("git@", _BY_SSH), (".", _DOTTED)):
        for found in pattern.finditer(text) if needed in text else ():
            yield _parse_url(found.start(), without_trailing_punctuation(found[0]))


def without_trailing_punctuation(words: str) -> str:
    """Return a link without the punctuation at its end that belongs to the sentence."""
    while words:
        opening = _CLOSING.get(words[-1])
        is_unbalanced = opening is not None and words.count(opening) < words.count(words[-1])
        if not is_unbalanced and words[-1] not in _ENDS_A_SENTENCE:
            break
        words = words[:-1]
    return words


def host_of(link: str) -> str:
    """Return the host of a link in lower case; empty if it has none."""
    return _parse_url(0, link).host if "://" in link else ""


def _parse_url(start: int, words: str) -> UrlMatch:
    scheme, separator, rest = words.partition("://")
    if not separator:
        scheme, rest = "", words
    cut = next((n for n, letter in enumerate(rest) if letter in "/?#"), len(rest))
    authority, path = rest[:cut], rest[cut:]
    login, _, address = authority.rpartition("@")
    if not separator and login:  # git@host:path
        address, _, path = address.partition(":")
    host = address if address.startswith("[") else address.partition(":")[0]
    return UrlMatch(
        start, start + len(words), scheme.lower(), login, host.lower().rstrip("."), path
    )
