"""Bones of the team's own: added, renamed, put in order and deleted, and no cause is ever lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.model.causes import BONES, BoneInUse, Cause, Causes, DuplicateBone, UnknownBone

TESTED = Causes().with_cause(Cause(id="tttttttt", text="matches only", bone="testing"))

EDITS = st.lists(
    st.tuples(
        st.sampled_from(("add", "rename", "move", "delete", "put")),
        st.integers(0, 30),
        st.sampled_from(("time", "haste", "Time", "load  test", "process", " ", "\x1b[31mred")),
        st.integers(-9, 9),
    )
)


def edited(causes: Causes, edit: str, which: int, name: str, by: int) -> Causes:
    """Make one edit of the bones, or put a cause on one; what is refused changes nothing."""
    bone = causes.bones[which % len(causes.bones)] if causes.bones else "none"
    other = causes.bones[by % len(causes.bones)] if causes.bones else ""
    try:
        match edit:
            case "add":
                return causes.with_bone(name)
            case "rename":
                return causes.renaming_bone(bone, name)
            case "move":
                return causes.moving_bone(bone, by)
            case "delete":
                return causes.without_bone(bone, None if by < 0 else "" if by < 3 else other)
    except (ValueError, UnknownBone):
        return causes
    return causes.with_cause(Cause(text=f"cause {which}", bone=bone if causes.bones else ""))


@given(EDITS)
def test_any_edits_of_bones_lose_no_cause_and_leave_each_bone_a_name_of_its_own(
    edits: list[tuple[str, int, str, int]],
) -> None:
    causes = Causes()
    for edit in edits:
        before, causes = causes, edited(causes, *edit)
        kept = [(cause.id, cause.text, cause.role) for cause in causes.causes]
        assert kept[: len(before.causes)] == [(c.id, c.text, c.role) for c in before.causes]
        names = [bone.casefold() for bone in causes.bones]
        assert len(set(names)) == len(names)
        assert all(names)
        assert Causes.model_validate(causes.model_dump()) == causes


@given(st.sampled_from(BONES), st.integers(-9, 9))
def test_a_bone_moves_along_the_others_whose_order_stays(bone: str, by: int) -> None:
    moved = TESTED.moving_bone(bone, by).bones
    assert [b for b in moved if b != bone] == [b for b in BONES if b != bone]
    assert moved.index(bone) == max(0, min(BONES.index(bone) + by, len(BONES) - 1))


def test_a_bone_is_added_after_the_others() -> None:
    assert Causes().with_bone("  time ").bones == (*BONES, "time")


def test_a_bone_needs_a_name_that_no_other_has() -> None:
    with pytest.raises(DuplicateBone, match="there is a bone called testing already"):
        Causes().with_bone("Testing")
    with pytest.raises(DuplicateBone, match="called design already"):
        Causes().renaming_bone("testing", "design")
    with pytest.raises(ValueError, match="a bone needs a name"):
        Causes().with_bone(" \n")


def test_renaming_a_bone_carries_its_causes_along_and_keeps_its_place() -> None:
    renamed = TESTED.renaming_bone("testing", "checks")
    assert renamed.bones == tuple("checks" if bone == "testing" else bone for bone in BONES)
    assert renamed.cause("tttttttt").bone == "checks"
    assert renamed.renaming_bone("checks", "testing") == TESTED


def test_a_bone_may_change_the_case_of_its_name() -> None:
    assert TESTED.renaming_bone("testing", "Testing").cause("tttttttt").bone == "Testing"


def test_a_bone_with_causes_on_it_is_not_deleted_before_somebody_says_where_they_go() -> None:
    with pytest.raises(BoneInUse, match="1 cause stands on testing: say first where they go"):
        TESTED.without_bone("testing")
    with pytest.raises(BoneInUse):
        TESTED.without_bone("testing", onto="testing")
    assert TESTED.without_bone("testing", onto="design").cause("tttttttt").bone == "design"
    assert TESTED.without_bone("testing", onto="").cause("tttttttt").bone == ""
    assert "design" not in TESTED.without_bone("design").bones


def test_a_bone_that_is_gone_is_said_to_be() -> None:
    refused: tuple[Callable[[], Causes], ...] = (
        lambda: TESTED.renaming_bone("time", "clocks"),
        lambda: TESTED.moving_bone("time", 1),
        lambda: TESTED.without_bone("time"),
        lambda: TESTED.without_bone("testing", onto="time"),
        lambda: TESTED.without_bone(""),
    )
    for edit in refused:
        with pytest.raises(UnknownBone, match="there is no bone called"):
            edit()
