"""The notes, the parking lot and the status of the review, and how each becomes an edit."""

from __future__ import annotations

from facilitator.guide.conditions import MARKS, Assessment, Result, State
from facilitator.guide.review import ReviewLine
from facilitator.guide.stages import guide_for
from facilitator.model.postmortem import Status
from screens.fields import BoundField, FieldKind, FieldSpec

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
            FieldKind.PROSE,
            hint="for the facilitator; never exported",
            rows=4,
        ),
        lambda document: document.private_notes,
        lambda document, text: document.changing(private_notes=text),
    ),
)


def status_problem(status: Status, assessment: Assessment) -> str:
    """Say why the document cannot have this status; empty where it can.

    Publishing and closing need every needed condition met, or waived with a reason.
    """
    if status not in (Status.PUBLISHED, Status.CLOSED) or assessment.publishable:
        return ""
    count = len(assessment.open_results())
    things = "1 needed condition is" if count == 1 else f"{count} needed conditions are"
    return f"Not {status.value} yet: {things} open; meet each one, or waive it with a reason."


def standing_words(status: Status, assessment: Assessment) -> str:
    """Say in one line where the document stands and what comes next."""
    count = len(assessment.open_results())
    if count:
        things = "1 thing is" if count == 1 else f"{count} things are"
        return f"{_capital(status)}: {things} still open. Enter on one goes there."
    if status is Status.CLOSED:
        return "Closed: thank you."
    if status is Status.PUBLISHED:
        return "Published: s closes it once the reviews are held."
    return f"{_capital(status)}: nothing is open. s publishes it."


def _capital(status: Status) -> str:
    return status.value.capitalize()


def line_words(line: ReviewLine) -> str:
    """Say a line of the checklist and how many of its conditions stand."""
    needed = [result for result in line.rests_on if result.state is not State.NOT_NEEDED]
    settled = sum(result.state is not State.OPEN for result in needed)
    count = f"{settled} of {len(needed)}" if needed else "nothing needed"
    return f"{MARKS[line.state]} {line.says}   {count}"


def result_words(result: Result) -> str:
    """Say a condition, and who waived it why."""
    tail = f"   {result.detail}" if result.state is State.WAIVED else ""
    return f"{MARKS[result.state]} {result.says}{tail}"


def whole_words(result: Result) -> str:
    """Say a condition in full: what must hold, what is amiss, what to do, and where."""
    guide = guide_for(result.stage)
    parts = [f"{guide.number} {guide.title}: {result.says}"]
    parts += [f"{result.detail}"] if result.detail else []
    parts += [result.todo] if result.state is State.OPEN else []
    return "\n".join(parts)
