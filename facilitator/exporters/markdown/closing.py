"""The end of the document in Markdown: who was told, who looks again, what the review says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from facilitator.analysis.format import moment
from facilitator.exporters.markdown.escape import (
    blocks,
    bullets,
    cell,
    heading,
    opening,
    prose,
    table,
)
from facilitator.findings.team_rules import NOTHING_SET, TeamRules
from facilitator.guide.conditions.assessment import ReviewLine, assess, review_lines
from facilitator.guide.conditions.base import Assessment, State
from facilitator.model.followup import CustomerSummary, Followup, Review
from facilitator.model.impact import CustomerNotice
from facilitator.model.postmortem import ParkedKind, Postmortem

_NOT_YET = "not yet"


def communication(postmortem: Postmortem) -> str:
    """Return what customers read, and who was told what, where and when."""
    followup = postmortem.followup
    parts = [
        _customer_summary(followup.customer),
        _notices(postmortem.impact.notices),
        _shares(followup),
        _sign_offs(followup),
        _accepted_leaks(followup),
        f"Repeats: {opening(followup.repeat_of)}" if followup.repeat_of else "",
        f"Raised to: {opening(followup.escalation)}" if followup.escalation else "",
    ]
    if not any(parts):
        parts = ["Nobody has been told yet."]
    return blocks((heading("Communication", 2), *parts))


def reviews(postmortem: Postmortem) -> str:
    """Return the days on which somebody looks again, and what they found."""
    planned = sorted(postmortem.followup.reviews, key=lambda review: review.due)
    title = heading("Follow-up reviews", 2)
    if not planned:
        return blocks((title, "No review is planned yet."))
    return blocks((title, table(("Due", "Held on", "Outcome"), map(_review_row, planned))))


def checklist(postmortem: Postmortem, team: TeamRules = NOTHING_SET) -> str:
    """Return the six lines of the review, what is open beneath each, and what was set aside."""
    assessment = assess(postmortem, team)
    return blocks(
        (
            heading("Checklist", 2),
            "\n".join(map(_checked, review_lines(assessment))),
            _waived(postmortem, assessment),
            _confirmed(postmortem, assessment),
        )
    )


def parking_lot(postmortem: Postmortem) -> str:
    """Return the parked thoughts; nothing where there are none."""
    if not postmortem.parking_lot:
        return ""
    thoughts = bullets(
        opening(thought.text)
        + ("" if thought.kind is ParkedKind.THOUGHT else f" ({thought.kind.value})")
        for thought in postmortem.parking_lot
    )
    return blocks((heading("Parking lot", 2), thoughts))


def _customer_summary(summary: CustomerSummary) -> str:
    if not summary.is_written:
        return ""
    parts = [heading("What customers read", 3), prose(summary.summary)]
    if happened := prose(summary.what_happened):
        parts += [heading("What happened", 4), happened]
    if doing := prose(summary.what_we_do):
        parts += [heading("What we are doing", 4), doing]
    return blocks(parts)


def _notices(notices: Iterable[CustomerNotice]) -> str:
    rows = [(moment(n.at), cell(n.channel), cell(n.text)) for n in notices]
    if not rows:
        return ""
    return blocks((heading("Customer notices", 3), table(("When", "Where", "What it said"), rows)))


def _shares(followup: Followup) -> str:
    rows = [(cell(s.audience), cell(s.channel), _moment(s.at)) for s in followup.shares]
    return (
        blocks((heading("Shared with", 3), table(("Who", "Where", "When"), rows))) if rows else ""
    )


def _sign_offs(followup: Followup) -> str:
    rows = [(cell(s.role), cell(s.name), _moment(s.at)) for s in followup.sign_offs]
    return blocks((heading("Sign-offs", 3), table(("Role", "Name", "When"), rows))) if rows else ""


def _accepted_leaks(followup: Followup) -> str:
    rows = [
        (cell(", ".join(leaks.words)), cell(leaks.by), moment(leaks.at))
        for leaks in followup.accepted_leaks
    ]
    head = heading("Left in what customers read", 3)
    return blocks((head, table(("Words", "Who said so", "When"), rows))) if rows else ""


def _review_row(review: Review) -> tuple[str, str, str]:
    held = review.held_on.isoformat() if review.held_on else _NOT_YET
    return review.due.isoformat(), held, cell(review.outcome)


def _checked(line: ReviewLine) -> str:
    match line.state:
        case State.MET:
            return f"- [x] {line.says}"
        case State.WAIVED:
            return f"- [x] {line.says} (with something waived, see below)"
        case State.NOT_NEEDED:
            return f"- [x] {line.says} (not needed here)"
        case State.OPEN:
            missing = [r for r in line.rests_on if r.state is State.OPEN]
            return "\n".join([f"- [ ] {line.says}", *(f"    - {opening(r.todo)}" for r in missing)])


def _waived(postmortem: Postmortem, assessment: Assessment) -> str:
    if not postmortem.waivers:
        return ""
    says = {result.condition: result.says for result in assessment.results}
    rows = (
        (cell(says.get(waiver.condition, waiver.condition)), cell(waiver.reason), cell(waiver.by))
        for waiver in postmortem.waivers
    )
    return blocks((heading("Waived", 3), table(("What", "Why", "Who said so"), rows)))


def _confirmed(postmortem: Postmortem, assessment: Assessment) -> str:
    if not postmortem.confirmations:
        return ""
    says = {result.condition: result.says for result in assessment.results}
    rows = (
        (cell(says.get(word.condition, word.condition)), cell(word.by), _moment(word.at))
        for word in postmortem.confirmations
    )
    return blocks((heading("Confirmed", 3), table(("What", "Who said so", "When"), rows)))


def _moment(at: datetime | None) -> str:
    return moment(at) if at else _NOT_YET
