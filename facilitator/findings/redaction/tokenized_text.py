"""A text as folded words with their offsets, to search for names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from facilitator.findings.redaction.rules import word_list

_WORD = re.compile(r"[^\W_]++(?:[\u0300-\u036f]++[^\W_]*+)*+")
_GAP = re.compile(r"[ \u00a0]?[-.&+'’][ \u00a0]?|[.]?[ \u00a0\t\n]{1,2}")
_OPENS_A_SENTENCE = re.compile(
    r"(?:[.!?…:\n•>|]|(?:^|\n)[ \t]*[-*+#][-*+# ]*)[\s\"“”„‘’«»'()\[\]*_]*$|^\W*$"
)
_DOT_AND_SPACE = re.compile(r"[.][ \u00a0\t\n]")
_LOOK_BACK = 12
_TWO_LETTER_SPELLING = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "ø": "oe"}
)
_FOLDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe"})


def fold(word: str) -> str:
    """Return a word without case and accents: `Sørensen` and `SORENSEN` are one name."""
    if word.isascii():
        return word.lower()
    without_overlaps = unicodedata.normalize("NFKD", word.casefold()).translate(_FOLDED)
    return "".join(letter for letter in without_overlaps if not unicodedata.combining(letter))


def folded_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded."""
    return tuple(fold(found[0]) for found in _WORD.finditer(name))


def spellings(name: str) -> frozenset[tuple[str, ...]]:
    """Return the folded words of a name in both spellings of umlauts: `Müller`, `Mueller`."""
    return frozenset({folded_words(name), folded_words(name.translate(_TWO_LETTER_SPELLING))})


class TokenizedText(NamedTuple):
    """A text and its words (runs of letters and digits) in order, with offsets and folded."""

    text: str
    spans: tuple[tuple[int, int], ...]
    folded: tuple[str, ...]

    def folded_at(self, index: int) -> str:
        """Return a folded word; empty before the first and after the last."""
        return self.folded[index] if 0 <= index < len(self.folded) else ""

    def original(self, index: int) -> str:
        """Return a word as written; empty before the first and after the last."""
        if not 0 <= index < len(self.spans):
            return ""
        start, end = self.spans[index]
        return self.text[start:end]

    def gap(self, index: int) -> str:
        """Return the characters between a word and the next."""
        if not 0 <= index < len(self.spans) - 1:
            return ""
        return self.text[self.spans[index][1] : self.spans[index + 1][0]]

    def may_join_next(self, index: int) -> bool:
        """Whether a word and the next may be parts of one name.

        A dot and a space end a sentence, except after an initial, a title or a legal form:
        `P. Raman`, but not `Raman. Priya`.
        """
        gap = self.gap(index)
        if _GAP.fullmatch(gap) is None:
            return False
        return _DOT_AND_SPACE.search(gap) is None or _is_abbreviation(self.folded_at(index))

    def starts_sentence(self, index: int) -> bool:
        """Whether a word is the first of its sentence, line or quotation."""
        start = self.spans[index][0]
        before = self.text[max(0, start - _LOOK_BACK) : start]
        return not before or _OPENS_A_SENTENCE.search(before) is not None


def _is_abbreviation(word: str) -> bool:
    return len(word) == 1 or word in word_list("titles") or word in word_list("legal_forms")


def tokenize(text: str) -> TokenizedText:
    """Split a text into words."""
    spans = tuple(found.span() for found in _WORD.finditer(text))
    if text.isascii():
        low = text.lower()
        return TokenizedText(text, spans, tuple(low[start:end] for start, end in spans))
    return TokenizedText(text, spans, tuple(fold(text[start:end]) for start, end in spans))


_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""Soft hyphens, zero-width spaces and joiners, direction marks, fillers, variation selectors."""


def visible_text(text: str) -> tuple[str, Sequence[int]]:
    """Return a text without invisible characters, and the original offset of each character.

    Names copied from a wiki often contain soft hyphens or zero-width spaces, which would hide them.
    """
    if text.isascii() or _INVISIBLE.search(text) is None:
        return text, range(len(text))
    visible = [(letter, at) for at, letter in enumerate(text) if not _INVISIBLE.match(letter)]
    return "".join(letter for letter, _ in visible), [at for _, at in visible]
