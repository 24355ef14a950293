"""The very same values are looked at once; another value, though equal, is looked at again."""

from __future__ import annotations

from facilitator.findings.remembering import for_the_same_values
from facilitator.model.timeline import Timeline


def test_only_other_values_are_looked_at() -> None:
    looked_at: list[object] = []

    @for_the_same_values
    def events(timeline: Timeline, _: object) -> int:
        looked_at.append(timeline)
        return len(timeline.events)

    one, other, rules = Timeline(), Timeline(), object()
    assert [events(one, rules) for _ in range(3)] == [0, 0, 0]
    assert len(looked_at) == 1
    events(other, rules)
    events(one, rules)
    events(one, object())
    assert len(looked_at) == 4
