"""What asks for a second look at the actions, apart from their words.

What the tree of causes as a whole asks for a second look at.
What the scope asks for a second look at: who takes part, and which day it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from facilitator.findings.finding import Finding, FindingKind, Location
from facilitator.model.actions import ActionStatus
from facilitator.model.causes import Causes
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth
from facilitator.model.stage import Stage


def action_findings(document: Postmortem) -> Iterator[Finding]:
    """Yield the actions that answer no cause, where there are causes."""
    causes = {cause.id for cause in document.causes.causes}
    for action in document.actions.actions:
        meant = action.status is not ActionStatus.WONT_DO
        if causes and meant and causes.isdisjoint(action.addresses):
            reason = "It answers none of the causes: which one is it for, or is one missing?"
            location = Location(Stage.ACTIONS, action.id, "addresses")
            yield Finding(FindingKind.ACTIONS, "orphan", location, reason)


_SHORTEST_CHAIN_CAUSES = 2
_LONG_CHAIN_CAUSES = 3


def is_single_chain(causes: Causes) -> bool:
    """Say whether the tree is one chain of two causes or more, with no branch in it."""
    return len(causes.causes) >= _SHORTEST_CHAIN_CAUSES and len(causes.leaves()) == 1


def cause_findings(document: Postmortem, depth: Depth) -> Iterator[Finding]:
    """Yield the remark on one long unbranched chain, at full depth."""
    causes = document.causes
    if depth is Depth.FULL and len(causes.causes) >= _LONG_CHAIN_CAUSES and is_single_chain(causes):
        (leaf,) = causes.leaves()
        yield Finding(
            FindingKind.CAUSES,
            "single-chain",
            Location(Stage.CAUSES, leaf.id),
            f"One chain of {len(causes.causes)} causes with no branch in it:"
            " what else had to be true?",
        )


_ONE_DAY = timedelta(days=1)
"""What is a day in UTC may be the one before or after where the incident was."""


def scope_findings(document: Postmortem, depth: Depth) -> Iterator[Finding]:
    """Yield what the scope asks for a second look at."""
    yield from _solo_draft(document, depth)
    yield from _date_mismatch(document)


def _solo_draft(document: Postmortem, depth: Depth) -> Iterator[Finding]:
    """Yield the remark on a draft that one person writes alone, where the depth asks for two.

    Once others take part, a facilitator apart from the responders is an exit condition.
    """
    scope = document.scope
    began = bool(document.timeline.events or document.causes.causes)
    if depth is not Depth.LIGHT and began and not scope.participants:
        yield Finding(
            FindingKind.SCOPE,
            "solo",
            Location(Stage.SCOPE, "", "facilitator"),
            "Nobody else takes part yet: who that did not respond could read it with you and ask?",
        )


def _date_mismatch(document: Postmortem) -> Iterator[Finding]:
    """Yield the question which is right, where no event is of the day of the incident.

    A log of last week is soon pasted into a postmortem that was begun with today's day.
    """
    day, events = document.scope.incident_date, document.timeline.events
    if day is None or not events:
        return
    first, last = events[0].at.date(), events[-1].at.date()
    if not first - _ONE_DAY <= day <= last + _ONE_DAY:
        days = f"{first}" if first == last else f"{first} to {last}"
        yield Finding(
            FindingKind.SCOPE,
            "day",
            Location(Stage.SCOPE, "", "incident_date"),
            f"It is {day}, but the timeline is of {days}: which is right?",
        )
