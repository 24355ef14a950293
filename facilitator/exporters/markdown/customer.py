"""The customer document in Markdown: the customer summary and selected events, redacted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from facilitator.analysis.durations import minutes_between
from facilitator.analysis.format import (
    days_of,
    format_event_time,
    format_minutes_long,
    format_utc_minute,
    title_of,
)
from facilitator.exporters.markdown.escape import (
    bullet_list,
    escape_paragraphs,
    join_blocks,
    markdown_heading,
    markdown_table,
    table_cell,
)
from facilitator.findings.redaction.disclosure_context import disclosure_context
from facilitator.findings.redaction.document_leaks import acknowledged_words, redact
from facilitator.findings.redaction.rules import NO_DISCLOSURE_RULES, DisclosureRules
from facilitator.model.postmortem import Postmortem
from facilitator.model.tickets import TicketPatterns
from facilitator.model.timeline import Event, Milestone, Timeline
from facilitator.text.format import clock

_Redact = Callable[[str], str]
_CUSTOMER_MILESTONES = (
    (Milestone.STARTED, "It began"),
    (Milestone.DETECTED, "We noticed it"),
    (Milestone.MITIGATED, "Its effects ended"),
    (Milestone.RESOLVED, "It was over"),
)
"""The milestones in the customer document, and their wording."""


def customer_markdown(
    postmortem: Postmortem,
    rules: DisclosureRules = NO_DISCLOSURE_RULES,
    tickets: TicketPatterns | None = None,
) -> str:
    """Return the customer document: title, customer summary, milestones, events for customers.

    Everything else is left out: people, owners, tickets, causes, notes, parked thoughts. Names,
    hosts, links and the like are redacted, except leaks that somebody acknowledged by name. Blame
    and figures that do not agree with the timeline are left as written; `document_leaks` reports
    them. All times are UTC. Text never becomes markup.
    """
    context, accepted = (
        disclosure_context(postmortem, rules, tickets),
        acknowledged_words(postmortem),
    )

    def redacted(text: str) -> str:
        return redact(text, context, accepted)

    customer, timeline = postmortem.followup.customer, postmortem.timeline
    parts = (
        markdown_heading(redacted(title_of(postmortem)), 1),
        escape_paragraphs(redacted(customer.summary)),
        _section("What happened", escape_paragraphs(redacted(customer.what_happened))),
        _section("When", join_blocks((_minutes(timeline), _events(timeline, redacted)))),
        _section("What we are doing", escape_paragraphs(redacted(customer.what_we_do))),
    )
    return join_blocks(parts) + "\n"


def _section(title: str, words: str) -> str:
    return join_blocks((markdown_heading(title, 2), words)) if words else ""


def _minutes(timeline: Timeline) -> str:
    """Return the known milestones with their UTC minute and the time since the start."""
    start = timeline.milestone(Milestone.STARTED)
    marked = ((says, timeline.milestone(milestone)) for milestone, says in _CUSTOMER_MILESTONES)
    return bullet_list(_milestone_line(says, event, start) for says, event in marked if event)


def _milestone_line(says: str, event: Event, start: Event | None) -> str:
    if start is None or event is start:
        return f"{says} at {_about(event)}{format_utc_minute(event.at)}."
    minutes = minutes_between(start.at, event.at)
    after = (
        f", after {_about(event) or _about(start)}{format_minutes_long(minutes)}"
        if minutes > 0
        else ""
    )
    return f"{says} at {_about(event)}{_minute(event.at, start.at)}{after}."


def _about(event: Event) -> str:
    return "about " if event.approximate else ""


def _minute(at: datetime, start: datetime) -> str:
    return f"{clock(at)} UTC" if at.date() == start.date() else format_utc_minute(at)


def _events(timeline: Timeline, redacted: _Redact) -> str:
    """Return the events marked for customers as a table."""
    chosen = tuple(event for event in timeline.events if event.for_customers)
    if not chosen:
        return ""
    days = days_of(Timeline(events=chosen))
    rows = (
        (format_event_time(event, len(days) > 1), table_cell(redacted(event.text)))
        for event in chosen
    )
    note = f"On {days[0]}, in UTC:" if len(days) == 1 else "In UTC:"
    return join_blocks((note, markdown_table(("UTC", "What happened"), rows)))
