"""What a team has set that findings and exit conditions rest on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from facilitator.findings.redaction.rules import NO_DISCLOSURE_RULES, DisclosureRules
from facilitator.model.tickets import TicketPatterns

if TYPE_CHECKING:
    from facilitator.findings.language.lexicon import Lexicon


class TeamRules(NamedTuple):
    """What may reach customers and what may not, where tickets are, and the language lens's rules.

    `lexicon` returns those of the lens; it is called where there is a text to read, since it
    brings the whole lens.
    """

    disclosure: DisclosureRules = NO_DISCLOSURE_RULES
    tickets: TicketPatterns = TicketPatterns()
    lexicon: Callable[[], Lexicon] | None = None


NO_TEAM_RULES = TeamRules()
"""What counts where a team has set nothing."""
