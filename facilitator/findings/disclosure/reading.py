"""All that a text gives away, in the order it stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from facilitator.findings.disclosure.addresses import addresses_in
from facilitator.findings.disclosure.context import DisclosureContext
from facilitator.findings.disclosure.credentials import credentials_in
from facilitator.findings.disclosure.customers import customers_in
from facilitator.findings.disclosure.handles import handles_in
from facilitator.findings.disclosure.hosts import hosts_in
from facilitator.findings.disclosure.leak import Leak, apart
from facilitator.findings.disclosure.people import people_in
from facilitator.findings.disclosure.repositories import repositories_in
from facilitator.findings.disclosure.ticket_keys import tickets_in
from facilitator.findings.disclosure.unseen import as_seen
from facilitator.findings.disclosure.wording import blame_in, figures_in
from facilitator.findings.disclosure.words import fold, words_of

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
    from facilitator.findings.disclosure.fitting import fitted  # most texts give nothing away

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
