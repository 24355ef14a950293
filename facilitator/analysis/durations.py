"""Times to detect, acknowledge, mitigate and resolve, and the share of the error budget used."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from facilitator.model.impact import MeasureKind
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Milestone, Timeline

MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR

SUBTRACTIONS = (
    ("detect", Milestone.STARTED, Milestone.DETECTED),
    ("acknowledge", Milestone.DETECTED, Milestone.ACKNOWLEDGED),
    ("mitigate", Milestone.STARTED, Milestone.MITIGATED),
    ("resolve", Milestone.STARTED, Milestone.RESOLVED),
)
"""The four times: name, earlier milestone, later milestone."""

MILESTONE_NAMES = {
    Milestone.STARTED: "the start",
    Milestone.DETECTED: "detection",
    Milestone.ACKNOWLEDGED: "acknowledgement",
    Milestone.MITIGATED: "mitigation",
    Milestone.RESOLVED: "resolution",
}
"""The name of each milestone within a sentence."""


class Duration(NamedTuple):
    """Whole minutes between two milestones, None if unknown, and the subtraction as text.

    If unknown, `subtraction` is the reason: "unknown: detection is not marked".
    """

    name: str
    earlier: Milestone
    later: Milestone
    minutes: int | None
    subtraction: str


def format_minutes(minutes: int) -> str:
    """Format minutes briefly, never rounded: `3 min`, `70 min`, `2 h 5 min`, `2 d 3 h`.

    Up to 99 minutes are not split into hours, which makes incidents easier to compare.
    """
    if abs(minutes) < 100:
        return f"{minutes} min"
    days, rest = divmod(abs(minutes), MINUTES_PER_DAY)
    hours, left = divmod(rest, MINUTES_PER_HOUR)
    parts = [f"{n} {unit}" for n, unit in ((days, "d"), (hours, "h"), (left, "min")) if n]
    return ("-" if minutes < 0 else "") + " ".join(parts)


def minutes_between(earlier: datetime, later: datetime) -> int:
    """Return the whole minutes from one UTC minute to another; negative if the other is earlier."""
    return int((later - earlier).total_seconds()) // 60


def durations(timeline: Timeline) -> tuple[Duration, ...]:
    """Return the times to detect, acknowledge, mitigate and resolve, in that order."""
    marked = timeline.milestone
    return tuple(
        _duration(timeline, name, earlier, later, marked(earlier), marked(later))
        for name, earlier, later in SUBTRACTIONS
    )


def undetected_share(timeline: Timeline) -> float | None:
    """Return the share, 0 to 1, of the time to mitigate that passed before detection.

    1 if it was detected only after mitigation; None if either time is unknown or mitigation took no
    time.
    """
    minutes = {duration.name: duration.minutes for duration in durations(timeline)}
    detect, mitigate = minutes["detect"], minutes["mitigate"]
    if detect is None or not mitigate:
        return None
    return min(1.0, detect / mitigate)


def was_undetected_throughout(timeline: Timeline) -> bool:
    """Whether the incident was detected at or after its mitigation."""
    return undetected_share(timeline) == 1


def impact_window(postmortem: Postmortem) -> tuple[datetime, datetime] | None:
    """Return the two UTC minutes between which users were affected.

    Each is the one given in the impact, or else that of the milestone: started, mitigated. None if
    one is unknown, or if the end is before the start.
    """
    started = postmortem.timeline.milestone(Milestone.STARTED)
    mitigated = postmortem.timeline.milestone(Milestone.MITIGATED)
    start = postmortem.impact.window_start or (started.at if started else None)
    end = postmortem.impact.window_end or (mitigated.at if mitigated else None)
    if start is None or end is None or end < start:
        return None
    return start, end


def budget_share(postmortem: Postmortem) -> float | None:
    """Return the share of the objective's error budget that the incident used; 1 is all of it.

    An objective of T% over P days allows P x 1440 x (1 - T/100) minutes, and the incident used its
    impact minutes times the share of requests that failed. None if any of these is unknown.
    Source: error budgets of the SRE books.
    """
    objective = postmortem.impact.objective
    requests = postmortem.impact.measure(MeasureKind.REQUESTS)
    window = impact_window(postmortem)
    if objective.target_percent is None or objective.period_days is None or window is None:
        return None
    if requests is None or requests.value is None:
        return None
    failed_percent = 100 - objective.target_percent
    allowed = objective.period_days * MINUTES_PER_DAY * failed_percent / 100
    return minutes_between(*window) * requests.value / 100 / allowed


def _duration(
    timeline: Timeline,
    name: str,
    earlier: Milestone,
    later: Milestone,
    first: Event | None,
    last: Event | None,
) -> Duration:
    if first is None:
        return Duration(name, earlier, later, None, _unknown_reason(timeline, earlier))
    if last is None:
        return Duration(name, earlier, later, None, _unknown_reason(timeline, later))
    if last.at < first.at:
        backwards = f"unknown: {MILESTONE_NAMES[later]} stands before {MILESTONE_NAMES[earlier]}"
        return Duration(name, earlier, later, None, backwards)
    with_day = first.at.date() != last.at.date()
    subtraction = f"{_minute(last, with_day)} - {_minute(first, with_day)}"
    return Duration(name, earlier, later, minutes_between(first.at, last.at), subtraction)


def _unknown_reason(timeline: Timeline, milestone: Milestone) -> str:
    reason = timeline.unknown_reason(milestone)
    return f"unknown: {reason or f'{MILESTONE_NAMES[milestone]} is not marked'}"


def _minute(event: Event, with_day: bool) -> str:
    written = event.at.isoformat(" ", "minutes")[:16]
    return ("~" if event.approximate else "") + (written if with_day else written[11:])
