"""What a team or a person has set, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from facilitator.findings.redaction.rules import NO_RULES, DisclosureRules
from facilitator.model.stage import Stage
from facilitator.model.tickets import Tickets


@dataclass(frozen=True)
class Settings:
    """What is set. `tickets`: where the keys of the issue tracker lead to.

    `prompts`: the team's own questions. `disclosure`: what may leave, and what not. `language`: the
    text of a file that has a table of this name, for `lexicon_from`; empty where it has none.
    """

    tickets: Tickets = field(default_factory=Tickets)
    prompts: Mapping[Stage, tuple[str, ...]] = field(default_factory=dict)
    disclosure: DisclosureRules = NO_RULES
    language: str = ""
