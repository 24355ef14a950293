"""A place is called what people call it, whatever it belongs to."""

from __future__ import annotations

import pytest

from data.example import worked_example
from facilitator.findings.finding import Location
from facilitator.findings.labels import full_label, short_label
from facilitator.model.stage import Stage
from tests.support.filled import filled

DOCUMENT = filled(lambda field, n: f"{field.rpartition('.')[2]} {n}")
EVENT, CAUSE = DOCUMENT.timeline.events[0], DOCUMENT.causes.causes[0]


@pytest.mark.parametrize(
    ("stage", "item_id", "field", "short", "whole"),
    [
        (Stage.TIMELINE, EVENT.id, "text", "14:00", "14:00 text 0"),
        (Stage.TIMELINE, "resolved", "reason", "resolved", "resolved"),
        (Stage.CAUSES, CAUSE.id, "text", "c1", "c1 text 0"),
        (Stage.CAUSES, CAUSE.evidence[0].id, "text", "c1", "c1 text 0"),
        (Stage.ACTIONS, DOCUMENT.actions.actions[1].id, "owner", "a2", "a2 title 1"),
        (Stage.LESSONS, DOCUMENT.lessons.lessons[0].id, "text", "went well", "went well text 0"),
        (Stage.FOLLOWUP, "", "customer.what_we_do", "customer, what we do", "customer, what we do"),
        (Stage.REVIEW, "scope.title", "reason", "reason", "reason"),
    ],
)
def test_the_names_of_a_place(
    stage: Stage, item_id: str, field: str, short: str, whole: str
) -> None:
    place = Location(stage, item_id, field)
    assert (short_label(DOCUMENT, place), full_label(DOCUMENT, place)) == (short, whole)


def test_a_long_text_is_cut() -> None:
    example = worked_example()
    for event in example.timeline.events:
        said = full_label(example, Location(Stage.TIMELINE, event.id, "text"))
        assert len(said) <= len("14:02 ") + 40
        assert said.endswith(("…", event.text))
