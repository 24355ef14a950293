"""All that a text gives away, in the order it stands there.

What else is better not sent: blame, as the language lens finds it, and figures that are off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from facilitator.findings.redaction.addresses import addresses_in
from facilitator.findings.redaction.disclosure_context import DisclosureContext
from facilitator.findings.redaction.hosts import hosts_in
from facilitator.findings.redaction.leak import Leak, LeakKind, apart
from facilitator.findings.redaction.people import customers_in, handles_in, people_in
from facilitator.findings.redaction.references import repositories_in, tickets_in
from facilitator.findings.redaction.secrets import credentials_in
from facilitator.findings.redaction.tokenized_text import as_seen, fold, words_of

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
    if not context.timeline.milestones:
        return
    from facilitator.findings.quoted_figures import find_mismatches  # brings what reads a time

    for found in find_mismatches(text, context.timeline):
        reason = f"This figure differs: {found.says}."
        yield Leak(LeakKind.FIGURE, found.start, found.end, found.words, reason, "")


_REMEMBERED = 1024
"""So many texts are remembered with what they give away, each with its context."""


@lru_cache(maxsize=_REMEMBERED)
def leaks_in(text: str, context: DisclosureContext) -> tuple[Leak, ...]:
    """Return what a text gives away, in the order it stands there; leaks never overlap.

    A text that was looked at in this context is not looked at again.
    """
    seen, places = as_seen(text)
    found = [leak for leak in _all(seen, context) if not _may_be_said(leak, context)]
    if not found:
        return ()
    from facilitator.findings.redaction.leak import fitted  # most texts give nothing away

    return tuple(fitted(text, _placed(leak, text, places)) for leak in apart(seen, found))


def _placed(leak: Leak, text: str, places: Sequence[int]) -> Leak:
    """Return a leak where it stands in the text itself, the letters nobody sees among them."""
    start, end = places[leak.start], places[leak.end - 1] + 1
    return leak._replace(start=start, end=end, words=text[start:end])


def _all(text: str, context: DisclosureContext) -> Iterator[Leak]:
    words = words_of(text)
    yield from credentials_in(text)
    yield from customers_in(words, context)
    yield from people_in(words, context)
    yield from handles_in(text, context)
    yield from addresses_in(text, context)
    yield from hosts_in(text, context)
    yield from repositories_in(text, context)
    yield from tickets_in(text, context)
    yield from blame_in(text, context)
    yield from figures_in(text, context)


def _may_be_said(leak: Leak, context: DisclosureContext) -> bool:
    return bool(context.public_words) and fold(leak.words) in context.public_words
