"""What a team or a person has set, as values.

What `[language]` of the settings makes of the language lens, and how a mistake is told.

The lens is imported where it is asked for: an export does without it.
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
    """What is set. `tickets`: where the keys of the issue tracker lead to.

    `prompts`: the team's own questions. `disclosure`: what may leave, and what not. `language`: the
    text of a file that has a table of this name, for `lexicon_from`; empty where it has none.
    """

    tickets: TicketPatterns = field(default_factory=TicketPatterns)
    prompts: Mapping[Stage, tuple[str, ...]] = field(default_factory=dict)
    disclosure: DisclosureRules = NO_DISCLOSURE_RULES
    language: str = ""


class Problem(NamedTuple):
    """What is wrong in a settings file, in one sentence; `line` is 0 where no line is to blame."""

    line: int
    says: str


def lexicon_from(settings: Settings) -> tuple[Lexicon, tuple[Problem, ...]]:
    """Return the rules of the language lens as they are set, and what is wrong in `[language]`."""
    from facilitator.findings.language.lexicon_loader import (
        builtin_lexicon,
        parse_language_settings,
    )

    if not settings.language:
        return builtin_lexicon(), ()
    lexicon, mistakes = parse_language_settings(settings.language, builtin_lexicon())
    return lexicon, tuple(
        Problem(each.line, _sentence(f"[language] {each.entry}: {each.says}")) for each in mistakes
    )


def _sentence(words: str) -> str:
    return words if words.endswith(("?", ".")) else f"{words}."
