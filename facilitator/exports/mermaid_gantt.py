"""The timeline as a mermaid diagram, to stand beside its table."""

from __future__ import annotations

from datetime import datetime

from facilitator.analysis.format import days_of
from facilitator.analysis.phases import Phase, phases
from facilitator.exports.markdown_text import blocks, heading
from facilitator.exports.mermaid_text import fence, safe
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Timeline
from facilitator.text.format import clock

_TOO_MANY = "The diagram leaves the events out: there are more than mermaid draws."


def timeline_diagram(postmortem: Postmortem) -> str:
    """Return phases, milestones and events to scale; nothing where there are no events.

    All minutes are UTC; whoever draws it knows no zones, so they stay what they are.
    """
    timeline = postmortem.timeline
    if not timeline.events:
        return ""
    title = heading("To scale", 3)
    whole = fence(
        [*_head(timeline), *_phases(timeline), *_milestones(timeline), *_events(timeline)]
    )
    if whole:
        return blocks((title, whole))
    short = fence([*_head(timeline), *_phases(timeline), *_milestones(timeline)])
    return blocks((title, short, _TOO_MANY))


def _head(timeline: Timeline) -> list[str]:
    with_day = len(days_of(timeline)) > 1
    return [
        "gantt",
        "    dateFormat YYYY-MM-DDTHH:mm",
        f"    axisFormat {'%m-%d %H:%M' if with_day else '%H:%M'}",
        "    todayMarker off",
    ]


def _phases(timeline: Timeline) -> list[str]:
    found = phases(timeline)
    return ["    section Phases", *map(_phase, found)] if found else []


def _phase(phase: Phase) -> str:
    length = phase.length if phase.ends else "end not known"
    return f"    {phase.name}, {length} :{_minute(phase.since)}, {_minute(phase.until)}"


def _milestones(timeline: Timeline) -> list[str]:
    marked = [event for event in timeline.events if event.milestone]
    lines = [f"    {event.milestone} :milestone, {_minute(event.at)}, 0m" for event in marked]
    return ["    section Milestones", *lines] if lines else []


def _events(timeline: Timeline) -> list[str]:
    with_day = len(days_of(timeline)) > 1
    lines = [_event(event, with_day) for event in timeline.events]
    return ["    section Events", *lines]


def _event(event: Event, with_day: bool) -> str:
    day = f"{event.at:%m-%d} " if with_day else ""
    about = "about " if event.approximate else ""
    name = safe(f"{about}{day}{clock(event.at)} {event.text}")
    if event.until is not None and event.until > event.at:
        return f"    {name} :{_minute(event.at)}, {_minute(event.until)}"
    return f"    {name} :milestone, {_minute(event.at)}, 0m"


def _minute(minute: datetime) -> str:
    return minute.isoformat()[:16]
