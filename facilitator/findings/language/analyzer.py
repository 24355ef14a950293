"""The language lens on one text: blame, counterfactuals, hindsight, vague actions and figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from facilitator.findings.finding import Finding, FindingKind, Location, Rewrite
from facilitator.findings.language import matchers
from facilitator.findings.language.kinds import FieldKind
from facilitator.findings.language.lexicon import (
    Family,
    Lexicon,
    Pattern,
    PatternIndex,
    Rule,
    RuleShape,
    rule_names_for,
)
from facilitator.findings.language.lexicon_loader import builtin_lexicon
from facilitator.findings.language.matchers import Span
from facilitator.findings.language.passage import Passage, mask_code_and_quotes
from facilitator.findings.language.roster import EMPTY_ROSTER, Roster

MOST_FINDINGS = 200
"""The most findings of one text."""
_FAMILY_ORDER = tuple(Family)
_SHAPES: dict[RuleShape, Callable[[Passage, Pattern, int], Span | None]] = {
    RuleShape.PERSON_DOES: matchers.person_does,
    RuleShape.PERSON_IS: matchers.person_is,
    RuleShape.AT_FAULT: matchers.at_fault,
    RuleShape.WHO_DID: matchers.who_did,
    RuleShape.SHOULD_HAVE: matchers.should_have,
    RuleShape.IF_ONLY: matchers.if_only,
    RuleShape.DID_NOT: matchers.did_not,
    RuleShape.WORDS: matchers.words,
    RuleShape.PREDICATE: matchers.predicate,
    RuleShape.VAGUE_QUANTITY: matchers.vague_quantity,
    RuleShape.OPENING_VERB: matchers.opening_verb,
    RuleShape.BARE_ADDITION: matchers.bare_addition,
    RuleShape.SEVERAL_ACTIONS: matchers.several_actions,
}


def match_spans(p: Passage, index: PatternIndex, whole: list[Rule]) -> list[tuple[Rule, Span]]:
    """Return the spans that rules match, in order, without overlaps."""
    return _without_overlaps([*_match_whole_text(p, whole), *_match_patterns(p, index)])


def _match_whole_text(p: Passage, rules: list[Rule]) -> list[tuple[Rule, Span]]:
    found = []
    for rule in rules:
        match rule.shape:
            case RuleShape.ONLY_A_PERSON:
                span = matchers.only_a_person(p)
            case RuleShape.TEAM_OWNS:
                span = matchers.team_owns(p, rule)
            case _:
                span = None
        if span is not None:
            found.append((rule, span))
    return found


def _match_patterns(p: Passage, index: PatternIndex) -> list[tuple[Rule, Span]]:
    found: list[tuple[Rule, Span]] = []
    starting_with = index.starting_with
    for i, word in enumerate(p.tokens):
        for pattern in starting_with(word):
            if not pattern.matches(p.tokens, i):
                continue
            span = _SHAPES[pattern.rule.shape](p, pattern, i)
            if span is not None:
                found.append((pattern.rule, span))
        if len(found) > MOST_FINDINGS * 2:
            break
    return found


def _without_overlaps(found: list[tuple[Rule, Span]]) -> list[tuple[Rule, Span]]:
    """Drop overlapping matches: the longer one stays, then the one of the earlier `Family`.

    A rule of the shape "several actions" matches once in a text.
    """
    ranked = sorted(
        found, key=lambda each: (each[1][0] - each[1][1], _FAMILY_ORDER.index(each[0].family))
    )
    used_tokens: set[int] = set()
    result = []
    once: set[str] = set()
    for rule, (first, last) in ranked:
        words = range(first, last + 1)
        if used_tokens.isdisjoint(words) and not (
            rule.shape is RuleShape.SEVERAL_ACTIONS and rule.name in once
        ):
            used_tokens.update(words)
            once.add(rule.name)
            result.append((rule, (first, last)))
    return sorted(result, key=lambda each: each[1])[:MOST_FINDINGS]


LONGEST_PIECE = 4000
"""The most characters of a piece: a longer text is read piece by piece, each piece cached."""
_PIECES_CACHED = 1 << 15
_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n")
_SENTENCE_ENDS = ". "
_PRESENT_TENSE = frozenset({FieldKind.EVENT, FieldKind.TITLE})
_WHOLE_TEXT_RULES = frozenset({"person-cause", "team-owner"})
"""Rules that match a whole text, never words within it."""


class LanguageFinding(NamedTuple):
    """A finding in a text: the words at `start` to `end` (characters), the reason, and rewrites.

    There is no rewrite for an owner: the reason asks for a person.
    """

    rule: str
    family: Family
    start: int
    end: int
    words: str
    reason: str
    rewrites: tuple[Rewrite, ...]

    def at(self, location: Location) -> Finding:
        """Return the finding with the location of its text."""
        return Finding(
            FindingKind.LANGUAGE,
            self.rule,
            location,
            self.reason,
            self.start,
            self.end,
            self.words,
            self.rewrites,
            self.family,
        )


class LanguageContext(NamedTuple):
    """The context of a text: the kind of its field, the participants, the rules."""

    kind: FieldKind
    roster: Roster = EMPTY_ROSTER
    lexicon: Lexicon | None = None


def findings_in(text: str, context: LanguageContext) -> tuple[LanguageFinding, ...]:
    """Return the findings of a text, in order. They never overlap."""
    if len(text) <= LONGEST_PIECE:
        return _read(text, context, None)
    return tuple(
        finding if offset == 0 else _shifted(finding, offset)
        for offset, found in _piece_by_piece(text, context)
        for finding in found
    )[:MOST_FINDINGS]


def analysis_steps(text: str, context: LanguageContext) -> Iterator[None]:
    """Read a text piece by piece; the caller may do other work after each step.

    Pieces are cached: `findings_in` returns at once afterwards.
    """
    if len(text) <= LONGEST_PIECE:
        _read(text, context, None)
        return
    for _ in _piece_by_piece(text, context):
        yield


def clear_caches() -> None:
    """Clear the caches of texts."""
    _may_match.cache_clear()
    _read_piece.cache_clear()


def cache_misses() -> int:
    """Return the number of pieces read so far that were not in the cache."""
    return _read_piece.cache_info().misses


_Found = tuple[LanguageFinding, ...]


def _piece_by_piece(text: str, context: LanguageContext) -> Iterator[tuple[int, _Found]]:
    masked = mask_code_and_quotes(text)
    for start, end in _pieces(masked):
        yield start, _read(text[start:end], context, masked[start:end])


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Split a long text between paragraphs, and a long paragraph between sentences."""
    start = 0
    for paragraph_end in [found.end() for found in _PARAGRAPH_BREAK.finditer(text)] + [len(text)]:
        while paragraph_end - start > LONGEST_PIECE:
            cut = text.rfind(_SENTENCE_ENDS, start, start + LONGEST_PIECE) + 1
            cut = cut or text.rfind(" ", start, start + LONGEST_PIECE) + 1
            cut = cut if cut > start else start + LONGEST_PIECE
            yield start, cut
            start = cut
        if paragraph_end > start:
            yield start, paragraph_end
            start = paragraph_end


def _shifted(finding: LanguageFinding, by: int) -> LanguageFinding:
    return finding._replace(
        start=finding.start + by,
        end=finding.end + by,
        rewrites=tuple(
            Rewrite(each.start + by, each.end + by, each.words) for each in finding.rewrites
        ),
    )


def _read(text: str, context: LanguageContext, masked: str | None) -> _Found:
    lexicon = context.lexicon or builtin_lexicon()
    if not _may_match(text, masked, context.kind, lexicon):
        return ()
    # Only those named in the text: a new participant then changes the cache key of few texts.
    named = context.roster.named_in(text)
    return _read_piece(text, masked, context.kind, named, lexicon)


@lru_cache(maxsize=_PIECES_CACHED)
def _may_match(text: str, masked: str | None, kind: FieldKind, lexicon: Lexicon) -> bool:
    """Whether any rule may match a piece, whoever the participants are."""
    names = rule_names_for(kind, lexicon)
    has_whole_text_rule = masked is None and not names.isdisjoint(_WHOLE_TEXT_RULES)
    return has_whole_text_rule or lexicon.pattern_index(names).may_match(masked or text)


@lru_cache(maxsize=_PIECES_CACHED)
def _read_piece(
    text: str, masked: str | None, kind: FieldKind, roster: Roster, lexicon: Lexicon
) -> _Found:
    """Return the findings of a piece. `masked`: its masked text, if a part of a longer text."""
    names = rule_names_for(kind, lexicon)
    whole = (
        [lexicon.by_name[name] for name in sorted(names & _WHOLE_TEXT_RULES)]
        if masked is None
        else []
    )
    p = Passage(
        text,
        mask_code_and_quotes(text) if masked is None else masked,
        roster,
        luck=kind is FieldKind.LUCK,
        for_customers=kind is FieldKind.CUSTOMER,
        in_present_tense=kind in _PRESENT_TENSE,
    )
    return tuple(
        _finding(p, rule, span)
        for rule, span in match_spans(p, lexicon.pattern_index(names), whole)
    )


def _finding(p: Passage, rule: Rule, span: Span) -> LanguageFinding:
    # Imported here: many documents have no finding.
    from facilitator.findings.language.rewrites import build_rewrites

    first, last = span
    asks_for_name = rule.shape is RuleShape.TEAM_OWNS
    return LanguageFinding(
        rule=rule.name,
        family=rule.family,
        start=p.starts[first],
        end=p.ends[last],
        words=p.span_text(first, last),
        reason=f"{rule.reason} {rule.rewrites[0]}" if asks_for_name else rule.reason,
        rewrites=() if asks_for_name else build_rewrites(p, rule, first, last),
    )
