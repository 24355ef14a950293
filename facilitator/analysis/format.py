"""Formatting of times, figures and states for exported documents, as plain text."""

from __future__ import annotations

from datetime import datetime

from facilitator.analysis.durations import (
    MINUTES_PER_DAY,
    MINUTES_PER_HOUR,
    budget_share,
    format_minutes,
    impact_window,
    minutes_between,
)
from facilitator.model.actions import Action, ActionStatus, Worked
from facilitator.model.impact import Breach, Measure, MeasureKind
from facilitator.model.lessons import LessonKind
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Timeline
from facilitator.text.format import clock, day_and_clock


def format_utc_minute(minute: datetime) -> str:
    """Return a UTC minute with its day and zone: `2019-07-02 14:02 UTC`."""
    return f"{day_and_clock(minute)} UTC"


def format_range(start: datetime, end: datetime) -> str:
    """Return a range of UTC minutes and its length: `2019-07-02 13:42 to 14:09 UTC (27 min)`."""
    last = clock(end) if start.date() == end.date() else day_and_clock(end)
    length = format_minutes(minutes_between(start, end))
    return f"{day_and_clock(start)} to {last} UTC ({length})"


def format_minutes_long(minutes: int) -> str:
    """Format minutes with full unit names: `1 minute`, `1 hour 10 minutes`, `2 days 3 hours`."""
    days, rest = divmod(minutes, MINUTES_PER_DAY)
    hours, left = divmod(rest, MINUTES_PER_HOUR)
    parts = ((days, "day"), (hours, "hour"), (left, "minute"))
    words = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count]
    return " ".join(words) or "0 minutes"


def days_of(timeline: Timeline) -> tuple[str, ...]:
    """Return the UTC days on which events begin or end, each once and sorted, in ISO 8601."""
    ends = {end for event in timeline.events for end in (event.at, event.until) if end}
    return tuple(sorted({at.date().isoformat() for at in ends}))


def format_event_time(event: Event, with_day: bool) -> str:
    """Return the minute or the range of an event, in UTC; `~` before it if approximate."""
    about = "~" if event.approximate else ""
    shown = [event.at] if event.until is None else [event.at, event.until]
    return about + " to ".join(day_and_clock(at) if with_day else clock(at) for at in shown)


def time_since_start(start: Event | None, event: Event) -> str:
    """Return the time from the start to an event, negative before it; empty without a start."""
    if start is None:
        return ""
    minutes = minutes_between(start.at, event.at)
    about = "~" if event is not start and (event.approximate or start.approximate) else ""
    return about + ("+" if minutes > 0 else "") + format_minutes(minutes)


UNTITLED = "Untitled postmortem"
"""The title in exports of a postmortem that has none."""


def title_of(postmortem: Postmortem) -> str:
    """Return the title, or UNTITLED."""
    return postmortem.scope.title or UNTITLED


LESSON_TITLES = {
    LessonKind.WENT_WELL: "What went well",
    LessonKind.WENT_BADLY: "What went badly",
    LessonKind.GOT_LUCKY: "Where we got lucky",
    LessonKind.SURPRISED: "What surprised us",
}
"""The headings of the lists of lessons, in order."""


def format_measure(measure: Measure, value: float) -> str:
    """Return the value of an impact metric with its unit: `4,200 orders`, `82%`."""
    unit = measure.unit or ("%" if measure.kind is MeasureKind.REQUESTS else "")
    number = f"{value:,.0f}" if value.is_integer() else f"{value:,}"
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}".strip()


def objective_in_words(postmortem: Postmortem) -> str:
    """Return a sentence on the breach of the SLO and its error budget; empty if unanswered."""
    objective = postmortem.impact.objective
    if objective.breached is None:
        return ""
    if objective.breached is Breach.NONE_APPLIES:
        return "Service-level objective or agreement: none applies."
    target = f" of {objective.target_percent:g}%" if objective.target_percent else ""
    period = f" over {objective.period_days} days" if objective.period_days else ""
    taken = _budget_taken(postmortem)
    return f"Service-level objective{target}{period} breached: {objective.breached}.{taken}"


def status_in_words(action: Action) -> str:
    """Return the status of an action, with the reason or the effect that belongs to it."""
    if action.status is ActionStatus.WONT_DO and action.wont_do_reason:
        return f"{action.status}: {action.wont_do_reason}"
    match action.worked:
        case Worked.YES:
            return f"{action.status}, worked"
        case Worked.NO:
            return f"{action.status}, did not work"
        case Worked.NOT_YET_KNOWN:
            return action.status


def _budget_taken(postmortem: Postmortem) -> str:
    share, window = budget_share(postmortem), impact_window(postmortem)
    requests = postmortem.impact.measure(MeasureKind.REQUESTS)
    if share is None or window is None or requests is None:
        return ""
    length = format_minutes(minutes_between(*window))
    return (
        f" This incident took {share:.1%} of the period's error budget"
        f" ({length} with {requests.value:g}% of requests failing)."
    )
