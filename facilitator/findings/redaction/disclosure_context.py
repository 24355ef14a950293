"""The context of texts for customers: the people, tickets, timeline and rules to check with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from facilitator.findings.memo import cache_last, cache_per_item
from facilitator.findings.redaction.identities import (
    UNKNOWN_ROLE,
    KnownPerson,
    company_names,
    customer_host_labels,
    customer_names,
    known_names,
)
from facilitator.findings.redaction.rules import NO_DISCLOSURE_RULES, DisclosureRules
from facilitator.findings.redaction.tokenized_text import fold
from facilitator.findings.redaction.urls import host_of
from facilitator.findings.timeline_facts import TimelineMinutes, timeline_minutes
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
_INTERNAL_LINKS = (LinkKind.CHAT, LinkKind.TICKET, LinkKind.DASHBOARD, LinkKind.RECORDING)
_CONTEXTS_CACHED = 16


@dataclass(frozen=True, eq=False)
class DisclosureContext:
    """All data of the checks besides the text. Compared by identity, since it is a cache key."""

    rules: DisclosureRules
    tickets: TicketPatterns
    timeline: TimelineMinutes
    """The minutes that quoted figures have to agree with."""
    roster: Roster
    """The participants, for the language lens."""
    people: Mapping[str, frozenset[KnownPerson]]
    """The people by each folded word of their names, without particles."""
    uncased: Mapping[str, str]
    """Replacements of names in scripts without case, by name."""
    handles: Mapping[str, str]
    """Replacements of handles, by folded handle without @."""
    customers: Mapping[str, tuple[tuple[str, ...], ...]]
    """The folded words of customer names by the first word, the longest name first."""
    customer_labels: frozenset[str]
    """Customer names as a label of a host: `northwindtraders`."""
    internal_domains: frozenset[str]
    company_names: frozenset[str]
    """Names of the team's own domains and code accounts: `palisade`."""
    ticket_prefixes: frozenset[str]
    """Folded prefixes of the tickets of the document and the team: `ops-`."""
    ticket_links: frozenset[str]
    hosts: frozenset[str]
    """Hosts of internal links of the document: chat, ticket, dashboard, recording."""
    public_words: frozenset[str]


@cache_last
def disclosure_context(
    document: Postmortem,
    rules: DisclosureRules = NO_DISCLOSURE_RULES,
    tickets: TicketPatterns | None = None,
) -> DisclosureContext:
    """Return the context of the texts of a document.

    It is the same object while people, tickets, links, minutes and rules stay the same, so that
    cached results stay valid. `tickets`: the ticket patterns of the team. Services of the scope are
    no leak: customers know most of them, and those that look like hosts are found as hosts.
    """
    return _context(_context_key(document), rules, tickets or TicketPatterns())


class _ContextKey(NamedTuple):
    """The data that a context is built from; equal keys share one context."""

    people: tuple[tuple[str, str], ...]
    handles: tuple[str, ...]
    tickets: tuple[str, ...]
    links: tuple[str, ...]
    timeline: TimelineMinutes
    participants: Roster


def _context_key(document: Postmortem) -> _ContextKey:
    from facilitator.findings.language.document_findings import roster  # lazy: it imports the lens

    scope, timeline = document.scope, document.timeline
    return _ContextKey(
        people=tuple(dict.fromkeys(_people(document))),
        handles=tuple(chain(*_handles_in(timeline.events))),
        tickets=tuple(_tickets(document)),
        links=tuple(link.url for link in scope.links if link.kind in _INTERNAL_LINKS),
        timeline=timeline_minutes(timeline),
        participants=roster(scope),
    )


def _people(document: Postmortem) -> Iterator[tuple[str, str]]:
    """Yield the name or handle and the role, which may be empty, of everybody in the document."""
    scope = document.scope
    for person in scope.participants:
        yield person.name, person.role
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


@lru_cache(maxsize=_CONTEXTS_CACHED)
def _context(
    key: _ContextKey, rules: DisclosureRules, tickets: TicketPatterns
) -> DisclosureContext:
    customers = customer_names(rules.customers)
    private = {word for names in customers.values() for name in names for word in name}
    known_as = known_names(key.people, private)
    handles = dict(known_as.handles)
    for handle in key.handles:
        handles.setdefault(fold(handle.rstrip(".-")), UNKNOWN_ROLE)
    ticket_keys = [
        *key.tickets,
        *(pattern.key.replace(NUMBER_PLACEHOLDER, "1") for pattern in tickets.patterns),
    ]
    return DisclosureContext(
        rules=rules,
        tickets=tickets,
        timeline=key.timeline,
        roster=key.participants,
        people=known_as.people,
        uncased=known_as.uncased,
        handles=handles,
        customers=customers,
        customer_labels=customer_host_labels(customers),
        internal_domains=frozenset(d.lower().strip("*.") for d in rules.internal_domains),
        company_names=company_names(rules),
        ticket_prefixes=frozenset(map(fold, ticket_key_prefixes(ticket_keys))),
        ticket_links=frozenset(ticket for ticket in key.tickets if is_web_link(ticket)),
        hosts=frozenset(filter(None, map(host_of, key.links))),
        public_words=frozenset(map(fold, rules.public_words)),
    )
