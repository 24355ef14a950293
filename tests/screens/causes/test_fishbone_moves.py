"""The arrow keys on a fishbone lead to what stands there, and from anywhere to everywhere."""

from __future__ import annotations

from typing import get_args

import pytest

from facilitator.model.causes import Cause, Causes
from screens.causes.fishbone import Direction, drawn_fishbone, key_beside, key_grid, nearest_key
from screens.widgets.cause_picture import PROBLEM, bone_key
from tests.screens.causes.fishbone_cases import CASES

RULE = Cause(id="rrrrrrrr", text="rule", bone="process")
GUARD = Cause(id="gggggggg", text="guard", parent=RULE.id)
TESTS = Cause(id="tttttttt", text="tests", bone="testing")
LATE = Cause(id="aaaaaaaa", text="late", bone="detection")
CAUSES = Causes(
    problem="errors",
    bones=("process", "testing", "detection"),
    causes=(RULE, GUARD, TESTS, LATE),
)
COLUMNS = key_grid(CAUSES)
PROCESS, TESTING, DETECTION = map(bone_key, CAUSES.bones)


def after(key: str, *directions: Direction) -> str:
    picture = drawn_fishbone(CAUSES, 78, 14)
    for direction in directions:
        key = key_beside(COLUMNS, picture.regions, key, direction)
    return key


def test_up_and_down_go_along_a_rib_and_over_the_spine_to_the_facing_bone() -> None:
    below = {PROCESS: RULE.id, RULE.id: GUARD.id, GUARD.id: TESTS.id, TESTS.id: TESTING}
    assert {key: after(key, "down") for key in below} == below
    assert after(TESTING, "down") == TESTING
    assert after(TESTING, "up", "up", "up", "up", "up") == PROCESS


def test_left_and_right_go_to_the_neighbouring_bone_from_cause_to_cause_and_name_to_name() -> None:
    assert after(RULE.id, "right") == LATE.id
    assert after(LATE.id, "left") == RULE.id
    assert after(PROCESS, "right") == DETECTION
    assert after(RULE.id, "left") == RULE.id


def test_where_no_bone_is_on_that_side_the_one_across_the_spine_is_the_neighbour() -> None:
    assert after(TESTS.id, "right") == LATE.id
    assert after(TESTING, "right") == DETECTION


def test_the_problem_is_to_the_right_of_the_last_bone_and_next_to_all_last_ones() -> None:
    assert after(LATE.id, "right") == PROBLEM
    assert after(PROBLEM, "left") == LATE.id
    assert after(PROBLEM, "up") == LATE.id
    assert after(PROBLEM, "down") == TESTS.id
    assert after(PROBLEM, "right") == PROBLEM


def test_without_any_bone_the_cursor_stays_on_the_problem() -> None:
    nothing = Causes(bones=())
    regions = drawn_fishbone(nothing, 78, 14).regions
    for direction in get_args(Direction):
        assert key_beside(key_grid(nothing), regions, PROBLEM, direction) == PROBLEM


@pytest.mark.parametrize("name", CASES)
def test_everything_can_be_reached_with_the_arrow_keys(name: str) -> None:
    regions, columns = drawn_fishbone(CASES[name], 78, 14).regions, key_grid(CASES[name])
    reached, waiting = {PROBLEM}, [PROBLEM]
    for key in waiting:
        for direction in get_args(Direction):
            found = key_beside(columns, regions, key, direction)
            if found not in reached:
                reached.add(found)
                waiting.append(found)
    assert reached == set(regions)


def left_of(key: str, causes: Causes) -> str:
    return nearest_key(COLUMNS, key_grid(causes), key)


def test_where_a_cause_has_gone_the_cursor_goes_to_the_next_on_its_rib_or_to_its_bone() -> None:
    assert left_of(RULE.id, CAUSES) == RULE.id
    assert left_of(RULE.id, CAUSES.without_cause(RULE.id, "lift")) == GUARD.id
    assert left_of(RULE.id, CAUSES.without_cause(RULE.id, "delete")) == PROCESS
    assert left_of(GUARD.id, CAUSES.without_cause(GUARD.id, "delete")) == RULE.id
    assert left_of(TESTS.id, CAUSES.without_cause(TESTS.id, "delete")) == TESTING


def test_a_bone_renamed_elsewhere_keeps_the_cursor_at_its_place() -> None:
    without = CAUSES.without_bone("testing", "process")
    assert left_of(DETECTION, CAUSES.renaming_bone("detection", "alerts")) == bone_key("alerts")
    empty = Causes(bones=("process", "testing"))
    renamed = empty.renaming_bone("testing", "checks")
    assert nearest_key(key_grid(empty), key_grid(renamed), TESTING) == bone_key("checks")
    assert left_of(TESTING, without) == TESTS.id
    assert left_of("gone", without) == PROBLEM
