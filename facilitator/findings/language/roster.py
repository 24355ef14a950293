"""The names and handles of the people who took part in an incident."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from facilitator.findings.language.english import AMBIGUOUS_ROLES, ROLES


class Roster(NamedTuple):
    """Names (case-sensitive) and handles (case-folded) of people; role titles are not names.

    A named tuple, since it is a cache key hundreds of times for each edit.
    """

    names: frozenset[str] = frozenset()
    handles: frozenset[str] = frozenset()

    def contains(self, word: str) -> bool:
        """Whether a word is a name or a handle."""
        return word in self.names or word.casefold() in self.handles

    def difference(self, other: Roster) -> Roster:
        """Return the names and handles in only one of two rosters."""
        return Roster(self.names ^ other.names, self.handles ^ other.handles)

    def is_named_in(self, text: str) -> bool:
        """Whether any name or handle is in a text, also as a part of a word."""
        if any(map(text.__contains__, self.names)):
            return True
        return bool(self.handles) and any(map(text.casefold().__contains__, self.handles))

    def named_in(self, text: str) -> Roster:
        """Return the names and handles that are in a text, also as a part of a word.

        The findings of the text do not depend on any others.
        """
        folded = text.casefold() if self.handles else ""
        names = [*filter(text.__contains__, self.names)]
        handles = [*filter(folded.__contains__, self.handles)]
        return Roster(frozenset(names), frozenset(handles)) if names or handles else EMPTY_ROSTER


EMPTY_ROSTER = Roster()


def roster_of(people: Iterable[str]) -> Roster:
    """Return the roster of people, each given as a name, a handle or a role."""
    names: set[str] = set()
    handles: set[str] = set()
    for person in people:
        words = person.replace("(", " ").replace(")", " ").split()
        if len(words) == 1 and (words[0][0] == "@" or words[0].islower()):
            handles.add(words[0].removeprefix("@").casefold())
        elif not any(_is_no_name(word) for word in words):
            names.update(word for word in words if len(word) > 1 and word[0].isupper())
    return Roster(frozenset(names), frozenset(handles - {""}))


_PARTICLES = frozenset(
    {"de", "da", "di", "del", "van", "von", "der", "den", "bin", "al", "la", "le"}
)


def _is_no_name(word: str) -> bool:
    folded = word.casefold()
    is_role = folded in ROLES or folded in AMBIGUOUS_ROLES
    return is_role or (word.islower() and folded not in _PARTICLES)
