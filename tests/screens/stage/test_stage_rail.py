"""The rail at every width: all of it fits, and what there is room for is said."""

from __future__ import annotations

from itertools import pairwise

import pytest

from facilitator.guide.conditions.assessment import assess
from facilitator.guide.stages import STAGES, WORK_STAGES
from facilitator.model.postmortem import Postmortem, Waiver
from facilitator.model.scope import Severity
from facilitator.model.stage import Stage
from screens.stage.stage_rail import place_stages
from tests.support.complete import COMPLETE, EMPTY, part

LIGHT = part("scope", severity=Severity.SEV4)(EMPTY)
MANY = dict.fromkeys(WORK_STAGES, 12)


def rail(
    pm: Postmortem, width: int, findings: dict[Stage, int] | None = None, here: Stage = Stage.SCOPE
) -> str:
    """Return the rail as one line of text."""
    line = ""
    for at in place_stages(assess(pm), findings or {}, here, width):
        line = f"{line:<{at.column}}{at.text}{at.findings}"
    return line


@pytest.mark.parametrize("width", range(80, 201, 7))
@pytest.mark.parametrize("findings", [{}, {Stage.CAUSES: 2}, MANY])
@pytest.mark.parametrize("pm", [EMPTY, LIGHT, COMPLETE])
def test_all_of_it_fits_and_nothing_stands_on_anything_else(
    pm: Postmortem, findings: dict[Stage, int], width: int
) -> None:
    plan = place_stages(assess(pm), findings, Stage.SCOPE, width)
    assert [at.stage for at in plan] == list(STAGES)
    assert all(left.end < right.column for left, right in pairwise(plan))
    assert plan[-1].end < width
    assert all(str(n) in at.text for n, at in enumerate(plan, start=1))


def test_eighty_columns_hold_every_name_and_mark() -> None:
    assert rail(EMPTY, 80) == (
        " 1 Scope ○ 2 Timeline ○ 3 Causes ○ 4 Lessons ○ 5 Actions ○ 6 Follow ○ 7 Review"
    )


def test_eighty_columns_hold_a_finding_for_every_stage() -> None:
    assert "3 Causes○!2 4" in rail(EMPTY, 80, {Stage.CAUSES: 2, Stage.TIMELINE: 1})
    assert "3 Causes○! 4" in rail(EMPTY, 80, MANY)


def test_a_wide_rail_says_how_many_conditions_are_open() -> None:
    pm = part("causes", problem="")(COMPLETE)
    assert "3 Causes ◐ 1 open !2  4 Lessons ✓" in rail(pm, 140, {Stage.CAUSES: 2})
    assert "6 Follow-up ✓" in rail(pm, 140)


def test_a_stage_with_something_waived_has_a_mark_of_its_own() -> None:
    pm = part("scope", document_owner="")(COMPLETE)
    waived = pm.with_waiver(Waiver(condition="scope.owner", reason="nobody is free"))
    assert rail(waived, 120).startswith(" 1 Scope ~  2 Timeline ✓")


def test_a_stage_that_is_not_asked_is_narrow_until_somebody_is_there() -> None:
    assert "3 Causes ○  4 -  5 Actions ○" in rail(LIGHT, 100)
    assert "3 Causes ○  4 Lessons -  5 Actions ○" in rail(LIGHT, 100, here=Stage.LESSONS)
