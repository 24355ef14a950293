"""First part of the internal document: facts, summary, impact, timeline, times."""

from __future__ import annotations

from collections.abc import Iterable

from facilitator.analysis.durations import (
    durations,
    format_minutes,
    impact_window,
    undetected_share,
    was_undetected_throughout,
)
from facilitator.analysis.format import (
    days_of,
    format_event_time,
    format_measure,
    format_range,
    format_utc_minute,
    objective_in_words,
    time_since_start,
)
from facilitator.exporters.markdown.escape import (
    escape_inline,
    escape_paragraphs,
    join_blocks,
    markdown_heading,
    markdown_link,
    markdown_table,
    source_link,
    table_cell,
)
from facilitator.guide.depth import depth_label
from facilitator.model.impact import Measure
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import LinkKind, Participant, Scope
from facilitator.model.timeline import Event, Milestone

_NOT_STATED = "not said yet"
"""Shown for a required field that is still empty."""


def facts(postmortem: Postmortem) -> str:
    """Return the table of facts: severity, dates, people, audience. Empty rows are left out."""
    scope = postmortem.scope
    window = impact_window(postmortem)
    day = scope.incident_date.isoformat() if scope.incident_date else ""
    rows = (
        ("Status", table_cell(_status(postmortem))),
        ("Severity", table_cell(scope.severity or _NOT_STATED)),
        ("Kind", table_cell(scope.kind)),
        ("Depth", table_cell(depth_label(postmortem))),
        ("Reason for the depth", table_cell(scope.depth_reason)),
        ("Incident date", table_cell(day)),
        ("Impact window", table_cell(format_range(*window) if window else "unknown")),
        ("Services", table_cell(", ".join(scope.services))),
        ("Reference", table_cell(scope.reference)),
        ("Document owner", table_cell(scope.document_owner or _NOT_STATED)),
        ("Facilitator", table_cell(scope.facilitator)),
        ("Scribe", table_cell(scope.scribe)),
        ("Took part", table_cell("\n".join(_participant(who) for who in scope.participants))),
        ("Meeting", table_cell(format_utc_minute(scope.meeting_at) if scope.meeting_at else "")),
        ("Readers", table_cell(", ".join(scope.audiences) or _NOT_STATED)),
        ("Holds personal data", table_cell(scope.personal_data)),
        ("Holds security detail", table_cell(scope.security_detail)),
        ("Links", _links(scope)),
        ("Postmortem", table_cell(postmortem.id)),
    )
    return markdown_table(("Fact", "Value"), (row for row in rows if row[1]))


def _status(postmortem: Postmortem) -> str:
    later = postmortem.revision > 1
    return postmortem.status + (f" (revision {postmortem.revision})" if later else "")


def summary(postmortem: Postmortem) -> str:
    """Return the internal summary."""
    words = escape_paragraphs(postmortem.followup.internal_summary)
    return join_blocks(
        (markdown_heading("Summary", 2), words or "No summary has been written yet.")
    )


def impact(postmortem: Postmortem) -> str:
    """Return the impact section: summary, metrics, data impact, SLO."""
    recorded = postmortem.impact
    parts = [escape_paragraphs(recorded.summary)]
    if recorded.measures:
        header = ("Measure", "Value", "How it is known", "Source")
        parts.append(
            markdown_table(header, (_measure_row(measure) for measure in recorded.measures))
        )
    parts.append(f"Data: {escape_inline(recorded.data_integrity or _NOT_STATED)}.")
    parts.append(escape_paragraphs(recorded.data_detail))
    parts.append(objective_in_words(postmortem))
    return join_blocks((markdown_heading("Impact", 2), *parts))


def timeline(postmortem: Postmortem) -> str:
    """Return the timeline section: events by UTC minute, what was known, computed times."""
    recorded = postmortem.timeline
    title = markdown_heading("Timeline", 2)
    if not recorded.events:
        return join_blocks((title, "No events yet.", _times(postmortem)))
    days = days_of(recorded)
    one_day = len(days) == 1
    note = f"All times are UTC, on {days[0]}." if one_day else "All times are UTC."
    start = recorded.milestone(Milestone.STARTED)
    header = ("UTC", "Since start", "Kind", "What happened", "Source")
    rows = (_event_row(event, start, not one_day) for event in recorded.events)
    known = _known_then(recorded.events, not one_day)
    return join_blocks((title, note, markdown_table(header, rows), known, _times(postmortem)))


def _participant(who: Participant) -> str:
    role = f" ({who.role})" if who.role and who.role.casefold() != who.name.casefold() else ""
    return f"{who.name}{role}{', responded' if who.responder else ''}"


def _links(scope: Scope) -> str:
    return "<br>".join(
        ("" if at.kind is LinkKind.OTHER else f"{at.kind}: ") + markdown_link(at.label, at.url)
        for at in scope.links
    )


def _measure_row(measure: Measure) -> Iterable[str]:
    name = measure.name or str(measure.kind)
    if measure.value is None:
        reason = f"unknown: {measure.unknown_reason}" if measure.unknown_reason else "unknown"
        return table_cell(name), table_cell(reason), "", table_cell(measure.source)
    known = "estimated" if measure.estimated else "measured"
    return (
        table_cell(name),
        table_cell(format_measure(measure, measure.value)),
        known,
        table_cell(measure.source),
    )


def _event_row(event: Event, start: Event | None, with_day: bool) -> Iterable[str]:
    mark = f"**{event.milestone}** · " if event.milestone else ""
    actor = f" ({event.actor_role})" if event.actor_role else ""
    source = source_link(event.source.label, event.source.url) if event.source else ""
    return (
        format_event_time(event, with_day),
        time_since_start(start, event),
        table_cell(event.kind or ""),
        mark + table_cell(event.text + actor),
        source,
    )


def _known_then(events: Iterable[Event], with_day: bool) -> str:
    """Return the table of what people knew at each event; empty if nothing was noted."""
    noted = [
        (format_event_time(event, with_day), table_cell(event.text), table_cell(event.known_then))
        for event in events
        if event.known_then.strip()
    ]
    if not noted:
        return ""
    return join_blocks(
        (
            markdown_heading("What was known then", 3),
            markdown_table(("UTC", "What happened", "What we knew"), noted),
        )
    )


def _times(postmortem: Postmortem) -> str:
    rows = (
        (
            f"Time to {duration.name}",
            "unknown" if duration.minutes is None else format_minutes(duration.minutes),
            table_cell(duration.subtraction.removeprefix("unknown: ")),
        )
        for duration in durations(postmortem.timeline)
    )
    share = undetected_share(postmortem.timeline)
    hidden = ""
    if was_undetected_throughout(postmortem.timeline):
        hidden = "Hidden share: 100%, nobody knew until it was over."
    elif share is not None:
        hidden = f"Hidden share: {share:.0%} of the time to mitigate passed before detection."
    return join_blocks(
        (
            markdown_heading("Times", 3),
            markdown_table(("Time", "Length", "How it is computed"), rows),
            hidden,
        )
    )
