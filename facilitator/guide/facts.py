"""Facts of a postmortem that the library indexes; they do not depend on the current date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from facilitator.guide.conditions.assessment import assess
from facilitator.guide.depth import meeting_minutes
from facilitator.guide.library_summary import Due, DueKind
from facilitator.guide.similarity import traits_of
from facilitator.guide.stages import WORK_STAGES
from facilitator.model.postmortem import Postmortem, Status

_MEETING_FRACTION = 3
"""If the timer counted a third of the planned minutes, the meeting was held.

Fewer minutes may only be a trial of the timer.
"""
_CONFIRMED_BEFOREHAND = "scope.framing"
"""The one condition that is confirmed before the meeting: the framing goes with the invitation."""


class Facts(NamedTuple):
    """A row of the library and the searched texts of a postmortem, one line for each item.

    `severity` is empty while not set; `marks` has one `StageMark` for each of the six stages.
    Postmortems are compared by title, causes, services and categories (`bones`).
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
    """Return the facts of a postmortem."""
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
    if pm.scope.meeting_at is not None and not _meeting_was_held(pm):
        days.append(Due(DueKind.MEETING, pm.scope.meeting_at.date()))
    days += [Due(DueKind.REVIEW, r.due) for r in pm.followup.reviews if r.held_on is None]
    return tuple(days)


def _meeting_was_held(pm: Postmortem) -> bool:
    """Whether the document shows that the meeting took place.

    Somebody confirmed a condition in it, a third of its minutes was counted, or the document is no
    longer a draft.
    """
    confirmed_there = any(each.condition != _CONFIRMED_BEFOREHAND for each in pm.confirmations)
    if confirmed_there or pm.status is not Status.DRAFT:
        return True
    counted = sum(each.minutes for each in pm.stage_times)
    return counted * _MEETING_FRACTION >= meeting_minutes(pm)


def _people(pm: Postmortem) -> Iterable[str]:
    scope = pm.scope
    yield from (scope.document_owner, scope.facilitator, scope.scribe)
    yield from (f"{person.name} {person.role}".strip() for person in scope.participants)
    yield from (action.owner for action in pm.actions.actions)
    yield from (sign_off.name for sign_off in pm.followup.sign_offs)


def _lines(texts: Iterable[str]) -> str:
    """Join the texts by line breaks, each once; a text of several lines is unchanged."""
    return "\n".join(dict.fromkeys(text for text in texts if text))
