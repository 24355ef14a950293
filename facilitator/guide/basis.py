"""What an exit condition is held against, besides the document."""

from __future__ import annotations

from typing import NamedTuple

from facilitator.findings.team_rules import NOTHING_SET, TeamRules
from facilitator.model.scope import Depth


class Basis(NamedTuple):
    """The depth in force, and the team's rules."""

    depth: Depth
    team: TeamRules = NOTHING_SET
