"""What a team keeps about what may leave and what may not: a value of its settings."""

from __future__ import annotations

from typing import NamedTuple


class DisclosureRules(NamedTuple):
    """What a team has said about its texts for customers; all of it may be empty.

    `customers`: names of customers, as people write them. `internal_domains`: no name beneath one
    of these leaves (`corp.example.com`). `public_domains`: hosts, or links without their scheme,
    that anybody may read (`status.example.com`, `github.com/example/sdk`). `public_words`: words
    that are never a leak, whatever they look like.
    """

    customers: tuple[str, ...] = ()
    internal_domains: tuple[str, ...] = ()
    public_domains: tuple[str, ...] = ()
    public_words: tuple[str, ...] = ()


NO_RULES = DisclosureRules()
"""What counts where a team has said nothing."""
