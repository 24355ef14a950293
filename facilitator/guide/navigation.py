"""What comes next: the stage before or after, and the next condition that is still open."""

from __future__ import annotations

from facilitator.guide.conditions.base import Assessment, ConditionResult, ConditionState
from facilitator.guide.stages import STAGES
from facilitator.model.stage import Stage


def adjacent_stage(assessment: Assessment, stage: Stage, by: int) -> Stage | None:
    """Return the stage before (-1) or after (1) one, past those that are folded; None at an end."""
    at = STAGES.index(stage) + by
    while 0 <= at < len(STAGES):
        if not assessment.is_collapsed(STAGES[at]):
            return STAGES[at]
        at += by
    return None


def first_open_stage(assessment: Assessment) -> Stage:
    """Return the first stage with something open; the review where none has."""
    return next((s for s in STAGES if assessment.open_count(s)), Stage.REVIEW)


def next_open(
    assessment: Assessment, stage: Stage, after: str = "", again: bool = False
) -> ConditionResult | None:
    """Return the next open condition of a stage, then of those after it, then from the first.

    `after`: the condition somebody went to last, which counts where it is one of this stage.
    `again`: something was done since, and while that condition is still open, it comes first.
    """
    results = assessment.results
    walked = [STAGES.index(result.stage) for result in results]
    here = STAGES.index(stage)
    begin = sum(number < here for number in walked)
    for index, result in enumerate(results):
        if result.condition == after and result.stage is stage:
            begin = index if again else index + 1
    return next(
        (r for r in (*results[begin:], *results[:begin]) if r.state is ConditionState.OPEN),
        None,
    )
