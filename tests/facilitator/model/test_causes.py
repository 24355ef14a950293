"""The tree of causes stays a tree, whatever is done to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from facilitator.model.base import UnknownItem
from facilitator.model.causes import BONES, Cause, CauseLoop, CauseRole, Causes, Evidence


def tree(*pairs: tuple[str, str | None]) -> Causes:
    """Build a tree from (text, text of the parent), parents first."""
    ids: dict[str, str] = {}
    causes = Causes()
    for text, parent in pairs:
        cause = Cause(text=text, parent=ids[parent] if parent else None)
        ids[text] = cause.id
        causes = causes.with_cause(cause)
    return causes


def id_of(causes: Causes, text: str) -> str:
    return next(cause.id for cause in causes.causes if cause.text == text)


def outline(causes: Causes) -> list[str]:
    return [f"{'-' * depth}{cause.text}" for depth, cause in causes.in_tree_order()]


THREE_DEEP = tree(("rule", None), ("review", "rule"), ("checklist", "review"), ("guard", None))

EDITS = ("add", "beside", "lift out", "delete", "move", "to problem", "indent", "lift")
STEPS = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 30), st.integers(0, 30)))


def edited(causes: Causes, edit: str, first: int, second: int) -> Causes:
    """Make one edit of a tree, on the causes these numbers happen to fall on."""
    if not causes.causes:
        return causes.with_cause(Cause(text=f"cause {first}"))
    one = causes.causes[first % len(causes.causes)].id
    other = causes.causes[second % len(causes.causes)].id
    match edit:
        case "add":
            return causes.with_cause(Cause(text=f"cause {second}", parent=one))
        case "beside":
            return causes.with_cause_beside(Cause(text=f"cause {second}"), one)
        case "lift out":
            return causes.without_cause(one, "lift")
        case "delete":
            return causes.without_cause(one, "delete")
        case "to problem":
            return causes.moving_cause(one, None)
        case "indent":
            return causes.indenting_cause(one)
        case "lift":
            return causes.lifting_cause(one)
    try:
        return causes.moving_cause(one, other)
    except CauseLoop:
        assert other in {cause.id for cause in causes.branch(one)}
        return causes


@given(STEPS)
def test_any_edits_in_any_order_leave_a_tree(steps: list[tuple[str, int, int]]) -> None:
    causes = Causes()
    for edit, first, second in steps:
        causes = edited(causes, edit, first, second)
        reached = [cause.id for _, cause in causes.in_tree_order()]
        assert sorted(reached) == sorted(cause.id for cause in causes.causes)
        assert all(causes.chain(cause.id)[-1].parent is None for cause in causes.causes)


@given(STEPS)
def test_every_cause_has_a_label_of_its_own_in_reading_order(
    steps: list[tuple[str, int, int]],
) -> None:
    causes = Causes()
    for edit, first, second in steps:
        causes = edited(causes, edit, first, second)
    assert list(causes.labels().values()) == [f"c{n + 1}" for n in range(len(causes.causes))]
    assert list(causes.labels()) == [cause.id for _, cause in causes.in_tree_order()]


@given(STEPS, st.integers(0, 30))
def test_deleting_a_branch_takes_exactly_the_branch(
    steps: list[tuple[str, int, int]], which: int
) -> None:
    causes = Causes().with_cause(Cause(text="first"))
    for edit, first, second in steps:
        causes = edited(causes, edit, first, second)
    if not causes.causes:
        return
    gone = causes.causes[which % len(causes.causes)].id
    branch = {cause.id for cause in causes.branch(gone)}
    left = {cause.id for cause in causes.without_cause(gone, "delete").causes}
    assert left == {cause.id for cause in causes.causes} - branch
    assert len(causes.without_cause(gone, "lift").causes) == len(causes.causes) - 1


def test_a_cause_beside_another_stands_right_after_it() -> None:
    causes = THREE_DEEP.with_cause_beside(Cause(text="limit"), id_of(THREE_DEEP, "rule"))
    assert outline(causes) == ["rule", "-review", "--checklist", "limit", "guard"]


def test_indenting_puts_a_cause_beneath_the_sibling_above() -> None:
    causes = THREE_DEEP.indenting_cause(id_of(THREE_DEEP, "guard"))
    assert outline(causes) == ["rule", "-review", "--checklist", "-guard"]


def test_the_first_of_its_siblings_cannot_be_indented() -> None:
    assert THREE_DEEP.indenting_cause(id_of(THREE_DEEP, "rule")) == THREE_DEEP


def test_lifting_puts_a_cause_with_its_branch_right_after_its_parent() -> None:
    causes = THREE_DEEP.lifting_cause(id_of(THREE_DEEP, "review"))
    assert outline(causes) == ["rule", "review", "-checklist", "guard"]


def test_a_cause_right_beneath_the_problem_cannot_be_lifted() -> None:
    assert THREE_DEEP.lifting_cause(id_of(THREE_DEEP, "guard")) == THREE_DEEP


def test_deleting_a_cause_can_lift_what_stands_beneath_it() -> None:
    causes = THREE_DEEP.without_cause(id_of(THREE_DEEP, "review"), "lift")
    assert outline(causes) == ["rule", "-checklist", "guard"]


def test_a_cause_cannot_stand_beneath_itself() -> None:
    with pytest.raises(CauseLoop, match="cannot stand beneath itself"):
        THREE_DEEP.moving_cause(id_of(THREE_DEEP, "rule"), id_of(THREE_DEEP, "checklist"))


def test_a_loop_in_a_document_is_refused() -> None:
    one, other = Cause(text="one"), Cause(text="other")
    causes = (one.changing(parent=other.id), other.changing(parent=one.id))
    with pytest.raises(ValidationError, match="cannot stand beneath itself"):
        Causes(causes=causes)


def test_a_parent_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValidationError, match="beneath one that is not there"):
        Causes(causes=(Cause(text="one", parent="aaaaaaaa"),))
    with pytest.raises(UnknownItem):
        THREE_DEEP.moving_cause(id_of(THREE_DEEP, "rule"), "aaaaaaaa")


def test_a_bone_of_the_teams_own_is_remembered() -> None:
    causes = Causes().with_cause(Cause(text="two clocks", bone="time"))
    assert causes.bones == (*BONES, "time")


def test_a_bone_nobody_has_named_is_refused() -> None:
    with pytest.raises(ValidationError, match="no bone called weather"):
        Causes(causes=(Cause(text="rain", bone="weather"),))


def test_a_chain_reads_from_a_cause_up_to_the_problem() -> None:
    chain = THREE_DEEP.chain(id_of(THREE_DEEP, "checklist"))
    assert [cause.text for cause in chain] == ["checklist", "review", "rule"]


def test_leaves_are_the_causes_nobody_has_asked_further_about() -> None:
    assert [cause.text for cause in THREE_DEEP.leaves()] == ["checklist", "guard"]


def test_causes_are_found_by_their_role() -> None:
    root = THREE_DEEP.cause(id_of(THREE_DEEP, "guard")).changing(role=CauseRole.ROOT)
    assert THREE_DEEP.with_cause(root).in_role(CauseRole.ROOT) == (root,)


def test_evidence_needs_words_or_a_link() -> None:
    with pytest.raises(ValidationError, match="needs words or a link"):
        Evidence()
    assert Evidence(url="https://example.org/graph").text == ""


def test_a_thousand_causes_in_one_chain_are_a_tree_too() -> None:
    chain = [Cause(text="0")]
    for n in range(1, 1000):
        chain.append(Cause(text=str(n), parent=chain[-1].id))
    causes = Causes(causes=tuple(chain))
    assert len(causes.chain(chain[-1].id)) == 1000
    assert causes.in_tree_order()[-1][0] == 999
