"""What to ask or write instead, in the sentence's own words where that reads right."""

from __future__ import annotations

from facilitator.findings.language import english as en
from facilitator.findings.language.lexicon import Rule
from facilitator.findings.language.passage import Passage
from facilitator.findings.language.shielded import SHIELD

_MOST_WORDS = 14
_LONGEST = 90
_ENDS_THE_REST = (
    en.ENDS | en.SUBORDINATING | {",", "(", ")", "[", "]", "and", "but", "then", "or"}
) - {"that"}
_LEANS_ON_THE_SENTENCE = frozenset(
    {"i", "my", "me", "mine", "it", "its", "this", "that", "them", "him", "his", "her"}
    | {"anyone", "anybody", "anything", "any"}
)
"""Words that mean nothing, or somebody else, outside their sentence."""
_NO_DEED = frozenset({"been", "until", "yet"})
"""What a rest does not begin with where it is to follow another verb."""


def rewrites(p: Passage, rule: Rule, first: int, last: int) -> tuple[str, ...]:
    """Return one or two rewrites of what stands from one word to another."""
    if not rule.with_rest or not _takes_a_rest(p, rule, first, last):
        return rule.rewrites
    rest = _rest(p, last + 1)
    if not rest:
        return rule.rewrites
    filled = {"{rest}": rest, "{thing}": _thing(p, last + 1), "{verb}": p.low[last]}
    written = rule.with_rest
    for slot, words in filled.items():
        written = tuple(each.replace(slot, words) for each in written)
    return written


def _takes_a_rest(p: Passage, rule: Rule, first: int, last: int) -> bool:
    """Whether what follows is the object of a deed: not after "by", not after what is denied."""
    words = p.low[first : last + 1]
    if "by" in words or p.at(last + 1) in _NO_DEED:
        return False
    if rule.rest_after and words[-1] not in rule.rest_after:
        return False
    takes_the_verb = any("{verb}" in each for each in rule.with_rest)
    if takes_the_verb:
        return not _is_past(words[-1])
    return en.NEGATIONS.isdisjoint(words) or words[-1] in rule.rest_after


def _rest(p: Passage, index: int) -> str:
    """Return what follows, up to the end of its clause; nothing where it is long or leans on it."""
    last = index - 1
    for k in range(index, min(len(p.low), index + _MOST_WORDS + 1)):
        if p.low[k] in _ENDS_THE_REST:
            break
        if p.low[k] in _LEANS_ON_THE_SENTENCE or p.low[k][0] == SHIELD:
            return ""
        last = k
    if last < index or last - index >= _MOST_WORDS:
        return ""
    rest = " ".join(p.between(index, last).split())
    return rest if len(rest) <= _LONGEST else ""


def _thing(p: Passage, index: int) -> str:
    """Return the noun that a rest begins with: what follows a preposition is left off."""
    last = index
    while p.at(last + 1) == "of" or (
        p.at(last + 1) not in en.PREPOSITIONS and p.at(last + 1) not in _ENDS_THE_REST
    ):
        last += 1
    return " ".join(p.between(index, last).split())


def _is_past(verb: str) -> bool:
    return verb.endswith("ed") or verb in en.IRREGULAR_PASTS
