"""Leaks in the texts of a document that customers read, their acknowledgement, and redaction.

A leak may be acknowledged by name; the acknowledgement is recorded in the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from facilitator.findings.finding import Finding, FindingKind, Location, Rewrite
from facilitator.findings.memo import cache_last, cache_per_item
from facilitator.findings.redaction.disclosure_context import DisclosureContext, disclosure_context
from facilitator.findings.redaction.leak import Leak, LeakKind, replace_leaks
from facilitator.findings.redaction.rules import NO_DISCLOSURE_RULES, DisclosureRules
from facilitator.findings.redaction.scanner import leaks_in
from facilitator.model.followup import AcceptedLeaks
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.tickets import TicketPatterns
from facilitator.model.timeline import Event

_MOST_PASSES = 4
"""The most scans of a text: a replacement may complete another leak, so it is scanned again."""


class LocatedLeak(NamedTuple):
    """A leak and the location of its text; `acknowledged`: somebody has acknowledged its words."""

    location: Location
    leak: Leak
    acknowledged: bool


@cache_last
def document_leaks(
    document: Postmortem,
    rules: DisclosureRules = NO_DISCLOSURE_RULES,
    tickets: TicketPatterns | None = None,
) -> tuple[LocatedLeak, ...]:
    """Return the leaks in the customer summary, the title, and the events chosen for customers.

    Title and events were written for colleagues and are redacted in the export: of these, only
    leaks without a replacement are returned. Offsets are those of the text as written.
    """
    context = disclosure_context(document, rules, tickets)
    acknowledged = acknowledged_words(document)
    found = []
    for location, text, for_colleagues in _texts(document):
        for leak in leaks_in(text, context):
            is_known = is_acknowledged(leak, acknowledged)
            if is_known or not (for_colleagues and leak.replacement):
                found.append(LocatedLeak(location, leak, is_known))
    return tuple(found)


def acknowledged_words(document: Postmortem) -> frozenset[str]:
    """Return the acknowledged words, joined by single spaces."""
    return frozenset(word for each in document.followup.accepted_leaks for word in each.words)


def is_acknowledged(leak: Leak, acknowledged: frozenset[str]) -> bool:
    """Whether the words of a leak are acknowledged; white space does not matter."""
    return leak.in_one_line in acknowledged


def redact(text: str, context: DisclosureContext, acknowledged: frozenset[str]) -> str:
    """Return a text with every leak replaced that has a replacement and is not acknowledged.

    The result is scanned again, since a replacement may complete another leak.
    """
    for _ in range(_MOST_PASSES):
        leaks = [
            leak for leak in leaks_in(text, context) if not is_acknowledged(leak, acknowledged)
        ]
        if not any(leak.replacement for leak in leaks):
            break
        text = replace_leaks(text, leaks)
    return text


def _texts(document: Postmortem) -> Iterator[tuple[Location, str, bool]]:
    """Yield the texts customers read: location, text, and whether it was written for colleagues."""
    yield Location(Stage.SCOPE, "", "title"), document.scope.title, True
    for location, text in chain(*_customer_event_texts(document.timeline.events)):
        yield location, text, True
    customer = document.followup.customer
    for part in ("summary", "what_happened", "what_we_do"):
        location = Location(Stage.FOLLOWUP, "", f"customer.{part}")
        yield location, getattr(customer, part), False


@cache_per_item
def _customer_event_texts(event: Event) -> tuple[tuple[Location, str], ...]:
    return (
        ((Location(Stage.TIMELINE, event.id, "text"), event.text),) if event.for_customers else ()
    )


def open_leaks(
    document: Postmortem,
    rules: DisclosureRules = NO_DISCLOSURE_RULES,
    tickets: TicketPatterns | None = None,
) -> tuple[LocatedLeak, ...]:
    """Return the leaks that are not acknowledged."""
    return tuple(
        placed for placed in document_leaks(document, rules, tickets) if not placed.acknowledged
    )


def with_leaks_acknowledged(
    document: Postmortem, leaks: Iterable[LocatedLeak], by: str, now: datetime
) -> Postmortem:
    """Record who acknowledges leaks, and when (UTC). Raises ValueError if `by` is empty."""
    name = " ".join(by.split())
    if not name:
        raise ValueError("say who lets it leave: a name")
    words = tuple(dict.fromkeys(placed.leak.in_one_line for placed in leaks))
    acknowledgement = AcceptedLeaks(by=name, at=now, words=words)
    acknowledged = (*document.followup.accepted_leaks, acknowledgement)
    return document.changing(followup=document.followup.changing(accepted_leaks=acknowledged))


def list_leaks(leaks: Iterable[LocatedLeak], limit: int) -> str:
    """List the words of leaks with their kinds; after the first `limit`, count the rest."""
    words = dict.fromkeys(
        f"“{placed.leak.in_one_line}” ({placed.leak.kind.value})" for placed in leaks
    )
    more = len(words) - limit
    return ", ".join(list(words)[:limit]) + (f" and {more} more" if more > 0 else "")


_OTHER_FINDINGS = frozenset({LeakKind.BLAME, LeakKind.FIGURE})
"""Kinds that the language lens and the check of quoted figures report in the same texts."""


def disclosure_findings(
    document: Postmortem,
    rules: DisclosureRules = NO_DISCLOSURE_RULES,
    tickets: TicketPatterns | None = None,
) -> Iterator[Finding]:
    """Yield a finding for each open leak; its replacement is the rewrite."""
    for placed in document_leaks(document, rules, tickets):
        if not placed.acknowledged and placed.leak.kind not in _OTHER_FINDINGS:
            yield _finding(placed.leak, placed.location)


def disclosure_findings_in(
    text: str, location: Location, context: DisclosureContext, acknowledged: frozenset[str]
) -> Iterator[Finding]:
    """Yield the findings on leaks in one text for customers that are not acknowledged."""
    for leak in leaks_in(text, context):
        if leak.kind not in _OTHER_FINDINGS and not is_acknowledged(leak, acknowledged):
            yield _finding(leak, location)


def _finding(leak: Leak, location: Location) -> Finding:
    rewrites = (Rewrite(leak.start, leak.end, leak.replacement),) if leak.replacement else ()
    return Finding(
        FindingKind.DISCLOSURE,
        f"leak-{leak.kind.name.lower()}",
        location,
        leak.reason,
        leak.start,
        leak.end,
        leak.words,
        rewrites,
    )
