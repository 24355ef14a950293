"""The final checklist: six lines that between them rest on every exit condition."""

from __future__ import annotations

from typing import NamedTuple

from facilitator.guide.conditions import Assessment, Result, State


class ReviewLine(NamedTuple):
    """One line of the checklist, how it stands, and the conditions it sums up."""

    says: str
    state: State
    rests_on: tuple[Result, ...]


_TONE = "The tone is blameless"
_FACTS = "Facts and timeline are clear"
_IMPACT = "The impact is in figures"
_CAUSES = "Root causes and contributing factors stand apart"
_ACTIONS = "Actions are owned, dated and tracked"
_FOLLOWUP = "Follow-up reviews are on the calendar"

LINES = (_TONE, _FACTS, _IMPACT, _CAUSES, _ACTIONS, _FOLLOWUP)

_LINE_OF_CONDITION = {
    "scope.title": _TONE,
    "scope.facilitator": _TONE,
    "scope.framing": _TONE,
    "scope.invited": _TONE,
    "causes.people": _TONE,
    "scope.owner": _FOLLOWUP,
    "scope.audience": _FOLLOWUP,
}
"""Conditions that tell of something else than the rest of their family."""

_LINE_OF_FAMILY = {
    "scope": _FACTS,
    "timeline": _FACTS,
    "impact": _IMPACT,
    "causes": _CAUSES,
    "lessons": _CAUSES,
    "actions": _ACTIONS,
    "followup": _FOLLOWUP,
}


def review_lines(assessment: Assessment) -> tuple[ReviewLine, ...]:
    """Return the six lines; all are met or waived exactly when the document may be published."""
    resting: dict[str, list[Result]] = {line: [] for line in LINES}
    for result in assessment.results:
        resting[_line_of(result.condition)].append(result)
    return tuple(ReviewLine(line, _sum(found), tuple(found)) for line, found in resting.items())


def _line_of(condition: str) -> str:
    family = condition.split(".")[0]
    return _LINE_OF_CONDITION.get(condition) or _LINE_OF_FAMILY[family]


def _sum(results: list[Result]) -> State:
    """The state that says most: anything open, else anything waived, else anything met."""
    states = {result.state for result in results}
    order = (State.OPEN, State.WAIVED, State.MET)
    return next((state for state in order if state in states), State.NOT_NEEDED)
