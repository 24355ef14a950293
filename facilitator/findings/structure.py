"""Findings on structure: participants and date, the tree of causes, links of actions to causes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from facilitator.findings.finding import Finding, FindingKind, Location
from facilitator.model.actions import ActionStatus
from facilitator.model.causes import Causes
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth
from facilitator.model.stage import Stage

_SHORTEST_CHAIN_CAUSES = 2
_LONG_CHAIN_CAUSES = 3  # the shortest chain that is a finding
_ONE_DAY = timedelta(days=1)
"""The incident date may be a local date, a day before or after the UTC date."""


def action_findings(document: Postmortem) -> Iterator[Finding]:
    """Yield the actions that are linked to no cause, once there are causes."""
    causes = {cause.id for cause in document.causes.causes}
    for action in document.actions.actions:
        is_planned = action.status is not ActionStatus.WONT_DO
        if causes and is_planned and causes.isdisjoint(action.addresses):
            reason = "It answers none of the causes: which one is it for, or is one missing?"
            location = Location(Stage.ACTIONS, action.id, "addresses")
            yield Finding(FindingKind.ACTIONS, "orphan", location, reason)


def is_single_chain(causes: Causes) -> bool:
    """Whether the tree is a single chain of two causes or more."""
    return len(causes.causes) >= _SHORTEST_CHAIN_CAUSES and len(causes.leaves()) == 1


def cause_findings(document: Postmortem, depth: Depth) -> Iterator[Finding]:
    """Yield the finding on a single chain of three causes or more, at full depth."""
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


def scope_findings(document: Postmortem, depth: Depth) -> Iterator[Finding]:
    """Yield the findings on participants and on the date of the incident."""
    yield from _solo_draft(document, depth)
    yield from _date_mismatch(document)


def _solo_draft(document: Postmortem, depth: Depth) -> Iterator[Finding]:
    """Yield the finding on a draft without participants, at standard or full depth.

    Once there are participants, an exit condition asks for a facilitator who was no responder.
    """
    scope = document.scope
    has_content = bool(document.timeline.events or document.causes.causes)
    if depth is not Depth.LIGHT and has_content and not scope.participants:
        yield Finding(
            FindingKind.SCOPE,
            "solo",
            Location(Stage.SCOPE, "", "facilitator"),
            "Nobody else takes part yet: who that did not respond could read it with you and ask?",
        )


def _date_mismatch(document: Postmortem) -> Iterator[Finding]:
    """Yield the finding on an incident date that is not near any event.

    It happens when the log of last week is pasted into a postmortem created with today's date.
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
