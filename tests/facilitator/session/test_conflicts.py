"""An earlier save says in a line how it differs from what is open."""

from __future__ import annotations

from facilitator.model.postmortem import StageTime
from facilitator.model.stage import Stage
from facilitator.model.timeline import Timeline
from facilitator.session.conflicts import describe_difference
from tests.support.edits import begun, name


def test_the_same_state_says_so() -> None:
    assert describe_difference(begun(), begun()) == "The same as what is open now."


def test_minutes_that_were_counted_since_are_no_difference() -> None:
    earlier = begun()
    counted = (StageTime(stage=Stage.TIMELINE, minutes=12),)
    now = earlier.changing(stage_times=counted)
    assert describe_difference(earlier, now) == "The same as what is open now."
    retitled = now.changing(scope=now.scope.changing(title="now"))
    assert describe_difference(earlier, retitled) == "Against what is open now: title different."


def test_items_are_counted_and_fields_named() -> None:
    earlier = begun()
    timeline = earlier.timeline.without_event(name("even", 2)).without_event(name("even", 3))
    event = timeline.event(name("even", 1)).changing(text="otherwise")
    now = earlier.changing(
        timeline=timeline.with_event(event), scope=earlier.scope.changing(title="now")
    )
    assert describe_difference(earlier, now) == (
        "Against what is open now: title different, events 2 more and 1 different."
    )
    assert "events 2 fewer and 1 different" in describe_difference(now, earlier)


def test_another_order_alone_is_said() -> None:
    earlier = begun()
    causes = earlier.causes.changing(causes=earlier.causes.causes[::-1])
    words = describe_difference(earlier, earlier.changing(causes=causes))
    assert words == "Against what is open now: causes in another order."


def test_an_empty_timeline_then_is_every_event_fewer() -> None:
    now = begun()
    earlier = now.changing(timeline=Timeline())
    count = len(now.timeline.events)
    assert f"events {count} fewer" in describe_difference(earlier, now)
