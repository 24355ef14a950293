"""Events in order, and each milestone in one place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from facilitator.model.base import UnknownItem, new_id
from facilitator.model.timeline import Event, Milestone, Timeline, UnknownMilestone

NOON = datetime(2019, 7, 2, 12, 0, tzinfo=UTC)


def event(minutes: int, text: str = "something", milestone: Milestone | None = None) -> Event:
    return Event(at=NOON + timedelta(minutes=minutes), text=text, milestone=milestone)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("add", "move", "clear", "unknown", "remove")),
        st.integers(0, 20),
        st.sampled_from(Milestone),
    )
)


@given(STEPS)
def test_a_milestone_is_never_on_two_events_nor_marked_and_unknown(
    steps: list[tuple[str, int, Milestone]],
) -> None:
    timeline = Timeline()
    for step, number, milestone in steps:
        events = timeline.events
        some = events[number % len(events)].id if events else None
        if step == "add":
            timeline = timeline.with_event(event(number, milestone=milestone))
            assert timeline.milestone(milestone) is not None
        elif step == "move":
            timeline = timeline.moving_milestone(milestone, some)
        elif step == "clear":
            timeline = timeline.moving_milestone(milestone, None)
            assert timeline.milestone(milestone) is None
        elif step == "unknown":
            timeline = timeline.declaring_unknown(milestone, "no logs that old")
            assert timeline.unknown_reason(milestone) == "no logs that old"
        elif some is not None:
            timeline = timeline.without_event(some)
        marked = [e.milestone for e in timeline.events if e.milestone]
        said = marked + [unknown.milestone for unknown in timeline.unknown]
        assert len(said) == len(set(said))


PUT = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 3), st.none() | st.sampled_from(Milestone))
)


def put_and_looked_through(timeline: Timeline, events: tuple[Event, ...]) -> Timeline:
    """Put events into a timeline the long way, every one of them validated again."""
    kept = {event.id: event for event in (*timeline.events, *events)}
    holders = {event.milestone: event.id for event in events if event.milestone}
    return timeline.changing(
        events=tuple(
            event.changing(milestone=None)
            if event.milestone and holders.get(event.milestone, event.id) != event.id
            else event
            for event in kept.values()
        ),
        unknown=tuple(u for u in timeline.unknown if u.milestone not in holders),
    )


def assert_nothing_tells_apart(quick: Timeline, validated: Timeline) -> None:
    assert quick == validated
    assert hash(quick) == hash(validated)
    assert quick.model_fields_set == validated.model_fields_set
    assert quick.model_dump_json() == validated.model_dump_json()
    assert [quick.milestone(m) for m in Milestone] == [validated.milestone(m) for m in Milestone]


@given(st.lists(PUT, max_size=5), st.sampled_from(Milestone), st.sets(st.integers(0, 6)))
def test_what_is_put_or_removed_makes_the_timeline_that_validating_it_all_again_would(
    puts: list[list[tuple[int, int, Milestone | None]]], unknown: Milestone, gone: set[int]
) -> None:
    ids = [new_id(8) for _ in range(7)]
    timeline = Timeline().declaring_unknown(unknown, "no logs that old")
    for put in puts:
        events = tuple(event(at, f"{at}", m).changing(id=ids[n]) for n, at, m in put)
        validated = put_and_looked_through(timeline, events)
        timeline = timeline.with_events(events)
        assert_nothing_tells_apart(timeline, validated)
    left = tuple(e for e in timeline.events if ids.index(e.id) not in gone)
    removed = timeline.without_events([e.id for e in timeline.events if e not in left])
    assert_nothing_tells_apart(removed, timeline.changing(events=left))


def test_events_that_are_not_touched_stay_the_very_same() -> None:
    first, second, third = event(0), event(1), event(2)
    timeline = Timeline(events=(first, second, third))
    kept = timeline.with_event(second.changing(text="mended")).without_event(third.id)
    assert kept.event(first.id) is first


@given(st.lists(st.integers(-2000, 2000)))
def test_events_stand_in_the_order_of_their_minutes(minutes: list[int]) -> None:
    timeline = Timeline(events=tuple(event(minute) for minute in minutes))
    assert [e.at for e in timeline.events] == sorted(e.at for e in timeline.events)


def test_events_of_one_minute_keep_the_order_they_came_in() -> None:
    timeline = Timeline().with_events((event(5, "late"), event(0, "first"), event(0, "second")))
    assert [e.text for e in timeline.events] == ["first", "second", "late"]


def test_a_milestone_moves_to_the_event_that_claims_it() -> None:
    first, second = event(0, milestone=Milestone.DETECTED), event(1, milestone=Milestone.DETECTED)
    timeline = Timeline().with_event(first).with_event(second)
    assert timeline.milestone(Milestone.DETECTED) == second
    assert timeline.event(first.id).milestone is None


def test_marking_an_event_takes_back_that_the_minute_is_unknown() -> None:
    timeline = Timeline().declaring_unknown(Milestone.STARTED, "no graph")
    marked = timeline.with_event(event(0, milestone=Milestone.STARTED))
    assert marked.unknown_reason(Milestone.STARTED) is None


def test_an_empty_reason_takes_back_that_a_minute_is_unknown() -> None:
    timeline = Timeline().declaring_unknown(Milestone.STARTED, "no graph")
    assert timeline.declaring_unknown(Milestone.STARTED, "  ").unknown == ()


def test_an_event_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="cannot end before it begins"):
        Event(at=NOON, until=NOON - timedelta(minutes=1), text="backwards")


def test_a_document_with_one_milestone_on_two_events_is_refused() -> None:
    events = (event(0, milestone=Milestone.STARTED), event(1, milestone=Milestone.STARTED))
    with pytest.raises(ValidationError, match="each milestone stands once"):
        Timeline(events=events)


def test_a_milestone_both_marked_and_unknown_is_refused() -> None:
    unknown = UnknownMilestone(milestone=Milestone.STARTED, reason="no graph")
    with pytest.raises(ValidationError, match="each milestone stands once"):
        Timeline(events=(event(0, milestone=Milestone.STARTED),), unknown=(unknown,))


def test_seconds_are_dropped_and_the_zone_becomes_utc() -> None:
    moment = datetime.fromisoformat("2019-07-02T15:42:59+02:00")
    assert Event(at=moment, text="deploy").at == datetime(2019, 7, 2, 13, 42, tzinfo=UTC)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValidationError):
        Event(at=datetime(2019, 7, 2, 13, 42), text="whose clock?")  # noqa: DTZ001


def test_an_event_that_is_gone_is_named_in_the_refusal() -> None:
    with pytest.raises(UnknownItem, match="aaaaaaaa"):
        Timeline().without_event("aaaaaaaa")
