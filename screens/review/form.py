"""Texts of the review: status, checklist and conditions; and the form of private notes."""

from __future__ import annotations

from facilitator.guide.conditions.assessment import ChecklistLine
from facilitator.guide.conditions.condition import (
    STATE_MARKS,
    Assessment,
    ConditionResult,
    ConditionState,
)
from facilitator.guide.publication import PUBLISHED_STATUSES
from facilitator.guide.stages import guide_for
from facilitator.model.postmortem import Postmortem, Status
from screens.widgets.form_spec import BoundField, EditorKind, FieldSpec

_STATUS_DESCRIPTIONS = {
    Status.DRAFT: "being written",
    Status.IN_REVIEW: "being read by those who were there",
    Status.PUBLISHED: "shared; all that is needed is met or waived",
    Status.CLOSED: "reviews held, nothing left to do",
}
"""The meaning of each status, as the choice of a status shows it."""

NOTES_FIELDS = (
    BoundField(
        FieldSpec(
            "private_notes",
            "Private notes",
            EditorKind.PROSE,
            hint="for the facilitator; never exported",
            rows=4,
        ),
        lambda document: document.private_notes,
        lambda document, text: document.changing(private_notes=text),
    ),
)


def review_headline(document: Postmortem, assessment: Assessment) -> str:
    """Return the status, how many conditions are open, and the next step, in one line."""
    status, name = document.status, document.status.value.capitalize()
    if document.revision > 1:
        name = f"Revision {document.revision}, {document.status.value}"
    open_results = assessment.open_results()
    count = len(open_results)
    unscheduled = not document.followup.reviews and status not in PUBLISHED_STATUSES
    if unscheduled and [result.condition for result in open_results] == ["followup.reviews"]:
        return f"{name}: only the reviews have no day yet. s publishes it, and dates them."
    if count:
        things = "1 thing is" if count == 1 else f"{count} things are"
        return f"{name}: {things} still open. Enter on one goes there."
    if status is Status.CLOSED:
        return f"{name}: thank you."
    if status is Status.PUBLISHED:
        return f"{name}: s closes it once the reviews are held, or opens it again."
    return f"{name}: nothing is open. s publishes it."


def status_choices(document: Postmortem) -> list[tuple[str, str]]:
    """Return the choices for the status: its value, and what it means for this document."""
    reopening = f"; opens it again, as revision {document.revision + 1}"
    is_published = document.status in PUBLISHED_STATUSES
    return [
        (
            status.value,
            f"{status.value:<10} {meaning}"
            + (reopening if is_published and status not in PUBLISHED_STATUSES else ""),
        )
        for status, meaning in _STATUS_DESCRIPTIONS.items()
    ]


def checklist_label(line: ChecklistLine) -> str:
    """Return a line of the checklist, with how many of its needed conditions are met or waived."""
    needed = [result for result in line.results if result.state is not ConditionState.NOT_NEEDED]
    met = sum(result.state is not ConditionState.OPEN for result in needed)
    count = f"{met} of {len(needed)}" if needed else "nothing needed"
    return f"{STATE_MARKS[line.state]} {line.statement}   {count}"


def condition_label(result: ConditionResult) -> str:
    """Return a condition; of a waived one also by whom and why."""
    tail = f"   {result.detail}" if result.state is ConditionState.WAIVED else ""
    return f"{STATE_MARKS[result.state]} {result.statement}{tail}"


def condition_details(result: ConditionResult) -> str:
    """Return a condition in full: its stage, its statement, what is missing and what to do."""
    guide = guide_for(result.stage)
    parts = [f"{guide.number} {guide.title}: {result.statement}"]
    parts += [f"{result.detail}"] if result.detail else []
    parts += [result.todo] if result.state is ConditionState.OPEN else []
    return "\n".join(parts)
