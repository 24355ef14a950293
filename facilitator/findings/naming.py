"""What people call the place of a finding: a minute, a cause's label, the field."""

from __future__ import annotations

from facilitator.clock import clock
from facilitator.findings.place import Place
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage

_HEAD = 40
"""So many letters of an item's text are enough to know it by."""


def called(document: Postmortem, place: Place) -> str:
    """Return the shortest name of a place: `14:02`, `c3`, `a2`, or the name of its field."""
    name, _ = _named(document, place)
    return name or _spoken(place.field)


def where(document: Postmortem, place: Place) -> str:
    """Return a name of a place that it is known by without the document: `14:02 canary at 5%`."""
    name, text = _named(document, place)
    return " ".join(part for part in (name, _head(text)) if part) or _spoken(place.field)


def _named(document: Postmortem, place: Place) -> tuple[str, str]:
    """Return the name an item has, and its text; either may be empty."""
    match place.stage:
        case Stage.TIMELINE:
            for event in document.timeline.events:
                if event.id == place.item_id:
                    return clock(event.at), event.text
            for notice in document.impact.notices:
                if notice.id == place.item_id:
                    return f"notice {clock(notice.at)}", ""
        case Stage.CAUSES:
            for cause in document.causes.causes:
                if place.item_id in (cause.id, *(each.id for each in cause.evidence)):
                    return document.causes.labels()[cause.id], cause.text
        case Stage.LESSONS:
            for lesson in document.lessons.lessons:
                if lesson.id == place.item_id:
                    return lesson.kind.value, lesson.text
        case Stage.ACTIONS:
            for n, action in enumerate(document.actions.actions, start=1):
                if action.id == place.item_id:
                    return f"a{n}", action.title
        case Stage.FOLLOWUP:
            for review in document.followup.reviews:
                if review.id == place.item_id:
                    return f"review {review.due.isoformat()}", ""
        case Stage.SCOPE | Stage.REVIEW:
            pass
    return "", ""


def _spoken(field: str) -> str:
    return field.replace("_", " ").replace(".", ", ")


def _head(text: str) -> str:
    return text if len(text) <= _HEAD else f"{text[: _HEAD - 1].rstrip()}…"
