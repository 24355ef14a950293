"""What people do to a cause: each key's question, and the edit its answer makes.

How the causes' stage asks for what a key needs to know, and takes the answer.
What people do to a bone: name it, order it, put causes on it, do without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.postmortem import ParkedKind, ParkedThought, Postmortem
from screens.causes.form import (
    BONE_NAME,
    OWN_BONE,
    PROBLEM_FIELD,
    cause_fields,
    cause_from,
    cause_texts,
    evidence_of,
    evidence_words,
    new_cause_fields,
    shortened,
)
from screens.causes.read_back import ReadBack, chains_through
from screens.commands.parking_lot import open_parked
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.stage.edits import edit_item
from screens.widgets.cause_picture import NO_BONE_YET, PROBLEM, bone_key
from screens.widgets.form_spec import FieldSpec

if TYPE_CHECKING:
    from screens.causes.screen import CausesScreen

Texts = Mapping[str, str]


class AskingCauses:
    """Sheets, questions and edits about what has this key: a cause, a bone or the problem."""

    def __init__(self, stage: CausesScreen, key: str) -> None:
        self._stage = stage
        self._key = key

    @property
    def _causes(self) -> Causes:
        return self._stage.document.causes

    def _change(self, change: Callable[[Causes], Causes], label: str, select: str = "") -> None:
        """Make an edit of the causes, and keep the cursor on what it is about."""
        if self._stage.edit_or_notify(lambda d: d.changing(causes=change(d.causes)), label):
            self._stage.select(select or self._key)

    def _sheet(
        self,
        title: str,
        fields: tuple[FieldSpec, ...],
        texts: Texts,
        check: Callable[[Texts], object],
        take: Callable[[Texts], None],
    ) -> None:
        stage = self._stage

        def taken(answer: Texts | None) -> None:
            if answer is not None:
                take(answer)

        key = f"{stage.document.id}/{title.split(':')[0]}/{self._key}"
        stage.app.push_screen(
            FormDialog(title, fields, texts, check, stage.facilitator.drafts, key), taken
        )

    def _ask(
        self, question: str, answers: Sequence[tuple[str, str]], take: Callable[[str], None]
    ) -> None:
        def taken(answer: str | None) -> None:
            if answer is not None:
                take(answer)

        self._stage.app.push_screen(ChoiceDialog(question, answers), taken)


class CauseEditing(AskingCauses):
    """One intention for a cause; `cause_id` is None on the problem or on a bone."""

    def __init__(self, stage: CausesScreen, cause_id: str | None, bone: str = "") -> None:
        super().__init__(stage, cause_id or (bone_key(bone) if bone else PROBLEM))
        self._cause_id = cause_id
        self._bone = bone

    def do(self, what: str) -> None:
        """Do what a key asked for."""
        cause = self._causes.cause(self._cause_id) if self._cause_id else None
        if what == "add":
            self._add(cause, beside=False)
        elif what == "read back":
            self._read_back()
        elif what == "questions":
            self._take_up_a_question(cause)
        elif cause is not None:
            self._do_to(what, cause)
        elif what == "edit":
            self._edit_problem()
        elif what == "beside":
            self._add(None, beside=False)
        else:
            self._stage.notify("Select a cause first")

    def _do_to(self, what: str, cause: Cause) -> None:
        match what:
            case "beside":
                self._add(cause, beside=True)
            case "edit":
                self._edit_cause(cause)
            case "root":
                self._toggle(cause, CauseRole.ROOT)
            case "contributing":
                self._toggle(cause, CauseRole.CONTRIBUTING)
            case "bone":
                self._ask_bone(cause)
            case "evidence":
                self._ask_evidence(cause)
            case "indent":
                self._change(lambda causes: causes.indenting_cause(cause.id), "Put a cause lower")
            case "lift":
                self._change(lambda causes: causes.lifting_cause(cause.id), "Lift a cause")
            case "move":
                self._ask_parent(cause)
            case "delete":
                self._delete(cause)

    def _edit_problem(self) -> None:
        def take(texts: Texts) -> None:
            problem = texts["problem"].strip()
            self._change(lambda causes: causes.changing(problem=problem), "Edit the problem")

        texts = {"problem": self._causes.problem}
        self._sheet("The problem", (PROBLEM_FIELD,), texts, _anything, take)

    def _add(self, cause: Cause | None, beside: bool) -> None:
        def take(texts: Texts) -> None:
            made = cause_from(texts, None)
            if cause is not None and beside:
                self._change(lambda c: c.with_cause_beside(made, cause.id), "Add cause", made.id)
                return
            made = made.changing(parent=cause.id if cause else None)
            self._change(lambda causes: causes.with_cause(made), "Add cause", made.id)

        if cause is not None and beside:
            title = f"What else, beside: {shortened(cause.text)}"
        else:
            above = cause.text if cause else self._causes.problem
            title = f"What made this possible: {shortened(above) or 'the problem'}"
        fields = new_cause_fields(self._causes)
        self._sheet(title, fields, {"bone": self._bone}, lambda t: cause_from(t, None), take)

    def _edit_cause(self, cause: Cause) -> None:
        def take(texts: Texts) -> None:
            made = cause_from(texts, cause)
            self._change(lambda causes: causes.with_cause(made), "Edit cause")

        fields, texts = cause_fields(self._causes, cause), cause_texts(cause)
        self._sheet("Edit cause", fields, texts, lambda t: cause_from(t, cause), take)

    def _toggle(self, cause: Cause, role: CauseRole) -> None:
        new = CauseRole.STEP if cause.role is role else role
        changed = cause.changing(role=new)
        self._change(lambda causes: causes.with_cause(changed), f"Mark as {new.value}")

    def _ask_bone(self, cause: Cause) -> None:
        def put_on(bone: str) -> None:
            changed = cause.changing(bone=bone)
            self._change(lambda causes: causes.with_cause(changed), "Change bone")

        def take(answer: str) -> None:
            if answer == "own":
                self._sheet(
                    "Bone", (OWN_BONE,), {}, _needs_bone, lambda t: put_on(t["own_bone"])
                )  # fmt: skip
            else:
                put_on(answer.removeprefix("="))

        answers = [(f"={bone}", bone) for bone in self._causes.bones]
        answers += [("own", "a bone of your own …")]
        if cause.bone:
            answers += [("=", "none")]
        self._ask(f"Which bone: {shortened(cause.text)}", answers, take)

    def _ask_evidence(self, cause: Cause) -> None:
        timeline = self._stage.document.timeline
        spec = evidence_of(cause.id, timeline)
        if not cause.evidence:
            edit_item(self._stage, spec, "add", None)
            return

        def take(answer: str) -> None:
            what, _, evidence_id = answer.partition(":")
            edit_item(self._stage, spec, what, evidence_id or None)

        answers = [("add", "Add evidence")]
        for verb in ("edit", "delete"):
            answers += [
                (f"{verb}:{item.id}", f"{verb.capitalize()}: {evidence_words(item, timeline)}")
                for item in cause.evidence
            ]
        self._ask(f"How we know: {shortened(cause.text)}", answers, take)

    def _ask_parent(self, cause: Cause) -> None:
        def take(parent: str) -> None:
            above = None if parent == "problem" else parent
            self._change(lambda causes: causes.moving_cause(cause.id, above), "Move a cause")

        labels = self._causes.labels()
        below = {each.id for each in self._causes.branch(cause.id)}
        answers = [("problem", "the problem itself")] + [
            (other.id, f"{'  ' * depth}{labels[other.id]} {other.text}")
            for depth, other in self._causes.in_tree_order()
            if other.id not in below
        ]
        self._ask(f"Put beneath which: {shortened(cause.text)}", answers, take)

    def _delete(self, cause: Cause) -> None:
        def delete(children: Literal["lift", "delete"]) -> None:
            def change(document: Postmortem) -> Postmortem:
                return document.without_cause(cause.id, children)

            self._stage.edit_or_notify(change, "Delete cause")

        count = len(self._causes.branch(cause.id)) - 1
        if not count:
            delete("delete")
            return
        beneath = "the cause" if count == 1 else f"the {count} causes"
        answers = [
            ("lift", f"Keep {beneath} beneath it: they move up"),
            ("delete", f"Delete {beneath} beneath it too"),
        ]
        self._ask(
            f"Delete: {shortened(cause.text)}",
            answers,
            lambda answer: delete("lift" if answer == "lift" else "delete"),
        )

    def _take_up_a_question(self, cause: Cause | None) -> None:
        """Answer a parked question with a cause beneath the one under the cursor, or let it go."""
        open_parked(
            self._stage, ParkedKind.QUESTION, "Answer", lambda asked: self._answer(asked, cause)
        )

    def _answer(self, question: ParkedThought, cause: Cause | None) -> None:
        def take(texts: Texts) -> None:
            made = cause_from(texts, None).changing(parent=cause.id if cause else None)
            if self._stage.edit_or_notify(
                lambda document: document.without_parked(question.id).changing(
                    causes=document.causes.with_cause(made)
                ),
                "Answer a question with a cause",
            ):
                self._stage.select(made.id)

        title = f"Answer: {shortened(question.text)}"
        fields = new_cause_fields(self._causes)
        texts = {"text": "", "bone": self._bone}
        self._sheet(title, fields, texts, lambda texts: cause_from(texts, None), take)

    def _read_back(self) -> None:
        chains = chains_through(self._causes, self._cause_id)
        if not chains:
            self._stage.notify("Nothing to read back yet: a adds what made the problem possible")
            return
        self._stage.app.push_screen(
            ReadBack(chains), lambda holds: self._stage.tick_read_back() if holds else None
        )


def _anything(texts: Texts) -> None:
    """Take whatever was typed."""


def _needs_bone(texts: Texts) -> None:
    if not texts["own_bone"].strip():
        raise ValueError("a bone needs a name")


class BoneEditing(AskingCauses):
    """One intention for one bone."""

    def do(self, what: str, bone: str) -> None:
        """Do what a key asked for; no bone has the name ""."""
        if what == "new bone":
            self._add()
        elif not bone:
            self._stage.notify("These causes have no bone yet: b puts one of them on a bone")
        elif what == "edit":
            self._rename(bone)
        elif what in ("indent", "lift"):
            by = 1 if what == "indent" else -1
            self._change(lambda causes: causes.moving_bone(bone, by), "Move a bone")
        elif what == "delete":
            self._delete(bone)
        else:
            self._stage.notify("Select a cause first")

    def _add(self) -> None:
        def take(texts: Texts) -> None:
            name = texts["name"]
            self._change(lambda causes: causes.with_bone(name), "Add bone")
            self._stage.select(bone_key(self._causes.bones[-1]))

        self._sheet(
            "Add a bone", (BONE_NAME,), {}, lambda t: self._causes.with_bone(t["name"]), take
        )

    def _rename(self, bone: str) -> None:
        def take(texts: Texts) -> None:
            renamed = self._causes.renaming_bone(bone, texts["name"])
            name = renamed.bones[self._causes.bones.index(bone)]
            self._change(lambda c: c.renaming_bone(bone, name), "Rename bone", bone_key(name))

        self._sheet(
            f"Rename the bone: {shortened(bone)}",
            (BONE_NAME,),
            {"name": bone},
            lambda texts: self._causes.renaming_bone(bone, texts["name"]),
            take,
        )

    def _delete(self, bone: str) -> None:
        standing = sum(cause.bone == bone for cause in self._causes.causes)
        if not standing:
            self._change(lambda causes: causes.without_bone(bone), "Delete bone")
            return
        they = "the cause" if standing == 1 else f"the {standing} causes"
        others = [other for other in self._causes.bones if other != bone]
        self._ask(
            f"Delete {shortened(bone, 30)}: where does {they} on it go?"
            if standing == 1
            else f"Delete {shortened(bone, 30)}: where do {they} on it go?",
            [("=", NO_BONE_YET), *((f"={other}", other) for other in others)],
            lambda answer: self._change(
                lambda causes: causes.without_bone(bone, answer.removeprefix("=")), "Delete bone"
            ),
        )
