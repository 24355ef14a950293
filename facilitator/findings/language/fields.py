"""Which rules look at which kind of field."""

from __future__ import annotations

from functools import cache

from facilitator.findings.language.kinds import FieldKind as FieldKind
from facilitator.findings.language.lexicon import Family, Lexicon

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
def rules_for(kind: FieldKind, lexicon: Lexicon) -> frozenset[str]:
    """Return the names of the rules that look at this kind of field."""
    families = _FAMILIES[kind]
    names = {rule.name for rule in lexicon.rules if rule.family in families}
    known = {rule.name for rule in lexicon.rules}
    return frozenset(
        (names | (_MORE.get(kind, frozenset()) & known)) - _LESS.get(kind, frozenset())
    )
