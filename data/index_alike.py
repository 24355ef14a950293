"""Which postmortems of a library are most like one: found by words, then compared in full.

The words choose a few hundredths of a large library; only those are compared.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from data.index_file import is_full_text
from data.index_words import folded
from facilitator.guide.likeness import WORTH_SHOWING, Likeness, Traits, likeness, telling_words

_COMPARED = 60
_MOST_WORDS = 10
"""So many words are asked for, those of the title first."""

_FULL_TEXT = """
SELECT rowid FROM words WHERE words MATCH :query ORDER BY bm25(words, 4, 0, 1, 0) LIMIT :limit
"""
_PLAIN_TEXT = """
SELECT number FROM (SELECT rowid AS number, {hits} AS hits FROM words LIMIT -1)
WHERE hits > 0 ORDER BY hits DESC LIMIT :limit
"""
"""Without full-text search every row is looked at: at its title only, which stands first in it."""

_TRAITS = """
SELECT id, title, services, causes, bones FROM postmortem JOIN texts USING (number)
WHERE number IN ({numbers})
"""


class Alike(NamedTuple):
    """A postmortem that is like another one."""

    postmortem_id: str
    title: str
    likeness: Likeness

    @property
    def made_on(self) -> str:
        """The UTC day it was begun (`2026-12-31`), as its id says."""
        return self.postmortem_id[:10]


def alike(db: sqlite3.Connection, traits: Traits, but: str) -> list[Alike]:
    """Return the postmortems like these traits, the most like first; never the one of id `but`."""
    words = _asked_for(traits)
    if not words:
        return []
    numbers = ", ".join(str(number) for number in _candidates(db, words))
    found = []
    for postmortem_id, title, *lines in db.execute(_TRAITS.format(numbers=numbers)):
        services, causes, bones = (tuple(text.splitlines()) for text in lines)
        how = likeness(traits, Traits(title, services, causes, bones))
        if postmortem_id != but and how.score >= WORTH_SHOWING:
            found.append(Alike(postmortem_id, title, how))
    return sorted(found, key=lambda each: (each.likeness.score, each.postmortem_id), reverse=True)


def _asked_for(traits: Traits) -> list[str]:
    """Return the words to look for, those of the title first; each as the index folds it."""
    of_title = sorted(telling_words([traits.title]))
    others = sorted(telling_words((*traits.services, *traits.causes)), key=len, reverse=True)
    folded_words = (part for word in (*of_title, *others) for part in folded(word).split())
    return list(dict.fromkeys(folded_words))[:_MOST_WORDS]


def _candidates(db: sqlite3.Connection, words: list[str]) -> list[int]:
    # One more than are compared: the postmortem itself is most like itself.
    asked: dict[str, object] = {"limit": _COMPARED + 1}
    if is_full_text(db):
        asked["query"] = "{title causes} : (" + " OR ".join(f'"{word}"' for word in words) + ")"
        return [number for (number,) in db.execute(_FULL_TEXT, asked)]
    some = {f"w{n}": f" {word}" for n, word in enumerate(words)}
    hits = " + ".join(f"(instr(title, :{name}) > 0)" for name in some)
    rows = db.execute(_PLAIN_TEXT.format(hits=hits), {**asked, **some})
    return [number for (number,) in rows]
