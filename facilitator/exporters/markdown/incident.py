"""The first half of the document in Markdown: what happened, how long, how bad."""

from __future__ import annotations

from collections.abc import Iterable

from facilitator.analysis.durations import (
    durations,
    hidden_share,
    impact_window,
    in_words,
    was_hidden_throughout,
)
from facilitator.analysis.format import (
    days_of,
    figure,
    moment,
    objective_in_words,
    since,
    span,
    when,
)
from facilitator.exporters.markdown.escape import (
    blocks,
    cell,
    heading,
    inline,
    known_from,
    link,
    prose,
    table,
)
from facilitator.guide.depth import depth_in_words
from facilitator.model.impact import Measure
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import LinkKind, Participant, Scope
from facilitator.model.timeline import Event, Milestone

NOT_SAID = "not said yet"
"""Stands where a part of the document is still empty."""


def facts(postmortem: Postmortem) -> str:
    """Return the table at the top: severity, dates, people, readers. Rows with no fact are out."""
    scope = postmortem.scope
    window = impact_window(postmortem)
    day = scope.incident_date.isoformat() if scope.incident_date else ""
    rows = (
        ("Status", cell(_status(postmortem))),
        ("Severity", cell(scope.severity or NOT_SAID)),
        ("Kind", cell(scope.kind)),
        ("Depth", cell(depth_in_words(postmortem))),
        ("Reason for the depth", cell(scope.depth_reason)),
        ("Incident date", cell(day)),
        ("Impact window", cell(span(*window) if window else "unknown")),
        ("Services", cell(", ".join(scope.services))),
        ("Reference", cell(scope.reference)),
        ("Document owner", cell(scope.document_owner or NOT_SAID)),
        ("Facilitator", cell(scope.facilitator)),
        ("Scribe", cell(scope.scribe)),
        ("Took part", cell("\n".join(_participant(who) for who in scope.participants))),
        ("Meeting", cell(moment(scope.meeting_at) if scope.meeting_at else "")),
        ("Readers", cell(", ".join(scope.audiences) or NOT_SAID)),
        ("Holds personal data", cell(scope.personal_data)),
        ("Holds security detail", cell(scope.security_detail)),
        ("Links", _links(scope)),
        ("Postmortem", cell(postmortem.id)),
    )
    return table(("Fact", "Value"), (row for row in rows if row[1]))


def _status(postmortem: Postmortem) -> str:
    later = postmortem.revision > 1
    return postmortem.status + (f" (revision {postmortem.revision})" if later else "")


def summary(postmortem: Postmortem) -> str:
    """Return the internal summary."""
    words = prose(postmortem.followup.internal_summary)
    return blocks((heading("Summary", 2), words or "No summary has been written yet."))


def impact(postmortem: Postmortem) -> str:
    """Return the impact: words, figures, data, objective."""
    said = postmortem.impact
    parts = [prose(said.summary)]
    if said.measures:
        header = ("Measure", "Value", "How it is known", "Source")
        parts.append(table(header, (_measure_row(measure) for measure in said.measures)))
    parts.append(f"Data: {inline(said.data_integrity or NOT_SAID)}.")
    parts.append(prose(said.data_detail))
    parts.append(objective_in_words(postmortem))
    return blocks((heading("Impact", 2), *parts))


def timeline(postmortem: Postmortem) -> str:
    """Return the events as a table to the UTC minute, and the times computed from them."""
    told = postmortem.timeline
    title = heading("Timeline", 2)
    if not told.events:
        return blocks((title, "No events yet.", _times(postmortem)))
    days = days_of(told)
    one_day = len(days) == 1
    note = f"All times are UTC, on {days[0]}." if one_day else "All times are UTC."
    start = told.milestone(Milestone.STARTED)
    header = ("UTC", "Since start", "Kind", "What happened", "Source")
    rows = (_event_row(event, start, not one_day) for event in told.events)
    known = _known_then(told.events, not one_day)
    return blocks((title, note, table(header, rows), known, _times(postmortem)))


def _participant(who: Participant) -> str:
    role = f" ({who.role})" if who.role and who.role.casefold() != who.name.casefold() else ""
    return f"{who.name}{role}{', responded' if who.responder else ''}"


def _links(scope: Scope) -> str:
    return "<br>".join(
        ("" if at.kind is LinkKind.OTHER else f"{at.kind}: ") + link(at.label, at.url)
        for at in scope.links
    )


def _measure_row(measure: Measure) -> Iterable[str]:
    name = measure.name or str(measure.kind)
    if measure.value is None:
        reason = f"unknown: {measure.unknown_reason}" if measure.unknown_reason else "unknown"
        return cell(name), cell(reason), "", cell(measure.source)
    known = "estimated" if measure.estimated else "measured"
    return cell(name), cell(figure(measure, measure.value)), known, cell(measure.source)


def _event_row(event: Event, start: Event | None, with_day: bool) -> Iterable[str]:
    mark = f"**{event.milestone}** · " if event.milestone else ""
    actor = f" ({event.actor_role})" if event.actor_role else ""
    source = known_from(event.source.label, event.source.url) if event.source else ""
    return (
        when(event, with_day),
        since(start, event),
        cell(event.kind or ""),
        mark + cell(event.text + actor),
        source,
    )


def _known_then(events: Iterable[Event], with_day: bool) -> str:
    """Return what was noted of what people knew at an event; nothing where nobody noted any."""
    noted = [
        (when(event, with_day), cell(event.text), cell(event.known_then))
        for event in events
        if event.known_then.strip()
    ]
    if not noted:
        return ""
    return blocks(
        (heading("What was known then", 3), table(("UTC", "What happened", "What we knew"), noted))
    )


def _times(postmortem: Postmortem) -> str:
    rows = (
        (
            f"Time to {duration.name}",
            "unknown" if duration.minutes is None else in_words(duration.minutes),
            cell(duration.subtraction.removeprefix("unknown: ")),
        )
        for duration in durations(postmortem.timeline)
    )
    share = hidden_share(postmortem.timeline)
    hidden = ""
    if was_hidden_throughout(postmortem.timeline):
        hidden = "Hidden share: 100%, nobody knew until it was over."
    elif share is not None:
        hidden = f"Hidden share: {share:.0%} of the time to mitigate passed before detection."
    return blocks(
        (heading("Times", 3), table(("Time", "Length", "How it is computed"), rows), hidden)
    )
