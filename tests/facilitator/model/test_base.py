"""A part of the document is untouched exactly when it equals one made from nothing."""

from __future__ import annotations

from random import Random

import pytest

from facilitator.model.base import Value, is_untouched
from facilitator.model.postmortem import Postmortem
from tests.support.edits import begun, edited

EMPTY = Postmortem(id="2019-07-02-abcdef")


def parts(document: Postmortem) -> list[Value]:
    """Return the parts of a document that are values, and the values within them."""
    held = [value for _, value in document if isinstance(value, Value)]
    return held + [inner for value in held for _, inner in value if isinstance(inner, Value)]


@pytest.mark.parametrize("made", [EMPTY, EMPTY.changing(scope={"title": ""}), begun()])
def test_what_equals_a_fresh_part_is_untouched_and_nothing_else(made: Postmortem) -> None:
    for part in parts(made):
        assert is_untouched(part) == (part == type(part)()), part


@pytest.mark.parametrize("seed", range(20))
def test_so_it_is_after_any_edits(seed: int) -> None:
    for part in parts(edited(EMPTY, Random(seed), "w", 3)):
        assert is_untouched(part) == (part == type(part)()), part


def test_an_item_never_is_for_its_id_is_its_own() -> None:
    assert not any(is_untouched(cause) for cause in begun().causes.causes)
