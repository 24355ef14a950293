"""Navigation: the adjacent stage, the first open stage, the next open condition."""

from __future__ import annotations

from facilitator.guide.conditions.condition import Assessment, ConditionResult, ConditionState
from facilitator.guide.stages import STAGES
from facilitator.model.stage import Stage


def adjacent_stage(assessment: Assessment, stage: Stage, by: int) -> Stage | None:
    """Return the stage before (`by` -1) or after (1) a stage, without collapsed ones, or None."""
    at = STAGES.index(stage) + by
    while 0 <= at < len(STAGES):
        if not assessment.is_collapsed(STAGES[at]):
            return STAGES[at]
        at += by
    return None


def first_open_stage(assessment: Assessment) -> Stage:
    """Return the first stage with an open condition; the review if there is none."""
    return next((s for s in STAGES if assessment.open_count(s)), Stage.REVIEW)


def next_open_condition(
    assessment: Assessment, stage: Stage, after: str = "", again: bool = False
) -> ConditionResult | None:
    """Return the next open condition from a stage on, wrapping around at the last stage.

    `after`: the condition visited last; the search begins after it if it is of this stage.
    `again`: the document was edited since, so the search begins at that condition itself.
    """
    results = assessment.results
    stage_numbers = [STAGES.index(result.stage) for result in results]
    here = STAGES.index(stage)
    begin = sum(number < here for number in stage_numbers)
    for index, result in enumerate(results):
        if result.condition == after and result.stage is stage:
            begin = index if again else index + 1
    return next(
        (r for r in (*results[begin:], *results[:begin]) if r.state is ConditionState.OPEN),
        None,
    )
