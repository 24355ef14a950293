"""The parts of an exit condition: its rule, verdict and result, and the assessment of all.

Values are named tuples: every export defines them, and a dataclass takes longer to define.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, Self

from facilitator.findings.finding import Location
from facilitator.findings.team_rules import NO_TEAM_RULES, TeamRules
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth
from facilitator.model.stage import Stage
from facilitator.text.format import clock


class ConditionContext(NamedTuple):
    """The context of a check besides the document: the depth in force and the team's rules."""

    depth: Depth
    team: TeamRules = NO_TEAM_RULES


ALL_DEPTHS = frozenset(Depth)
STANDARD_AND_FULL = frozenset({Depth.STANDARD, Depth.FULL})
FULL = frozenset({Depth.FULL})

MOST_SHOWN = 3
"""The number of violations that a detail names; it counts the rest."""


class ConditionState(StrEnum):
    """Whether a condition is met, open, waived with a reason, or not needed."""

    MET = "met"
    OPEN = "open"
    WAIVED = "waived"
    NOT_NEEDED = "not needed"


STATE_MARKS = MappingProxyType(
    {
        ConditionState.MET: "✓",
        ConditionState.OPEN: "○",
        ConditionState.WAIVED: "~",
        ConditionState.NOT_NEEDED: "-",
    }
)
"""The mark of each state, one terminal cell wide."""


class StageMark(StrEnum):
    """Progress of a stage in one cell.

    WAIVED: complete, with at least one condition waived. OPTIONAL: the depth needs nothing in the
    stage, and nothing is entered.
    """

    MET = "✓"
    WAIVED = "~"
    BEGUN = "◐"
    OPEN = "○"
    OPTIONAL = "-"


class Violation(NamedTuple):
    """One reason that a condition is open: a name for it, and its location."""

    words: str
    location: Location


class Verdict(NamedTuple):
    """The outcome of a condition's rule.

    `detail` says what is missing, or why the condition is met. `location`: where to fix an open
    condition, if that is not the condition's own field.
    """

    state: ConditionState
    detail: str = ""
    location: Location | None = None

    @classmethod
    def met(cls, detail: str = "") -> Self:
        """The condition holds."""
        return cls(ConditionState.MET, detail)

    @classmethod
    def open(cls, detail: str = "", location: Location | None = None) -> Self:
        """The condition does not hold yet; `detail` says why, `location` where to fix it."""
        return cls(ConditionState.OPEN, detail, location)

    @classmethod
    def not_applicable(cls, detail: str) -> Self:
        """The condition does not apply to the document, for example without open actions."""
        return cls(ConditionState.NOT_NEEDED, detail)

    @classmethod
    def met_if(cls, holds: bool, otherwise: str = "", location: Location | None = None) -> Self:
        """Met if `holds`, else open with `otherwise` as its detail."""
        return cls.met() if holds else cls.open(otherwise, location)

    @classmethod
    def met_if_none(cls, violations: Iterable[Violation], unnamed: int = 0) -> Self:
        """Met if there are no violations, else open: the first few are named, the rest counted.

        `unnamed`: the number of further violations. A caller with thousands of them names a few
        and counts the others, since building every name is slow.
        """
        found = tuple(violations)
        if not found:
            return cls.met()
        names = "; ".join(violation.words for violation in found[:MOST_SHOWN])
        more = len(found) + unnamed - MOST_SHOWN
        return cls.open(names + (f"; and {more} more" if more > 0 else ""), found[0].location)


ConditionRule = Callable[[Postmortem, ConditionContext], Verdict]
"""Checks a document in a context; a pure function."""


class Condition(NamedTuple):
    """An exit condition: its rule, the depths that need it, and its texts.

    `statement` says when it is met, `statement_at` has the stricter statements of some depths,
    `todo` says how to meet it. `field` is the field or list of the stage to go to; empty if an
    item or a key answers the condition. With `needs_confirmation`, a person has to confirm it.
    """

    id: str
    stage: Stage
    statement: str
    todo: str
    depths: frozenset[Depth]
    rule: ConditionRule
    field: str = ""
    needs_confirmation: bool = False
    statement_at: Mapping[Depth, str] = MappingProxyType({})


class ConditionResult(NamedTuple):
    """The state of one condition in one document; `detail` has the reason, or who waived it.

    `location` is where to fix it: the first violation, else the field that answers the condition.
    """

    condition: str
    stage: Stage
    statement: str
    todo: str
    state: ConditionState
    needs_confirmation: bool
    detail: str
    location: Location


class Assessment(NamedTuple):
    """The results of every condition at a depth; `started_stages` are those with any content."""

    depth: Depth
    results: tuple[ConditionResult, ...]
    started_stages: frozenset[Stage] = frozenset()

    def of(self, stage: Stage) -> tuple[ConditionResult, ...]:
        """Return the results of a stage."""
        return tuple(result for result in self.results if result.stage is stage)

    def needed(self, stage: Stage) -> tuple[ConditionResult, ...]:
        """Return the results of a stage that this depth and this document need."""
        return tuple(r for r in self.of(stage) if r.state is not ConditionState.NOT_NEEDED)

    def open_count(self, stage: Stage) -> int:
        """Return the number of open conditions of a stage; for the review, of all stages."""
        results = self.results if stage is Stage.REVIEW else self.of(stage)
        return sum(result.state is ConditionState.OPEN for result in results)

    def is_optional(self, stage: Stage) -> bool:
        """Whether this depth needs nothing in a stage."""
        return stage is not Stage.REVIEW and not self.needed(stage)

    def is_collapsed(self, stage: Stage) -> bool:
        """Whether a stage is skipped: it is optional, and nothing is entered in it."""
        return self.is_optional(stage) and stage not in self.started_stages

    def mark(self, stage: Stage) -> StageMark:
        """Return the progress of a stage; the review is met once the document may be published."""
        needed = self.results if stage is Stage.REVIEW else self.needed(stage)
        states = {result.state for result in needed} - {ConditionState.NOT_NEEDED}
        started = stage in self.started_stages
        if ConditionState.OPEN not in states and (states or started):
            return StageMark.WAIVED if ConditionState.WAIVED in states else StageMark.MET
        if started or (stage is not Stage.REVIEW and states - {ConditionState.OPEN}):
            return StageMark.BEGUN
        return StageMark.OPTIONAL if self.is_collapsed(stage) else StageMark.OPEN

    def open_results(self) -> tuple[ConditionResult, ...]:
        """Return the open conditions, in the order of the stages."""
        return tuple(result for result in self.results if result.state is ConditionState.OPEN)

    @property
    def is_publishable(self) -> bool:
        """Whether every needed condition is met, or waived with a reason."""
        return not self.open_results()


def day_and_time(at: datetime) -> str:
    """Format the minute of a confirmation in UTC: `20 Nov 14:05 UTC`."""
    return f"{at.day} {at:%b} {clock(at)} UTC"


def confirmed(condition: str) -> ConditionRule:
    """Return the rule of a condition that a person confirms: met once the document records it."""

    def rule(pm: Postmortem, _: ConditionContext) -> Verdict:
        confirmation = next((c for c in pm.confirmations if c.condition == condition), None)
        if confirmation is None:
            return Verdict.open()
        when = f", {day_and_time(confirmation.at)}" if confirmation.at else ""
        return Verdict.met(f"{confirmation.by or 'somebody'} said so{when}")

    return rule
