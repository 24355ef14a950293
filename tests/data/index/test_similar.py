"""Which postmortems of a library are like one, through its index."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.library.library import TinyLibrary
from facilitator.guide.similarity import Traits, traits_of
from facilitator.model.causes import Cause, Causes
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Scope
from tests.support.hostile import HOSTILE
from tests.support.indexes import index_of, refreshed

BOTH = pytest.mark.parametrize("full_text", [True, False])


def told(number: int, title: str, *causes: str, services: tuple[str, ...] = ()) -> Postmortem:
    return Postmortem(
        id=f"2026-03-{number:02}-abcdef",
        scope=Scope(title=title, services=services),
        causes=Causes(causes=tuple(Cause(text=text, bone="design") for text in causes)),
    )


@BOTH
def test_the_most_like_stands_first_and_itself_is_left_out(tmp_path: Path, full_text: bool) -> None:
    library = TinyLibrary(tmp_path / "library")
    first = told(1, "Checkout errors", "cache emptied at once", services=("checkout",))
    again = told(2, "Checkout errors in Asia", "cache emptied", services=("checkout",))
    for pm in (first, again, told(3, "Login is slow"), told(4, "Checkout looks odd")):
        library.save(pm)
    index = refreshed(index_of(library.folder, full_text=full_text))
    found = index.similar_postmortems(traits_of(again), again.id)
    assert found[0].postmortem_id == first.id
    assert {each.postmortem_id for each in found} <= {first.id, "2026-03-04-abcdef"}
    assert found[0].made_on == "2026-03-01"
    assert "services" in found[0].similarity.shared_traits


@BOTH
def test_accents_and_case_do_not_hide_a_likeness(tmp_path: Path, full_text: bool) -> None:
    library = TinyLibrary(tmp_path / "library")
    library.save(told(1, "Paiement échoué"))
    index = refreshed(index_of(library.folder, full_text=full_text))
    assert len(index.similar_postmortems(Traits("paiement ÉCHOUÉ hier"), "")) == 1


@BOTH
def test_no_text_trips_the_search(tmp_path: Path, full_text: bool) -> None:
    library = TinyLibrary(tmp_path / "library")
    for number, text in enumerate(HOSTILE, start=1):
        title = text.replace("\n", " ")[:200]
        library.save(told(number, title))
    index = refreshed(index_of(library.folder, full_text=full_text))
    for text in (*HOSTILE, '"', "NEAR(", "title:", "*", ""):
        index.similar_postmortems(Traits(text, (text,), (text,)), "")
    assert index.similar_postmortems(Traits("…"), "") == []
