"""A thought is parked in one line, and finds the stage it waits in by how it is said."""

from __future__ import annotations

import pytest

from facilitator.model.base import UnknownItem
from facilitator.model.postmortem import ParkedKind, ParkedThought, Postmortem, parse_parked_thought
from facilitator.model.stage import Stage


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("talk to the vendor", ParkedKind.THOUGHT, "talk to the vendor"),
        ("fix: alert on queue age", ParkedKind.FIX, "alert on queue age"),
        ("FIX:alert on  queue age", ParkedKind.FIX, "alert on queue age"),
        ("todo : alert", ParkedKind.FIX, "alert"),
        ("who else runs it?", ParkedKind.QUESTION, "who else runs it?"),
        ("q: who else runs it", ParkedKind.QUESTION, "who else runs it"),
        ("? why did tests pass", ParkedKind.QUESTION, "why did tests pass"),
        ("?why did tests pass?", ParkedKind.QUESTION, "why did tests pass?"),
        ("?? why", ParkedKind.QUESTION, "why"),
        ("why? it passed", ParkedKind.THOUGHT, "why? it passed"),
        ("the fix: was late", ParkedKind.THOUGHT, "the fix: was late"),
        ("prefix: x", ParkedKind.THOUGHT, "prefix: x"),
    ],
)
def test_how_it_is_said_tells_what_it_is(text: str, kind: ParkedKind, said: str) -> None:
    thought = parse_parked_thought(text, Stage.TIMELINE)
    assert (thought.kind, thought.text, thought.stage) == (kind, said, Stage.TIMELINE)


@pytest.mark.parametrize("text", ["", "   ", "fix:", "q: ", "?", " ? ? "])
def test_what_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="say in a few words"):
        parse_parked_thought(text, None)


def test_each_kind_waits_by_itself_until_it_is_taken_up() -> None:
    fix, asked = parse_parked_thought("fix: alert", None), parse_parked_thought("why?", None)
    document = Postmortem(id="2026-11-20-abcdef", parking_lot=(fix, asked))
    assert document.parked(ParkedKind.FIX) == (fix,)
    left = document.without_parked(fix.id)
    assert left.parking_lot == (asked,)
    with pytest.raises(UnknownItem):
        left.without_parked(fix.id)


def test_a_thought_of_an_older_file_is_simply_one() -> None:
    assert ParkedThought(text="x").kind is ParkedKind.THOUGHT
