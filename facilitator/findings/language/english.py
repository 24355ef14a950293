"""Lists of English words that show who did what, from `english.toml`."""

from __future__ import annotations

import tomllib
from importlib.resources import files

_LISTS: dict[str, list[str]] = tomllib.loads(
    files(__package__).joinpath("english.toml").read_text(encoding="utf-8")
)


def _set(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in _LISTS[name])


PEOPLE_PRONOUNS = _set("people_pronouns")
PEOPLE_OBJECTS = _set("people_objects")
THING_PRONOUNS = _set("thing_pronouns")
NOBODY = _set("nobody")
POSSESSIVES = _set("possessives")
ROLES = _set("roles")
AMBIGUOUS_ROLES = _set("ambiguous_roles")
ONLY_WITH = _set("only_with")
ONLY_WITH_MORE = _set("only_with_more")
PEOPLE_BEFORE = _set("people_before")
ALONE = _set("alone")
BEFORE_ALONE = _set("before_alone")
SOFTWARE = _set("software")
PARTITIVES = _set("partitives")
AFTER_PEOPLE = _set("after_people")
DETERMINERS = _set("determiners")
PREPOSITIONS = _set("prepositions")
BEFORE_A_CLAUSE = _set("before_a_clause")
BE = _set("be")
AUXILIARIES = _set("auxiliaries")
MODALS = _set("modals")
NEGATIONS = _set("negations")
JOINING = _set("joining")
SUBORDINATING = _set("subordinating")
SAW = _set("saw")
ASKED = _set("asked")
IRREGULAR_PASTS = _set("irregular_pasts")
PARTICIPLES = _set("participles")
NOT_NOUNS = _set("not_nouns")
SAYS_NOTHING = _set("says_nothing")
QUANTITY_ADJECTIVES = _set("quantity_adjectives")
ADJECTIVE_ENDINGS = tuple(_LISTS["adjective_endings"])
ENDS = frozenset({".", "!", "?", "…", ";", ":", "—", "–", "--", "\n", "•"})
"""Marks that end a sentence or an independent part of it."""
FUNCTION_WORDS = (
    _set("people_pronouns", "thing_pronouns", "nobody", "determiners", "prepositions")
    | _set("auxiliaries", "modals", "joining", "subordinating")
    | ENDS
    | {",", "(", ")", "[", "]", "'s", "/"}
)
_ADVERBS = _set("adverbs")
_NO_ADVERBS = _set("ends_in_ly_and_is_none")


def is_adverb(word: str) -> bool:
    """Whether a word is an adverb that may be between a subject and its verb."""
    return word in _ADVERBS or (word.endswith("ly") and word not in _NO_ADVERBS)


def is_content(word: str) -> bool:
    """Whether a word may be a part of a noun phrase: no function word, no mark."""
    return word not in FUNCTION_WORDS


def is_participle(word: str) -> bool:
    """Whether a word is a past participle: rolled, gone, seen."""
    return word in PARTICIPLES or (word.endswith("ed") and len(word) > 3)


def looks_like_a_verb(word: str) -> bool:
    """Whether a word right after a noun is probably its verb."""
    return (
        word in AUXILIARIES
        or word in MODALS
        or word in IRREGULAR_PASTS
        or word.endswith("ed")
        or is_adverb(word)
    )
