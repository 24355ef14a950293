"""How words are compared when people search: without case, accents and punctuation.

Text and search are folded in the same way, so that a full-text table and a plain one find the same.

Which postmortems of a library are most like one: found by words, then compared in full.

The words choose a few hundredths of a large library; only those are compared.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from data.index.schema import is_full_text
from facilitator.guide.similarity import NOTABLE_SIMILARITY, Similarity, Traits, compare_traits, significant_words

COLUMNS = ("title", "people", "causes", "timeline")
"""What is searched."""

_MOST_WORDS, _LONGEST_SEARCH = 16, 300
"""More than that is a document, not a search; the rest of it is left out."""

_WORDS = r"[^\W_]+"
_WRITTEN = "(?:[^\\W_]|[\u0300-\u036f])+"
_ALONE = "([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"
"""Han and kana are written without spaces: each is a word."""


class Passage(NamedTuple):
    """A line in which words were found: the column it is in, and where in it they begin and end."""

    column: str
    line: str
    spans: tuple[tuple[int, int], ...]


def folded(text: str) -> str:
    """Return the words of a text, each after a space."""
    if text.isascii():
        words = re.findall(_WORDS, text.lower())
    else:
        apart = unicodedata.normalize("NFKD", re.sub(_ALONE, r" \1 ", text).casefold())
        bare = "".join(c for c in apart if not unicodedata.category(c).startswith("M"))
        words = re.findall(_WORDS, bare.casefold())
    return "".join(f" {word}" for word in words)


def searched(search: str) -> tuple[str, ...]:
    """Return what a search asks for, folded: all of it must be found, each at a word's beginning.

    What holds no letter and no digit asks for nothing.
    """
    parts = (folded(part) for part in search[:_LONGEST_SEARCH].split()[:_MOST_WORDS])
    return tuple(dict.fromkeys(part for part in parts if part))


def full_text_query(words: Sequence[str]) -> str:
    """Return folded words as an FTS5 query. They hold letters and digits: nothing to escape."""
    return " AND ".join(f'"{word.strip()}" *' for word in words)


def passage_in(words: Sequence[str], texts: Sequence[str]) -> Passage | None:
    """Return the line with the most of the folded words, from texts in the order of COLUMNS.

    The title only where no other line has as many: it stands in the list already.
    """
    best: Passage | None = None
    title, *others = zip(COLUMNS, texts, strict=True)
    for column, text in (*others, title):
        for line in text.splitlines():
            if len(spans := _spans(words, line)) > (len(best.spans) if best else 0):
                best = Passage(column, line, spans)
    return best


def _spans(words: Sequence[str], line: str) -> tuple[tuple[int, int], ...]:
    """Return where folded words first stand in a line as it was written, in order."""
    pieces = [(match.span(), folded(match[0])) for match in re.finditer(_WRITTEN, line)]
    whole = "".join(piece for _, piece in pieces)
    found = {_span(word, whole.index(word), pieces) for word in words if word in whole}
    return tuple(sorted(found))


def _span(word: str, at: int, pieces: Sequence[tuple[tuple[int, int], str]]) -> tuple[int, int]:
    """Return the place of a word that stands at this letter of all pieces, folded and joined."""
    start, reached = None, 0
    for (begin, end), piece in pieces:
        reached += len(piece)
        if start is None and reached > at:
            start = begin
        if start is not None and reached >= at + len(word):
            left_over = reached - at - len(word)
            return start, end - left_over if end - begin == len(piece) - 1 else end
    raise AssertionError("the word was found in the pieces")


_COMPARED = 60
_MOST_TITLE_WORDS = 10
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
    similarity: Similarity

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
        how = compare_traits(traits, Traits(title, services, causes, bones))
        if postmortem_id != but and how.score >= NOTABLE_SIMILARITY:
            found.append(Alike(postmortem_id, title, how))
    return sorted(found, key=lambda each: (each.similarity.score, each.postmortem_id), reverse=True)


def _asked_for(traits: Traits) -> list[str]:
    """Return the words to look for, those of the title first; each as the index folds it."""
    of_title = sorted(significant_words([traits.title]))
    others = sorted(significant_words((*traits.services, *traits.causes)), key=len, reverse=True)
    folded_words = (part for word in (*of_title, *others) for part in folded(word).split())
    return list(dict.fromkeys(folded_words))[:_MOST_TITLE_WORDS]


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
