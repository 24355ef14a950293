"""All leaks in a text for customers: secrets, names, hosts, tickets, blame and wrong figures."""

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

_ALSO_BLAME = ("should-have-known",)
"""Rules of other families that count as blame here."""


def blame_in(text: str, context: DisclosureContext) -> Iterator[Leak]:
    """Yield the blame and counterfactuals that the language lens finds.

    They have no replacement: the rewrites of the lens are questions for the author.
    """
    from facilitator.findings.language.analyzer import LanguageContext, findings_in
    from facilitator.findings.language.kinds import FieldKind
    from facilitator.findings.language.lexicon import Family

    for found in findings_in(text, LanguageContext(FieldKind.CUSTOMER, context.roster)):
        if found.family in (Family.BLAME, Family.COUNTERFACTUAL) or found.rule in _ALSO_BLAME:
            yield Leak(LeakKind.BLAME, found.start, found.end, found.words, found.reason, "")


def figures_in(text: str, context: DisclosureContext) -> Iterator[Leak]:
    """Yield durations and times that do not agree with the timeline.

    They have no replacement: either of the two may be right.
    """
    if not context.timeline.milestones:
        return
    from facilitator.findings.quoted_figures import find_mismatches  # lazy: it imports timeparse

    for found in find_mismatches(text, context.timeline):
        reason = f"This figure differs: {found.explanation}."
        yield Leak(LeakKind.FIGURE, found.start, found.end, found.words, reason, "")


_TEXTS_CACHED = 1024
"""Pairs of a text and a context whose leaks are cached."""


@lru_cache(maxsize=_TEXTS_CACHED)
def leaks_in(text: str, context: DisclosureContext) -> tuple[Leak, ...]:
    """Return the leaks of a text, in order and without overlaps. Cached by text and context."""
    visible, offsets = visible_text(text)
    found = [leak for leak in _unfiltered_leaks(visible, context) if not _is_public(leak, context)]
    if not found:
        return ()
    from facilitator.findings.redaction.leak import fit_to_sentence  # lazy: most texts have no leak

    return tuple(
        fit_to_sentence(text, _in_original(leak, text, offsets))
        for leak in without_overlaps(visible, found)
    )


def _in_original(leak: Leak, text: str, offsets: Sequence[int]) -> Leak:
    """Return a leak with its offsets in the original text, invisible characters included."""
    start, end = offsets[leak.start], offsets[leak.end - 1] + 1
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
