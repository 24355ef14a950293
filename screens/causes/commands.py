"""Commands on the problem, its causes and the bones of the fishbone, with their dialogs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from facilitator.analysis.fishbone import NO_BONE_YET
from facilitator.guide.conditions.condition import ConditionState
from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.postmortem import ParkedKind, ParkedThought, Postmortem
from screens.base.text import cut_line
from screens.causes.form import (
    BONE_NAME,
    OWN_BONE,
    PROBLEM_FIELD,
    cause_fields,
    cause_from,
    cause_texts,
    evidence_list,
    evidence_text,
    new_cause_fields,
)
from screens.causes.read_back import ReadBack, chains_through
from screens.commands.parking_lot import open_parked
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog, Texts
from screens.services.context import StageContext
from screens.stage.edits import edit_item
from screens.stage.guide import tick_condition
from screens.widgets.cause_picture import PROBLEM, bone_key
from screens.widgets.form_spec import FieldSpec

Select = Callable[[str], None]
"""Moves the cursor to a key of the picture, now or once it is drawn."""

_BONE_CELLS = 30
"""Width of the name of a bone in a question."""


def run_cause_command(
    stage: StageContext, select: Select, command: str, cause_id: str | None, bone: str = ""
) -> None:
    """Run a command of `CAUSE_KEYS` on a cause; without a cause, on a bone or on the problem."""
    causes = stage.document.causes
    cause = causes.cause(cause_id) if cause_id else None
    key = cause_id or (bone_key(bone) if bone else PROBLEM)
    match command:
        case "add":
            add_cause(stage, select, key, cause, bone)
        case "read back":
            read_back(stage, cause_id)
        case "questions":
            answer_parked_question(stage, select, key, cause, bone)
        case _ if cause is not None:
            _run_on_cause(stage, select, command, cause)
        case "edit":
            edit_problem(stage, select, key)
        case "beside":
            add_cause(stage, select, key, None, bone)
        case _:
            stage.notify("Select a cause first")


def _run_on_cause(stage: StageContext, select: Select, command: str, cause: Cause) -> None:
    match command:
        case "beside":
            add_sibling(stage, select, cause)
        case "edit":
            edit_cause(stage, select, cause)
        case "root":
            toggle_role(stage, select, cause, CauseRole.ROOT)
        case "contributing":
            toggle_role(stage, select, cause, CauseRole.CONTRIBUTING)
        case "bone":
            choose_bone(stage, select, cause)
        case "evidence":
            choose_evidence(stage, cause)
        case "indent":
            _edit(
                stage, select, cause.id, lambda c: c.indenting_cause(cause.id), "Put a cause lower"
            )
        case "lift":
            _edit(stage, select, cause.id, lambda c: c.lifting_cause(cause.id), "Lift a cause")
        case "move":
            choose_parent(stage, select, cause)
        case "delete":
            delete_cause(stage, cause)


def run_bone_command(
    stage: StageContext, select: Select, command: str, bone: str, key: str
) -> None:
    """Run a command of `CAUSE_KEYS` on a bone; "" is the bone of causes without one.

    `key` is the key under the cursor, used for "new bone".
    """
    if command == "new bone":
        add_bone(stage, select, key)
    elif not bone:
        stage.notify("These causes have no bone yet: b puts one of them on a bone")
    elif command == "edit":
        rename_bone(stage, select, bone)
    elif command in ("indent", "lift"):
        by = 1 if command == "indent" else -1
        _edit(stage, select, key, lambda causes: causes.moving_bone(bone, by), "Move a bone")
    elif command == "delete":
        delete_bone(stage, select, bone)
    else:
        stage.notify("Select a cause first")


def edit_problem(stage: StageContext, select: Select, key: str) -> None:
    """Open the form of the problem."""

    def save(texts: Texts) -> None:
        problem = texts["problem"].strip()
        _edit(stage, select, key, lambda c: c.changing(problem=problem), "Edit the problem")

    texts = {"problem": stage.document.causes.problem}
    _open_form(stage, "The problem", (PROBLEM_FIELD,), texts, lambda _: None, save, key)


def add_cause(
    stage: StageContext, select: Select, key: str, parent: Cause | None, bone: str
) -> None:
    """Ask for a new cause of `parent`, or of the problem where that is None."""

    def save(texts: Texts) -> None:
        cause = cause_from(texts, None).changing(parent=parent.id if parent else None)
        _edit(stage, select, cause.id, lambda causes: causes.with_cause(cause), "Add cause")

    causes = stage.document.causes
    above = parent.text if parent else causes.problem
    title = f"What made this possible: {cut_line(above) or 'the problem'}"
    fields, texts = new_cause_fields(causes), {"bone": bone}
    _open_form(stage, title, fields, texts, lambda t: cause_from(t, None), save, key)


def add_sibling(stage: StageContext, select: Select, cause: Cause) -> None:
    """Ask for another cause with the same parent."""

    def save(texts: Texts) -> None:
        new = cause_from(texts, None)
        _edit(stage, select, new.id, lambda c: c.with_cause_beside(new, cause.id), "Add cause")

    title = f"What else, beside: {cut_line(cause.text)}"
    fields, texts = new_cause_fields(stage.document.causes), {"bone": ""}
    _open_form(stage, title, fields, texts, lambda t: cause_from(t, None), save, cause.id)


def edit_cause(stage: StageContext, select: Select, cause: Cause) -> None:
    """Open the form of a cause."""

    def save(texts: Texts) -> None:
        edited = cause_from(texts, cause)
        _edit(stage, select, cause.id, lambda causes: causes.with_cause(edited), "Edit cause")

    fields, texts = cause_fields(stage.document.causes, cause), cause_texts(cause)
    _open_form(stage, "Edit cause", fields, texts, lambda t: cause_from(t, cause), save, cause.id)


def toggle_role(stage: StageContext, select: Select, cause: Cause, role: CauseRole) -> None:
    """Give a cause a role; a cause that has it becomes an intermediate step again."""
    new = CauseRole.STEP if cause.role is role else role
    changed = cause.changing(role=new)
    _edit(stage, select, cause.id, lambda c: c.with_cause(changed), f"Mark as {new.value}")


def choose_bone(stage: StageContext, select: Select, cause: Cause) -> None:
    """Ask which bone a cause is on."""

    def put_on(bone: str) -> None:
        changed = cause.changing(bone=bone)
        _edit(stage, select, cause.id, lambda causes: causes.with_cause(changed), "Change bone")

    def take(answer: str) -> None:
        if answer == "own":
            _open_form(
                stage,
                "Bone",
                (OWN_BONE,),
                {},
                _check_own_bone,
                lambda texts: put_on(texts["own_bone"]),
                cause.id,
            )
        else:
            put_on(answer.removeprefix("="))

    answers = [(f"={bone}", bone) for bone in stage.document.causes.bones]
    answers += [("own", "a bone of your own …")]
    if cause.bone:
        answers += [("=", "none")]
    _ask(stage, f"Which bone: {cut_line(cause.text)}", answers, take)


def _check_own_bone(texts: Texts) -> None:
    if not texts["own_bone"].strip():
        raise ValueError("a bone needs a name")


def choose_evidence(stage: StageContext, cause: Cause) -> None:
    """Ask which evidence of a cause to edit or delete, or add some; without any, add the first."""
    timeline = stage.document.timeline
    spec = evidence_list(cause.id, timeline)
    if not cause.evidence:
        edit_item(stage, spec, "add", None)
        return

    def take(answer: str) -> None:
        command, _, evidence_id = answer.partition(":")
        edit_item(stage, spec, command, evidence_id or None)

    answers = [("add", "Add evidence")]
    for verb in ("edit", "delete"):
        answers += [
            (f"{verb}:{item.id}", f"{verb.capitalize()}: {evidence_text(item, timeline)}")
            for item in cause.evidence
        ]
    _ask(stage, f"How we know: {cut_line(cause.text)}", answers, take)


def choose_parent(stage: StageContext, select: Select, cause: Cause) -> None:
    """Ask which cause, or the problem, to move a cause and its descendants under."""

    def move(parent: str) -> None:
        above = None if parent == "problem" else parent
        _edit(stage, select, cause.id, lambda c: c.moving_cause(cause.id, above), "Move a cause")

    causes = stage.document.causes
    labels = causes.labels()
    below = {each.id for each in causes.branch(cause.id)}
    answers = [("problem", "the problem itself")] + [
        (other.id, f"{'  ' * depth}{labels[other.id]} {other.text}")
        for depth, other in causes.in_tree_order()
        if other.id not in below
    ]
    _ask(stage, f"Put beneath which: {cut_line(cause.text)}", answers, move)


def delete_cause(stage: StageContext, cause: Cause) -> None:
    """Delete a cause, asking what to do with the causes beneath it."""

    def delete(children: Literal["lift", "delete"]) -> None:
        stage.edit_or_notify(lambda d: d.without_cause(cause.id, children), "Delete cause")

    count = len(stage.document.causes.branch(cause.id)) - 1
    if not count:
        delete("delete")
        return
    beneath = "the cause" if count == 1 else f"the {count} causes"
    answers = [
        ("lift", f"Keep {beneath} beneath it: they move up"),
        ("delete", f"Delete {beneath} beneath it too"),
    ]
    _ask(
        stage,
        f"Delete: {cut_line(cause.text)}",
        answers,
        lambda answer: delete("lift" if answer == "lift" else "delete"),
    )


def answer_parked_question(
    stage: StageContext, select: Select, key: str, parent: Cause | None, bone: str
) -> None:
    """Answer a parked question with a cause beneath the one under the cursor, or drop it."""

    def answer(question: ParkedThought) -> None:
        def save(texts: Texts) -> None:
            cause = cause_from(texts, None).changing(parent=parent.id if parent else None)

            def change(document: Postmortem) -> Postmortem:
                without = document.without_parked(question.id)
                return without.changing(causes=document.causes.with_cause(cause))

            if stage.edit_or_notify(change, "Answer a question with a cause"):
                select(cause.id)

        title = f"Answer: {cut_line(question.text)}"
        fields = new_cause_fields(stage.document.causes)
        texts = {"text": "", "bone": bone}
        _open_form(stage, title, fields, texts, lambda t: cause_from(t, None), save, key)

    open_parked(stage, ParkedKind.QUESTION, "Answer", answer)


def read_back(stage: StageContext, cause_id: str | None) -> None:
    """Read back the chains through a cause, or all chains; if they hold, ask who confirms it."""
    chains = chains_through(stage.document.causes, cause_id)
    if not chains:
        stage.notify("Nothing to read back yet: a adds what made the problem possible")
        return
    stage.app.push_screen(
        ReadBack(chains), lambda holds: confirm_read_back(stage) if holds else None
    )


def confirm_read_back(stage: StageContext) -> None:
    """Tick the condition that the chains hold, if the depth of the review asks for it."""
    needed = stage.assessment.needed(stage.STAGE)
    result = next((each for each in needed if each.condition == "causes.readback"), None)
    if result is None:
        stage.notify("Good. At this depth nobody needs to sign for it")
    elif result.state is ConditionState.MET:
        stage.notify("Good. It is ticked already")
    else:
        tick_condition(stage, result)


def add_bone(stage: StageContext, select: Select, key: str) -> None:
    """Ask for the name of a new bone."""

    def save(texts: Texts) -> None:
        _edit(stage, select, key, lambda causes: causes.with_bone(texts["name"]), "Add bone")
        select(bone_key(stage.document.causes.bones[-1]))

    def check(texts: Texts) -> None:
        stage.document.causes.with_bone(texts["name"])

    _open_form(stage, "Add a bone", (BONE_NAME,), {}, check, save, key)


def rename_bone(stage: StageContext, select: Select, bone: str) -> None:
    """Ask for another name of a bone."""

    def check(texts: Texts) -> Causes:
        return stage.document.causes.renaming_bone(bone, texts["name"])

    def save(texts: Texts) -> None:
        # The name as the document stores it, which may differ from the typed one in blanks.
        name = check(texts).bones[stage.document.causes.bones.index(bone)]
        _edit(stage, select, bone_key(name), lambda c: c.renaming_bone(bone, name), "Rename bone")

    title = f"Rename the bone: {cut_line(bone)}"
    _open_form(stage, title, (BONE_NAME,), {"name": bone}, check, save, bone_key(bone))


def delete_bone(stage: StageContext, select: Select, bone: str) -> None:
    """Delete a bone, asking where its causes go."""
    key = bone_key(bone)
    causes = stage.document.causes
    count = sum(cause.bone == bone for cause in causes.causes)
    if not count:
        _edit(stage, select, key, lambda causes: causes.without_bone(bone), "Delete bone")
        return

    def move_to(answer: str) -> None:
        onto = answer.removeprefix("=")
        _edit(stage, select, key, lambda causes: causes.without_bone(bone, onto), "Delete bone")

    where = "where does the cause" if count == 1 else f"where do the {count} causes"
    name = cut_line(bone, _BONE_CELLS)
    others = [(f"={other}", other) for other in causes.bones if other != bone]
    _ask(stage, f"Delete {name}: {where} on it go?", [("=", NO_BONE_YET), *others], move_to)


def _edit(
    stage: StageContext, select: Select, key: str, change: Callable[[Causes], Causes], label: str
) -> None:
    """Change the causes, and select a key if the edit was made."""
    if stage.edit_or_notify(lambda d: d.changing(causes=change(d.causes)), label):
        select(key)


def _open_form(
    stage: StageContext,
    title: str,
    fields: tuple[FieldSpec, ...],
    texts: Texts,
    check: Callable[[Texts], object],
    save: Callable[[Texts], None],
    key: str,
) -> None:
    """Open a form with a draft for each kind of form and each key it is opened for."""

    def closed(answer: Texts | None) -> None:
        if answer is not None:
            save(answer)

    draft_key = f"{stage.document.id}/{title.split(':')[0]}/{key}"
    drafts = stage.facilitator.drafts
    stage.app.push_screen(FormDialog(title, fields, texts, check, drafts, draft_key), closed)


def _ask(
    stage: StageContext,
    question: str,
    answers: Sequence[tuple[str, str]],
    take: Callable[[str], None],
) -> None:
    def closed(answer: str | None) -> None:
        if answer is not None:
            take(answer)

    stage.app.push_screen(ChoiceDialog(question, answers), closed)
