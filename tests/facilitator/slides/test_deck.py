"""Where one stands among the slides: at a place, at a stage, and after a change."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given

from data.example import worked_example
from facilitator.findings.finding import Location
from facilitator.model.actions import Action, Actions
from facilitator.model.causes import Causes
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.timeline import Milestone, Timeline
from facilitator.slides.deck import (
    first_index_of_stage,
    index_after_edit,
    index_in_adjacent_stage,
    slide_index_at,
    slides_for,
)
from tests.support.documents import documents
from tests.support.slides import EMPTY, START, event


def test_the_key_of_a_slide_stays_whatever_is_edited_in_it() -> None:
    first = event(0, "errors", Milestone.STARTED)
    before = slides_for(EMPTY.changing(timeline=Timeline(events=(first, event(9, "a page")))))
    moved = first.changing(text="errors rise", at=START + timedelta(minutes=30), milestone=None)
    after = slides_for(EMPTY.changing(timeline=Timeline(events=(event(9, "a page"), moved))))
    number = next(n for n, slide in enumerate(before) if slide.text == "errors")
    assert after[index_after_edit(before, number, after)].text == "errors rise"


def test_where_a_slide_is_gone_one_stands_on_the_nearest_of_its_stage() -> None:
    events = tuple(event(n, f"event {n}") for n in range(4))
    before = slides_for(EMPTY.changing(timeline=Timeline(events=events)))
    after = slides_for(EMPTY.changing(timeline=Timeline(events=(events[0], events[3]))))
    assert after[index_after_edit(before, 3, after)].text == "event 0"
    assert after[index_after_edit(before, 4, after)].text == "event 3"
    last = slides_for(EMPTY.changing(timeline=Timeline(events=events[3:])))
    assert last[index_after_edit(before, 1, last)].text == "event 3"
    empty = slides_for(EMPTY)
    assert empty[index_after_edit(before, 4, empty)].key == "begin"
    assert before[index_after_edit(empty, 1, before)].text == "event 0"
    other = slides_for(EMPTY.changing(causes=Causes(problem="Carts stay empty")))
    assert other[index_after_edit(before, 4, other)].key == "title"


def test_a_place_is_shown_by_its_item_its_field_or_where_its_stage_begins() -> None:
    slides = slides_for(worked_example())

    def key_at(place: Location) -> str:
        return slides[slide_index_at(slides, place)].key

    cause = worked_example().causes.causes[3].id
    assert key_at(Location(Stage.CAUSES, cause)) == f"cause {cause}"
    assert key_at(Location(Stage.CAUSES, "problem")) == "problem"
    assert key_at(Location(Stage.FOLLOWUP, "aaaaaaaa", "reviews")) == "reviews"
    assert key_at(Location(Stage.FOLLOWUP, field="what_happened")) == "summary"
    assert key_at(Location(Stage.TIMELINE)) == "impact"
    assert key_at(Location(Stage.REVIEW)) == "title"


def test_where_a_stage_begins_is_known_and_that_it_has_nothing_too() -> None:
    slides = slides_for(EMPTY)
    assert first_index_of_stage(slides, Stage.TIMELINE) == 1
    assert first_index_of_stage(slides, Stage.CAUSES) is None


def test_the_stage_beside_begins_where_its_first_slide_is() -> None:
    pm = EMPTY.changing(
        timeline=Timeline(events=(event(0, "errors"), event(3, "a page"))),
        actions=Actions(actions=(Action(title="Warm it up"), Action(title="Page sooner"))),
    )
    slides = slides_for(pm)
    assert [index_in_adjacent_stage(slides, n, 1) for n in range(5)] == [1, 3, 3, None, None]
    assert [index_in_adjacent_stage(slides, n, -1) for n in range(5)] == [None, 0, 0, 1, 1]


@given(documents())
def test_whatever_is_written_there_are_slides_with_keys_of_their_own(pm: Postmortem) -> None:
    slides = slides_for(pm)
    assert len({slide.key for slide in slides}) == len(slides) > 1
    assert all(slide.text for slide in slides)
    assert [index_after_edit(slides, n, slides) for n in range(len(slides))] == [
        *range(len(slides))
    ]
