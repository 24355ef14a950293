"""The notes, the parking lot and the status of the review, and how each becomes an edit."""

from __future__ import annotations

from facilitator.guide.conditions.assessment import ChecklistLine
from facilitator.guide.conditions.base import STATE_MARKS, Assessment, ConditionResult, ConditionState
from facilitator.guide.publication import PUBLISHED_STATUSES
from facilitator.guide.stages import guide_for
from facilitator.model.postmortem import Postmortem, Status
from screens.widgets.form_spec import BoundField, EditorKind, FieldSpec

STATUSES = {
    Status.DRAFT: "being written",
    Status.IN_REVIEW: "being read by those who were there",
    Status.PUBLISHED: "shared; all that is needed is met or waived",
    Status.CLOSED: "reviews held, nothing left to do",
}
"""What each status means, in the words the question shows."""

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


def standing_words(document: Postmortem, assessment: Assessment) -> str:
    """Say in one line where the document stands and what comes next."""
    status, name = document.status, document.status.value.capitalize()
    if document.revision > 1:
        name = f"Revision {document.revision}, {document.status.value}"
    open_results = assessment.open_results()
    count = len(open_results)
    undated = not document.followup.reviews and status not in PUBLISHED_STATUSES
    if undated and [result.condition for result in open_results] == ["followup.reviews"]:
        return f"{name}: only the reviews have no day yet. s publishes it, and dates them."
    if count:
        things = "1 thing is" if count == 1 else f"{count} things are"
        return f"{name}: {things} still open. Enter on one goes there."
    if status is Status.CLOSED:
        return f"{name}: thank you."
    if status is Status.PUBLISHED:
        return f"{name}: s closes it once the reviews are held, or opens it again."
    return f"{name}: nothing is open. s publishes it."


def status_answers(document: Postmortem) -> list[tuple[str, str]]:
    """Return what the question for the status offers, and what each would mean here."""
    opens_again = f"; opens it again, as revision {document.revision + 1}"
    return [
        (
            status.value,
            f"{status.value:<10} {words}"
            + (opens_again if document.status in PUBLISHED_STATUSES and status not in PUBLISHED_STATUSES else ""),
        )
        for status, words in STATUSES.items()
    ]


def line_words(line: ChecklistLine) -> str:
    """Say a line of the checklist and how many of its conditions stand."""
    needed = [result for result in line.results if result.state is not ConditionState.NOT_NEEDED]
    settled = sum(result.state is not ConditionState.OPEN for result in needed)
    count = f"{settled} of {len(needed)}" if needed else "nothing needed"
    return f"{STATE_MARKS[line.state]} {line.statement}   {count}"


def result_words(result: ConditionResult) -> str:
    """Say a condition, and who waived it why."""
    tail = f"   {result.detail}" if result.state is ConditionState.WAIVED else ""
    return f"{STATE_MARKS[result.state]} {result.statement}{tail}"


def whole_words(result: ConditionResult) -> str:
    """Say a condition in full: what must hold, what is amiss, what to do, and where."""
    guide = guide_for(result.stage)
    parts = [f"{guide.number} {guide.title}: {result.statement}"]
    parts += [f"{result.detail}"] if result.detail else []
    parts += [result.todo] if result.state is ConditionState.OPEN else []
    return "\n".join(parts)
