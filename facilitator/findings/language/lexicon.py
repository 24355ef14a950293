"""The rules of the language lens as values, and which rules apply to which kind of field.

Source of the rules: Dekker and Allspaw on blame, counterfactuals and hindsight; the SRE books and
the paper "Postmortem Action Items: Plan the Work and Work the Plan" on vague actions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from typing import NamedTuple

from facilitator.findings.language.kinds import FieldKind


class Family(StrEnum):
    """The kind of language a rule finds."""

    THIN_CAUSE = "thin cause"
    BLAME = "blame"
    COUNTERFACTUAL = "counterfactual"
    HINDSIGHT = "hindsight"
    VAGUE_ACTION = "vague action"
    VAGUE_FIGURE = "vague time or size"


class RuleShape(StrEnum):
    """How a rule is matched; each shape has a function of its name in `matchers`."""

    PERSON_DOES = "person does"
    PERSON_IS = "person is"
    AT_FAULT = "at fault"
    WHO_DID = "who did"
    SHOULD_HAVE = "should have"
    IF_ONLY = "if only"
    DID_NOT = "did not"
    WORDS = "words"
    PREDICATE = "predicate"
    VAGUE_QUANTITY = "vague quantity"
    OPENING_VERB = "opening verb"
    BARE_ADDITION = "bare addition"
    SEVERAL_ACTIONS = "several actions"
    ONLY_A_PERSON = "only a person"
    TEAM_OWNS = "team owns"
    NONE = "none"


Phrase = tuple[str, ...]
"""Consecutive words. A `*` at the end of a word stands for any ending."""


class Rule(NamedTuple):
    """One rule of the lexicon; `lexicon.toml` explains its keys, which are these fields."""

    name: str
    family: Family
    shape: RuleShape
    reason: str
    rewrites: Phrase
    with_rest: Phrase = ()
    with_count: Phrase = ()
    words: tuple[Phrase, ...] = ()
    by: tuple[Phrase, ...] = ()
    now: tuple[Phrase, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    rest_after: frozenset[str] = frozenset()
    unless_next: frozenset[str] = frozenset()
    unless_soon: frozenset[str] = frozenset()
    unless_before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    harm: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    verbs_or_nouns: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    subject_optional: bool = False
    not_if_negated: bool = False
    not_after_thing: bool = False
    not_with_figure: bool = False
    words_allowed: int = 0


class PhraseList(StrEnum):
    """The field of a rule that a phrase comes from."""

    WORDS = "words"
    BY = "by"
    NOW = "now"
    PHRASES = "phrases"


class Pattern(NamedTuple):
    """A phrase of a rule, matched against the tokens of a text."""

    words: Phrase
    rule: Rule
    phrase_list: PhraseList

    def matches(self, tokens: list[str], index: int) -> bool:
        """Whether the phrase is in the text at an index."""
        if index + len(self.words) > len(tokens):
            return False
        for n, pattern_word in enumerate(
            self.words, start=index
        ):  # hot: a call only if they differ
            if tokens[n] != pattern_word and not word_matches(pattern_word, tokens[n]):
                return False
        return True


def word_matches(pattern_word: str, word: str) -> bool:
    """Whether a word matches a word of a pattern, which may end in `*`."""
    return word == pattern_word or (pattern_word[-1] == "*" and word.startswith(pattern_word[:-1]))


_LETTERS = re.compile(r"[^\W\d_]+")


class PatternIndex:
    """Patterns by their first word, the longest first."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._by_word: dict[str, list[Pattern]] = {}
        self._by_stem: dict[str, list[Pattern]] = {}
        for pattern in sorted(patterns, key=lambda each: -len(each.words)):
            first = pattern.words[0]
            home = self._by_stem if first.endswith("*") else self._by_word
            home.setdefault(first.rstrip("*"), []).append(pattern)
        self._lengths = sorted({len(stem) for stem in self._by_stem})
        letters = [(first, _LETTERS.match(first)) for first in self._by_word]
        self._first_letters = frozenset(found[0] for _, found in letters if found)
        self._marks = [first for first, found in letters if not found]

    def starting_with(self, word: str) -> list[Pattern]:
        """Return the patterns that may begin with a word."""
        found = self._by_word.get(word, _NONE)
        for length in self._lengths:
            if len(word) >= length and (more := self._by_stem.get(word[:length])):
                found = [*found, *more]
        return found

    def may_match(self, text: str) -> bool:
        """Whether any pattern may begin in a text: a quick test that most texts fail."""
        if self._lengths:
            return True
        words = set(_LETTERS.findall(text.lower()))
        return not words.isdisjoint(self._first_letters) or any(m in text for m in self._marks)


_NONE: list[Pattern] = []


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All rules. Compared by identity, which makes it a cheap cache key."""

    rules: tuple[Rule, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Rule]:
        """The rules by name."""
        return {rule.name: rule for rule in self.rules}

    @cached_property
    def _indexes(self) -> dict[frozenset[str], PatternIndex]:
        return {}

    def pattern_index(self, names: frozenset[str]) -> PatternIndex:
        """Return the index of the patterns of the named rules; built once for each set of names."""
        if names not in self._indexes:
            self._indexes[names] = PatternIndex(
                Pattern(words, rule, phrase_list)
                for rule in self.rules
                if rule.name in names
                for phrase_list in PhraseList
                for words in getattr(rule, phrase_list)
            )
        return self._indexes[names]


_TONE = (Family.BLAME, Family.COUNTERFACTUAL, Family.HINDSIGHT)
_FAMILIES = {
    FieldKind.TITLE: (*_TONE, Family.VAGUE_FIGURE),
    FieldKind.EVENT: (*_TONE, Family.VAGUE_FIGURE),
    FieldKind.KNOWN_THEN: _TONE,
    FieldKind.PROSE: (*_TONE, Family.VAGUE_FIGURE),
    FieldKind.CUSTOMER: (*_TONE, Family.VAGUE_FIGURE),
    FieldKind.CAUSE: _TONE,
    FieldKind.ROOT: (*_TONE, Family.THIN_CAUSE),
    FieldKind.LESSON: _TONE,
    FieldKind.LUCK: _TONE,
    FieldKind.ACTION: (Family.BLAME, Family.HINDSIGHT, Family.VAGUE_ACTION),
    FieldKind.OWNER: (),
    FieldKind.ASIDE: (Family.BLAME, Family.HINDSIGHT),
}
_ALSO = {
    FieldKind.CAUSE: frozenset({"person-cause"}),
    FieldKind.OWNER: frozenset({"team-owner"}),
}
_EXCEPT = {
    FieldKind.KNOWN_THEN: frozenset({"did-not"}),  # it may say "did not know"
    FieldKind.ACTION: frozenset({"team-owner"}),
}


@cache
def rule_names_for(kind: FieldKind, lexicon: Lexicon) -> frozenset[str]:
    """Return the names of the rules that apply to a kind of field."""
    families = _FAMILIES[kind]
    names = {rule.name for rule in lexicon.rules if rule.family in families}
    known = {rule.name for rule in lexicon.rules}
    return frozenset(
        (names | (_ALSO.get(kind, frozenset()) & known)) - _EXCEPT.get(kind, frozenset())
    )
