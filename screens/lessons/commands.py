"""Commands on one lesson or parked thought: move it, link it, draft an action from it."""

from __future__ import annotations

from facilitator.model.base import item_of
from facilitator.model.lessons import LessonKind
from screens.base.text import cut_line
from screens.causes.form import cause_options
from screens.dialogs.choose import ChoiceDialog
from screens.lessons.form import (
    action_options,
    with_action_from_lesson,
    with_lesson_changed,
    with_thought_as_lesson,
)
from screens.services.context import StageContext


def move_item(stage: StageContext, item_id: str, kind: LessonKind | None) -> None:
    """Ask for the list that a lesson of this kind, or a parked thought (None), is moved to."""

    def move(answer: str | None) -> None:
        if answer is None:
            return
        target = LessonKind(answer)
        if kind is None:
            stage.edit_or_notify(
                lambda d: with_thought_as_lesson(d, item_id, target), "Take a thought up"
            )
        else:
            stage.edit_or_notify(
                lambda d: with_lesson_changed(d, item_id, kind=target), "Move lesson"
            )

    answers = [(other.value, other.value) for other in LessonKind if other is not kind]
    stage.app.push_screen(ChoiceDialog("Move to which list?", answers), move)


def move_up_or_down(stage: StageContext, lesson_id: str, by: int) -> None:
    """Move a lesson within its list, up (-1) or down (1)."""
    stage.edit_or_notify(
        lambda d: d.changing(lessons=d.lessons.stepping(lesson_id, by)), "Move lesson"
    )


def create_action(stage: StageContext, lesson_id: str) -> None:
    """Draft an action from a lesson, unless the lesson is linked to one already."""
    if item_of(stage.document.lessons.lessons, lesson_id).action:
        stage.notify("It leads to an action already: l shows which")
    elif stage.edit_or_notify(
        lambda d: with_action_from_lesson(d, lesson_id), "Make an action of a lesson"
    ):
        stage.notify("Stage 5 has it as a draft, without an owner and a day")


def link_lesson(stage: StageContext, lesson_id: str) -> None:
    """Ask which cause or action a lesson is linked to: one there is, a new action, or none."""
    lesson = item_of(stage.document.lessons.lessons, lesson_id)

    def link(answer: str | None) -> None:
        if answer is None:
            return
        target, _, item_id = answer.partition(":")
        if target == "new":
            create_action(stage, lesson_id)
        else:
            fields = ("cause", "action") if target == "nowhere" else (target,)
            changes = dict.fromkeys(fields, item_id or None)
            stage.edit_or_notify(
                lambda d: with_lesson_changed(d, lesson_id, **changes), "Link a lesson"
            )

    answers = [("new", "a new action, with these words")] if not lesson.action else []
    causes, actions = cause_options(stage.document.causes), action_options(stage.document)
    answers += [(f"cause:{key}", option) for key, option in causes.items()]
    answers += [(f"action:{key}", option) for key, option in actions.items()]
    if lesson.cause or lesson.action:
        answers.append(("nowhere", "nowhere: take the link away"))
    stage.app.push_screen(ChoiceDialog(f"Leads to what: {cut_line(lesson.text)}", answers), link)
