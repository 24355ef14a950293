"""Silences in the timeline: stretches in which nothing is written down."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from facilitator.analysis.durations import minutes_between
from facilitator.findings.remembering import for_the_same_values
from facilitator.model.timeline import Milestone, Timeline

LONGEST_SILENCE_MINUTES = 30
"""A stretch longer than this, while people were at work on it, hides a part of the story."""


class Gap(NamedTuple):
    """A stretch between two UTC minutes in which nothing is written down."""

    since: datetime
    until: datetime

    @property
    def minutes(self) -> int:
        """How long it is, in minutes."""
        return minutes_between(self.since, self.until)

    def __str__(self) -> str:
        return f"{self.since:%H:%M} to {self.until:%H:%M}"


def gaps_between(timeline: Timeline, since: datetime, until: datetime) -> tuple[Gap, ...]:
    """Return the silences of over 30 minutes from one UTC minute to another, in order.

    An event that lasts until a later minute fills the time it lasts.
    """
    gaps = []
    longest = timedelta(minutes=LONGEST_SILENCE_MINUTES)
    told_until = since
    for event in timeline.events:
        at = event.at
        if at > until:
            break
        if at - told_until > longest:
            gaps.append(Gap(told_until, at))
        told_until = max(told_until, event.until or at)
    if until - told_until > longest:
        gaps.append(Gap(told_until, until))
    return tuple(gaps)


@for_the_same_values
def gaps_in_response(timeline: Timeline) -> tuple[Gap, ...]:
    """Return the silences between detection and mitigation; none while either is not marked."""
    detected = timeline.milestone(Milestone.DETECTED)
    mitigated = timeline.milestone(Milestone.MITIGATED)
    if detected is None or mitigated is None:
        return ()
    return gaps_between(timeline, detected.at, mitigated.at)
