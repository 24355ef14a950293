"""The very same values are looked at once; another value, though equal, is looked at again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from facilitator.findings.memo import cache_last, cache_per_item
from facilitator.model.timeline import Event, Timeline

AT = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


def test_only_other_values_are_checked() -> None:
    checked: list[object] = []

    @cache_last
    def events(timeline: Timeline, _: object) -> int:
        checked.append(timeline)
        return len(timeline.events)

    one, other, rules = Timeline(), Timeline(), object()
    assert [events(one, rules) for _ in range(3)] == [0, 0, 0]
    assert len(checked) == 1
    events(other, rules)
    events(one, rules)
    events(one, object())
    assert len(checked) == 4


def test_what_is_given_by_another_name_or_left_out_is_not_the_same() -> None:
    @cache_last
    def told(*values: object, **named: object) -> tuple[tuple[object, ...], dict[str, object]]:
        return values, named

    one = object()
    assert told(one) == ((one,), {})
    assert told() == ((), {})
    assert told(first=one) == ((), {"first": one})
    assert told(second=one) == ((), {"second": one})


def test_an_item_of_the_last_call_is_not_checked_again_at_any_index() -> None:
    checked: list[object] = []

    @cache_per_item
    def words(event: Event, by: str) -> tuple[str, str]:
        checked.append(event)
        return event.text, by

    one, two, three = (Event(at=AT, text=text) for text in ("one", "two", "three"))
    assert words((one, two), "me") == (("one", "me"), ("two", "me"))
    assert words((three, two, one), "me") == (("three", "me"), ("two", "me"), ("one", "me"))
    assert checked == [one, two, three]
    words((one, two), "you")
    words((one, two, three), "you")
    assert checked == [one, two, three, one, two, three]
    assert words((), "you") == ()


def test_an_item_that_equals_another_is_still_another() -> None:
    checked: list[object] = []

    @cache_per_item
    def seen(event: Event) -> tuple[Event, ...]:
        checked.append(event)
        return (event,)

    one = Event(at=AT, text="one")
    assert seen((one,))[0][0] is one
    copy = one.model_copy()
    assert seen((copy,))[0][0] is copy
    assert len(checked) == 2


def test_an_item_is_spared_where_what_has_changed_does_not_matter_to_it() -> None:
    checked: list[str] = []

    def holds(event: Event, word: str) -> tuple[bool, ...]:
        checked.append(event.text)
        return (word in event.text,)

    def spared(then: tuple[str], now: tuple[str]) -> Callable[[Event], bool]:
        return lambda event: (then[0] in event.text) == (now[0] in event.text)

    events = tuple(Event(at=AT, text=text) for text in ("a lock", "a key", "a lock and a key"))
    holding = cache_per_item(holds, spared)
    assert holding(events, "lock") == ((True,), (False,), (True,))
    assert holding(events, "key") == ((False,), (True,), (True,))
    assert checked == ["a lock", "a key", "a lock and a key", "a lock", "a key"]
