"""The team's settings file, read when a screen first needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.model.stage import Stage
from facilitator.model.tickets import TicketPatterns

if TYPE_CHECKING:
    from textual.app import App

    from data.local.settings import LoadedSettings
    from facilitator.findings.language.lexicon import Lexicon
    from facilitator.findings.team_rules import TeamRules


class TeamSettings:
    """The settings file of the team. It is read once; its problems are shown once, as a notice.

    `read`: settings to use instead of the file.
    """

    def __init__(self, app: App[None], read: LoadedSettings | None = None) -> None:
        self._app = app
        self._read = read

    @property
    def tickets(self) -> TicketPatterns:
        """Patterns and addresses of the team's issue trackers."""
        return self._load().settings.tickets

    def prompts(self, stage: Stage) -> tuple[str, ...]:
        """The team's own facilitation prompts for a stage."""
        return self._load().settings.prompts.get(stage, ())

    @property
    def lexicon(self) -> Lexicon:
        """Rules of the language lens; the same object as long as the program runs."""
        return self._load().lexicon

    @property
    def rules(self) -> TeamRules:
        """The settings that exit conditions and findings depend on."""
        return self._load().team

    def _load(self) -> LoadedSettings:
        if self._read is None:
            from data.local.settings import read_settings

            self._read = read_settings()
            if problems := self._read.every_problem:
                first, *others = problems
                more = f" ({len(others)} more: facilitator doctor lists them)" if others else ""
                self._app.notify(first + more, severity="warning", markup=False, timeout=10)
        return self._read
