"""Names a team keeps in its settings: those of its customers, and its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from facilitator.findings.disclosure.lists import listed
from facilitator.findings.disclosure.rules import DisclosureRules
from facilitator.findings.disclosure.words import spellings

_SHORTEST_LABEL = 4
CustomerNames = Mapping[str, tuple[tuple[str, ...], ...]]
"""The folded words of names by the first of them, the longest name first."""


def customer_names(names: Iterable[str]) -> CustomerNames:
    """Return the customers' names, without legal forms and down to the fewest words that tell."""
    by_first: dict[str, set[tuple[str, ...]]] = {}
    for words in (words for name in names for words in spellings(name)):
        while len(words) > 1 and words[-1] in listed("legal_forms"):
            words = words[:-1]
        for length in range(1 if _stands_alone(words) else min(2, len(words)), len(words) + 1):
            by_first.setdefault(words[0], set()).add(words[:length])
    return {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in by_first.items()}


def _stands_alone(words: tuple[str, ...]) -> bool:
    """Whether the first word of a name says whose it is: Northwind, and not Blue."""
    if len(words) < 2:
        return bool(words)
    common = listed("first_of_many") | listed("ordinary_names") | listed("before_no_name")
    return len(words[0]) >= _SHORTEST_LABEL and words[0] not in common


def labels_of(customers: CustomerNames) -> frozenset[str]:
    """Return customers' names as a part of a host: `northwindtraders`."""
    labels = {"".join(name) for names in customers.values() for name in names}
    return frozenset(label for label in labels if len(label) >= _SHORTEST_LABEL)


def own_names(rules: DisclosureRules) -> frozenset[str]:
    """Return what the team's own domains are called, also as the owner of repositories."""
    domains = (*rules.public_domains, *rules.internal_domains)
    return frozenset(filter(None, map(_own_name, domains)))


def _own_name(domain: str) -> str:
    """Return what a team's domain is called: `palisade`; on a site for code, who owns the path."""
    host, _, path = domain.lower().partition("/")
    if host in listed("code_sites"):
        return path.partition("/")[0]
    name = ".".join(host.split(".")[-2:-1])
    return name if len(name) >= _SHORTEST_LABEL else ""
