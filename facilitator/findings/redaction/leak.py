"""A leak: words that a text for customers should not contain, the reason, and a replacement."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class LeakKind(StrEnum):
    """The kind of information that a leak discloses, the most serious first."""

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
    """Words at `start` to `end` (characters) of a text that should not be disclosed.

    `reason` is one sentence. `replacement` is empty if only a person can find other words.
    """

    kind: LeakKind
    start: int
    end: int
    words: str
    reason: str
    replacement: str

    @property
    def in_one_line(self) -> str:
        """The words joined by single spaces, as they are acknowledged and shown."""
        return " ".join(self.words.split())


def count_leaks(places: int) -> str:
    """Return the number of leaks as the start of a message."""
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
    """Return a leak at `start` to `end` of a text, with the reason of its kind."""
    return Leak(kind, start, end, text[start:end], _REASONS[kind], replacement)


def without_overlaps(text: str, leaks: Iterable[Leak]) -> tuple[Leak, ...]:
    """Return the leaks in order, without overlaps: the longer one stays, then the more serious.

    One with a replacement wins over one without; otherwise a name inside blame would not be
    redacted.
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
    covered = bytearray(len(text))
    result = []
    for leak in ranked:
        if covered.find(1, leak.start, leak.end) < 0:
            covered[leak.start : leak.end] = b"\1" * (leak.end - leak.start)
            result.append(leak)
    return tuple(sorted(result, key=lambda leak: leak.start))


def replace_leaks(text: str, leaks: Iterable[Leak]) -> str:
    """Return the text with each leak replaced; leaks without a replacement stay."""
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
_NOUN_BEFORE = re.compile(
    r"(?<!\w)(?:database|host|server|machine|node|instance|cluster|broker|switch|router|replica"
    r"|repository|repo|ticket|issue|incident|address|range|page|dashboard|customer|colleague"
    r"|engineer|commander|developer|token|key|account|mailbox|file|service)s?\s$",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"(?:^|[.!?…]\s|\n)[\s\"“„‘«'(*_]*$")
_LOOK_BACK = 16  # characters: enough for the longest word of _DETERMINER and _NOUN_BEFORE


def fit_to_sentence(text: str, leak: Leak) -> Leak:
    """Adapt the replacement of a leak to its sentence: no second article, a capital at the start.

    `the db-3` becomes `the database server`, `ticket OPS-1` becomes `ticket (an internal ticket)`.
    """
    replacement = leak.replacement
    if not replacement:
        return leak
    before = text[max(0, leak.start - _LOOK_BACK) : leak.start]
    if _DETERMINER.search(before):
        replacement = _ARTICLE.sub("", replacement, count=1)
    elif _NOUN_BEFORE.search(before):
        replacement = f"({replacement})"
    elif _SENTENCE_START.search(before) and (leak.start <= _LOOK_BACK or before.strip()):
        replacement = replacement[0].upper() + replacement[1:]
    return leak._replace(replacement=replacement)
