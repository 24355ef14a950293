"""What a team or a person has set, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from facilitator.model.stage import Stage
from facilitator.tickets import Tickets


@dataclass(frozen=True)
class DisclosureSettings:
    """What must not reach customers, and what may although it looks as if it must not."""

    customers: tuple[str, ...] = ()
    internal_domains: tuple[str, ...] = ()
    public_domains: tuple[str, ...] = ()
    public_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """What is set. `tickets`: where the keys of the issue tracker lead to.

    `prompts`: the team's own questions. `language`: the text of a file that has a table of this
    name, for `lexicon_from`; empty where it has none.
    """

    tickets: Tickets = field(default_factory=Tickets)
    prompts: Mapping[Stage, tuple[str, ...]] = field(default_factory=dict)
    disclosure: DisclosureSettings = field(default_factory=DisclosureSettings)
    language: str = ""
