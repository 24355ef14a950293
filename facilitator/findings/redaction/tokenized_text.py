"""The words of a text as names are looked for in them: folded, each with its place.

Letters that nobody sees, and that stand in the way of whoever looks for a name.
Where things are on a network, as texts write it: links, and names with dots in them.
"""

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
_A_DOT_WITHIN = re.compile(r"[.][ \u00a0\t\n]")
_LOOK_BACK = 12
_IN_TWO_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "ø": "oe"}
)
_FOLDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe"})


def fold(word: str) -> str:
    """Return a word without capitals and accents: `Sørensen` and `SORENSEN` are one name."""
    if word.isascii():
        return word.lower()
    without_overlaps = unicodedata.normalize("NFKD", word.casefold()).translate(_FOLDED)
    return "".join(letter for letter in without_overlaps if not unicodedata.combining(letter))


def folded_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded."""
    return tuple(fold(found[0]) for found in _WORD.finditer(name))


def spellings(name: str) -> frozenset[tuple[str, ...]]:
    """Return the words of a name, folded, in each way they are spelt: `Müller`, `Mueller`."""
    return frozenset({folded_words(name), folded_words(name.translate(_IN_TWO_LETTERS))})


class TokenizedText(NamedTuple):
    """The words of a text in order: runs of letters and digits."""

    text: str
    spans: tuple[tuple[int, int], ...]
    folded: tuple[str, ...]

    def folded_at(self, index: int) -> str:
        """Return a word, folded; empty before the first and after the last."""
        return self.folded[index] if 0 <= index < len(self.folded) else ""

    def original(self, index: int) -> str:
        """Return a word as it is written; empty before the first and after the last."""
        if not 0 <= index < len(self.spans):
            return ""
        start, end = self.spans[index]
        return self.text[start:end]

    def gap(self, index: int) -> str:
        """Return what stands between a word and the next."""
        if not 0 <= index < len(self.spans) - 1:
            return ""
        return self.text[self.spans[index][1] : self.spans[index + 1][0]]

    def is_one_name(self, index: int) -> bool:
        """Whether a word and the next may be parts of one name.

        A dot with a space behind it is the end of a sentence, save behind an initial, a title or a
        legal form: `P. Raman`, and not `Raman. Priya`.
        """
        gap = self.gap(index)
        if _GAP.fullmatch(gap) is None:
            return False
        return _A_DOT_WITHIN.search(gap) is None or _is_shortened(self.folded_at(index))

    def starts_sentence(self, index: int) -> bool:
        """Whether a word is the first of its sentence, line or quotation."""
        start = self.spans[index][0]
        before = self.text[max(0, start - _LOOK_BACK) : start]
        return not before or _OPENS_A_SENTENCE.search(before) is not None


def _is_shortened(word: str) -> bool:
    return len(word) == 1 or word in word_list("titles") or word in word_list("legal_forms")


def tokenize(text: str) -> TokenizedText:
    """Return the words of a text."""
    spans = tuple(found.span() for found in _WORD.finditer(text))
    if text.isascii():
        low = text.lower()
        return TokenizedText(text, spans, tuple(low[start:end] for start, end in spans))
    return TokenizedText(text, spans, tuple(fold(text[start:end]) for start, end in spans))


_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""Soft hyphens, spaces and joiners of no width, marks of direction, fillers, selectors."""


def visible_text(text: str) -> tuple[str, Sequence[int]]:
    """Return a text as a reader sees it, and where each of its letters stands in the text itself.

    Copied out of a wiki a name often holds a soft hyphen or a space of no width: it reads as well.
    """
    if text.isascii() or _UNSEEN.search(text) is None:
        return text, range(len(text))
    seen = [(letter, at) for at, letter in enumerate(text) if not _UNSEEN.match(letter)]
    return "".join(letter for letter, _ in seen), [at for _, at in seen]
