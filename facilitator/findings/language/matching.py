"""Where the rules fit a passage, each span taken once."""

from __future__ import annotations

from collections.abc import Callable

from facilitator.findings.language import shapes_actions, shapes_people, shapes_words
from facilitator.findings.language.lexicon import Family, Index, Pattern, Rule, Shape
from facilitator.findings.language.passage import Passage
from facilitator.findings.language.shapes_people import Span

MOST_FINDINGS = 200
"""So many of one piece of text are shown at the most: nobody reads on."""
_ORDER = tuple(Family)
_SHAPES: dict[Shape, Callable[[Passage, Pattern, int], Span | None]] = {
    Shape.PERSON_DOES: shapes_people.person_does,
    Shape.PERSON_IS: shapes_people.person_is,
    Shape.AT_FAULT: shapes_people.at_fault,
    Shape.WHO_DID: shapes_people.who_did,
    Shape.SHOULD_HAVE: shapes_people.should_have,
    Shape.IF_ONLY: shapes_people.if_only,
    Shape.DID_NOT: shapes_people.did_not,
    Shape.WORDS: shapes_words.words,
    Shape.PREDICATE: shapes_words.predicate,
    Shape.SO_MANY: shapes_words.so_many,
    Shape.LEADS: shapes_actions.leads,
    Shape.ADDS_BARE: shapes_actions.adds_bare,
    Shape.SEVERAL: shapes_actions.several,
}


def spans_of(p: Passage, index: Index, whole: list[Rule]) -> list[tuple[Rule, Span]]:
    """Return what fits, in the order it stands in; of what overlaps, the weightier one."""
    return _apart([*_whole(p, whole), *_worded(p, index)])


def _whole(p: Passage, wanted: list[Rule]) -> list[tuple[Rule, Span]]:
    found = []
    for rule in wanted:
        match rule.shape:
            case Shape.ONLY_A_PERSON:
                span = shapes_words.only_a_person(p)
            case Shape.TEAM_OWNS:
                span = shapes_actions.team_owns(p, rule)
            case _:
                span = None
        if span is not None:
            found.append((rule, span))
    return found


def _worded(p: Passage, index: Index) -> list[tuple[Rule, Span]]:
    found: list[tuple[Rule, Span]] = []
    starting = index.starting
    for i, word in enumerate(p.low):
        for pattern in starting(word):
            if not pattern.fits(p.low, i):
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
