"""All slides of a document in their order, and which of them one stands on."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.findings.finding import Place
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.slides.incident import first_steps, incident_slides, opening_slides
from facilitator.slides.learning import action_slides, cause_slides, followup_slides, lesson_slides
from facilitator.slides.slide import Slide


def slides_of(pm: Postmortem) -> tuple[Slide, ...]:
    """Return the document for the people in the room, in the order of its stages; never empty.

    What is for one person or for later stays out: private notes, parked thoughts, findings,
    waivers, and what may leave all the same. A stage that says nothing has no slide.
    """
    opening = tuple(opening_slides(pm))
    rest = (
        *incident_slides(pm),
        *cause_slides(pm),
        *lesson_slides(pm),
        *action_slides(pm),
        *followup_slides(pm),
    )
    return (*opening, *(rest or (first_steps(),)))


def number_at(slides: Sequence[Slide], place: Place) -> int:
    """Return which slide shows a place: its item, its field, or where its stage begins; else 0."""
    in_stage = [n for n, slide in enumerate(slides) if slide.stage is place.stage]
    for n in in_stage:
        if place.item_id and slides[n].place.item_id == place.item_id:
            return n
    name = place.field.rpartition(".")[2]
    for n in in_stage:
        if name and slides[n].place.field.rpartition(".")[2] == name:
            return n
    return in_stage[0] if in_stage else 0


def first_of(slides: Sequence[Slide], stage: Stage) -> int | None:
    """Return where the slides of a stage begin; None where it has none."""
    return next((n for n, slide in enumerate(slides) if slide.stage is stage), None)


def number_beside(slides: Sequence[Slide], number: int, by: int) -> int | None:
    """Return where the next stage with slides begins (1), or the one before (-1); else None."""
    stages = list(dict.fromkeys(slide.stage for slide in slides))
    at = stages.index(slides[number].stage) + by
    return first_of(slides, stages[at]) if 0 <= at < len(stages) else None


def number_after(before: Sequence[Slide], number: int, slides: Sequence[Slide]) -> int:
    """Return where one stands once the document has changed: on the same slide.

    Where that is gone, on the nearest that stood before it in its stage, or else the first there;
    where its stage has nothing left, on the nearest before.
    """
    numbers = {slide.key: n for n, slide in enumerate(slides)}
    stage = before[number].stage
    left = [slide for slide in reversed(before[: number + 1]) if slide.key in numbers]
    before_it = (numbers[slide.key] for slide in left)
    in_stage = (numbers[slide.key] for slide in left if slide.stage is stage)
    nearest = (next(in_stage, None), first_of(slides, stage), next(before_it, 0))
    return next(number for number in nearest if number is not None)
