"""What the texts for customers give away, as findings."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.findings.disclosure.context import DisclosureContext
from facilitator.findings.disclosure.document import document_leaks, is_accepted
from facilitator.findings.disclosure.leak import Leak, LeakKind
from facilitator.findings.disclosure.reading import leaks_in
from facilitator.findings.disclosure.rules import NO_RULES, DisclosureRules
from facilitator.findings.finding import Finding, FindingKind, Place, Rewrite
from facilitator.model.postmortem import Postmortem
from facilitator.model.tickets import Tickets

_FOUND_ELSEWHERE = frozenset({LeakKind.BLAME, LeakKind.FIGURE})
"""What the language lens and the timeline say of the same words already."""


def disclosure_findings(
    document: Postmortem, rules: DisclosureRules = NO_RULES, tickets: Tickets | None = None
) -> Iterator[Finding]:
    """Yield the leaks that nobody has let pass; what may stand there instead is the rewrite."""
    for placed in document_leaks(document, rules, tickets):
        if not placed.accepted and placed.leak.kind not in _FOUND_ELSEWHERE:
            yield _finding(placed.leak, placed.place)


def disclosure_findings_in(
    text: str, place: Place, context: DisclosureContext, accepted: frozenset[str]
) -> Iterator[Finding]:
    """Yield what one text gives away that customers read, save the words that were let pass."""
    for leak in leaks_in(text, context):
        if leak.kind not in _FOUND_ELSEWHERE and not is_accepted(leak, accepted):
            yield _finding(leak, place)


def _finding(leak: Leak, place: Place) -> Finding:
    instead = (Rewrite(leak.start, leak.end, leak.replacement),) if leak.replacement else ()
    return Finding(
        FindingKind.DISCLOSURE,
        f"leak-{leak.kind.name.lower()}",
        place,
        leak.reason,
        leak.start,
        leak.end,
        leak.words,
        instead,
    )
