"""Last part of the internal document: communication, follow-up reviews, checklist, parking lot."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from facilitator.analysis.format import format_utc_minute
from facilitator.exporters.markdown.escape import (
    bullet_list,
    escape_block_start,
    escape_paragraphs,
    join_blocks,
    markdown_heading,
    markdown_table,
    table_cell,
)
from facilitator.findings.team_rules import NO_TEAM_RULES, TeamRules
from facilitator.guide.conditions.assessment import ChecklistLine, assess, checklist_lines
from facilitator.guide.conditions.condition import Assessment, ConditionState
from facilitator.model.followup import CustomerSummary, Followup, Review
from facilitator.model.impact import CustomerNotice
from facilitator.model.postmortem import ParkedKind, Postmortem

_NOT_YET = "not yet"


def communication(postmortem: Postmortem) -> str:
    """Return the customer summary, notices, shares, sign-offs and acknowledged leaks."""
    followup = postmortem.followup
    parts = [
        _customer_summary(followup.customer),
        _notices(postmortem.impact.notices),
        _shares(followup),
        _sign_offs(followup),
        _accepted_leaks(followup),
        f"Repeats: {escape_block_start(followup.repeat_of)}" if followup.repeat_of else "",
        f"Raised to: {escape_block_start(followup.escalation)}" if followup.escalation else "",
    ]
    if not any(parts):
        parts = ["Nobody has been told yet."]
    return join_blocks((markdown_heading("Communication", 2), *parts))


def reviews(postmortem: Postmortem) -> str:
    """Return the follow-up reviews by due date, with their outcomes."""
    by_due_date = sorted(postmortem.followup.reviews, key=lambda review: review.due)
    title = markdown_heading("Follow-up reviews", 2)
    if not by_due_date:
        return join_blocks((title, "No review is planned yet."))
    return join_blocks(
        (title, markdown_table(("Due", "Held on", "Outcome"), map(_review_row, by_due_date)))
    )


def checklist(postmortem: Postmortem, team: TeamRules = NO_TEAM_RULES) -> str:
    """Return the review checklist with open conditions, waivers and confirmations."""
    assessment = assess(postmortem, team)
    return join_blocks(
        (
            markdown_heading("Checklist", 2),
            "\n".join(map(_checked, checklist_lines(assessment))),
            _waived(postmortem, assessment),
            _confirmed(postmortem, assessment),
        )
    )


def parking_lot(postmortem: Postmortem) -> str:
    """Return the parked thoughts; empty if there are none."""
    if not postmortem.parking_lot:
        return ""
    thoughts = bullet_list(
        escape_block_start(thought.text)
        + ("" if thought.kind is ParkedKind.THOUGHT else f" ({thought.kind.value})")
        for thought in postmortem.parking_lot
    )
    return join_blocks((markdown_heading("Parking lot", 2), thoughts))


def _customer_summary(summary: CustomerSummary) -> str:
    if not summary.is_written:
        return ""
    parts = [markdown_heading("What customers read", 3), escape_paragraphs(summary.summary)]
    if happened := escape_paragraphs(summary.what_happened):
        parts += [markdown_heading("What happened", 4), happened]
    if doing := escape_paragraphs(summary.what_we_do):
        parts += [markdown_heading("What we are doing", 4), doing]
    return join_blocks(parts)


def _notices(notices: Iterable[CustomerNotice]) -> str:
    rows = [(format_utc_minute(n.at), table_cell(n.channel), table_cell(n.text)) for n in notices]
    if not rows:
        return ""
    return join_blocks(
        (
            markdown_heading("Customer notices", 3),
            markdown_table(("When", "Where", "What it said"), rows),
        )
    )


def _shares(followup: Followup) -> str:
    rows = [(table_cell(s.audience), table_cell(s.channel), _moment(s.at)) for s in followup.shares]
    return (
        join_blocks(
            (markdown_heading("Shared with", 3), markdown_table(("Who", "Where", "When"), rows))
        )
        if rows
        else ""
    )


def _sign_offs(followup: Followup) -> str:
    rows = [(table_cell(s.role), table_cell(s.name), _moment(s.at)) for s in followup.sign_offs]
    return (
        join_blocks(
            (markdown_heading("Sign-offs", 3), markdown_table(("Role", "Name", "When"), rows))
        )
        if rows
        else ""
    )


def _accepted_leaks(followup: Followup) -> str:
    rows = [
        (table_cell(", ".join(leaks.words)), table_cell(leaks.by), format_utc_minute(leaks.at))
        for leaks in followup.accepted_leaks
    ]
    head = markdown_heading("Left in what customers read", 3)
    return (
        join_blocks((head, markdown_table(("Words", "Who said so", "When"), rows))) if rows else ""
    )


def _review_row(review: Review) -> tuple[str, str, str]:
    held = review.held_on.isoformat() if review.held_on else _NOT_YET
    return review.due.isoformat(), held, table_cell(review.outcome)


def _checked(line: ChecklistLine) -> str:
    match line.state:
        case ConditionState.MET:
            return f"- [x] {line.statement}"
        case ConditionState.WAIVED:
            return f"- [x] {line.statement} (with something waived, see below)"
        case ConditionState.NOT_NEEDED:
            return f"- [x] {line.statement} (not needed here)"
        case ConditionState.OPEN:
            missing = [r for r in line.results if r.state is ConditionState.OPEN]
            return "\n".join(
                [
                    f"- [ ] {line.statement}",
                    *(f"    - {escape_block_start(r.todo)}" for r in missing),
                ]
            )


def _waived(postmortem: Postmortem, assessment: Assessment) -> str:
    if not postmortem.waivers:
        return ""
    says = {result.condition: result.statement for result in assessment.results}
    rows = (
        (
            table_cell(says.get(waiver.condition, waiver.condition)),
            table_cell(waiver.reason),
            table_cell(waiver.by),
        )
        for waiver in postmortem.waivers
    )
    return join_blocks(
        (markdown_heading("Waived", 3), markdown_table(("What", "Why", "Who said so"), rows))
    )


def _confirmed(postmortem: Postmortem, assessment: Assessment) -> str:
    if not postmortem.confirmations:
        return ""
    says = {result.condition: result.statement for result in assessment.results}
    rows = (
        (
            table_cell(says.get(word.condition, word.condition)),
            table_cell(word.by),
            _moment(word.at),
        )
        for word in postmortem.confirmations
    )
    return join_blocks(
        (markdown_heading("Confirmed", 3), markdown_table(("What", "Who said so", "When"), rows))
    )


def _moment(at: datetime | None) -> str:
    return format_utc_minute(at) if at else _NOT_YET
