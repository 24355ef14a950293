"""The middle of the document in Markdown: causes, lessons, actions."""

from __future__ import annotations

from collections.abc import Iterable

from facilitator.analysis.format import LESSON_TITLES, days_of, status_in_words, when
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
"""Four spaces: every renderer nests a list that deep."""


def causes(postmortem: Postmortem) -> str:
    """Return the roots, the contributing factors apart from them, and the tree both stand in."""
    found = postmortem.causes
    return join_blocks(
        (
            markdown_heading("Root causes", 2),
            _in_role(postmortem, CauseRole.ROOT) or "No root cause is marked yet.",
            markdown_heading("Contributing factors", 2),
            _in_role(postmortem, CauseRole.CONTRIBUTING) or "No contributing factor is marked yet.",
            markdown_heading("The whys", 2),
            escape_paragraphs(found.problem) or "No problem statement yet.",
            _cause_tree(found),
        )
    )


def _cause_tree(found: Causes) -> str:
    """Return all causes as a nested list, each with the label the actions point at."""
    labels = found.labels()
    role = {
        CauseRole.ROOT: " · **root**",
        CauseRole.CONTRIBUTING: " · contributing",
        CauseRole.STEP: "",
    }
    return "\n".join(
        f"{_NESTED * depth}- {labels[cause.id]}: {escape_inline(cause.text)}{role[cause.role]}"
        for depth, cause in found.in_tree_order()
    )


def lessons(postmortem: Postmortem) -> str:
    """Return the four lists; an empty one is left out, luck that played no part is said."""
    parts = [markdown_heading("Lessons", 2)]
    for kind, title in LESSON_TITLES.items():
        items = bullet_list(_lesson(postmortem, lesson) for lesson in postmortem.lessons.of(kind))
        if not items and kind is LessonKind.GOT_LUCKY and postmortem.lessons.no_luck:
            items = "Luck played no part."
        if items:
            parts += [markdown_heading(title, 3), items]
    return join_blocks(parts if len(parts) > 1 else [*parts, "No lessons yet."])


def actions(postmortem: Postmortem, tickets: TicketPatterns) -> str:
    """Return the action items as a table, their tickets linked, or why there are none."""
    planned = postmortem.actions
    title = markdown_heading("Actions", 2)
    if not planned.actions:
        return join_blocks((title, escape_paragraphs(planned.none_reason) or "No actions yet."))
    header = ("Action", "Type", "Owner", "Due", "Priority", "Status", "Ticket", "Done when", "For")
    labels = postmortem.causes.labels()
    rows = (_action_row(action, labels, tickets) for action in planned.actions)
    return join_blocks((title, markdown_table(header, rows)))


def _in_role(postmortem: Postmortem, role: CauseRole) -> str:
    found, told = postmortem.causes, postmortem.timeline
    labels = found.labels()
    return "\n".join(
        _with_evidence(cause, labels[cause.id], told)
        for _, cause in found.in_tree_order()
        if cause.role is role
    )


def _with_evidence(cause: Cause, label: str, told: Timeline) -> str:
    bone = f" ({escape_inline(cause.bone)})" if cause.bone else ""
    lines = [f"- {label}: {escape_inline(cause.text)}{bone}"]
    lines += [f"{_NESTED}- Evidence: {_shown_by(e, told)}" for e in cause.evidence]
    if not cause.evidence:
        lines.append(f"{_NESTED}- Evidence: none yet")
    if cause.accepted_risk:
        lines.append(f"{_NESTED}- Accepted risk: {escape_inline(cause.accepted_risk)}")
    return "\n".join(lines)


def _shown_by(evidence: Evidence, told: Timeline) -> str:
    """Return how a cause is known: words or a link, and the event that shows it."""
    words = source_link(evidence.text, evidence.url)
    event = next((event for event in told.events if event.id == evidence.event), None)
    if event is None:
        return words or "an event that is no longer in the timeline"
    shown = f"{when(event, with_day=len(days_of(told)) > 1)} {escape_inline(event.text)}"
    return f"{words} ({shown})" if words else shown


def _lesson(postmortem: Postmortem, lesson: Lesson) -> str:
    keep = f" To keep it: {escape_inline(lesson.keep)}" if lesson.keep else ""
    end = "" if not keep or lesson.text.endswith((".", "!", "?", "…")) else "."
    return f"{escape_block_start(lesson.text + end)}{keep}{_pointers(postmortem, lesson)}"


def _pointers(postmortem: Postmortem, lesson: Lesson) -> str:
    labels = postmortem.causes.labels()
    titles = {action.id: action.title for action in postmortem.actions.actions}
    said = []
    if lesson.cause in labels:
        said.append(f"see {labels[lesson.cause]}")
    if lesson.action in titles:
        said.append(f"action: {escape_inline(titles[lesson.action])}")
    return f" ({'; '.join(said)})" if said else ""


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
    """Return a ticket by its key, as a link where it is known where it leads."""
    name, leads_to = tickets.name_of(ticket), tickets.link_of(ticket)
    return markdown_link(name, leads_to) if leads_to not in ("", name) else markdown_link("", name)
