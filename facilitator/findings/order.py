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
    return tuple(
        pair for order in _ORDERS for pair in pairwise(filter(None, map(timeline.milestone, order)))
    )
