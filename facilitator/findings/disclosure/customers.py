"""Names of customers in a text, from the list that a team keeps."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.findings.disclosure.context import DisclosureContext
from facilitator.findings.disclosure.leak import Leak, LeakKind, leak_at
from facilitator.findings.disclosure.lists import listed
from facilitator.findings.disclosure.words import Words


def customers_in(words: Words, context: DisclosureContext) -> Iterator[Leak]:
    """Yield where a customer is named, its legal form or the end of a long name left out or not.

    A name of one word has to begin with a capital; one that is an ordinary word counts only
    within a sentence, where the capital says something.
    """
    for index, word in enumerate(words.folded):
        for name in context.customers.get(word, ()):
            if _stands_at(words, index, name):
                start, end = words.spans[index][0], words.spans[index + len(name) - 1][1]
                yield leak_at(words.text, LeakKind.CUSTOMER, start, end, "a customer")
                break


def _stands_at(words: Words, index: int, name: tuple[str, ...]) -> bool:
    if words.folded[index : index + len(name)] != name:
        return False
    if len(name) > 1:
        return all(words.belong(n) for n in range(index, index + len(name) - 1))
    first = words.written(index)[0]
    if first.islower():
        return False
    return name[0] not in listed("ordinary_names") or not words.opens_a_sentence(index)
