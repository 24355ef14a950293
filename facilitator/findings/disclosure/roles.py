"""What may stand instead of a person's name: their role, as a text for customers says it."""

from __future__ import annotations

import re

from facilitator.findings.disclosure.lists import listed
from facilitator.findings.disclosure.words import fold, folded_words

SOMEBODY = "an engineer"
"""Stands for a person whose role nobody has said."""
_SAYABLE = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,4}")
_VOWELS = "aeiou"
_SAID_AS_LETTERS = "aefhilmnorsx"
"""Letters whose names begin with a vowel: an SRE, an MQ specialist."""


def in_role_words(role: str) -> str:
    """Return `a database engineer` or `our legal team` for a role; a general word for none.

    A role that is more than a few plain words is not said: it may give away what it should hide.
    """
    role = " ".join(role.split())
    if len(role) > 40 or not _SAYABLE.fullmatch(role):
        return SOMEBODY
    said = role if any(letter.isupper() for letter in role[1:]) else role[0].lower() + role[1:]
    if folded_words(role)[-1] in listed("people_nouns"):
        return f"{_article(said)} {said}"
    return f"our {said}" if fold(said).endswith(("team", "desk")) else f"our {said} team"


def is_a_post(name: str) -> bool:
    """Whether what stands where a name could is a post, or a team: `Head of engineering`."""
    words = folded_words(name)
    return any(word in listed("posts") or word in listed("people_nouns") for word in words)


def _article(word: str) -> str:
    first = word.split()[0]
    letters = first.isupper() and len(first) > 1
    return "an" if first[0].lower() in (_SAID_AS_LETTERS if letters else _VOWELS) else "a"
