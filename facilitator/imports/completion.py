"""What a mark at the end of a line begins: a milestone, a kind, a role or a source used before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from facilitator.imports.event_line import written_label, written_role
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import EventKind, Milestone

_SOURCE = re.compile(r"(?<!\S)<- (?P<begun>[^<>]*)$")
_MARK = re.compile(r"(?<!\S)(?P<begun>[!#]\S*|@(?:\"[^\"]*|[^\s\"]*))$")


@dataclass(frozen=True)
class Completion:
    """A line with what was begun at its end completed, and that end by itself."""

    line: str
    shows: str


def completed_event_line(text: str, document: Postmortem) -> Completion | None:
    """Complete the mark or the source being typed at the end of an event's line.

    Milestones that are not marked come first, roles and sources by how lately they were used. None
    where nothing is begun, or nothing known begins like it.
    """
    if source := _SOURCE.search(text):
        return _completed(text, source["begun"], _sources(document), ending="")
    mark = _MARK.search(text)
    if mark is None:
        return None
    match mark["begun"][0]:
        case "!":
            offers = _milestones(document)
        case "#":
            offers = (f"#{kind}" for kind in EventKind)
        case _:
            offers = _roles(document)
    return _completed(text, mark["begun"], offers, ending=" ")


def _completed(text: str, begun: str, offers: Iterable[str], ending: str) -> Completion | None:
    """Return the line with the first offer that goes on from what was begun."""
    said = _folded(begun)
    for offer in dict.fromkeys(offers):
        if _folded(offer).startswith(said) and len(_folded(offer)) > len(said):
            return Completion(f"{text.removesuffix(begun)}{offer}{ending}", offer)
    return None


def _folded(mark: str) -> str:
    """Return a mark as it is compared: a role may be typed without its quotation marks."""
    return mark.casefold().replace('"', "") if mark.startswith("@") else mark.casefold()


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
