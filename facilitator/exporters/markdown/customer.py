"""A postmortem as Markdown for customers: what they read, and nothing that is ours alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from facilitator.analysis.durations import minutes_between
from facilitator.analysis.format import days_of, length, moment, title_of, when
from facilitator.exporters.markdown.escape import (
    bullet_list,
    escape_paragraphs,
    join_blocks,
    markdown_heading,
    markdown_table,
    table_cell,
)
from facilitator.findings.redaction.context import disclosure_context
from facilitator.findings.redaction.document import accepted_words, made_safe
from facilitator.findings.redaction.rules import NO_DISCLOSURE_RULES, DisclosureRules
from facilitator.model.postmortem import Postmortem
from facilitator.model.tickets import TicketPatterns
from facilitator.model.timeline import Event, Milestone, Timeline
from facilitator.text.format import clock

_Safe = Callable[[str], str]
_TOLD = (
    (Milestone.STARTED, "It began"),
    (Milestone.DETECTED, "We noticed it"),
    (Milestone.MITIGATED, "Its effects ended"),
    (Milestone.RESOLVED, "It was over"),
)
"""The minutes that customers are told, and how."""


def customer_markdown(
    postmortem: Postmortem,
    rules: DisclosureRules = NO_DISCLOSURE_RULES,
    tickets: TicketPatterns | None = None,
) -> str:
    """Return the document for customers: title, their summary, the times, the events for them.

    It is made from the document each time. Of the rest nothing is in it: no people, owners or
    tickets, no causes, notes or parked thoughts. What gives something away is replaced by what is
    safe, save the words that somebody has let pass by name; blame, and figures the timeline does
    not hold, stay as they are written (`document_leaks` tells of them). All times are UTC. What
    people typed never becomes markup.
    """
    context, accepted = disclosure_context(postmortem, rules, tickets), accepted_words(postmortem)

    def safe(text: str) -> str:
        return made_safe(text, context, accepted)

    customer, timeline = postmortem.followup.customer, postmortem.timeline
    parts = (
        markdown_heading(safe(title_of(postmortem)), 1),
        escape_paragraphs(safe(customer.summary)),
        _section("What happened", escape_paragraphs(safe(customer.what_happened))),
        _section("When", join_blocks((_minutes(timeline), _events(timeline, safe)))),
        _section("What we are doing", escape_paragraphs(safe(customer.what_we_do))),
    )
    return join_blocks(parts) + "\n"


def _section(title: str, words: str) -> str:
    return join_blocks((markdown_heading(title, 2), words)) if words else ""


def _minutes(timeline: Timeline) -> str:
    """Return the minutes that are known, each with the time since the start."""
    start = timeline.milestone(Milestone.STARTED)
    marked = ((says, timeline.milestone(milestone)) for milestone, says in _TOLD)
    return bullet_list(_told(says, event, start) for says, event in marked if event)


def _told(says: str, event: Event, start: Event | None) -> str:
    if start is None or event is start:
        return f"{says} at {_about(event)}{moment(event.at)}."
    minutes = minutes_between(start.at, event.at)
    after = f", after {_about(event) or _about(start)}{length(minutes)}" if minutes > 0 else ""
    return f"{says} at {_about(event)}{_minute(event.at, start.at)}{after}."


def _about(event: Event) -> str:
    return "about " if event.approximate else ""


def _minute(at: datetime, start: datetime) -> str:
    return f"{clock(at)} UTC" if at.date() == start.date() else moment(at)


def _events(timeline: Timeline, safe: _Safe) -> str:
    """Return the events that customers are told of, as a table."""
    told = tuple(event for event in timeline.events if event.for_customers)
    if not told:
        return ""
    days = days_of(Timeline(events=told))
    rows = ((when(event, len(days) > 1), table_cell(safe(event.text))) for event in told)
    note = f"On {days[0]}, in UTC:" if len(days) == 1 else "In UTC:"
    return join_blocks((note, markdown_table(("UTC", "What happened"), rows)))
