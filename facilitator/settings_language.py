"""What `[language]` of the settings makes of the language lens, and how a mistake is told.

The lens is imported where it is asked for: an export does without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from facilitator.settings import Settings

if TYPE_CHECKING:
    from facilitator.findings.language.lexicon import Lexicon


class Problem(NamedTuple):
    """What is wrong in a settings file, in one sentence; `line` is 0 where no line is to blame."""

    line: int
    says: str


def lexicon_from(settings: Settings) -> tuple[Lexicon, tuple[Problem, ...]]:
    """Return the rules of the language lens as they are set, and what is wrong in `[language]`."""
    from facilitator.findings.language.lexicon_loader import own_lexicon, read_settings

    if not settings.language:
        return own_lexicon(), ()
    lexicon, mistakes = read_settings(settings.language, own_lexicon())
    return lexicon, tuple(
        Problem(each.line, _sentence(f"[language] {each.entry}: {each.says}")) for each in mistakes
    )


def _sentence(words: str) -> str:
    return words if words.endswith(("?", ".")) else f"{words}."
