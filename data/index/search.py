"""Search in the index: folding of words, the line that a search hit, and similar postmortems.

Texts and searches are folded alike (no case, accents or punctuation), so that a full-text table and
an ordinary one find the same.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from data.index.schema import is_full_text
from facilitator.guide.similarity import (
    NOTABLE_SIMILARITY,
    Similarity,
    Traits,
    compare_traits,
    significant_words,
)

SEARCH_COLUMNS = ("title", "people", "causes", "timeline")
"""The columns that a search looks in."""

_MAX_TERMS, _MAX_SEARCH_CHARACTERS = 16, 300
"""A longer search is a pasted document: only its beginning is searched for."""

_WORD = r"[^\W_]+"
_WORD_WITH_ACCENTS = "(?:[^\\W_]|[\u0300-\u036f])+"
"""Combining accents (U+0300 to U+036F) are no word characters, but belong to the word."""

_SINGLE_CHARACTER_WORD = "([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"
"""Han and kana are written without spaces: each character counts as a word."""


class SearchHit(NamedTuple):
    """A line that matches a search: its column, and start and end of each match in the line."""

    column: str
    line: str
    spans: tuple[tuple[int, int], ...]


def fold_words(text: str) -> str:
    """Return the words of a text without case and accents, each after a space."""
    if text.isascii():
        words = re.findall(_WORD, text.lower())
    else:
        spaced = re.sub(_SINGLE_CHARACTER_WORD, r" \1 ", text)
        decomposed = unicodedata.normalize("NFKD", spaced.casefold())
        bare = "".join(c for c in decomposed if not unicodedata.category(c).startswith("M"))
        # Once more: decomposing can bring up letters that have a case.
        words = re.findall(_WORD, bare.casefold())
    return "".join(f" {word}" for word in words)


def search_terms(search: str) -> tuple[str, ...]:
    """Return the folded terms of a search; each has to be found at the beginning of a word.

    There are none if the search has no letter and no digit.
    """
    terms = (fold_words(part) for part in search[:_MAX_SEARCH_CHARACTERS].split()[:_MAX_TERMS])
    return tuple(dict.fromkeys(term for term in terms if term))


def full_text_query(terms: Sequence[str]) -> str:
    """Return an FTS5 query for rows in which every folded term begins a word."""
    # Folded terms are letters and digits only: there is nothing to escape.
    return " AND ".join(f'"{term.strip()}" *' for term in terms)


def best_hit(terms: Sequence[str], texts: Sequence[str]) -> SearchHit | None:
    """Return the line with most of the folded terms; None if no line has any.

    `texts` are in the order of SEARCH_COLUMNS. The title wins only if no other line has as many
    matches: the list shows it already.
    """
    best: SearchHit | None = None
    title, *others = zip(SEARCH_COLUMNS, texts, strict=True)
    for column, text in (*others, title):
        for line in text.splitlines():
            if len(spans := _spans(terms, line)) > (len(best.spans) if best else 0):
                best = SearchHit(column, line, spans)
    return best


def _spans(terms: Sequence[str], line: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of the first match of each term in a line, in order."""
    words = [
        (match.span(), fold_words(match[0])) for match in re.finditer(_WORD_WITH_ACCENTS, line)
    ]
    folded_line = "".join(folded for _, folded in words)
    spans = {_span(term, folded_line.index(term), words) for term in terms if term in folded_line}
    return tuple(sorted(spans))


def _span(term: str, at: int, words: Sequence[tuple[tuple[int, int], str]]) -> tuple[int, int]:
    """Return start and end, in the line, of a term that is at an index of the folded line.

    `words` are the words of the line: their start and end, and their folded form.
    """
    start, folded_end = None, 0
    for (word_start, word_end), folded in words:
        folded_end += len(folded)
        if start is None and folded_end > at:
            start = word_start
        if start is not None and folded_end >= at + len(term):
            # Part of a word is marked only where folding kept its length (less the space before
            # it), since else its letters cannot be told apart.
            unmatched = folded_end - at - len(term)
            kept_length = word_end - word_start == len(folded) - 1
            return start, word_end - unmatched if kept_length else word_end
    raise AssertionError("the term is in the folded line")


_MAX_CANDIDATES = 60
"""Most postmortems that are compared in full, chosen by shared words; this bounds the time."""

_MAX_QUERY_WORDS = 10

_FULL_TEXT = """
SELECT rowid FROM words WHERE words MATCH :query ORDER BY bm25(words, 4, 0, 1, 0) LIMIT :limit
"""
_PLAIN_TEXT = """
SELECT number FROM (SELECT rowid AS number, {hits} AS hits FROM words LIMIT -1)
WHERE hits > 0 ORDER BY hits DESC LIMIT :limit
"""
"""Without full-text search every row is read, so only the title is, which comes first in a row.
LIMIT -1 (no limit) keeps SQLite from merging the two queries and computing `hits` twice."""

_TRAITS = """
SELECT id, title, services, causes, bones FROM postmortem JOIN texts USING (number)
WHERE number IN ({numbers})
"""


class SimilarPostmortem(NamedTuple):
    """A postmortem and its similarity to the one that was searched for."""

    postmortem_id: str
    title: str
    similarity: Similarity

    @property
    def made_on(self) -> str:
        """The UTC day it was begun (`2026-12-31`), as its id says."""
        return self.postmortem_id[:10]


def similar_postmortems(
    db: sqlite3.Connection, traits: Traits, own_id: str
) -> list[SimilarPostmortem]:
    """Return the postmortems with similar traits, the most similar first, without that of own_id.

    Words choose a few candidates; only those are compared in full.
    """
    words = _query_words(traits)
    if not words:
        return []
    numbers = ", ".join(str(number) for number in _candidates(db, words))
    found = []
    for postmortem_id, title, *lines in db.execute(_TRAITS.format(numbers=numbers)):
        services, causes, bones = (tuple(text.splitlines()) for text in lines)
        similarity = compare_traits(traits, Traits(title, services, causes, bones))
        if postmortem_id != own_id and similarity.score >= NOTABLE_SIMILARITY:
            found.append(SimilarPostmortem(postmortem_id, title, similarity))
    return sorted(found, key=lambda each: (each.similarity.score, each.postmortem_id), reverse=True)


def _query_words(traits: Traits) -> list[str]:
    """Return the folded words to search for: those of the title, then the longest of the rest."""
    of_title = sorted(significant_words([traits.title]))
    others = sorted(significant_words((*traits.services, *traits.causes)), key=len, reverse=True)
    folded = (part for word in (*of_title, *others) for part in fold_words(word).split())
    return list(dict.fromkeys(folded))[:_MAX_QUERY_WORDS]


def _candidates(db: sqlite3.Connection, words: list[str]) -> list[int]:
    """Return the row numbers of the postmortems that share most of these words."""
    # One more than are compared: the postmortem itself is the most similar.
    parameters: dict[str, object] = {"limit": _MAX_CANDIDATES + 1}
    if is_full_text(db):
        any_word = " OR ".join(f'"{word}"' for word in words)
        parameters["query"] = f"{{title causes}} : ({any_word})"
        return [number for (number,) in db.execute(_FULL_TEXT, parameters)]
    terms = {f"w{n}": f" {word}" for n, word in enumerate(words)}
    hits = " + ".join(f"(instr(title, :{name}) > 0)" for name in terms)
    rows = db.execute(_PLAIN_TEXT.format(hits=hits), {**parameters, **terms})
    return [number for (number,) in rows]
