"""A leak: some words of a text that give something away, why, and what may stand there instead.

A replacement fitted into its sentence: capitals where one begins, no article twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class LeakKind(StrEnum):
    """What a text gives away, the most serious first."""

    SECRET = "secret"  # noqa: S105
    CUSTOMER = "customer"
    PERSON = "person"
    HANDLE = "handle"
    EMAIL = "e-mail"
    ADDRESS = "address"
    HOST = "host"
    LINK = "internal link"
    REPOSITORY = "repository"
    TICKET = "ticket"
    BLAME = "blame"
    FIGURE = "figure"


class Leak(NamedTuple):
    """Some words of a text, from `start` to `end` (characters), that are better not sent.

    `reason` is one sentence. `replacement` is what may stand there instead; it is empty where only
    a person can find other words.
    """

    kind: LeakKind
    start: int
    end: int
    words: str
    reason: str
    replacement: str

    @property
    def in_one_line(self) -> str:
        """The words as they are let pass and told: white space between them does not count."""
        return " ".join(self.words.split())


def count_leaks(places: int) -> str:
    """Say of how many places something is given away."""
    return f"{'1 place gives' if places == 1 else f'{places} places give'} something away"


_REASONS = {
    LeakKind.SECRET: "This reads like a password, a key or a token: take it out, and change it "
    "wherever it is in use.",
    LeakKind.CUSTOMER: "This names a customer, and others will read it.",
    LeakKind.PERSON: "This names somebody who took part; what they do is enough.",
    LeakKind.HANDLE: "A handle names a person as clearly as a name does.",
    LeakKind.EMAIL: "This mail address is a person's, or meant for us alone.",
    LeakKind.ADDRESS: "An address like this shows how our network is laid out.",
    LeakKind.HOST: "This is what we call a machine among ourselves.",
    LeakKind.LINK: "Only we can open this page, and its address tells where we keep things.",
    LeakKind.REPOSITORY: "This shows where our source code lives and how it is laid out.",
    LeakKind.TICKET: "A ticket's key means something only to us.",
}


def leak_at(text: str, kind: LeakKind, start: int, end: int, replacement: str) -> Leak:
    """Return the leak of a kind that has one reason, at these characters of a text."""
    return Leak(kind, start, end, text[start:end], _REASONS[kind], replacement)


def without_overlaps(text: str, leaks: Iterable[Leak]) -> tuple[Leak, ...]:
    """Return the leaks in order, of two that overlap the longer, then the more serious one.

    What has no replacement gives way to what has one: else a name within would stay.
    """
    order = list(LeakKind)
    ranked = sorted(
        leaks,
        key=lambda leak: (
            not leak.replacement,
            leak.start - leak.end,
            order.index(leak.kind),
            leak.start,
        ),
    )
    taken = bytearray(len(text))
    kept = []
    for leak in ranked:
        if taken.find(1, leak.start, leak.end) < 0:
            taken[leak.start : leak.end] = b"\1" * (leak.end - leak.start)
            kept.append(leak)
    return tuple(sorted(kept, key=lambda leak: leak.start))


def replace_leaks(text: str, leaks: Iterable[Leak]) -> str:
    """Return the text with what is safe in the place of each leak.

    Words that have no replacement stay as they are: they wait for a person.
    """
    pieces, done = [], 0
    for leak in sorted(leaks, key=lambda each: each.start):
        if leak.replacement:
            pieces += [text[done : leak.start], leak.replacement]
            done = leak.end
    return "".join((*pieces, text[done:]))


_ARTICLE = re.compile(r"(?:an?|our|one of our) ")
_DETERMINER = re.compile(
    r"(?<!\w)(?:the|an?|our|this|that|its|their|your|each|every)\s$", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?<!\w)(?:database|host|server|machine|node|instance|cluster|broker|switch|router|replica"
    r"|repository|repo|ticket|issue|incident|address|range|page|dashboard|customer|colleague"
    r"|engineer|commander|developer|token|key|account|mailbox|file|service)s?\s$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"(?:^|[.!?…]\s|\n)[\s\"“„‘«'(*_]*$")
_LOOK_BACK = 16


def fit_to_sentence(text: str, leak: Leak) -> Leak:
    """Return a leak with its replacement as it reads best where it stands.

    `the db-3` becomes `the database server`, `ticket OPS-1` becomes `ticket (an internal ticket)`.
    """
    replacement = leak.replacement
    if not replacement:
        return leak
    before = text[max(0, leak.start - _LOOK_BACK) : leak.start]
    if _DETERMINER.search(before):
        replacement = _ARTICLE.sub("", replacement, count=1)
    elif _NAMED.search(before):
        replacement = f"({replacement})"
    elif _BEGINS.search(before) and (leak.start <= _LOOK_BACK or before.strip()):
        replacement = replacement[0].upper() + replacement[1:]
    return leak._replace(replacement=replacement)
