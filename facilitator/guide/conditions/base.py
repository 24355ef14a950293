"""What an exit condition is, and what an assessment of all of them says.

Named tuples, as in `facilitator.session.store`: every export defines them.

What an exit condition is held against, besides the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from facilitator.findings.finding import Location
from facilitator.findings.team_rules import NO_TEAM_RULES, TeamRules
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth
from facilitator.model.stage import Stage
from facilitator.text.format import clock


class Basis(NamedTuple):
    """The depth in force, and the team's rules."""

    depth: Depth
    team: TeamRules = NO_TEAM_RULES


ALL = frozenset(Depth)
DEEPER = frozenset({Depth.STANDARD, Depth.FULL})
FULL = frozenset({Depth.FULL})

SHOWN_AT_ONCE = 3
"""How many offenders a detail names before it counts the rest."""


class State(StrEnum):
    """How a condition stands."""

    MET = "met"
    OPEN = "open"
    WAIVED = "waived"
    NOT_NEEDED = "not needed"


MARKS = MappingProxyType(
    {State.MET: "✓", State.OPEN: "○", State.WAIVED: "~", State.NOT_NEEDED: "-"}
)
"""One cell for each state of a condition; the words beside it say the rest."""


class StageMark(StrEnum):
    """How far a stage is, as one cell.

    A waived one is met, with something set aside; one that is offered is not asked for, and empty.
    """

    MET = "✓"
    WAIVED = "~"
    BEGUN = "◐"
    OPEN = "○"
    OFFERED = "-"


class Verdict(NamedTuple):
    """What a rule found: met, open, or not needed because the case does not arise.

    `location`: where an open one is mended, where that is not where it is asked for.
    """

    state: State
    detail: str = ""
    location: Location | None = None


class Offender(NamedTuple):
    """One thing that keeps a condition open: the words for it, and where it stands."""

    words: str
    location: Location


Rule = Callable[[Postmortem, Basis], Verdict]


class Condition(NamedTuple):
    """An exit condition: its rule, the depths that need it, and the words for it.

    `says` is what must hold and `todo` what to do about it; `says_at` where a depth asks for more.
    `field` is the field or the list of its stage that answers it, empty where an item or a key
    does. `asked` conditions rest on a person's word.
    """

    id: str
    stage: Stage
    says: str
    todo: str
    depths: frozenset[Depth]
    rule: Rule
    field: str = ""
    asked: bool = False
    says_at: Mapping[Depth, str] = MappingProxyType({})


class Result(NamedTuple):
    """How one condition stands in one document; `detail` says what exactly, or who waived it.

    `location` is where to go to mend it: the first thing that offends against it, else the field or
    the list that answers it.
    """

    condition: str
    stage: Stage
    says: str
    todo: str
    state: State
    asked: bool
    detail: str
    location: Location


class Assessment(NamedTuple):
    """How every condition stands at a depth; `entered` are the stages that hold something."""

    depth: Depth
    results: tuple[Result, ...]
    entered: frozenset[Stage] = frozenset()

    def of(self, stage: Stage) -> tuple[Result, ...]:
        """Return the results of a stage."""
        return tuple(result for result in self.results if result.stage is stage)

    def needed(self, stage: Stage) -> tuple[Result, ...]:
        """Return the results of a stage that this depth and this document call for."""
        return tuple(r for r in self.of(stage) if r.state is not State.NOT_NEEDED)

    def open_count(self, stage: Stage) -> int:
        """Return how many conditions of a stage are open; of the review, those of all stages."""
        results = self.results if stage is Stage.REVIEW else self.of(stage)
        return sum(result.state is State.OPEN for result in results)

    def is_offered(self, stage: Stage) -> bool:
        """Whether this depth asks for nothing in a stage, which is there for those who want it."""
        return stage is not Stage.REVIEW and not self.needed(stage)

    def is_folded(self, stage: Stage) -> bool:
        """Whether a stage steps back: it is only offered, and nothing is written in it."""
        return self.is_offered(stage) and stage not in self.entered

    def mark(self, stage: Stage) -> StageMark:
        """Return how far a stage is; the review is met once the document may be published."""
        needed = self.results if stage is Stage.REVIEW else self.needed(stage)
        states = {result.state for result in needed} - {State.NOT_NEEDED}
        entered = stage in self.entered
        if State.OPEN not in states and (states or entered):
            return StageMark.WAIVED if State.WAIVED in states else StageMark.MET
        if entered or (stage is not Stage.REVIEW and states - {State.OPEN}):
            return StageMark.BEGUN
        return StageMark.OFFERED if self.is_folded(stage) else StageMark.OPEN

    def open_results(self) -> tuple[Result, ...]:
        """Return what is still missing, in the order the stages are walked."""
        return tuple(result for result in self.results if result.state is State.OPEN)

    @property
    def publishable(self) -> bool:
        """Whether all that is needed is met, or waived with a reason."""
        return not self.open_results()


def met(detail: str = "") -> Verdict:
    """Say that a condition holds."""
    return Verdict(State.MET, detail)


def missing(detail: str = "", location: Location | None = None) -> Verdict:
    """Say that a condition does not hold yet, what is amiss, and where."""
    return Verdict(State.OPEN, detail, location)


def not_arising(detail: str) -> Verdict:
    """Say that there is nothing here for a condition to hold of."""
    return Verdict(State.NOT_NEEDED, detail)


def met_if(holds: bool, otherwise: str = "", location: Location | None = None) -> Verdict:
    """Say that a condition holds, or what is amiss, and where."""
    return met() if holds else missing(otherwise, location)


def none_left(offenders: Iterable[Offender], unnamed: int = 0) -> Verdict:
    """Say that a condition holds when nothing offends against it, else name the first few.

    `unnamed`: how many more there are than these, where naming thousands would take its time.
    """
    found = tuple(offenders)
    if not found:
        return met()
    shown = "; ".join(offender.words for offender in found[:SHOWN_AT_ONCE])
    more = len(found) + unnamed - SHOWN_AT_ONCE
    return missing(shown + (f"; and {more} more" if more > 0 else ""), found[0].location)


def day_and_minute(at: datetime) -> str:
    """Say when somebody gave their word: `20 Nov 14:05 UTC`."""
    return f"{at.day} {at:%b} {clock(at)} UTC"


def word_given(condition: str) -> Rule:
    """Return the rule of an asked condition: somebody's word for it is in the document."""

    def rule(pm: Postmortem, _: Basis) -> Verdict:
        said = next((c for c in pm.confirmations if c.condition == condition), None)
        if said is None:
            return missing()
        when = f", {day_and_minute(said.at)}" if said.at else ""
        return met(f"{said.by or 'somebody'} said so{when}")

    return rule
