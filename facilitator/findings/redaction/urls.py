"""Links, and names with dots in them, as texts write them."""

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
    """A link or a dotted name, and its parts: scheme and path may be empty, the host is small."""

    start: int
    end: int
    scheme: str
    login: str
    host: str
    path: str


def urls_in(text: str) -> Iterator[UrlMatch]:
    """Yield the links and the dotted names of a text; one may stand within another."""
    for needed, pattern in (("://", _LINK), ("git@", _BY_SSH), (".", _DOTTED)):
        for found in pattern.finditer(text) if needed in text else ():
            yield _location(found.start(), without_trailing_punctuation(found[0]))


def without_trailing_punctuation(words: str) -> str:
    """Return a link without the marks behind it that belong to the sentence."""
    while words:
        opening = _CLOSING.get(words[-1])
        alone = opening is not None and words.count(opening) < words.count(words[-1])
        if not alone and words[-1] not in _ENDS_A_SENTENCE:
            break
        words = words[:-1]
    return words


def host_of(link: str) -> str:
    """Return the host of a link, small; empty where there is none."""
    return _location(0, link).host if "://" in link else ""


def _location(start: int, words: str) -> UrlMatch:
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
