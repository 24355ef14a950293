"""Disclosure rules of a team, from its settings, and the word lists of `words.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class DisclosureRules(NamedTuple):
    """The settings of a team on its texts for customers; all of them may be empty.

    `customers`: names of customers. `internal_domains`: domains whose hosts are never public
    (`corp.example.com`). `public_domains`: public hosts, or links without their scheme
    (`status.example.com`, `github.com/example/sdk`). `public_words`: words that are never a leak.
    """

    customers: tuple[str, ...] = ()
    internal_domains: tuple[str, ...] = ()
    public_domains: tuple[str, ...] = ()
    public_words: tuple[str, ...] = ()


NO_DISCLOSURE_RULES = DisclosureRules()
"""The rules of a team without settings."""


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a list of `words.toml` by name."""
    words = _tables()[name]
    assert isinstance(words, list)  # noqa: S101
    return frozenset(words)


@cache
def replacements_by_word() -> Mapping[str, str]:
    """Return the replacements of host names, by the word in the name that they replace."""
    machines = _tables()["machines"]
    assert isinstance(machines, dict)  # noqa: S101
    return {word: replacement for replacement, words in machines.items() for word in words}


@cache
def _tables() -> Mapping[str, object]:
    import tomllib  # lazy: only a check of a text needs it

    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
