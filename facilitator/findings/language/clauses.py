"""Where a sentence falls into parts that could each be a sentence of their own."""

from __future__ import annotations

from facilitator.findings.language import english as en
from facilitator.findings.language.passage import Passage

_JOINING = frozenset({"and", "but", "so", "yet"})
_BECAUSE = "because"
"""What stands before it happened, and stays, where what stands behind it is asked about."""
_GIVES_A_REASON = frozenset({":", _BECAUSE})
"""What a question is followed by that its sentence answers already."""
_SHORT, _LONG = 3, 5
"""So many words are no item of a list: three where the first is `the` or its like."""


def clause_around(p: Passage, span: tuple[int, int], sentence: tuple[int, int]) -> tuple[int, int]:
    """Return where the part of a sentence begins and ends that some words stand in (characters).

    `span` are the first and the last of those words, `sentence` the characters around them.
    """
    first, last = span
    start, end = sentence
    opens = next((k for k in range(first, 0, -1) if p.starts[k] < start), -1) + 1
    closes = next((k for k in range(last, len(p.low)) if p.starts[k] >= end), len(p.low))
    begins, ends = start, end
    for k in range(opens, closes):
        if k < first and _joins(p, k) and _says_something(p, opens, k):
            begins = p.ends[k]
        elif k < first and p.low[k] == _BECAUSE and _says_something(p, opens, k):
            begins = p.starts[k]
        elif k > last and (
            p.low[k] in _GIVES_A_REASON
            or (_joins(p, k) and _says_something(p, k + 2, closes))
            or (p.low[opens] == _BECAUSE and p.low[k] == "," and _says_something(p, k + 1, closes))
        ):
            ends = p.starts[k]
            break
    return begins, ends


def _joins(p: Passage, k: int) -> bool:
    """Whether what stands on both sides of a mark may each be a sentence."""
    return p.low[k] == ";" or (p.low[k] == "," and p.at(k + 1) in _JOINING)


def _says_something(p: Passage, first: int, after: int) -> bool:
    """Whether words have a verb, or may have one: a list's last item goes on with what it lists."""
    low = p.low[first:after]
    if any(en.looks_like_a_verb(word) and not en.is_adverb(word) for word in low):
        return True
    begins = p.at(first)
    return (
        len(low) >= _LONG
        or (len(low) >= _SHORT and begins in en.DETERMINERS)
        or begins == "it"
        or begins in en.PEOPLE_PRONOUNS
    )
