"""Middle part of the internal document: causes, lessons, action items."""

from __future__ import annotations

from collections.abc import Iterable

from facilitator.analysis.format import LESSON_TITLES, days_of, format_event_time, status_in_words
from facilitator.exporters.markdown.escape import (
    bullet_list,
    escape_block_start,
    escape_inline,
    escape_paragraphs,
    join_blocks,
    markdown_heading,
    markdown_link,
    markdown_table,
    source_link,
    table_cell,
)
from facilitator.model.actions import Action
from facilitator.model.causes import Cause, CauseRole, Causes, Evidence
from facilitator.model.lessons import Lesson, LessonKind
from facilitator.model.postmortem import Postmortem
from facilitator.model.tickets import TicketPatterns
from facilitator.model.timeline import Timeline

_NESTED = "    "
"""Indent of a nested list: four spaces work in every renderer, two do not."""


def causes(postmortem: Postmortem) -> str:
    """Return the root causes, the contributing factors, and the five-whys tree of all causes."""
    tree = postmortem.causes
    return join_blocks(
        (
            markdown_heading("Root causes", 2),
            _in_role(postmortem, CauseRole.ROOT) or "No root cause is marked yet.",
            markdown_heading("Contributing factors", 2),
            _in_role(postmortem, CauseRole.CONTRIBUTING) or "No contributing factor is marked yet.",
            markdown_heading("The whys", 2),
            escape_paragraphs(tree.problem) or "No problem statement yet.",
            _cause_tree(tree),
        )
    )


def _cause_tree(tree: Causes) -> str:
    """Return all causes as a nested list with the labels that actions refer to (`c2`)."""
    labels = tree.labels()
    role = {
        CauseRole.ROOT: " · **root**",
        CauseRole.CONTRIBUTING: " · contributing",
        CauseRole.STEP: "",
    }
    return "\n".join(
        f"{_NESTED * depth}- {labels[cause.id]}: {escape_inline(cause.text)}{role[cause.role]}"
        for depth, cause in tree.in_tree_order()
    )


def lessons(postmortem: Postmortem) -> str:
    """Return the lists of lessons, empty ones left out; a declared absence of luck is stated."""
    parts = [markdown_heading("Lessons", 2)]
    for kind, title in LESSON_TITLES.items():
        items = bullet_list(_lesson(postmortem, lesson) for lesson in postmortem.lessons.of(kind))
        if not items and kind is LessonKind.GOT_LUCKY and postmortem.lessons.no_luck:
            items = "Luck played no part."
        if items:
            parts += [markdown_heading(title, 3), items]
    return join_blocks(parts if len(parts) > 1 else [*parts, "No lessons yet."])


def actions(postmortem: Postmortem, tickets: TicketPatterns) -> str:
    """Return the action items as a table with linked tickets, or the reason for having none."""
    plan = postmortem.actions
    title = markdown_heading("Actions", 2)
    if not plan.actions:
        return join_blocks((title, escape_paragraphs(plan.none_reason) or "No actions yet."))
    header = ("Action", "Type", "Owner", "Due", "Priority", "Status", "Ticket", "Done when", "For")
    labels = postmortem.causes.labels()
    rows = (_action_row(action, labels, tickets) for action in plan.actions)
    return join_blocks((title, markdown_table(header, rows)))


def _in_role(postmortem: Postmortem, role: CauseRole) -> str:
    tree, timeline = postmortem.causes, postmortem.timeline
    labels = tree.labels()
    return "\n".join(
        _with_evidence(cause, labels[cause.id], timeline)
        for _, cause in tree.in_tree_order()
        if cause.role is role
    )


def _with_evidence(cause: Cause, label: str, timeline: Timeline) -> str:
    bone = f" ({escape_inline(cause.bone)})" if cause.bone else ""
    lines = [f"- {label}: {escape_inline(cause.text)}{bone}"]
    lines += [f"{_NESTED}- Evidence: {_evidence_text(e, timeline)}" for e in cause.evidence]
    if not cause.evidence:
        lines.append(f"{_NESTED}- Evidence: none yet")
    if cause.accepted_risk:
        lines.append(f"{_NESTED}- Accepted risk: {escape_inline(cause.accepted_risk)}")
    return "\n".join(lines)


def _evidence_text(evidence: Evidence, timeline: Timeline) -> str:
    """Return evidence as text or link, with the timeline event that it refers to."""
    words = source_link(evidence.text, evidence.url)
    event = next((event for event in timeline.events if event.id == evidence.event), None)
    if event is None:
        return words or "an event that is no longer in the timeline"
    time = format_event_time(event, with_day=len(days_of(timeline)) > 1)
    shown = f"{time} {escape_inline(event.text)}"
    return f"{words} ({shown})" if words else shown


def _lesson(postmortem: Postmortem, lesson: Lesson) -> str:
    keep = f" To keep it: {escape_inline(lesson.keep)}" if lesson.keep else ""
    end = "" if not keep or lesson.text.endswith((".", "!", "?", "…")) else "."
    return f"{escape_block_start(lesson.text + end)}{keep}{_pointers(postmortem, lesson)}"


def _pointers(postmortem: Postmortem, lesson: Lesson) -> str:
    labels = postmortem.causes.labels()
    titles = {action.id: action.title for action in postmortem.actions.actions}
    pointers = []
    if lesson.cause in labels:
        pointers.append(f"see {labels[lesson.cause]}")
    if lesson.action in titles:
        pointers.append(f"action: {escape_inline(titles[lesson.action])}")
    return f" ({'; '.join(pointers)})" if pointers else ""


def _action_row(action: Action, labels: dict[str, str], tickets: TicketPatterns) -> Iterable[str]:
    return (
        table_cell(action.title),
        table_cell(action.type or ""),
        table_cell(action.owner or "nobody yet"),
        action.due.isoformat() if action.due else "no date yet",
        table_cell(action.priority or ""),
        table_cell(status_in_words(action)),
        _ticket(action.ticket, tickets),
        table_cell(action.done_when),
        ", ".join(labels[cause] for cause in action.addresses if cause in labels),
    )


def _ticket(ticket: str, tickets: TicketPatterns) -> str:
    """Return a ticket's key, linked if a ticket pattern gives its address."""
    name, leads_to = tickets.name_of(ticket), tickets.link_of(ticket)
    return markdown_link(name, leads_to) if leads_to not in ("", name) else markdown_link("", name)
