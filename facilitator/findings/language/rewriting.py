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
_SPEAKS_FOR_ITSELF = frozenset(
    {"i", "my", "me", "mine", "it", "this", "that", "them", "him", "her"}
)
"""Words that mean nothing, or somebody else, outside their sentence."""


def rewrites(p: Passage, rule: Rule, first: int, last: int) -> tuple[str, ...]:
    """Return one or two rewrites of what stands from one word to another."""
    rest = _rest(p, last + 1)
    if rule.with_rest and rest and (not rule.rest_after or p.low[last] in rule.rest_after):
        verb = p.low[last]
        if not any("{verb}" in each for each in rule.with_rest) or not _is_past(verb):
            return tuple(
                each.replace("{verb}", verb).replace("{rest}", rest) for each in rule.with_rest
            )
    return rule.rewrites


def _rest(p: Passage, index: int) -> str:
    """Return what follows, up to the end of its clause; nothing where it is long or leans on it."""
    last = index - 1
    for k in range(index, min(len(p.low), index + _MOST_WORDS + 1)):
        if p.low[k] in _ENDS_THE_REST:
            break
        if p.low[k] in _SPEAKS_FOR_ITSELF or p.low[k][0] == SHIELD:
            return ""
        last = k
    if last < index or last - index >= _MOST_WORDS:
        return ""
    rest = " ".join(p.between(index, last).split())
    return rest if len(rest) <= _LONGEST else ""


def _is_past(verb: str) -> bool:
    return verb.endswith("ed") or verb in en.IRREGULAR_PASTS
