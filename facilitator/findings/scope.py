"""What the scope asks for a second look at: who takes part, and which day it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from facilitator.findings.finding import Finding, FindingKind
from facilitator.findings.place import Place
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth
from facilitator.model.stage import Stage

_A_DAY = timedelta(days=1)
"""What is a day in UTC may be the one before or after where the incident was."""


def scope_findings(document: Postmortem, depth: Depth) -> Iterator[Finding]:
    """Yield what the scope asks for a second look at."""
    yield from _written_alone(document, depth)
    yield from _of_another_day(document)


def _written_alone(document: Postmortem, depth: Depth) -> Iterator[Finding]:
    """Yield the remark on a draft that one person writes alone, where the depth asks for two.

    Once others take part, a facilitator apart from the responders is an exit condition.
    """
    scope = document.scope
    began = bool(document.timeline.events or document.causes.causes)
    if depth is not Depth.LIGHT and began and not scope.participants:
        yield Finding(
            FindingKind.SCOPE,
            "solo",
            Place(Stage.SCOPE, "", "facilitator"),
            "Nobody else takes part yet: who that did not respond could read it with you and ask?",
        )


def _of_another_day(document: Postmortem) -> Iterator[Finding]:
    """Yield the question which is right, where no event is of the day of the incident.

    A log of last week is soon pasted into a postmortem that was begun with today's day.
    """
    day, events = document.scope.incident_date, document.timeline.events
    if day is None or not events:
        return
    first, last = events[0].at.date(), events[-1].at.date()
    if not first - _A_DAY <= day <= last + _A_DAY:
        days = f"{first}" if first == last else f"{first} to {last}"
        yield Finding(
            FindingKind.SCOPE,
            "day",
            Place(Stage.SCOPE, "", "incident_date"),
            f"It is {day}, but the timeline is of {days}: which is right?",
        )
