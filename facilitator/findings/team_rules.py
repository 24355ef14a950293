"""The settings of a team that findings and exit conditions depend on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from facilitator.findings.redaction.rules import NO_DISCLOSURE_RULES, DisclosureRules
from facilitator.model.tickets import TicketPatterns

if TYPE_CHECKING:
    from facilitator.findings.language.lexicon import Lexicon


class TeamRules(NamedTuple):
    """Disclosure rules, ticket patterns and the lexicon of a team.

    `lexicon` is a function, called only for a text to check, since it imports the whole lens.
    """

    disclosure: DisclosureRules = NO_DISCLOSURE_RULES
    tickets: TicketPatterns = TicketPatterns()
    lexicon: Callable[[], Lexicon] | None = None


NO_TEAM_RULES = TeamRules()
"""The rules of a team without settings."""
