"""Labels of the location of a finding: the minute of an event, the label of a cause, a field."""

from __future__ import annotations

from facilitator.findings.finding import Location
from facilitator.findings.memo import cache_last, cache_per_item
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event
from facilitator.text.format import clock, truncate

_NO_LABEL = ("", "")
_LONGEST_TEXT = 40
"""The most characters of an item's text in a full label."""


def short_label(document: Postmortem, location: Location) -> str:
    """Return the label of a location's item: `14:02`, `c3`, `a2`; without one, of its field."""
    name, _ = _labels(document).get(location.item_id, _NO_LABEL)
    return name or _field_label(location.field)


def full_label(document: Postmortem, location: Location) -> str:
    """Return the label and text of a location's item: `14:02 canary at 5%`."""
    name, text = _labels(document).get(location.item_id, _NO_LABEL)
    return f"{name} {truncate(text, _LONGEST_TEXT)}".strip() or _field_label(location.field)


@cache_last
def _labels(document: Postmortem) -> dict[str, tuple[str, str]]:
    """Return the label and the text of each item by its id; either may be empty."""
    labels = document.causes.labels()
    names = dict(_event_label(document.timeline.events))
    for unknown in document.timeline.unknown:
        names[unknown.milestone] = (unknown.milestone.value, "")
    for measure in document.impact.measures:
        names[measure.id] = (measure.name or measure.kind.value, "")
    for notice in document.impact.notices:
        names[notice.id] = (f"notice {clock(notice.at)}", "")
    for cause in document.causes.causes:
        names[cause.id] = (labels[cause.id], cause.text)
        for evidence in cause.evidence:
            names.setdefault(evidence.id, names[cause.id])
    for lesson in document.lessons.lessons:
        names[lesson.id] = (lesson.kind.value, lesson.text)
    for n, action in enumerate(document.actions.actions, start=1):
        names[action.id] = (f"a{n}", action.title)
    for review in document.followup.reviews:
        names[review.id] = (f"review {review.due.isoformat()}", "")
    return names


@cache_per_item
def _event_label(event: Event) -> tuple[str, tuple[str, str]]:
    return event.id, (clock(event.at), event.text)


def _field_label(field: str) -> str:
    return field.replace("_", " ").replace(".", ", ")
