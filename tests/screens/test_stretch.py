"""Where two lists differ: the shortest stretch outside of which all is one and the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screens.widgets.stretch import stretch

OBJECTS = [object() for _ in range(3)]
LISTS = st.lists(st.sampled_from(OBJECTS), max_size=8)


@given(LISTS, LISTS)
def test_outside_of_the_stretch_everything_is_the_same(
    before: list[object], after: list[object]
) -> None:
    was, now = stretch((before, after))
    assert before[: was.start] == after[: now.start]
    assert before[was.stop :] == after[now.stop :]
    assert was.start == now.start <= min(was.stop, now.stop)


@given(LISTS, LISTS)
def test_the_stretch_begins_and_ends_with_what_differs(
    before: list[object], after: list[object]
) -> None:
    was, now = stretch((before, after))
    old, new = before[was], after[now]
    if old and new:
        assert old[0] is not new[0]
        assert old[-1] is not new[-1]
    assert bool(old or new) == (before != after)


def test_what_is_equal_but_another_object_differs() -> None:
    before, after = [[1], [2], [3]], [[1], [2], [3]]
    after[0], after[2] = before[0], before[2]
    assert stretch((before, after)) == (slice(1, 2), slice(1, 2))


def test_every_column_counts() -> None:
    events, places = list("abcd"), list("wxyz")
    assert stretch((events, list("aXcd")), (places, list("wxYz"))) == (slice(1, 3), slice(1, 3))
    assert stretch((events, list("abd")), (places, list("wxz"))) == (slice(2, 3), slice(2, 2))
