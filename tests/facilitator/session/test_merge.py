"""Two sides of one postmortem are merged, and nothing either side did goes without a question."""

from __future__ import annotations

import re
from random import Random

import pytest

from facilitator.model.base import Value, with_item
from facilitator.model.causes import Cause
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Milestone
from facilitator.session.conflicts import conflict_location, describe_side, resolved
from facilitator.session.merge import ABSENT, ORDER, Conflict, merged
from tests.support.edits import START, begun, edited, leaves, name

BASE = begun()


def titled(document: Postmortem, **scope: object) -> Postmortem:
    return document.changing(scope=document.scope.changing(**scope))


def with_text(document: Postmortem, event: int, **changes: object) -> Postmortem:
    timeline = document.timeline
    changed = timeline.event(name("even", event)).changing(**changes)
    return document.changing(timeline=timeline.with_event(changed))


def silently_lost(base: Postmortem, side: Postmortem, other: Postmortem) -> list[tuple[str, ...]]:
    """Return the places one side changed that the merged document has otherwise, unasked."""
    result = merged(base, side, other)
    asked = [conflict.path for conflict in result.conflicts]
    old, new, kept = leaves(base), leaves(side), leaves(result.document)
    changed = [path for path in {**old, **new} if old.get(path, ABSENT) != new.get(path, ABSENT)]
    return [
        path
        for path in changed
        if kept.get(path, ABSENT) != new.get(path, ABSENT)
        and not any(path[: len(conflict)] == conflict for conflict in asked)
    ]


@pytest.mark.parametrize("pairs", [500, pytest.param(3_000, marks=pytest.mark.slow)])
def test_pairs_of_edits_lose_nothing_in_silence(pairs: int) -> None:
    dice, conflicts = Random(20261120), 0
    for _ in range(pairs):
        mine = edited(BASE, dice, "mine", dice.randrange(1, 6))
        theirs = edited(BASE, dice, "theirs", dice.randrange(1, 6))
        assert silently_lost(BASE, mine, theirs) == []
        assert silently_lost(BASE, theirs, mine) == []
        conflicts += len(merged(BASE, mine, theirs).conflicts)
    assert conflicts > pairs / 10  # the pairs do meet each other


def test_both_windows_find_the_same_clashes() -> None:
    dice = Random(7)
    for _ in range(300):
        mine, theirs = edited(BASE, dice, "mine", 3), edited(BASE, dice, "theirs", 3)
        one, other = merged(BASE, mine, theirs), merged(BASE, theirs, mine)
        assert bool(one.conflicts) == bool(other.conflicts)
        if not one.conflicts:
            assert leaves(one.document) == leaves(other.document)


def test_every_clash_can_be_settled_either_way_or_says_why_not() -> None:
    dice, settled_count = Random(11), 0
    for _ in range(400):
        mine, theirs = edited(BASE, dice, "mine", 8), edited(BASE, dice, "theirs", 8)
        result = merged(BASE, mine, theirs)
        for conflict in result.conflicts:
            assert conflict_location(conflict, result.document)
            for value in (conflict.base, conflict.mine, conflict.theirs):
                words = describe_side(conflict, value, result.document)
                assert words
                assert not re.search(r"\b[a-z]{4}z\w{3}\b", words), words
            for side in ("mine", "theirs"):
                try:
                    resolved(result.document, conflict, side)
                except (ValueError, LookupError):
                    continue
                settled_count += 1
    assert settled_count > 200


def test_what_only_one_side_changed_is_taken_from_it() -> None:
    mine, theirs = titled(BASE, title="Cart is empty"), titled(BASE, reference="INC-7")
    result = merged(BASE, mine, theirs)
    assert result.document == titled(BASE, title="Cart is empty", reference="INC-7")
    assert result.conflicts == ()


def test_two_fields_of_one_event_are_merged() -> None:
    mine, theirs = with_text(BASE, 2, text="canary at 5%"), with_text(BASE, 2, approximate=True)
    event = merged(BASE, mine, theirs).document.timeline.event(name("even", 2))
    assert (event.text, event.approximate) == ("canary at 5%", True)


def test_one_field_changed_twice_keeps_mine_and_both_values() -> None:
    mine, theirs = titled(BASE, title="mine"), titled(BASE, title="theirs")
    result = merged(BASE, mine, theirs)
    assert result.document.scope.title == "mine"
    assert result.conflicts == (Conflict(("scope", "title"), "Checkout errors", "mine", "theirs"),)
    assert resolved(result.document, result.conflicts[0], "theirs") == theirs


def test_what_was_edited_here_and_deleted_there_stays_and_asks() -> None:
    event_id = name("even", 3)
    mine = with_text(BASE, 3, text="still true")
    theirs = BASE.changing(timeline=BASE.timeline.without_event(event_id))
    result = merged(BASE, mine, theirs)
    assert result.document.timeline.event(event_id).text == "still true"
    (conflict,) = result.conflicts
    assert conflict.theirs is ABSENT
    assert conflict_location(conflict, result.document) == "timeline · events · “still true”"
    assert resolved(result.document, conflict, "theirs").timeline == theirs.timeline
    assert resolved(result.document, conflict, "mine") == result.document


def test_a_cause_deleted_here_and_built_on_there_stays_and_asks() -> None:
    mine = BASE.without_cause(name("caus", 7), "lift")
    deeper = Cause(text="deeper", parent=name("caus", 7))
    theirs = BASE.changing(causes=BASE.causes.with_cause(deeper))
    result = merged(BASE, mine, theirs)
    assert result.document.causes.cause(deeper.id).parent == name("caus", 7)
    (conflict,) = result.conflicts
    assert conflict.mine is ABSENT
    lifted = resolved(result.document, conflict, "mine").causes.cause(deeper.id)
    assert lifted.parent == name("caus", 3)


def test_causes_put_beneath_each_other_make_no_loop() -> None:
    one, other = name("caus", 2), name("caus", 3)
    mine = BASE.changing(causes=BASE.causes.moving_cause(one, other))
    theirs = BASE.changing(causes=BASE.causes.moving_cause(other, one))
    result = merged(BASE, mine, theirs)
    assert result.document.causes.cause(one).parent == other
    assert [conflict.path[-2:] for conflict in result.conflicts] == [(other, "parent")]


@pytest.mark.parametrize("unknown", ["", "mine", "theirs"])
def test_a_milestone_marked_twice_stays_where_mine_has_it(unknown: str) -> None:
    def marked(event: int) -> Postmortem:
        moved = BASE.timeline.moving_milestone(Milestone.DETECTED, name("even", event))
        return BASE.changing(timeline=moved)

    said = BASE.changing(timeline=BASE.timeline.declaring_unknown(Milestone.DETECTED, "no log"))
    mine = said if unknown == "mine" else marked(2)
    theirs = said if unknown == "theirs" else marked(4)
    result = merged(BASE, mine, theirs)
    assert result.document.timeline == mine.timeline
    (conflict,) = result.conflicts
    assert resolved(result.document, conflict, "theirs").timeline == theirs.timeline


def test_a_range_turned_round_by_two_edits_stays_as_mine() -> None:
    base = with_text(BASE, 2, until=START.replace(minute=30))
    mine = with_text(base, 2, at=START.replace(minute=20))
    theirs = with_text(base, 2, until=START.replace(minute=10))
    result = merged(base, mine, theirs)
    assert result.document.timeline.event(name("even", 2)).until == START.replace(minute=30)
    assert [conflict.path[-1] for conflict in result.conflicts] == ["until"]


def test_additions_of_both_sides_stand_where_they_were_made() -> None:
    first, second = (Cause(text=text, parent=None) for text in ("mine", "theirs"))
    mine = BASE.changing(causes=BASE.causes.with_cause_beside(first, name("caus", 1)))
    theirs = BASE.changing(causes=BASE.causes.with_cause(second))
    ids = [cause.id for cause in merged(BASE, mine, theirs).document.causes.causes]
    assert ids[1] == first.id
    assert ids[-1] == second.id


def test_two_orders_of_one_list_are_asked_about() -> None:
    def ordered(*numbers: int) -> Postmortem:
        lessons = [lesson.changing() for lesson in BASE.lessons.lessons]
        return BASE.changing(
            lessons=BASE.lessons.changing(lessons=tuple(lessons[n] for n in numbers))
        )

    mine, theirs = ordered(1, 0, 2, 3), ordered(0, 1, 3, 2)
    result = merged(BASE, mine, theirs)
    assert result.document == mine
    (conflict,) = result.conflicts
    assert conflict.path == ("lessons", "lessons", ORDER)
    assert resolved(result.document, conflict, "theirs") == theirs


def test_a_clash_whose_place_is_gone_says_so() -> None:
    mine, theirs = with_text(BASE, 2, text="mine"), with_text(BASE, 2, text="theirs")
    (conflict,) = merged(BASE, mine, theirs).conflicts
    gone = mine.changing(timeline=mine.timeline.without_event(name("even", 2)))
    with pytest.raises(LookupError, match="not in the postmortem any more"):
        resolved(gone, conflict, "theirs")


def test_evidence_emptied_from_both_ends_stays_evidence() -> None:
    cause = BASE.causes.cause(name("caus", 2))
    known = cause.evidence[0].changing(url="https://dash.example")

    def having(evidence: Value) -> Postmortem:
        changed = cause.changing(evidence=with_item((known,), evidence))
        return BASE.changing(causes=BASE.causes.with_cause(changed))

    base = having(known)
    result = merged(base, having(known.changing(text="")), having(known.changing(url="")))
    assert result.document.causes.cause(cause.id).evidence[0].url == "https://dash.example"
    assert [conflict.path[-1] for conflict in result.conflicts] == ["url"]
