"""What the language lens remarks in a document, as `check` tells it; it never blocks anything."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.clock import clock
from facilitator.findings.finding import Finding
from facilitator.findings.place import Place
from facilitator.model.postmortem import Postmortem

_HEAD = 40
"""So many letters of an item's text are enough to know it by."""


def remark_lines(document: Postmortem, finding: Finding) -> tuple[str, str]:
    """Return a finding in two lines: where it stands and what it is, and what might stand there."""
    words = f" “{finding.words}”" if finding.words else ""
    where = _where(document, finding.place)
    instead = finding.rewrites[0].words if finding.rewrites else ""
    return f"{where}{words}: {finding.reason}", instead


def remark_shapes(found: tuple[Finding, ...]) -> Iterator[dict[str, object]]:
    """Yield each finding as `check --json` writes it; `start` and `end` count characters."""
    for finding in found:
        place = finding.place
        yield {
            "rule": finding.rule,
            "family": finding.family,
            "stage": place.stage.value,
            "item": place.item_id,
            "field": place.field,
            "start": finding.start,
            "end": finding.end,
            "words": finding.words,
            "reason": finding.reason,
            "rewrites": [each.words for each in finding.rewrites],
        }


def _where(document: Postmortem, place: Place) -> str:
    """Say what a text belongs to, in the words people know it by."""
    if not place.item_id:
        return place.field.replace("_", " ").replace(".", ", ")
    for event in document.timeline.events:
        if event.id == place.item_id:
            return f"{clock(event.at)} {_shortened(event.text)}"
    labels = document.causes.labels()
    if place.item_id in labels:
        return f"{labels[place.item_id]} {_shortened(document.causes.cause(place.item_id).text)}"
    for action in document.actions.actions:
        if action.id == place.item_id:
            return _shortened(action.title)
    for lesson in document.lessons.lessons:
        if lesson.id == place.item_id:
            return _shortened(lesson.text)
    return place.field.replace("_", " ")


def _shortened(text: str) -> str:
    return text if len(text) <= _HEAD else f"{text[: _HEAD - 1].rstrip()}…"
