"""Which milestones follow one another, where they are marked."""

from __future__ import annotations

from itertools import pairwise

from facilitator.model.timeline import Event, Milestone, Timeline

_ORDERS = (
    (Milestone.STARTED, Milestone.DETECTED, Milestone.ACKNOWLEDGED),
    (Milestone.STARTED, Milestone.MITIGATED, Milestone.RESOLVED),
)
"""Milestones that never run backwards. Trouble may end before anybody detects it."""


def neighbours(timeline: Timeline) -> tuple[tuple[Event, Event], ...]:
    """Return the events of milestones that follow one another: the earlier one, then the later."""
    marked = {event.milestone: event for event in timeline.events if event.milestone}
    return tuple(
        (marked[earlier], marked[later])
        for order in _ORDERS
        for earlier, later in pairwise([each for each in order if each in marked])
    )
