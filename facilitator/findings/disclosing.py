"""What the texts for customers give away, as findings."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.findings.disclosure.document import document_leaks
from facilitator.findings.disclosure.leak import LeakKind
from facilitator.findings.disclosure.rules import NO_RULES, DisclosureRules
from facilitator.findings.finding import Finding, FindingKind, Rewrite
from facilitator.model.postmortem import Postmortem
from facilitator.tickets import Tickets

_FOUND_ELSEWHERE = frozenset({LeakKind.BLAME, LeakKind.FIGURE})
"""What the language lens and the timeline say of the same words already."""


def disclosure_findings(
    document: Postmortem, rules: DisclosureRules = NO_RULES, tickets: Tickets | None = None
) -> Iterator[Finding]:
    """Yield the leaks that nobody has let pass; what may stand there instead is the rewrite."""
    for placed in document_leaks(document, rules, tickets):
        leak = placed.leak
        if placed.accepted or leak.kind in _FOUND_ELSEWHERE:
            continue
        instead = (Rewrite(leak.start, leak.end, leak.replacement),) if leak.replacement else ()
        yield Finding(
            FindingKind.DISCLOSURE,
            f"leak-{leak.kind.name.lower()}",
            placed.place,
            leak.reason,
            leak.start,
            leak.end,
            leak.words,
            instead,
        )
