"""Lists of English words that tell subjects from verbs, from `english.toml`."""

from __future__ import annotations

import tomllib
from importlib.resources import files

_LISTS: dict[str, list[str]] = tomllib.loads(
    files(__package__).joinpath("english.toml").read_text(encoding="utf-8")
)


def _set(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in _LISTS[name])


# Each list is explained in `english.toml`; all words are in lower case.
PEOPLE_PRONOUNS = _set("people_pronouns")
PEOPLE_OBJECTS = _set("people_objects")
THING_PRONOUNS = _set("thing_pronouns")
NEGATIVE_PRONOUNS = _set("negative_pronouns")
POSSESSIVES = _set("possessives")
ROLES = _set("roles")
AMBIGUOUS_ROLES = _set("ambiguous_roles")
QUALIFIED_ROLES = _set("qualified_roles")
NOT_WITH_ARTICLE = _set("not_with_article")
PEOPLE_QUALIFIERS = _set("people_qualifiers")
STANDALONE_TEAMS = _set("standalone_teams")
BEFORE_STANDALONE_TEAMS = _set("before_standalone_teams")
SOFTWARE = _set("software")
PARTITIVES = _set("partitives")
PEOPLE_POSTMODIFIERS = _set("people_postmodifiers")
DETERMINERS = _set("determiners")
PREPOSITIONS = _set("prepositions")
BEFORE_A_CLAUSE = _set("before_a_clause")
BE = _set("be")
AUXILIARIES = _set("auxiliaries")
MODALS = _set("modals")
NEGATIONS = _set("negations")
CONJUNCTIONS = _set("conjunctions")
SUBORDINATORS = _set("subordinators")
REPORTING_VERBS = _set("reporting_verbs")
ASKING_WORDS = _set("asking_words")
IRREGULAR_PASTS = _set("irregular_pasts")
PARTICIPLES = _set("participles")
NOT_PLURAL_NOUNS = _set("not_plural_nouns")
UNSPECIFIC_WORDS = _set("unspecific_words")
QUANTITY_ADJECTIVES = _set("quantity_adjectives")
ADJECTIVE_ENDINGS = tuple(_LISTS["adjective_endings"])
ENDS = frozenset({".", "!", "?", "…", ";", ":", "—", "–", "--", "\n", "•"})
"""Marks that end a sentence or an independent part of it."""
FUNCTION_WORDS = (
    _set("people_pronouns", "thing_pronouns", "negative_pronouns", "determiners", "prepositions")
    | _set("auxiliaries", "modals", "conjunctions", "subordinators")
    | ENDS
    | {",", "(", ")", "[", "]", "'s", "/"}
)
_ADVERBS = _set("adverbs")
_NOT_ADVERBS = _set("not_adverbs")


def is_adverb(word: str) -> bool:
    """Whether a word is an adverb that may be between a subject and its verb."""
    return word in _ADVERBS or (word.endswith("ly") and word not in _NOT_ADVERBS)


def is_content(word: str) -> bool:
    """Whether a word may be in a noun phrase: it is no function word and no punctuation mark."""
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
