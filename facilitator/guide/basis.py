"""What an exit condition is held against, besides the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from facilitator.findings.disclosure.rules import NO_RULES, DisclosureRules
from facilitator.model.scope import Depth
from facilitator.tickets import Tickets

if TYPE_CHECKING:
    from facilitator.findings.language.lexicon import Lexicon


class TeamRules(NamedTuple):
    """What a team has set that a condition rests on.

    `disclosure`: what may reach customers and what may not. `lexicon` returns the rules of the
    language lens; it is called where there is a text to read, since it brings the whole lens.
    """

    disclosure: DisclosureRules = NO_RULES
    tickets: Tickets = Tickets()
    lexicon: Callable[[], Lexicon] | None = None


NOTHING_SET = TeamRules()
"""What counts where a team has set nothing."""


class Basis(NamedTuple):
    """The depth in force, and the team's rules."""

    depth: Depth
    team: TeamRules = NOTHING_SET
