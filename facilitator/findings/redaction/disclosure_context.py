"""What is known around a text for customers: the people, the tickets, the timeline, the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from facilitator.findings.memo import cache_last, cache_per_item
from facilitator.findings.quoted_figures import TimelineMinutes, timeline_minutes
from facilitator.findings.redaction.identities import (
    SOMEBODY,
    Somebody,
    customer_names,
    labels_of,
    names_of,
    own_names,
)
from facilitator.findings.redaction.rules import NO_DISCLOSURE_RULES, DisclosureRules
from facilitator.findings.redaction.tokenized_text import fold
from facilitator.findings.redaction.urls import host_of
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import LinkKind
from facilitator.model.tickets import (
    NUMBER_PLACEHOLDER,
    TicketPatterns,
    is_web_link,
    ticket_key_prefixes,
)
from facilitator.model.timeline import Event

if TYPE_CHECKING:
    from facilitator.findings.language.roster import Roster

_HANDLE_IN_AN_EVENT = re.compile(r"(?<![\w@.])@([A-Za-z][\w.-]*)")
_OURS_ALONE = (LinkKind.CHAT, LinkKind.TICKET, LinkKind.DASHBOARD, LinkKind.RECORDING)
_REMEMBERED = 16


@dataclass(frozen=True, eq=False)
class DisclosureContext:
    """All that the rules know besides the text. Built once for a document, compared by identity."""

    rules: DisclosureRules
    tickets: TicketPatterns
    timeline: TimelineMinutes
    """The minutes that figures have to agree with."""
    roster: Roster
    """Those who took part, as the language lens wants them."""
    people: Mapping[str, frozenset[Somebody]]
    """Who has this word in their name, particles not counted."""
    uncased: Mapping[str, str]
    """Names in scripts without capitals, each with what may stand instead."""
    handles: Mapping[str, str]
    """Handles, folded and without their @, each with what may stand instead."""
    customers: Mapping[str, tuple[tuple[str, ...], ...]]
    """The folded words of customers' names by the first of them, the longest name first."""
    customer_labels: frozenset[str]
    """Customers' names as a part of a host: `northwindtraders`."""
    internal_domains: frozenset[str]
    own_names: frozenset[str]
    """What the team's own domains are called: `palisade`, also as the owner of repositories."""
    ticket_prefixes: frozenset[str]
    """What this document's and this team's tickets begin with, folded: `ops-`."""
    ticket_links: frozenset[str]
    hosts: frozenset[str]
    """Hosts that the document itself links to as places of ours."""
    public_words: frozenset[str]


@cache_last
def disclosure_context(
    document: Postmortem,
    rules: DisclosureRules = NO_DISCLOSURE_RULES,
    tickets: TicketPatterns | None = None,
) -> DisclosureContext:
    """Return what is known around the texts of a document.

    While the document's people, tickets, links and minutes stay the same, and the rules too, this
    is one and the same context, and what was read in it is remembered. `tickets`: the team's
    patterns. The services of the scope are no leak in themselves: most are names that customers
    know; one that is written like a host (`ledger-db-01`) is found as any other host is.
    """
    return _context(_known(document), rules, tickets or TicketPatterns())


class _Known(NamedTuple):
    """What a context is made of; two documents with the same have the same context."""

    people: tuple[tuple[str, str], ...]
    handles: tuple[str, ...]
    tickets: tuple[str, ...]
    links: tuple[str, ...]
    timeline: TimelineMinutes
    took_part: Roster


def _known(document: Postmortem) -> _Known:
    from facilitator.findings.language.document_findings import roster  # brings the lens

    scope, timeline = document.scope, document.timeline
    return _Known(
        people=tuple(dict.fromkeys(_people(document))),
        handles=tuple(chain(*_handles_in(timeline.events))),
        tickets=tuple(_tickets(document)),
        links=tuple(link.url for link in scope.links if link.kind in _OURS_ALONE),
        timeline=timeline_minutes(timeline),
        took_part=roster(scope),
    )


def _people(document: Postmortem) -> Iterator[tuple[str, str]]:
    """Yield each person's name or handle with their role, empty where nobody has said it."""
    scope = document.scope
    for who in scope.participants:
        yield who.name, who.role
    for name in (scope.document_owner, scope.facilitator, scope.scribe):
        yield name, ""
    for action in document.actions.actions:
        yield action.owner, ""
    for sign_off in document.followup.sign_offs:
        yield sign_off.name, sign_off.role
    for waiver in document.waivers:
        yield waiver.by, ""
    for confirmation in document.confirmations:
        yield confirmation.by, ""
    for accepted in document.followup.accepted_leaks:
        yield accepted.by, ""


@cache_per_item
def _handles_in(event: Event) -> tuple[str, ...]:
    return tuple(_HANDLE_IN_AN_EVENT.findall(event.text)) if "@" in event.text else ()


def _tickets(document: Postmortem) -> Iterator[str]:
    yield document.scope.reference
    for link in document.scope.links:
        if link.kind is LinkKind.TICKET:
            yield from (link.label, link.url)
    for action in document.actions.actions:
        yield action.ticket


@lru_cache(maxsize=_REMEMBERED)
def _context(known: _Known, rules: DisclosureRules, tickets: TicketPatterns) -> DisclosureContext:
    customers = customer_names(rules.customers)
    private = {word for names in customers.values() for name in names for word in name}
    known_as = names_of(known.people, private)
    handles = dict(known_as.handles)
    for handle in known.handles:
        handles.setdefault(fold(handle.rstrip(".-")), SOMEBODY)
    keys = [
        *known.tickets,
        *(pattern.key.replace(NUMBER_PLACEHOLDER, "1") for pattern in tickets.patterns),
    ]
    return DisclosureContext(
        rules=rules,
        tickets=tickets,
        timeline=known.timeline,
        roster=known.took_part,
        people=known_as.people,
        uncased=known_as.uncased,
        handles=handles,
        customers=customers,
        customer_labels=labels_of(customers),
        internal_domains=frozenset(d.lower().strip("*.") for d in rules.internal_domains),
        own_names=own_names(rules),
        ticket_prefixes=frozenset(map(fold, ticket_key_prefixes(keys))),
        ticket_links=frozenset(key for key in known.tickets if is_web_link(key)),
        hosts=frozenset(filter(None, map(host_of, known.links))),
        public_words=frozenset(map(fold, rules.public_words)),
    )
