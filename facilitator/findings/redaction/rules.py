"""What a team keeps about what may leave and what may not: a value of its settings.

The lists that the rules about disclosure read: `words.toml`, loaded when first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
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


NO_DISCLOSURE_RULES = DisclosureRules()
"""What counts where a team has said nothing."""


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a list of `words.toml` by its name."""
    words = _tables()[name]
    assert isinstance(words, list)  # noqa: S101
    return frozenset(words)


@cache
def machine_replacements() -> Mapping[str, str]:
    """Return what may stand instead of a machine's name, by the word in it that says so."""
    machines = _tables()["machines"]
    assert isinstance(machines, dict)  # noqa: S101
    return {word: says for says, words in machines.items() for word in words}


@cache
def _tables() -> Mapping[str, object]:
    import tomllib  # only what looks at a text needs it

    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
