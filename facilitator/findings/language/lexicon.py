"""The rules as values: what each looks for, why, and what to ask instead.

Which rules look at which kind of field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from typing import NamedTuple

from facilitator.findings.language.kinds import FieldKind as FieldKind


class Family(StrEnum):
    """What sort of remark a rule makes."""

    THIN_CAUSE = "thin cause"
    BLAME = "blame"
    COUNTERFACTUAL = "counterfactual"
    HINDSIGHT = "hindsight"
    VAGUE_ACTION = "vague action"
    VAGUE_FIGURE = "vague time or size"


class Shape(StrEnum):
    """How a rule is looked for; each has a function of its own in `shapes`."""

    PERSON_DOES = "person does"
    PERSON_IS = "person is"
    AT_FAULT = "at fault"
    WHO_DID = "who did"
    SHOULD_HAVE = "should have"
    IF_ONLY = "if only"
    DID_NOT = "did not"
    WORDS = "words"
    PREDICATE = "predicate"
    SO_MANY = "so many"
    LEADS = "leads"
    ADDS_BARE = "adds bare"
    SEVERAL = "several"
    ONLY_A_PERSON = "only a person"
    TEAM_OWNS = "team owns"
    NONE = "none"


Phrase = tuple[str, ...]
"""Words that stand one after another. A `*` at the end of one stands for any ending."""


class Rule(NamedTuple):
    """One rule of the lexicon. What its word lists mean depends on its shape."""

    name: str
    family: Family
    shape: Shape
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
    deeds: frozenset[str] = frozenset()
    harm: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    nouns_too: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    unstated: bool = False
    quiet_if_denied: bool = False
    quiet_after_thing: bool = False
    quiet_with_figure: bool = False
    room: int = 0


class PhraseList(StrEnum):
    """Which of a rule's lists some words come from."""

    WORDS = "words"
    BY = "by"
    NOW = "now"
    PHRASES = "phrases"


class Pattern(NamedTuple):
    """Words of a rule, to be compared with a text from its first word on."""

    words: Phrase
    rule: Rule
    phrase_list: PhraseList

    def matches(self, tokens: list[str], index: int) -> bool:
        """Whether the words of a text are these, from an index on."""
        if index + len(self.words) > len(tokens):
            return False
        for n, pattern_word in enumerate(self.words, start=index):  # most are asked for in vain
            if tokens[n] != pattern_word and not word_matches(pattern_word, tokens[n]):
                return False
        return True


def word_matches(pattern_word: str, word: str) -> bool:
    """Whether a word is the one wanted, any ending where the wanted one ends in `*`."""
    return word == pattern_word or (pattern_word[-1] == "*" and word.startswith(pattern_word[:-1]))


_LETTERS = re.compile(r"[^\W\d_]+")


class PatternIndex:
    """Patterns by the first word of each, the longest first."""

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
        """Return the patterns whose first word this may be."""
        found = self._by_word.get(word, _NONE)
        for length in self._lengths:
            if len(word) >= length and (more := self._by_stem.get(word[:length])):
                found = [*found, *more]
        return found

    def may_match(self, text: str) -> bool:
        """Whether any word of a text may begin a pattern: most texts end here."""
        if self._lengths:
            return True
        words = set(_LETTERS.findall(text.lower()))
        return not words.isdisjoint(self._first_letters) or any(m in text for m in self._marks)


_NONE: list[Pattern] = []


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All rules. Compared by identity: there are two or three in a program's life."""

    rules: tuple[Rule, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Rule]:
        """The rules by their names."""
        return {rule.name: rule for rule in self.rules}

    @cached_property
    def _indexes(self) -> dict[frozenset[str], PatternIndex]:
        return {}

    def index(self, names: frozenset[str]) -> PatternIndex:
        """Return what to look for where only the rules of these names count."""
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
_MORE = {
    FieldKind.CAUSE: frozenset({"person-cause"}),
    FieldKind.OWNER: frozenset({"team-owner"}),
}
_LESS = {
    FieldKind.KNOWN_THEN: frozenset({"did-not"}),  # what was not yet known is what it is for
    FieldKind.ACTION: frozenset({"team-owner"}),
}


@cache
def rule_names_for(kind: FieldKind, lexicon: Lexicon) -> frozenset[str]:
    """Return the names of the rules that look at this kind of field."""
    families = _FAMILIES[kind]
    names = {rule.name for rule in lexicon.rules if rule.family in families}
    known = {rule.name for rule in lexicon.rules}
    return frozenset(
        (names | (_MORE.get(kind, frozenset()) & known)) - _LESS.get(kind, frozenset())
    )
