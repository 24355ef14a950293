"""The settings file of a person or a team: read when something first asks for it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from data.fs.durable import describe_os_error
from data.fs.locations import settings_file
from facilitator.settings.model import Settings

if TYPE_CHECKING:
    from facilitator.findings.language.lexicon import Lexicon
    from facilitator.findings.team_rules import TeamRules
    from facilitator.settings.model import SettingsProblem

_LARGEST_BYTES = 1_000_000


@dataclass(frozen=True)
class SettingsRead:
    """The settings in force, the file they would stand in, and what is wrong with that file.

    A file that is not there is fine. `problems` has a sentence for each entry that does not count;
    what is wrong in `[language]` is in `language_problems`, which costs an import of the lens.
    """

    file: Path
    settings: Settings = field(default_factory=Settings)
    problems: tuple[str, ...] = ()

    @property
    def lexicon(self) -> Lexicon:
        """The rules of the language lens that are in force."""
        return self._language[0]

    @property
    def language_problems(self) -> tuple[str, ...]:
        """What is wrong in `[language]`, a sentence each."""
        return self._language[1] if self.settings.language else ()

    @property
    def every_problem(self) -> tuple[str, ...]:
        """All that is wrong with the file, a sentence each."""
        return self.problems + self.language_problems

    @property
    def team(self) -> TeamRules:
        """What of the settings an exit condition rests on."""
        from facilitator.findings.team_rules import TeamRules

        settings = self.settings
        return TeamRules(settings.disclosure, settings.tickets, lambda: self.lexicon)

    @cached_property
    def _language(self) -> tuple[Lexicon, tuple[str, ...]]:
        from facilitator.settings.model import lexicon_from_settings

        lexicon, problems = lexicon_from_settings(self.settings)
        return lexicon, _said(self.file, problems)


def read_settings(environ: Mapping[str, str] = os.environ) -> SettingsRead:
    """Read the settings file. Never raises."""
    file = settings_file(environ)
    try:
        with file.open("rb") as opened:
            held = opened.read(_LARGEST_BYTES + 1)
        if len(held) > _LARGEST_BYTES:
            return _unusable(file, "it is larger than a settings file can be")
        text = held.decode("utf-8-sig")
    except FileNotFoundError:
        return SettingsRead(file)
    except OSError as error:
        return _unusable(file, describe_os_error(error))
    except UnicodeDecodeError as error:
        line = held.count(b"\n", 0, error.start) + 1
        return _unusable(file, f"line {line} is no UTF-8 text")
    from facilitator.settings.loader import parse_settings  # where there is something to read

    settings, problems = parse_settings(text)
    return SettingsRead(file, settings, _said(file, problems))


def _said(file: Path, problems: Iterable[SettingsProblem]) -> tuple[str, ...]:
    return tuple(
        f"{file.name}, line {problem.line}: {problem.message}"
        if problem.line
        else f"{file.name}: {problem.message}"
        for problem in problems
    )


def _unusable(file: Path, reason: str) -> SettingsRead:
    return SettingsRead(file, problems=(f"{file} is not used: {reason}.",))
