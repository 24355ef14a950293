"""F3: the parking lot, for thoughts that belong to another stage or to a later time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from facilitator.findings.language.kinds import FieldKind, LintedField
from facilitator.guide.stages import guide_for
from facilitator.model.base import item_of
from facilitator.model.postmortem import ParkedKind, ParkedThought, Postmortem, parse_parked_thought
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.services.context import AppContext, StageContext
from screens.widgets.form_spec import EditorKind, FieldSpec, ListColumn, ListSpec, options_of

_LINT_AS = LintedField(FieldKind.ASIDE, None, "thought")

_FIELDS = (
    FieldSpec("text", "Thought", lint_as=_LINT_AS),
    FieldSpec("kind", "What is it", EditorKind.CHOICE, options_of(ParkedKind)),
)


def _build_thought(
    texts: Mapping[str, str], old: ParkedThought | None, now: datetime
) -> ParkedThought:
    thought = old or ParkedThought(text=texts["text"])
    kind = ParkedKind(texts["kind"] or ParkedKind.THOUGHT)
    return thought.changing(text=texts["text"], kind=kind)


def _thought_texts(thought: ParkedThought) -> Mapping[str, str]:
    return {"text": thought.text, "kind": thought.kind.value}


def _stage_name(thought: ParkedThought) -> str:
    return guide_for(thought.stage).short if thought.stage else ""


def _with_thoughts(document: Postmortem, thoughts: tuple[ParkedThought, ...]) -> Postmortem:
    """Replace the parked thoughts of kind `THOUGHT`."""
    others = tuple(each for each in document.parking_lot if each.kind is not ParkedKind.THOUGHT)
    return document.changing(parking_lot=(*others, *thoughts))


PARKING_LOT = ListSpec(
    name="parking-lot",
    title="Parking lot",
    noun="thought",
    columns=(
        ListColumn("Thought", 0, lambda thought: thought.text),
        ListColumn("What", 9, lambda thought: thought.kind.value),
        ListColumn("Parked in", 12, _stage_name),
    ),
    fields=_FIELDS,
    items=lambda document: document.parking_lot,
    texts=_thought_texts,
    build=_build_thought,
    write=lambda document, items: document.changing(parking_lot=items),
    empty="Nothing is parked: F3 parks a thought from any stage.",
)
"""List of everything in the parking lot, for the review."""

PARKED_THOUGHTS = ListSpec(
    name="parked",
    title="Parked thoughts",
    noun="parked thought",
    columns=(
        ListColumn("", 0, lambda thought: thought.text),
        ListColumn("", 12, _stage_name),
    ),
    fields=_FIELDS,
    items=lambda document: document.parked(ParkedKind.THOUGHT),
    texts=_thought_texts,
    build=_build_thought,
    write=_with_thoughts,
)
"""List beside the lessons: thoughts only. Parked fixes are in stage 5, questions in stage 3."""

_THOUGHT_FIELD = FieldSpec(
    "text",
    "Thought",
    hint="for later; “fix: …” and questions find their stage",
    lint_as=_LINT_AS,
)
_PARKED_NOTICES = {
    ParkedKind.FIX: "Parked as a fix: it waits in stage 5",
    ParkedKind.QUESTION: "Parked as a question: it waits in stage 3",
    ParkedKind.THOUGHT: "Parked: it waits in stage 4",
}


def parked_text(thoughts: Sequence[ParkedThought], does: str) -> str:
    """Return one line on the thoughts parked for a stage; `does` describes the key `q`."""
    more = f" (and {len(thoughts) - 1} more)" if len(thoughts) > 1 else ""
    return f"Parked: {thoughts[0].text}{more} · q {does}"


def open_parked(
    stage: StageContext, kind: ParkedKind, verb: str, take_up: Callable[[ParkedThought], None]
) -> None:
    """Ask which parked thought of a kind to take up, or to drop.

    `verb` labels the answers that call `take_up`.
    """
    thoughts = stage.document.parked(kind)
    if not thoughts:
        stage.notify(f"No {kind.value} is parked: F3 parks one from any stage")
        return

    def closed(answer: str | None) -> None:
        what, _, thought_id = (answer or "").partition(":")
        if what == "take":
            take_up(item_of(thoughts, thought_id))
        elif what == "drop":
            stage.edit_or_notify(lambda d: d.without_parked(thought_id), f"Let a {kind.value} go")

    answers = [(f"take:{each.id}", f"{verb}: {each.text}") for each in thoughts]
    answers += [(f"drop:{each.id}", f"Let go: {each.text}") for each in thoughts]
    stage.app.push_screen(ChoiceDialog(f"Parked: each {kind.value} waits here", answers), closed)


def park(app: AppContext) -> None:
    """Ask for a thought and park it, from a stage or from a dialog above one."""
    stage = next((each for each in app.screen_stack if isinstance(each, StageContext)), None)
    if stage is None:
        return

    def check(texts: Mapping[str, str]) -> None:
        parse_parked_thought(texts["text"], None)

    def closed(texts: Mapping[str, str] | None) -> None:
        if texts is not None:
            thought = parse_parked_thought(texts["text"], stage.STAGE)
            if stage.edit_or_notify(
                lambda d: d.changing(parking_lot=(*d.parking_lot, thought)), "Park a thought"
            ):
                stage.notify(_PARKED_NOTICES[thought.kind])

    app.push_screen(FormDialog("Park a thought", (_THOUGHT_FIELD,), {}, check, app.drafts), closed)
