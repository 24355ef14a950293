"""What the sheets of parked thoughts ask, and how each becomes an edit of the parking lot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from facilitator.findings.language.kinds import FieldKind as TextKind
from facilitator.findings.language.kinds import LookedAt
from facilitator.guide.stages import guide_for
from facilitator.model.postmortem import ParkedKind, ParkedThought, Postmortem
from screens.widgets.form_spec import Column, FieldKind, FieldSpec, ListSpec, options_of

THOUGHT = LookedAt(TextKind.ASIDE, None, "thought")

_FIELDS = (
    FieldSpec("text", "Thought", looked_at=THOUGHT),
    FieldSpec("kind", "What is it", FieldKind.CHOICE, options_of(ParkedKind)),
)


def _thought(texts: Mapping[str, str], old: ParkedThought | None, now: datetime) -> ParkedThought:
    thought = old or ParkedThought(text=texts["text"])
    kind = ParkedKind(texts["kind"] or ParkedKind.THOUGHT)
    return thought.changing(text=texts["text"], kind=kind)


def _texts(thought: ParkedThought) -> Mapping[str, str]:
    return {"text": thought.text, "kind": thought.kind.value}


def _stage_words(thought: ParkedThought) -> str:
    return guide_for(thought.stage).short if thought.stage else ""


def _with_thoughts(document: Postmortem, thoughts: tuple[ParkedThought, ...]) -> Postmortem:
    """Put these thoughts in the place of those that are neither a fix nor a question."""
    others = tuple(each for each in document.parking_lot if each.kind is not ParkedKind.THOUGHT)
    return document.changing(parking_lot=(*others, *thoughts))


PARKING_LOT = ListSpec(
    name="parking-lot",
    title="Parking lot",
    noun="thought",
    columns=(
        Column("Thought", 0, lambda thought: thought.text),
        Column("What", 9, lambda thought: thought.kind.value),
        Column("Parked in", 12, _stage_words),
    ),
    fields=_FIELDS,
    items=lambda document: document.parking_lot,
    texts=_texts,
    build=_thought,
    write=lambda document, items: document.changing(parking_lot=items),
    empty="Nothing is parked: F3 parks a thought from any stage.",
)
"""All of it, for the review."""

PARKED = ListSpec(
    name="parked",
    title="Parked thoughts",
    noun="parked thought",
    columns=(
        Column("", 0, lambda thought: thought.text),
        Column("", 12, _stage_words),
    ),
    fields=_FIELDS,
    items=lambda document: document.parked(ParkedKind.THOUGHT),
    texts=_texts,
    build=_thought,
    write=_with_thoughts,
)
"""What waits beside the lessons: neither a fix, which waits in stage 5, nor a question."""
