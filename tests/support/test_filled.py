"""The document that other tests fill has a text in every field, and the model keeps each one."""

from __future__ import annotations

import pytest

from facilitator.model.plain_text import plain_line
from screens.base.text import plain, rich_line
from tests.support.filled import ONE_PERSON, filled, one_name, text_fields, texts_in
from tests.support.hostile import HOSTILES, Hostile


@pytest.mark.parametrize("text", HOSTILES, ids=lambda text: text.name)
def test_every_field_of_the_model_keeps_what_is_to_be_shown(text: Hostile) -> None:
    kept: dict[str, set[str]] = {}
    for field, held in texts_in(filled(lambda _, n: text.typed)):
        kept.setdefault(field, set()).add(held)
    assert kept.keys() == set(text_fields())
    for field, held_in in kept.items():
        shown = plain_line(one_name(text.typed)) if field in ONE_PERSON else text.shown
        assert held_in == {shown}, field


@pytest.mark.parametrize("text", HOSTILES, ids=lambda text: text.name)
def test_a_widget_is_given_what_is_to_be_shown(text: Hostile) -> None:
    assert plain(text.typed).plain == text.shown
    assert rich_line(text.typed).plain == text.shown
    assert not plain(text.typed).spans
    assert not rich_line(text.typed).spans


def test_the_fields_of_text_are_found_in_lists_and_parts_of_parts() -> None:
    assert {
        "Scope.services",
        "Source.url",
        "Evidence.text",
        "CustomerSummary.summary",
        "Waiver.reason",
    } < set(text_fields())
