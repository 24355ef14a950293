"""What the team has set, read when a screen first asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.tickets import Tickets

if TYPE_CHECKING:
    from facilitator.findings.language.lexicon import Lexicon
    from screens.app import FacilitatorApp


def tickets_of(app: FacilitatorApp) -> Tickets:
    """Return where the team's tickets are; a settings file that cannot be used is said once."""
    if app.settings_read is None:
        from data.settings import read_settings

        app.settings_read = read_settings()
        if problem := app.settings_read.problem:
            app.notify(problem, severity="warning", markup=False, timeout=10)
    return app.settings_read.settings.tickets


def lexicon_of(app: FacilitatorApp) -> Lexicon:
    """Return the rules that texts are read with."""
    from facilitator.findings.language.lexicon_reading import own_lexicon

    return own_lexicon()
