"""Loading of the settings file, which a person or a team writes in TOML."""

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

_MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class LoadedSettings:
    """The settings, the path of their file (which need not exist), and problems of that file.

    `problems` has a sentence for each entry that is ignored. Those in `[language]` are in
    `language_problems`, since checking them imports the language rules.
    """

    file: Path
    settings: Settings = field(default_factory=Settings)
    problems: tuple[str, ...] = ()

    @property
    def lexicon(self) -> Lexicon:
        """The language rules, with the changes of the settings."""
        return self._language[0]

    @property
    def language_problems(self) -> tuple[str, ...]:
        """A sentence for each entry of `[language]` that is ignored."""
        return self._language[1] if self.settings.language else ()

    @property
    def every_problem(self) -> tuple[str, ...]:
        """A sentence for each entry of the file that is ignored."""
        return self.problems + self.language_problems

    @property
    def team(self) -> TeamRules:
        """The part of the settings that exit conditions depend on."""
        from facilitator.findings.team_rules import TeamRules

        settings = self.settings
        return TeamRules(settings.disclosure, settings.tickets, lambda: self.lexicon)

    @cached_property
    def _language(self) -> tuple[Lexicon, tuple[str, ...]]:
        from facilitator.settings.model import lexicon_from_settings

        lexicon, problems = lexicon_from_settings(self.settings)
        return lexicon, _problem_sentences(self.file, problems)


def read_settings(environ: Mapping[str, str] = os.environ) -> LoadedSettings:
    """Load the settings file. Never raises: problems of the file are in the result."""
    file = settings_file(environ)
    try:
        with file.open("rb") as opened:
            content = opened.read(_MAX_BYTES + 1)
        if len(content) > _MAX_BYTES:
            return _unusable(file, "it is larger than a settings file can be")
        text = content.decode("utf-8-sig")
    except FileNotFoundError:
        return LoadedSettings(file)
    except OSError as error:
        return _unusable(file, describe_os_error(error))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _unusable(file, f"line {line} is no UTF-8 text")
    from facilitator.settings.loader import parse_settings  # costly, and often there is no file

    settings, problems = parse_settings(text)
    return LoadedSettings(file, settings, _problem_sentences(file, problems))


def _problem_sentences(file: Path, problems: Iterable[SettingsProblem]) -> tuple[str, ...]:
    return tuple(
        f"{file.name}, line {problem.line}: {problem.message}"
        if problem.line
        else f"{file.name}: {problem.message}"
        for problem in problems
    )


def _unusable(file: Path, reason: str) -> LoadedSettings:
    return LoadedSettings(file, problems=(f"{file} is not used: {reason}.",))
