"""Names of customers in a text, from the list that a team keeps."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.findings.disclosure.context import DisclosureContext
from facilitator.findings.disclosure.leak import Leak, LeakKind, leak_at
from facilitator.findings.disclosure.lists import listed
from facilitator.findings.disclosure.words import Words


def customers_in(words: Words, context: DisclosureContext) -> Iterator[Leak]:
    """Yield where a customer is named, with its legal form or without.

    Of a long name the first words are enough. A name of one word has to begin with a capital; one
    that is an ordinary word counts only within a sentence, where the capital says something.
    """
    for index, word in enumerate(words.folded):
        for name in context.customers.get(word, ()):
            if _stands_at(words, index, name):
                start, end = words.spans[index][0], _end(words, index + len(name) - 1)
                yield leak_at(words.text, LeakKind.CUSTOMER, start, end, "a customer")
                break


def _end(words: Words, last: int) -> int:
    """Return where a name ends, the legal form behind it and its dot taken in."""
    if not words.belong(last) or words.near(last + 1) not in listed("legal_forms"):
        return words.spans[last][1]
    end = words.spans[last + 1][1]
    goes_on = (
        words.text[end : end + 1] == "." and words.text[end + 1 : end + 3].lstrip()[:1].islower()
    )
    return end + 1 if goes_on else end


def _stands_at(words: Words, index: int, name: tuple[str, ...]) -> bool:
    if words.folded[index : index + len(name)] != name:
        return False
    if len(name) > 1:
        return all(words.belong(n) for n in range(index, index + len(name) - 1))
    first = words.written(index)[0]
    if first.islower():
        return False
    return name[0] not in listed("ordinary_names") or not words.opens_a_sentence(index)
