"""Names of the people of a document with the roles that replace them, and names of customers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from facilitator.findings.redaction.rules import DisclosureRules, word_list
from facilitator.findings.redaction.tokenized_text import fold, folded_words, spellings

UNKNOWN_ROLE = "an engineer"
"""The replacement of a person whose role is not given."""
_PLAIN_ROLE = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,4}")
_VOWELS = "aeiou"
_AN_BEFORE_LETTER = "aefhilmnorsx"
"""Letters whose names begin with a vowel sound: an SRE, an MQ specialist."""


def role_phrase(role: str) -> str:
    """Return `a database engineer` or `our legal team` for a role; a general phrase for none.

    A role of more than a few plain words is not used: it may itself disclose something.
    """
    role = " ".join(role.split())
    if len(role) > 40 or not _PLAIN_ROLE.fullmatch(role):
        return UNKNOWN_ROLE
    phrase = role if any(letter.isupper() for letter in role[1:]) else role[0].lower() + role[1:]
    if folded_words(role)[-1] in word_list("people_nouns"):
        return f"{_article(phrase)} {phrase}"
    return f"our {phrase}" if fold(phrase).endswith(("team", "desk")) else f"our {phrase} team"


def is_role_title(name: str) -> bool:
    """Whether the text entered as a name is a role or a team: `Head of engineering`."""
    words = folded_words(name)
    return any(word in word_list("posts") or word in word_list("people_nouns") for word in words)


def _article(word: str) -> str:
    first = word.split()[0]
    letters = first.isupper() and len(first) > 1
    return "an" if first[0].lower() in (_AN_BEFORE_LETTER if letters else _VOWELS) else "a"


_TEXTS_CACHED = 1 << 10
_BEHIND_A_NAME = re.compile(r"\s*(?:[(\[<,/]|\s[-–—]\s).*", re.DOTALL)
_NAME_AS_A_HANDLE = re.compile(r"@?[^\W\d_]{2,}(?:\.[^\W\d_]{2,})+")
"""A handle made of a name: `anna.schmidt`."""


class KnownPerson(NamedTuple):
    """A person: the folded words of their name, and the replacement, usually their role."""

    names: frozenset[str]
    particles: frozenset[str]
    """The particles of the name: `van`, `de`."""
    replacement: str
    first: str = ""
    """The first word of the name, which notes often have in lower case."""

    @property
    def initials(self) -> frozenset[str]:
        """The first letters of the name's words."""
        return frozenset(name[0] for name in self.names)


class KnownNames(NamedTuple):
    """The people by word of a name, and replacements by uncased name and by handle."""

    people: Mapping[str, frozenset[KnownPerson]]
    uncased: Mapping[str, str]
    handles: Mapping[str, str]


def known_names(people: Iterable[tuple[str, str]], private: Collection[str]) -> KnownNames:
    """Return the names and handles of people, each given as (name, role).

    A role is not used as a replacement if it has a word of somebody's name, or one of the folded
    `private` words, such as a customer's name.
    """
    known = [(_BEHIND_A_NAME.sub("", person.strip()), role) for person, role in people]
    known = [(name, role) for name, role in known if name and not is_role_title(name)]
    private_words = {word for name, _ in known for word in folded_words(name)} | set(private)
    by_word: dict[str, set[KnownPerson]] = {}
    uncased: dict[str, str] = {}
    handles: dict[str, str] = {}
    for name, role in known:
        says_no_name = private_words.isdisjoint(folded_words(role))
        replacement = role_phrase(role if says_no_name else "")
        if any(letter.isupper() or letter.islower() for letter in name):
            _add_person(name, replacement, by_word, handles)
        else:
            uncased.setdefault(name, replacement)
    return KnownNames({word: frozenset(who) for word, who in by_word.items()}, uncased, handles)


def _add_person(
    name: str, replacement: str, by_word: dict[str, set[KnownPerson]], handles: dict[str, str]
) -> None:
    read = _parse_name(name)
    parts = read.parts
    for handle in read.handles:
        handles.setdefault(handle, replacement)
    if any(parts <= other.names for part in parts for other in by_word.get(part, ())):
        return  # known from an earlier entry, which may have a role
    somebody = KnownPerson(parts, read.particles, replacement, read.first)
    for part in parts:
        by_word.setdefault(part, set()).add(somebody)


class _ParsedName(NamedTuple):
    """The parts of a name, folded, and the handles in it."""

    handles: frozenset[str]
    parts: frozenset[str]
    particles: frozenset[str]
    first: str


@lru_cache(maxsize=_TEXTS_CACHED)
def _parse_name(name: str) -> _ParsedName:
    """Split a name into its parts."""
    # Imported here: it loads the word lists of the lens.
    from facilitator.findings.language.roster import roster_of

    found = roster_of([name])
    parts = frozenset(
        part for written in found.names for words in spellings(written) for part in words
    )
    if _NAME_AS_A_HANDLE.fullmatch(name):
        parts |= frozenset(folded_words(name))
    words = folded_words(name)
    handles = frozenset(map(fold, found.handles))
    return _ParsedName(handles, parts, frozenset(words) - parts, words[0] if words else "")


_SHORTEST_LABEL = 4  # shorter words are too often an ordinary word or a part of one
CustomerNames = Mapping[str, tuple[tuple[str, ...], ...]]
"""The folded words of customer names by the first word, the longest name first."""


def customer_names(names: Iterable[str]) -> CustomerNames:
    """Return customer names without legal forms, also shortened to their first words."""
    by_first: dict[str, set[tuple[str, ...]]] = {}
    for words in (words for name in names for words in spellings(name)):
        while len(words) > 1 and words[-1] in word_list("legal_forms"):
            words = words[:-1]
        for length in range(1 if _stands_alone(words) else min(2, len(words)), len(words) + 1):
            by_first.setdefault(words[0], set()).add(words[:length])
    return {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in by_first.items()}


def _stands_alone(words: tuple[str, ...]) -> bool:
    """Whether the first word of a name identifies the customer: Northwind, but not Blue."""
    if len(words) < 2:
        return bool(words)
    common = word_list("first_of_many") | word_list("ordinary_names") | word_list("before_no_name")
    return len(words[0]) >= _SHORTEST_LABEL and words[0] not in common


def customer_host_labels(customers: CustomerNames) -> frozenset[str]:
    """Return customer names as labels of a host: `northwindtraders`."""
    labels = {"".join(name) for names in customers.values() for name in names}
    return frozenset(label for label in labels if len(label) >= _SHORTEST_LABEL)


def company_names(rules: DisclosureRules) -> frozenset[str]:
    """Return the names of the team's own domains and code accounts."""
    domains = (*rules.public_domains, *rules.internal_domains)
    return frozenset(filter(None, map(_company_name, domains)))


def _company_name(domain: str) -> str:
    """Return the name of a domain: `palisade` of palisade.example; of a code site, the account."""
    host, _, path = domain.lower().partition("/")
    if host in word_list("code_sites"):
        return path.partition("/")[0]
    name = ".".join(host.split(".")[-2:-1])
    return name if len(name) >= _SHORTEST_LABEL else ""
