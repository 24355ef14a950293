"""The settings of a team as values, and the lexicon that they give.

The language lens is imported only when the lexicon is needed, since an export does not need it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from facilitator.findings.redaction.rules import NO_DISCLOSURE_RULES, DisclosureRules
from facilitator.model.stage import Stage
from facilitator.model.tickets import TicketPatterns

if TYPE_CHECKING:
    from facilitator.findings.language.lexicon import Lexicon


@dataclass(frozen=True)
class Settings:
    """The settings of a team.

    `tickets`: the ticket patterns of the issue tracker. `prompts`: the team's own prompts by stage.
    `disclosure`: the rules on leaks in customer exports. `language`: the text of the whole file
    if it has a table `[language]`, which `lexicon_from_settings` parses; else empty.
    """

    tickets: TicketPatterns = field(default_factory=TicketPatterns)
    prompts: Mapping[Stage, tuple[str, ...]] = field(default_factory=dict)
    disclosure: DisclosureRules = NO_DISCLOSURE_RULES
    language: str = ""


class SettingsProblem(NamedTuple):
    """An error in a settings file as one sentence; `line` counts from 1, and is 0 if unknown."""

    line: int
    message: str


def lexicon_from_settings(settings: Settings) -> tuple[Lexicon, tuple[SettingsProblem, ...]]:
    """Return the lexicon with the settings of the team, and the errors in `[language]`."""
    from facilitator.findings.language.lexicon_loader import (
        builtin_lexicon,
        parse_language_settings,
    )

    if not settings.language:
        return builtin_lexicon(), ()
    lexicon, mistakes = parse_language_settings(settings.language, builtin_lexicon())
    return lexicon, tuple(
        SettingsProblem(each.line, _with_full_stop(f"[language] {each.entry}: {each.message}"))
        for each in mistakes
    )


def _with_full_stop(words: str) -> str:
    return words if words.endswith(("?", ".")) else f"{words}."
