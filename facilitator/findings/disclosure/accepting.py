"""Letting words leave that give something away: said once, by name, and written down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from facilitator.findings.disclosure.document import PlacedLeak, document_leaks
from facilitator.findings.disclosure.rules import NO_RULES, DisclosureRules
from facilitator.model.followup import AcceptedLeaks
from facilitator.model.postmortem import Postmortem
from facilitator.model.tickets import Tickets


def open_leaks(
    document: Postmortem, rules: DisclosureRules = NO_RULES, tickets: Tickets | None = None
) -> tuple[PlacedLeak, ...]:
    """Return what customers would read and nobody has let pass."""
    return tuple(
        placed for placed in document_leaks(document, rules, tickets) if not placed.accepted
    )


def with_leaks_accepted(
    document: Postmortem, leaks: Iterable[PlacedLeak], by: str, now: datetime
) -> Postmortem:
    """Write down who lets these words leave, since when (UTC). Raises ValueError without a name."""
    name = " ".join(by.split())
    if not name:
        raise ValueError("say who lets it leave: a name")
    words = tuple(dict.fromkeys(placed.leak.in_one_line for placed in leaks))
    said = AcceptedLeaks(by=name, at=now, words=words)
    accepted = (*document.followup.accepted_leaks, said)
    return document.changing(followup=document.followup.changing(accepted_leaks=accepted))


def leaks_in_words(leaks: Iterable[PlacedLeak], shown: int) -> str:
    """Name the first so many of the words that give something away, and count the rest."""
    words = dict.fromkeys(
        f"“{placed.leak.in_one_line}” ({placed.leak.kind.value})" for placed in leaks
    )
    more = len(words) - shown
    return ", ".join(list(words)[:shown]) + (f" and {more} more" if more > 0 else "")
