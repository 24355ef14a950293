"""What the library keeps of a postmortem: true whatever day it is, and found without opening it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from facilitator.guide.conditions.assessment import assess
from facilitator.guide.depth import meeting_minutes
from facilitator.guide.library_summary import Due, DueKind
from facilitator.guide.similarity import traits_of
from facilitator.guide.stages import WORK_STAGES
from facilitator.model.postmortem import Postmortem, Status

_PART_OF_A_MEETING = 3
"""Minutes that add up to one part in so many of a meeting's are a meeting, and no timer tried out.
"""
_SAID_BEFORE = "scope.framing"
"""The one word that is given before the meeting: it goes with the invitation."""


class Facts(NamedTuple):
    """The row of a postmortem without a view on today, and its words, a line for each item.

    `severity` is empty while nobody gave one; `marks` are those of the six stages, a letter each.
    By title, causes, services and bones it is compared with others.
    """

    id: str
    title: str
    severity: str
    status: str
    marks: str
    open_actions: int
    due: tuple[Due, ...]
    people: str
    causes: str
    timeline: str
    services: str = ""
    bones: str = ""


def facts_of(pm: Postmortem) -> Facts:
    """Return what the library keeps of a postmortem."""
    assessment, traits = assess(pm), traits_of(pm)
    return Facts(
        id=pm.id,
        title=pm.scope.title,
        severity=str(pm.scope.severity or ""),
        status=str(pm.status),
        marks="".join(assessment.mark(stage) for stage in WORK_STAGES),
        open_actions=sum(action.is_open for action in pm.actions.actions),
        due=_due(pm),
        people=_lines(_people(pm)),
        causes=_lines(traits.causes),
        timeline=_lines(event.text for event in pm.timeline.events),
        services=_lines(traits.services),
        bones=_lines(traits.bones),
    )


def _due(pm: Postmortem) -> tuple[Due, ...]:
    days = [
        Due(DueKind.ACTION, action.due, action.title, action.owner)
        for action in pm.actions.actions
        if action.is_open and action.due
    ]
    if pm.scope.meeting_at is not None and not _has_met(pm):
        days.append(Due(DueKind.MEETING, pm.scope.meeting_at.date()))
    days += [Due(DueKind.REVIEW, r.due) for r in pm.followup.reviews if r.held_on is None]
    return tuple(days)


def _has_met(pm: Postmortem) -> bool:
    """Whether the meeting took place, as far as the document tells.

    Somebody gave their word in it, a real part of its minutes was counted, or the document went on
    since.
    """
    said_there = any(word.condition != _SAID_BEFORE for word in pm.confirmations)
    if said_there or pm.status is not Status.DRAFT:
        return True
    counted = sum(each.minutes for each in pm.stage_times)
    return counted * _PART_OF_A_MEETING >= meeting_minutes(pm)


def _people(pm: Postmortem) -> Iterable[str]:
    scope = pm.scope
    yield from (scope.document_owner, scope.facilitator, scope.scribe)
    yield from (f"{person.name} {person.role}".strip() for person in scope.participants)
    yield from (action.owner for action in pm.actions.actions)
    yield from (sign_off.name for sign_off in pm.followup.sign_offs)


def _lines(texts: Iterable[str]) -> str:
    """Return each text once, a line each; a text of several lines stays so."""
    return "\n".join(dict.fromkeys(text for text in texts if text))
