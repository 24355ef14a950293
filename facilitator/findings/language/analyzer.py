"""What a text says that reads as blame, as hindsight, or as less than it could say.

Where the rules fit a passage, each span taken once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from facilitator.findings.finding import Finding, FindingKind, Location, Rewrite
from facilitator.findings.language import matchers
from facilitator.findings.language.lexicon import (
    Family,
    FieldKind,
    Lexicon,
    Pattern,
    PatternIndex,
    Rule,
    Shape,
    rule_names_for,
)
from facilitator.findings.language.lexicon_loader import builtin_lexicon
from facilitator.findings.language.matchers import Span
from facilitator.findings.language.passage import Passage, mask_code_and_quotes
from facilitator.findings.language.roster import NOBODY_KNOWN, Roster

MOST_FINDINGS = 200
"""So many of one piece of text are shown at the most: nobody reads on."""
_ORDER = tuple(Family)
_SHAPES: dict[Shape, Callable[[Passage, Pattern, int], Span | None]] = {
    Shape.PERSON_DOES: matchers.person_does,
    Shape.PERSON_IS: matchers.person_is,
    Shape.AT_FAULT: matchers.at_fault,
    Shape.WHO_DID: matchers.who_did,
    Shape.SHOULD_HAVE: matchers.should_have,
    Shape.IF_ONLY: matchers.if_only,
    Shape.DID_NOT: matchers.did_not,
    Shape.WORDS: matchers.words,
    Shape.PREDICATE: matchers.predicate,
    Shape.SO_MANY: matchers.so_many,
    Shape.LEADS: matchers.leads,
    Shape.ADDS_BARE: matchers.adds_bare,
    Shape.SEVERAL: matchers.several,
}


def match_spans(p: Passage, index: PatternIndex, whole: list[Rule]) -> list[tuple[Rule, Span]]:
    """Return what fits, in the order it stands in; of what overlaps, the weightier one."""
    return _apart([*_whole(p, whole), *_worded(p, index)])


def _whole(p: Passage, wanted: list[Rule]) -> list[tuple[Rule, Span]]:
    found = []
    for rule in wanted:
        match rule.shape:
            case Shape.ONLY_A_PERSON:
                span = matchers.only_a_person(p)
            case Shape.TEAM_OWNS:
                span = matchers.team_owns(p, rule)
            case _:
                span = None
        if span is not None:
            found.append((rule, span))
    return found


def _worded(p: Passage, index: PatternIndex) -> list[tuple[Rule, Span]]:
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


def _apart(found: list[tuple[Rule, Span]]) -> list[tuple[Rule, Span]]:
    """Return what does not overlap: of two that do, the longer, then the weightier family."""
    ranked = sorted(found, key=lambda each: (each[1][0] - each[1][1], _ORDER.index(each[0].family)))
    taken: set[int] = set()
    kept = []
    once: set[str] = set()
    for rule, (first, last) in ranked:
        words = range(first, last + 1)
        if taken.isdisjoint(words) and not (rule.shape is Shape.SEVERAL and rule.name in once):
            taken.update(words)
            once.add(rule.name)
            kept.append((rule, (first, last)))
    return sorted(kept, key=lambda each: each[1])[:MOST_FINDINGS]


LONGEST_PIECE = 4000
"""A longer text is read in pieces of about so many characters, each remembered on its own."""
_REMEMBERED = 1 << 15
_PARAGRAPHS_APART = re.compile(r"\n[ \t]*\n")
_SENTENCE_ENDS = ". "
_TOLD_NOW = frozenset({FieldKind.EVENT, FieldKind.TITLE})
_WHOLE = frozenset({"person-cause", "team-owner"})
"""Rules that look at a text as a whole."""


class LanguageFinding(NamedTuple):
    """Some words of a text: where they stand (`start` to `end`, characters), why, and what else.

    There is no rewrite for a name: the reason asks for another one.
    """

    rule: str
    family: Family
    start: int
    end: int
    words: str
    reason: str
    rewrites: tuple[Rewrite, ...]

    def at(self, location: Location) -> Finding:
        """Return the finding in the text of a place."""
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
    """What is known around a text: what kind of field it is, who the people are, which rules."""

    kind: FieldKind
    roster: Roster = NOBODY_KNOWN
    lexicon: Lexicon | None = None


def findings_in(text: str, context: LanguageContext) -> tuple[LanguageFinding, ...]:
    """Return the findings of a text in the order they stand in it. They never overlap."""
    if len(text) <= LONGEST_PIECE:
        return _read(text, context, None)
    return tuple(
        finding if offset == 0 else _moved(finding, offset)
        for offset, found in _piece_by_piece(text, context)
        for finding in found
    )[:MOST_FINDINGS]


def analysis_steps(text: str, context: LanguageContext) -> Iterator[None]:
    """Read a text a piece at a time, so that somebody may draw a frame in between.

    What was read is remembered: `findings_in` returns at once afterwards.
    """
    if len(text) <= LONGEST_PIECE:
        _read(text, context, None)
        return
    for _ in _piece_by_piece(text, context):
        yield


def clear_caches() -> None:
    """Forget every text read so far."""
    _may_match.cache_clear()
    _read_piece.cache_clear()


def cache_misses() -> int:
    """Return how many texts were read so far, those that were remembered not counted."""
    return _read_piece.cache_info().misses


_Found = tuple[LanguageFinding, ...]


def _piece_by_piece(text: str, context: LanguageContext) -> Iterator[tuple[int, _Found]]:
    masked = mask_code_and_quotes(text)
    for start, end in _pieces(masked):
        yield start, _read(text[start:end], context, masked[start:end])


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut a long text between its paragraphs, and a long paragraph between its sentences."""
    start = 0
    for apart in [found.end() for found in _PARAGRAPHS_APART.finditer(text)] + [len(text)]:
        while apart - start > LONGEST_PIECE:
            cut = text.rfind(_SENTENCE_ENDS, start, start + LONGEST_PIECE) + 1
            cut = cut or text.rfind(" ", start, start + LONGEST_PIECE) + 1
            cut = cut if cut > start else start + LONGEST_PIECE
            yield start, cut
            start = cut
        if apart > start:
            yield start, apart
            start = apart


def _moved(finding: LanguageFinding, by: int) -> LanguageFinding:
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
    named = context.roster.in_text(text)  # so that another name of those here changes few texts
    return _read_piece(text, masked, context.kind, named, lexicon)


@lru_cache(maxsize=_REMEMBERED)
def _may_match(text: str, masked: str | None, kind: FieldKind, lexicon: Lexicon) -> bool:
    """Whether anything may be found in a piece, whoever the people are."""
    names = rule_names_for(kind, lexicon)
    looks_at_all = masked is None and not names.isdisjoint(_WHOLE)
    return looks_at_all or lexicon.index(names).may_match(masked or text)


@lru_cache(maxsize=_REMEMBERED)
def _read_piece(
    text: str, masked: str | None, kind: FieldKind, roster: Roster, lexicon: Lexicon
) -> _Found:
    """Read a piece. `masked`: the same without what is not looked into, where that is known."""
    names = rule_names_for(kind, lexicon)
    whole = [lexicon.by_name[name] for name in sorted(names & _WHOLE)] if masked is None else []
    p = Passage(
        text,
        mask_code_and_quotes(text) if masked is None else masked,
        roster,
        luck=kind is FieldKind.LUCK,
        for_customers=kind is FieldKind.CUSTOMER,
        in_present_tense=kind in _TOLD_NOW,
    )
    return tuple(
        _finding(p, rule, span) for rule, span in match_spans(p, lexicon.index(names), whole)
    )


def _finding(p: Passage, rule: Rule, span: Span) -> LanguageFinding:
    from facilitator.findings.language.rewrites import rewrites  # many a document needs none

    first, last = span
    names = rule.shape is Shape.TEAM_OWNS
    return LanguageFinding(
        rule=rule.name,
        family=rule.family,
        start=p.starts[first],
        end=p.ends[last],
        words=p.span_text(first, last),
        reason=f"{rule.reason} {rule.rewrites[0]}" if names else rule.reason,
        rewrites=() if names else rewrites(p, rule, first, last),
    )
