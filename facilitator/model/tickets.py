"""Tickets of the issue tracker, as a key such as OPS-12 or as a link, and the patterns of both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

NUMBER_PLACEHOLDER = "{n}"
"""The placeholder for the ticket number in a pattern."""

_WEB_LINK = re.compile(r"https?://[^\s/?#]*\w[^\s/?#]*(?:[/?#]\S*)?", re.IGNORECASE)
_LINK_LIKE = re.compile(
    r"[a-z][a-z0-9+.-]*:/|(?:https?|ftp|file|javascript|data|vbscript|mailto):|www\.",
    re.IGNORECASE,
)
_KEY = re.compile(r"(?:.*/)?(?P<prefix>[A-Za-z][A-Za-z0-9_]*-)[0-9]+")


class InvalidTicket(ValueError):
    """A text is neither a key nor a web link; str() is one sentence for the user."""


class TicketPattern(NamedTuple):
    """A ticket key and its link, both with the number as `{n}`: `OPS-{n}` and `https://…/{n}`."""

    key: str
    link: str

    def link_of(self, ticket: str) -> str | None:
        """Return the link of a ticket key; None if the key does not match the pattern."""
        number = _number_in(self.key, ticket)
        return None if number is None else self.link.replace(NUMBER_PLACEHOLDER, number)

    def key_of(self, link: str) -> str | None:
        """Return the ticket key of a link; None if the link does not match the pattern."""
        number = _number_in(self.link, link)
        return None if number is None else self.key.replace(NUMBER_PLACEHOLDER, number)


class TicketPatterns(NamedTuple):
    """A team's ticket patterns; the first that matches counts."""

    patterns: tuple[TicketPattern, ...] = ()

    def link_of(self, ticket: str) -> str:
        """Return the link of a ticket given as a key or as a link; empty if there is none."""
        if is_web_link(ticket):
            return ticket
        return next(filter(None, (p.link_of(ticket) for p in self.patterns)), "")

    def name_of(self, ticket: str) -> str:
        """Return the key of a ticket of a link that a pattern matches; else the ticket itself."""
        return next(filter(None, (p.key_of(ticket) for p in self.patterns)), ticket)


def is_web_link(text: str) -> bool:
    """Whether a text is one http or https address and nothing else."""
    return _WEB_LINK.fullmatch(text) is not None


def parse_ticket(text: str) -> str:
    """Parse a typed ticket. Raises InvalidTicket for a link other than http and https."""
    ticket = text.strip()
    if _LINK_LIKE.match(ticket) and not is_web_link(ticket):
        raise InvalidTicket(
            f"“{ticket[:30]}” is no web address: "
            "write a key such as OPS-12, or a link that begins with https://."
        )
    return ticket


def ticket_key_prefixes(tickets: Iterable[str]) -> Iterator[str]:
    """Yield the prefix of each ticket that is a key, such as `OPS-`."""
    for ticket in tickets:
        if key := _KEY.fullmatch(ticket):
            yield key["prefix"]


def _number_in(pattern: str, text: str) -> str | None:
    """Return the number for which `pattern` gives `text`; None if it matches for none."""
    number, *same = (re.escape(part) for part in pattern.split(NUMBER_PLACEHOLDER))
    again = "(?P=n)".join(same)  # a link may have the number twice: the same one both times
    found = re.fullmatch(f"{number}(?P<n>[0-9]+){again}", text, re.IGNORECASE)
    return found["n"] if found else None
