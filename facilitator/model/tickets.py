"""Tickets: a key such as OPS-12 or a link, and the team's patterns that tell one from the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

NUMBER = "{n}"
"""Stands in a pattern for the number of a ticket."""

_WEB_LINK = re.compile(r"https?://[^\s/?#]*\w[^\s/?#]*(?:[/?#]\S*)?", re.IGNORECASE)
_LINK_LIKE = re.compile(
    r"[a-z][a-z0-9+.-]*:/|(?:https?|ftp|file|javascript|data|vbscript|mailto):|www\.",
    re.IGNORECASE,
)
_KEY = re.compile(r"(?:.*/)?(?P<prefix>[A-Za-z][A-Za-z0-9_]*-)[0-9]+")


class InvalidTicket(ValueError):
    """A text cannot be a ticket; str() is one sentence for the person."""


class TicketPattern(NamedTuple):
    """What a team's tickets are called and where they are: `OPS-{n}` and its link with `{n}`."""

    key: str
    link: str

    def link_of(self, ticket: str) -> str | None:
        """Return where a ticket of this kind is; None for one of another kind."""
        number = _number_in(self.key, ticket)
        return None if number is None else self.link.replace(NUMBER, number)

    def key_of(self, link: str) -> str | None:
        """Return the key of a ticket that is known by its link; None where it is another link."""
        number = _number_in(self.link, link)
        return None if number is None else self.key.replace(NUMBER, number)


class TicketPatterns(NamedTuple):
    """The patterns of a team, of which the first that fits counts; none where there are none."""

    patterns: tuple[TicketPattern, ...] = ()

    def link_of(self, ticket: str) -> str:
        """Return where a ticket is: a link is its own, a key's is its pattern's; else empty."""
        if is_web_link(ticket):
            return ticket
        return next(filter(None, (p.link_of(ticket) for p in self.patterns)), "")

    def name_of(self, ticket: str) -> str:
        """Return the key of a ticket, also where it is known by its link; else the ticket."""
        return next(filter(None, (p.key_of(ticket) for p in self.patterns)), ticket)


def is_web_link(text: str) -> bool:
    """Whether a text is an http or https address and nothing else."""
    return _WEB_LINK.fullmatch(text) is not None


def parse_ticket(text: str) -> str:
    """Return the ticket somebody typed. Raises NoTicket for a link that is no web address."""
    ticket = text.strip()
    if _LINK_LIKE.match(ticket) and not is_web_link(ticket):
        raise InvalidTicket(
            f"“{ticket[:30]}” is no web address: "
            "write a key such as OPS-12, or a link that begins with https://."
        )
    return ticket


def ticket_key_prefixes(tickets: Iterable[str]) -> Iterator[str]:
    """Return what the keys among these tickets begin with (`OPS-`), in their order."""
    for ticket in tickets:
        if key := _KEY.fullmatch(ticket):
            yield key["prefix"]


def _number_in(pattern: str, text: str) -> str | None:
    number, *same = (re.escape(part) for part in pattern.split(NUMBER))
    again = "(?P=n)".join(same)
    found = re.fullmatch(f"{number}(?P<n>[0-9]+){again}", text, re.IGNORECASE)
    return found["n"] if found else None
