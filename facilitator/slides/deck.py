"""The deck: all slides of a postmortem in stage order, and navigation between them by index."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.findings.finding import Location
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.slides.causes_to_followup import (
    action_slides,
    cause_slides,
    followup_slides,
    lesson_slides,
)
from facilitator.slides.incident import empty_document_slide, incident_slides, opening_slides
from facilitator.slides.slide import Slide


def slides_for(pm: Postmortem) -> tuple[Slide, ...]:
    """Return the slides for the people in the meeting, in stage order; there is at least one.

    Private notes, the parking lot, findings, waivers and acknowledged leaks are not for the meeting
    and are left out. A stage without content has no slide.
    """
    opening = tuple(opening_slides(pm))
    rest = (
        *incident_slides(pm),
        *cause_slides(pm),
        *lesson_slides(pm),
        *action_slides(pm),
        *followup_slides(pm),
    )
    return (*opening, *(rest or (empty_document_slide(),)))


def slide_index_at(slides: Sequence[Slide], place: Location) -> int:
    """Return the index of the slide that shows a place.

    That is the slide of its item, else of its field, else the first of its stage, else 0.
    """
    in_stage = [n for n, slide in enumerate(slides) if slide.stage is place.stage]
    for n in in_stage:
        if place.item_id and slides[n].place.item_id == place.item_id:
            return n
    name = place.field.rpartition(".")[2]
    for n in in_stage:
        if name and slides[n].place.field.rpartition(".")[2] == name:
            return n
    return in_stage[0] if in_stage else 0


def first_index_of_stage(slides: Sequence[Slide], stage: Stage) -> int | None:
    """Return the index of the first slide of a stage, or None if the stage has no slides."""
    return next((n for n, slide in enumerate(slides) if slide.stage is stage), None)


def index_in_adjacent_stage(slides: Sequence[Slide], index: int, by: int) -> int | None:
    """Return the first index of the next (`by` = 1) or previous (-1) stage with slides, or None."""
    stages = list(dict.fromkeys(slide.stage for slide in slides))
    at = stages.index(slides[index].stage) + by
    return first_index_of_stage(slides, stages[at]) if 0 <= at < len(stages) else None


def index_after_edit(before: Sequence[Slide], index: int, slides: Sequence[Slide]) -> int:
    """Return the index to show after an edit replaced the slides `before` with `slides`.

    Keeps the same slide if it still exists. Otherwise falls back, in this order, to the nearest
    earlier slide of its stage, the first slide of its stage, the nearest earlier slide, 0.
    """
    indexes = {slide.key: n for n, slide in enumerate(slides)}
    stage = before[index].stage
    remaining = [slide for slide in reversed(before[: index + 1]) if slide.key in indexes]
    earlier = (indexes[slide.key] for slide in remaining)
    earlier_in_stage = (indexes[slide.key] for slide in remaining if slide.stage is stage)
    candidates = (
        next(earlier_in_stage, None),
        first_index_of_stage(slides, stage),
        next(earlier, 0),
    )
    return next(candidate for candidate in candidates if candidate is not None)
