"""What a mark at the end of a line begins: a milestone, a kind, a role or a source used before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from facilitator.imports.completion import Completion, completed
from facilitator.imports.event_line import written_label, written_role
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import EventKind, Milestone

_SOURCE = re.compile(r"(?<!\S)<- (?P<begun>[^<>]*)$")
_MARK = re.compile(r"(?<!\S)(?P<begun>[!#]\S*|@(?:\"[^\"]*|[^\s\"]*))$")


def completed_event_line(text: str, document: Postmortem) -> Completion | None:
    """Complete the mark or the source being typed at the end of an event's line.

    Milestones that are not marked come first, roles and sources by how lately they were used. None
    where nothing is begun, or nothing known begins like it.
    """
    source = _SOURCE.search(text)
    if source and (known := completed(text, source["begun"], _sources(document), ending="")):
        return known
    mark = _MARK.search(text)
    if mark is None or (source and _is_its_label(mark["begun"], source["begun"])):
        return None
    match mark["begun"][0]:
        case "!":
            offers = _milestones(document)
        case "#":
            offers = (f"#{kind}" for kind in EventKind)
        case _:
            offers = _roles(document)
    return completed(text, mark["begun"], offers, ending=" ")


def _is_its_label(mark: str, source: str) -> bool:
    """Whether what looks like a mark is read as the source itself: nothing else names it."""
    return source == mark and not mark.startswith("!")


def _milestones(document: Postmortem) -> Iterator[str]:
    marked = {event.milestone for event in document.timeline.events}
    yield from (f"!{milestone}" for milestone in Milestone if milestone not in marked)
    yield from (f"!{milestone}" for milestone in Milestone if milestone in marked)


def _roles(document: Postmortem) -> Iterator[str]:
    used = [event.actor_role for event in reversed(document.timeline.events)]
    present = [participant.role for participant in document.scope.participants]
    yield from (written_role(role) for role in (*used, *present) if role)


def _sources(document: Postmortem) -> Iterator[str]:
    for event in reversed(document.timeline.events):
        if event.source is not None and event.source.label:
            yield written_label(event.source.label)
