"""All that a text gives away, in the order it stands there.

What else is better not sent: blame, as the language lens finds it, and figures that are off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from facilitator.findings.redaction.addresses import addresses_in
from facilitator.findings.redaction.disclosure_context import DisclosureContext
from facilitator.findings.redaction.hosts import hosts_in
from facilitator.findings.redaction.leak import Leak, LeakKind, without_overlaps
from facilitator.findings.redaction.people import customers_in, handles_in, people_in
from facilitator.findings.redaction.references import repositories_in, tickets_in
from facilitator.findings.redaction.secrets import credentials_in
from facilitator.findings.redaction.tokenized_text import fold, tokenize, visible_text

_BLAMES_TOO = ("should-have-known",)
"""Rules of the lens that blame, whatever family they are in."""


def blame_in(text: str, context: DisclosureContext) -> Iterator[Leak]:
    """Yield words that blame somebody, or tell what somebody should have done.

    They have no replacement: what the lens offers are questions, and the answer is the person's.
    """
    from facilitator.findings.language.analyzer import LanguageContext, findings_in
    from facilitator.findings.language.kinds import FieldKind
    from facilitator.findings.language.lexicon import Family

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
        reason = f"This figure differs: {found.explanation}."
        yield Leak(LeakKind.FIGURE, found.start, found.end, found.words, reason, "")


_TEXTS_CACHED = 1024
"""So many texts are remembered with what they give away, each with its context."""


@lru_cache(maxsize=_TEXTS_CACHED)
def leaks_in(text: str, context: DisclosureContext) -> tuple[Leak, ...]:
    """Return what a text gives away, in the order it stands there; leaks never overlap.

    A text that was looked at in this context is not looked at again.
    """
    seen, places = visible_text(text)
    found = [leak for leak in _unfiltered_leaks(seen, context) if not _is_public(leak, context)]
    if not found:
        return ()
    from facilitator.findings.redaction.leak import fit_to_sentence  # most texts give nothing away

    return tuple(
        fit_to_sentence(text, _in_original(leak, text, places))
        for leak in without_overlaps(seen, found)
    )


def _in_original(leak: Leak, text: str, places: Sequence[int]) -> Leak:
    """Return a leak where it stands in the text itself, the letters nobody sees among them."""
    start, end = places[leak.start], places[leak.end - 1] + 1
    return leak._replace(start=start, end=end, words=text[start:end])


def _unfiltered_leaks(text: str, context: DisclosureContext) -> Iterator[Leak]:
    words = tokenize(text)
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


def _is_public(leak: Leak, context: DisclosureContext) -> bool:
    return bool(context.public_words) and fold(leak.words) in context.public_words
