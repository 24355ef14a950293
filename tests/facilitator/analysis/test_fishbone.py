"""Which bone each cause stands on, and in what order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facilitator.analysis.fishbone import bone_pairs, bones_of, fishbone
from facilitator.model.causes import BONES, Cause, Causes


def outline(causes: Causes) -> dict[str, list[str]]:
    """Return what stands on each bone, indented by depth."""
    return {
        bone.name: [f"{'-' * placed.depth}{placed.cause.text}" for placed in bone.causes]
        for bone in fishbone(causes)
    }


def on(*stands: tuple[str, str, str]) -> Causes:
    """Build causes from (text, bone, text of the parent), parents first."""
    ids: dict[str, str] = {}
    causes = Causes(bones=("process", "design"))
    for text, bone, parent in stands:
        cause = Cause(text=text, bone=bone, parent=ids.get(parent))
        ids[text] = cause.id
        causes = causes.with_cause(cause)
    return causes


def test_without_causes_there_are_the_bones_and_nothing_on_them() -> None:
    assert outline(Causes()) == {bone: [] for bone in BONES}


def test_a_sub_cause_follows_its_top_causes_rib_with_its_depth() -> None:
    causes = on(("rule", "design", ""), ("guard", "", "rule"), ("review", "", "guard"))
    assert outline(causes) == {"process": [], "design": ["rule", "-guard", "--review"]}


def test_a_sub_cause_with_a_bone_of_its_own_stands_there_and_takes_those_beneath_it_along() -> None:
    causes = on(("rule", "design", ""), ("review", "process", "rule"), ("haste", "", "review"))
    assert outline(causes) == {"process": ["review", "-haste"], "design": ["rule"]}


def test_a_cause_stands_right_beneath_its_parent_though_its_branch_visits_another_bone() -> None:
    causes = on(
        ("rule", "design", ""),
        ("review", "process", "rule"),
        ("engine", "design", "review"),
        ("guard", "", "rule"),
    )
    assert outline(causes)["design"] == ["rule", "-guard", "engine"]


def test_causes_that_nobody_put_on_a_bone_come_last() -> None:
    causes = on(("rule", "", ""), ("guard", "", "rule"), ("review", "design", ""))
    assert outline(causes) == {"process": [], "design": ["review"], "": ["rule", "-guard"]}


def test_bones_meet_the_spine_by_twos_and_the_last_may_stand_alone() -> None:
    bones = fishbone(on(("rule", "", "")))
    assert [[bone.name for bone in pair] for pair in bone_pairs(bones)] == [
        ["process", "design"],
        [""],
    ]


@given(st.lists(st.tuples(st.integers(-1, 30), st.sampled_from(("", "process", "design", "own")))))
def test_every_cause_stands_once_where_it_says_or_where_its_parent_does(
    stands: list[tuple[int, str]],
) -> None:
    causes = Causes()
    for n, (above, bone) in enumerate(stands):
        parent = causes.causes[above % n].id if n and above >= 0 else None
        causes = causes.with_cause(Cause(text=f"{n}", bone=bone, parent=parent))
    bones = fishbone(causes)
    placed = [each.cause.id for found in bones for each in found.causes]
    assert sorted(placed) == sorted(cause.id for cause in causes.causes)
    standing = bones_of(causes)
    for found in bones:
        above_me: list[Cause] = []
        for each in found.causes:
            del above_me[each.depth :]
            assert standing[each.cause.id] == found.name
            assert each.cause.bone in ("", found.name)
            if each.depth:
                assert above_me[-1].id == each.cause.parent
            above_me.append(each.cause)
