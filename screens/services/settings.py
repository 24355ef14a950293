"""What the team has set, read when a screen first asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.model.stage import Stage
from facilitator.model.tickets import Tickets

if TYPE_CHECKING:
    from data.local.settings import SettingsRead
    from facilitator.findings.language.lexicon import Lexicon
    from facilitator.findings.team_rules import TeamRules
    from screens.app import FacilitatorApp


def tickets_of(app: FacilitatorApp) -> Tickets:
    """Return where the team's tickets are."""
    return _read(app).settings.tickets


def questions_of(app: FacilitatorApp, stage: Stage) -> tuple[str, ...]:
    """Return the team's own questions for a stage."""
    return _read(app).settings.prompts.get(stage, ())


def lexicon_of(app: FacilitatorApp) -> Lexicon:
    """Return the rules of the language lens in force: the same ones as long as the app runs."""
    return _read(app).lexicon


def team_of(app: FacilitatorApp) -> TeamRules:
    """Return what of the settings an exit condition rests on."""
    return _read(app).team


def _read(app: FacilitatorApp) -> SettingsRead:
    """Read the settings once; what is wrong with them is said then, and never again."""
    if app.settings_read is None:
        from data.local.settings import read_settings

        app.settings_read = read_settings()
        if problems := app.settings_read.every_problem:
            first, *others = problems
            more = f" ({len(others)} more: facilitator doctor lists them)" if others else ""
            app.notify(first + more, severity="warning", markup=False, timeout=10)
    return app.settings_read
