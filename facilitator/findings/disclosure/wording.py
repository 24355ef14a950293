"""What else is better not sent: blame, as the language lens finds it, and figures that are off."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.findings.disclosure.context import DisclosureContext
from facilitator.findings.disclosure.leak import Leak, LeakKind

_BLAMES_TOO = ("should-have-known",)
"""Rules of the lens that blame, whatever family they are in."""


def blame_in(text: str, context: DisclosureContext) -> Iterator[Leak]:
    """Yield words that blame somebody, or tell what somebody should have done.

    They have no replacement: what the lens offers are questions, and the answer is the person's.
    """
    from facilitator.findings.language.analyzer import LanguageContext, findings_in
    from facilitator.findings.language.lexicon import Family, FieldKind

    for found in findings_in(text, LanguageContext(FieldKind.CUSTOMER, context.roster)):
        if found.family in (Family.BLAME, Family.COUNTERFACTUAL) or found.rule in _BLAMES_TOO:
            yield Leak(LeakKind.BLAME, found.start, found.end, found.words, found.reason, "")


def figures_in(text: str, context: DisclosureContext) -> Iterator[Leak]:
    """Yield durations and times that the timeline does not hold. Which of the two is right, and
    what to write, a person has to say."""
    if not context.told.marks:
        return
    from facilitator.findings.quoted_figures import quoted_wrongly  # brings what reads a time

    for found in quoted_wrongly(text, context.told):
        reason = f"This figure differs: {found.says}."
        yield Leak(LeakKind.FIGURE, found.start, found.end, found.words, reason, "")
