"""Rewrites of a finding, made from the templates of its rule and the words of its sentence.

A rewrite replaces the whole sentence. A template with {before} or {after} keeps the words around
the finding; any other replaces the clause of the finding, and the other clauses stay.
"""

from __future__ import annotations

import re

from facilitator.findings.finding import Rewrite
from facilitator.findings.language import english as en
from facilitator.findings.language.lexicon import Rule
from facilitator.findings.language.passage import MASK, Passage, clause_span
from facilitator.findings.text_fields import sentence_span

# A longer {rest}, in words or in characters, would make an unwieldy question.
_MOST_WORDS = 14
_LONGEST = 90
_ENDS_THE_REST = (
    en.ENDS | en.SUBORDINATORS | {",", "(", ")", "[", "]", "and", "but", "then", "or"}
) - {"that"}
_REFERS_TO_SENTENCE = frozenset(
    {"i", "my", "me", "mine", "it", "its", "this", "that", "them", "him", "his", "her"}
    | {"anyone", "anybody", "anything", "any"}
)
"""Words that mean nothing outside their sentence, so that {rest} must not contain them."""
_NO_REST = frozenset({"been", "until", "yet"})
"""Words that {rest} must not begin with."""


_SEAM = "\0"
"""The mark in a filled template between its own words and those of the sentence."""
_SLOT = re.compile(r"\{(\w+)\}")
_JOIN_WITHOUT = (
    (re.compile(r"\A\s*\0\s*\0[\s,;:–—-]*"), ""),
    (re.compile(r",\s*\0\s*\0\s*,\s*"), " "),
    (re.compile(r"[\s,]*\0\s*\0\s*(?=[.,!?…;:)]|\Z)"), ""),
    (re.compile(r"\s*\0\s*\0\s*"), " "),
)
"""Patterns that join both ends of a sentence with nothing between them."""
_JOIN_WITH = (
    (re.compile(r"\A\s*\0\s*|[\s,;:–—-]*\0\s*\Z|\s*\0\s*(?=[.,;:!?…)])"), ""),
    (re.compile(r"\s*\0\s*"), " "),
)
"""Patterns that join the ends of a sentence with the words of a template."""
_NOTHING_BETWEEN = re.compile(r"\0\s*\0")
_END_MARK = re.compile(r"[.!?…]+[\"”’')\]]*\Z")


def build_rewrites(p: Passage, rule: Rule, first: int, last: int) -> tuple[Rewrite, ...]:
    """Return the rewrites of a finding from one token to another, one for each template."""
    start, end = sentence_span(p.text, p.starts[first], p.ends[last])
    filled = {
        "before": p.text[start : p.starts[first]] + _SEAM,
        "after": _SEAM + p.text[p.ends[last] : end],
        "words": p.span_text(first, last),
        "counted": p.span_text(first, last),
        "verb": p.tokens[last],
    }
    templates = rule.rewrites
    if rule.with_rest and _takes_a_rest(p, rule, first, last) and (rest := _rest(p, last + 1)):
        templates = rule.with_rest
        filled |= {"rest": rest, "thing": _thing(p, last + 1)}
    elif p.tokens[last] in rule.counted:
        templates = rule.with_count or rule.rewrites
        filled["counted"] = _counted(p, rule, first, last)
    found: list[Rewrite] = []
    around: tuple[str, str] | None = None
    for template in templates:
        words = _SLOT.sub(lambda slot: filled[slot[1]], template)
        if _SEAM in words:
            words = _joined(words, p.text[start:end])
        else:
            around = around or _around_its_clause(p, (first, last), (start, end))
            words = " ".join(part for part in (around[0], words, around[1]) if part)
        found.append(Rewrite(start, end, words))
    return tuple(found)


def _joined(words: str, sentence: str) -> str:
    """Join the parts at their seams; capital and end mark are those of the old sentence."""
    for seam, joint in _JOIN_WITHOUT if _NOTHING_BETWEEN.search(words) else _JOIN_WITH:
        words = seam.sub(joint, words)
    mark = _END_MARK.search(sentence)
    if mark and not _END_MARK.search(words):
        words += mark[0]
    return _with_capital(words) if sentence[:1].isupper() else words


def _with_capital(words: str) -> str:
    at = 1 if words[:1] in ("[", "“", '"', "(") else 0
    return words[:at] + words[at : at + 1].upper() + words[at + 1 :]


def _around_its_clause(
    p: Passage, span: tuple[int, int], sentence: tuple[int, int]
) -> tuple[str, str]:
    """Return the words before and after the clause of a span, each as a sentence."""
    start, end = sentence
    clause_start, clause_end = clause_span(p, span, sentence)
    before = p.text[start:clause_start].rstrip(" \t\n,;")
    after = p.text[clause_end:end].lstrip(" \t\n,;:")
    for joining in ("and", "but", "so", "yet"):
        if before.lower().endswith(f" {joining}"):
            before = before[: -len(joining)].rstrip(" \t\n,;")
        if after.lower().startswith(f"{joining} "):
            after = after[len(joining) :].lstrip()
    after = _with_capital(after) if any(letter.isalnum() for letter in after) else ""
    return f"{before}." if before else "", after


def _counted(p: Passage, rule: Rule, first: int, last: int) -> str:
    """Return the noun that a quantity counts, with its adjectives: some [large customers]."""
    sayings = (words for words in rule.words if len(words) <= last - first)
    longest = max(
        (len(words) for words in sayings if tuple(p.tokens[first : first + len(words)]) == words),
        default=0,
    )
    return p.span_text(first + longest, last)


def _takes_a_rest(p: Passage, rule: Rule, first: int, last: int) -> bool:
    """Whether {rest} can be filled: not after "by" or a negation."""
    words = p.tokens[first : last + 1]
    if "by" in words or p.at(last + 1) in _NO_REST:
        return False
    if rule.rest_after and words[-1] not in rule.rest_after:
        return False
    takes_the_verb = any("{verb}" in each for each in rule.with_rest)
    if takes_the_verb:
        return not _is_past(words[-1])
    return en.NEGATIONS.isdisjoint(words) or words[-1] in rule.rest_after


def _rest(p: Passage, index: int) -> str:
    """Return the words up to the end of the clause; empty if they are long or have pronouns."""
    last = index - 1
    for k in range(index, min(len(p.tokens), index + _MOST_WORDS + 1)):
        if p.tokens[k] in _ENDS_THE_REST:
            break
        if p.tokens[k] in _REFERS_TO_SENTENCE or p.tokens[k][0] == MASK:
            return ""
        last = k
    if last < index or last - index >= _MOST_WORDS:
        return ""
    rest = " ".join(p.span_text(index, last).split())
    return rest if len(rest) <= _LONGEST else ""


def _thing(p: Passage, index: int) -> str:
    """Return the noun that {rest} begins with, without prepositional phrases, save with "of"."""
    last = index
    while p.at(last + 1) == "of" or (
        p.at(last + 1) not in en.PREPOSITIONS and p.at(last + 1) not in _ENDS_THE_REST
    ):
        last += 1
    return " ".join(p.span_text(index, last).split())


def _is_past(verb: str) -> bool:
    return verb.endswith("ed") or verb in en.IRREGULAR_PASTS
