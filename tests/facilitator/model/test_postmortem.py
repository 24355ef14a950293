"""Edits that reach across the parts of the document leave no pointer dangling."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from facilitator.model.actions import Action, Actions
from facilitator.model.base import UnknownItem, error_sentence, moving_item, new_id, with_item
from facilitator.model.causes import Cause, Causes
from facilitator.model.lessons import Lesson, LessonKind, Lessons
from facilitator.model.postmortem import (
    Confirmation,
    ParkedThought,
    Postmortem,
    Waiver,
    new_postmortem_id,
)

EMPTY = Postmortem(id="2019-07-02-abcdef")


def linked() -> tuple[Postmortem, Cause, Cause, Action]:
    """A document whose action and lessons point at a cause, at one beneath it and at the action."""
    top = Cause(text="no guard on processor time")
    beneath = Cause(text="the guard was removed by a refactoring", parent=top.id)
    action = Action(title="Bring the guard back", addresses=(top.id, beneath.id))
    lessons = (
        Lesson(kind=LessonKind.WENT_BADLY, text="nobody noticed", cause=beneath.id),
        Lesson(kind=LessonKind.GOT_LUCKY, text="it was a quiet day", action=action.id),
    )
    document = EMPTY.changing(
        causes=Causes(causes=(top, beneath)),
        actions=Actions(actions=(action,)),
        lessons=Lessons(lessons=lessons),
    )
    return document, top, beneath, action


def test_deleting_a_branch_clears_every_pointer_into_it() -> None:
    document, top, _, _ = linked()
    left = document.without_cause(top.id, "delete")
    assert left.causes.causes == ()
    assert left.actions.actions[0].addresses == ()
    assert left.lessons.lessons[0].cause is None


def test_deleting_a_cause_alone_keeps_the_pointers_at_what_stood_beneath_it() -> None:
    document, top, beneath, _ = linked()
    left = document.without_cause(top.id, "lift")
    assert left.causes.cause(beneath.id).parent is None
    assert left.actions.actions[0].addresses == (beneath.id,)
    assert left.lessons.lessons[0].cause == beneath.id


def test_deleting_an_action_clears_the_lessons_that_led_to_it() -> None:
    document, _, _, action = linked()
    left = document.without_action(action.id)
    assert left.actions.actions == ()
    assert left.lessons.lessons[1].action is None


def test_what_is_gone_cannot_be_deleted_again() -> None:
    with pytest.raises(UnknownItem):
        EMPTY.without_action("aaaaaaaa")
    with pytest.raises(UnknownItem):
        EMPTY.without_cause("aaaaaaaa", "delete")


def test_a_second_waiver_of_a_condition_takes_the_firsts_place() -> None:
    first = Waiver(condition="causes.root", reason="still looking")
    second = first.changing(reason="the vendor will not say")
    document = EMPTY.with_waiver(first).with_waiver(second)
    assert document.waivers == (second,)
    assert document.without_waiver("causes.root") == EMPTY


def test_a_waiver_needs_a_reason() -> None:
    with pytest.raises(ValidationError) as refused:
        Waiver(condition="causes.root", reason="  ")
    assert error_sentence(refused.value) == "reason cannot be empty"


def test_a_persons_word_stands_once_and_can_be_taken_back() -> None:
    word = Confirmation(condition="causes.readback", by="Ada")
    document = EMPTY.with_confirmation(word).with_confirmation(word.changing(by="Grace"))
    assert [confirmation.by for confirmation in document.confirmations] == ["Grace"]
    assert document.without_confirmation("causes.readback") == EMPTY


def test_the_day_a_postmortem_was_begun_is_in_its_id() -> None:
    fresh = Postmortem(id=new_postmortem_id(date(2026, 2, 28)))
    assert fresh.made_on == date(2026, 2, 28)


def test_an_id_that_is_no_id_is_refused() -> None:
    for wrong in ("", "2019-07-02", "2019-07-02-ABCDEF", "../../etc/passwd", "2019-07-02-abcde0"):
        with pytest.raises(ValidationError):
            Postmortem(id=wrong)


def test_a_field_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError):
        Postmortem.model_validate({"id": "2019-07-02-abcdef", "blame": "somebody"})


def test_a_refused_change_leaves_the_old_value_as_it_was() -> None:
    document, *_ = linked()
    with pytest.raises(ValidationError):
        document.changing(id="nonsense")
    assert document.id == "2019-07-02-abcdef"


def test_two_items_of_one_id_are_refused() -> None:
    thought = ParkedThought(text="page the vendor")
    with pytest.raises(ValidationError, match="two items have the same id"):
        EMPTY.changing(parking_lot=(thought, thought))


def test_a_written_document_reads_back_equal() -> None:
    document, *_ = linked()
    assert Postmortem.model_validate_json(document.model_dump_json()) == document


def test_a_lesson_steps_within_its_own_list() -> None:
    one, other, two = (
        Lesson(kind=kind, text=text)
        for kind, text in (
            (LessonKind.WENT_WELL, "one"),
            (LessonKind.WENT_BADLY, "other"),
            (LessonKind.WENT_WELL, "two"),
        )
    )
    lessons = Lessons(lessons=(one, other, two))
    assert lessons.stepping(two.id, -1).lessons == (two, other, one)
    assert lessons.stepping(one.id, -1) == lessons
    assert lessons.stepping(other.id, 1) == lessons


def test_an_item_keeps_its_place_when_it_changes_and_takes_another_when_moved() -> None:
    thoughts = tuple(ParkedThought(text=text) for text in "abc")
    changed = with_item(thoughts, thoughts[1].changing(text="B"))
    assert [thought.text for thought in changed] == ["a", "B", "c"]
    moved = moving_item(changed, thoughts[1].id, 0)
    assert [thought.text for thought in moved] == ["B", "a", "c"]


def test_ids_have_no_characters_that_look_alike() -> None:
    assert not set("01loi") & {character for _ in range(200) for character in new_id(8)}
