"""What a document's texts for customers give away, and what somebody has let pass.

Letting words leave that give something away: said once, by name, and written down.
What the texts for customers give away, as findings.
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


class LocatedLeak(NamedTuple):
    """A leak with the place of the text that it stands in.

    `acknowledged`: somebody has said, by name, that these words may leave all the same.
    """

    location: Location
    leak: Leak
    acknowledged: bool


@cache_last
def document_leaks(
    document: Postmortem,
    rules: DisclosureRules = NO_DISCLOSURE_RULES,
    tickets: TicketPatterns | None = None,
) -> tuple[LocatedLeak, ...]:
    """Return what customers would read and better not: in the three parts of their summary, and
    in the title and the events chosen for them.

    The title and the events were written for colleagues: what has a safe replacement is replaced
    in the document for customers, so that only what has none is a leak there. Places are those
    that the language lens gives, and characters count in the text as it was written.
    """
    context = disclosure_context(document, rules, tickets)
    acknowledged = acknowledged_words(document)
    found = []
    for location, text, for_colleagues in _texts(document):
        for leak in leaks_in(text, context):
            is_acknowledged_leak = is_acknowledged(leak, acknowledged)
            if is_acknowledged_leak or not (for_colleagues and leak.replacement):
                found.append(LocatedLeak(location, leak, is_acknowledged_leak))
    return tuple(found)


def acknowledged_words(document: Postmortem) -> frozenset[str]:
    """Return the words that somebody has let pass."""
    return frozenset(word for each in document.followup.accepted_leaks for word in each.words)


def is_acknowledged(leak: Leak, acknowledged: frozenset[str]) -> bool:
    """Whether a leak's words are among those that may leave; white space does not count."""
    return leak.in_one_line in acknowledged


def redact(text: str, context: DisclosureContext, acknowledged: frozenset[str]) -> str:
    """Return a text with a safe replacement for each leak that has one and is not accepted.

    What came of it is looked at again: words may give something away only in what stands there now.
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
    """Yield what customers read: its place, its text, and whether it was written for colleagues."""
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
    """Return what customers would read and nobody has let pass."""
    return tuple(
        placed for placed in document_leaks(document, rules, tickets) if not placed.acknowledged
    )


def with_leaks_acknowledged(
    document: Postmortem, leaks: Iterable[LocatedLeak], by: str, now: datetime
) -> Postmortem:
    """Write down who lets these words leave, since when (UTC). Raises ValueError without a name."""
    name = " ".join(by.split())
    if not name:
        raise ValueError("say who lets it leave: a name")
    words = tuple(dict.fromkeys(placed.leak.in_one_line for placed in leaks))
    acknowledgement = AcceptedLeaks(by=name, at=now, words=words)
    acknowledged = (*document.followup.accepted_leaks, acknowledgement)
    return document.changing(followup=document.followup.changing(accepted_leaks=acknowledged))


def list_leaks(leaks: Iterable[LocatedLeak], shown: int) -> str:
    """Name the first so many of the words that give something away, and count the rest."""
    words = dict.fromkeys(
        f"“{placed.leak.in_one_line}” ({placed.leak.kind.value})" for placed in leaks
    )
    more = len(words) - shown
    return ", ".join(list(words)[:shown]) + (f" and {more} more" if more > 0 else "")


_FOUND_ELSEWHERE = frozenset({LeakKind.BLAME, LeakKind.FIGURE})
"""What the language lens and the timeline say of the same words already."""


def disclosure_findings(
    document: Postmortem,
    rules: DisclosureRules = NO_DISCLOSURE_RULES,
    tickets: TicketPatterns | None = None,
) -> Iterator[Finding]:
    """Yield the leaks that nobody has let pass; what may stand there instead is the rewrite."""
    for placed in document_leaks(document, rules, tickets):
        if not placed.acknowledged and placed.leak.kind not in _FOUND_ELSEWHERE:
            yield _finding(placed.leak, placed.location)


def disclosure_findings_in(
    text: str, location: Location, context: DisclosureContext, acknowledged: frozenset[str]
) -> Iterator[Finding]:
    """Yield what one text gives away that customers read, save the words that were let pass."""
    for leak in leaks_in(text, context):
        if leak.kind not in _FOUND_ELSEWHERE and not is_acknowledged(leak, acknowledged):
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
