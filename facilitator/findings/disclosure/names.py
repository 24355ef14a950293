"""The people of a document as texts name them: by name, or by handle."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from facilitator.findings.disclosure.roles import in_role_words, is_a_post
from facilitator.findings.disclosure.words import fold, folded_words, spellings

_REMEMBERED = 1 << 10
_BEHIND_A_NAME = re.compile(r"\s*(?:[(\[<,/]|\s[-–—]\s).*", re.DOTALL)
_NAME_AS_A_HANDLE = re.compile(r"@?[^\W\d_]{2,}(?:\.[^\W\d_]{2,})+")
"""A handle made of a name: `anna.schmidt`."""


class Somebody(NamedTuple):
    """A person as texts name them: the words of their name, folded, and what may stand instead."""

    names: frozenset[str]
    particles: frozenset[str]
    """The small words within the name: `van`, `de`."""
    instead: str
    first: str = ""
    """The word their name begins with: what colleagues call them in notes, in small letters."""

    @property
    def initials(self) -> frozenset[str]:
        """The first letters of the name's words."""
        return frozenset(name[0] for name in self.names)


class Names(NamedTuple):
    """Whom a word names: by a part of a name, by a name without capitals, by a handle."""

    people: Mapping[str, frozenset[Somebody]]
    uncased: Mapping[str, str]
    handles: Mapping[str, str]


def names_of(people: Iterable[tuple[str, str]], private: Collection[str]) -> Names:
    """Return what people, each given with their role, are called.

    A role is not said where it names somebody, or has one of the folded `private` words in it.
    """
    known = [(_BEHIND_A_NAME.sub("", person.strip()), role) for person, role in people]
    known = [(name, role) for name, role in known if name and not is_a_post(name)]
    unsaid = {word for name, _ in known for word in folded_words(name)} | set(private)
    by_word: dict[str, set[Somebody]] = {}
    uncased: dict[str, str] = {}
    handles: dict[str, str] = {}
    for name, role in known:
        says_no_name = unsaid.isdisjoint(folded_words(role))
        instead = in_role_words(role if says_no_name else "")
        if any(letter.isupper() or letter.islower() for letter in name):
            _place(name, instead, by_word, handles)
        else:
            uncased.setdefault(name, instead)
    return Names({word: frozenset(who) for word, who in by_word.items()}, uncased, handles)


def _place(
    name: str, instead: str, by_word: dict[str, set[Somebody]], handles: dict[str, str]
) -> None:
    read = _read(name)
    parts = read.parts
    for handle in read.handles:
        handles.setdefault(handle, instead)
    if any(parts <= other.names for part in parts for other in by_word.get(part, ())):
        return  # known already, with a role where one was said
    somebody = Somebody(parts, read.particles, instead, read.first)
    for part in parts:
        by_word.setdefault(part, set()).add(somebody)


class _Read(NamedTuple):
    """A name taken apart, all of it folded: what `Somebody` holds, and the handles in it."""

    handles: frozenset[str]
    parts: frozenset[str]
    particles: frozenset[str]
    first: str


@lru_cache(maxsize=_REMEMBERED)
def _read(name: str) -> _Read:
    """Take a name apart."""
    from facilitator.findings.language.people import roster_of  # brings words of the lens

    found = roster_of([name])
    parts = frozenset(
        part for written in found.names for words in spellings(written) for part in words
    )
    if _NAME_AS_A_HANDLE.fullmatch(name):
        parts |= frozenset(folded_words(name))
    words = folded_words(name)
    handles = frozenset(map(fold, found.handles))
    return _Read(handles, parts, frozenset(words) - parts, words[0] if words else "")
