"""A line with what was begun at its end completed by what is known to go on from it.

What a mark at the end of a line begins: a milestone, a kind, a role or a source used before.
What is begun at the end of an action's line: a type, a person, a cause, a day, a ticket ...
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from facilitator.guide.coverage import uncovered
from facilitator.guide.schedule import last_day_allowed
from facilitator.importers.action_line import format_owner
from facilitator.importers.action_parts import DONE_WHEN, ActionPart, PartKind, split_action_line
from facilitator.importers.due_dates import PERIODS, WEEKDAYS, parse_due_date
from facilitator.importers.event_line import format_role, format_source_label
from facilitator.model.actions import ActionType, Priority
from facilitator.model.errors import CannotRead
from facilitator.model.postmortem import Postmortem
from facilitator.model.tickets import NUMBER_PLACEHOLDER, TicketPatterns, ticket_key_prefixes
from facilitator.model.timeline import EventKind, Milestone
from facilitator.model.types import one_person


@dataclass(frozen=True)
class Completion:
    """A line with what was begun at its end completed, and that end by itself."""

    line: str
    shows: str


def completed(text: str, begun: str, offers: Iterable[str], ending: str) -> Completion | None:
    """Return the line with the first offer that goes on from what was begun."""
    said = folded(begun)
    for offer in dict.fromkeys(offers):
        if folded(offer).startswith(said) and len(folded(offer)) > len(said):
            return Completion(f"{text.removesuffix(begun)}{offer}{ending}", offer)
    return None


def folded(mark: str) -> str:
    """Return a mark as it is compared: a name may be typed without its quotation marks."""
    return mark.casefold().replace('"', "") if mark.startswith("@") else mark.casefold()


_SOURCE = re.compile(r"(?<!\S)<- (?P<begun>[^<>]*)$")
_EVENT_MARK = re.compile(r"(?<!\S)(?P<begun>[!#]\S*|@(?:\"[^\"]*|[^\s\"]*))$")


def complete_event_line(text: str, document: Postmortem) -> Completion | None:
    """Complete the mark or the source being typed at the end of an event's line.

    Milestones that are not marked come first, roles and sources by how lately they were used. None
    where nothing is begun, or nothing known begins like it.
    """
    source = _SOURCE.search(text)
    if source and (known := completed(text, source["begun"], _sources(document), ending="")):
        return known
    mark = _EVENT_MARK.search(text)
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
    yield from (format_role(role) for role in (*used, *present) if role)


def _sources(document: Postmortem) -> Iterator[str]:
    for event in reversed(document.timeline.events):
        if event.source is not None and event.source.label:
            yield format_source_label(event.source.label)


_TYPE = re.compile(r"\s*(?P<begun>[A-Za-z]+)$")
_ACTION_MARK = re.compile(
    r"(?<!\S)(?P<begun>P|#\S*|\^\S*|\+[0-9]*|@(?:\"[^\"]*|[^\s\"]*)|done(?:\s[a-z]*)?)$"
)
_DAY = re.compile(
    r"(?<!\S)(?:(?:due|by) (?=[A-Za-z])|(?=end o))(?P<begun>[A-Za-z]+(?: [A-Za-z]*)*)$",
    re.IGNORECASE,
)
_DAYS = (
    "tomorrow",
    *WEEKDAYS,
    *(f"end of {period}" for period in PERIODS),
    *(f"end of next {period}" for period in PERIODS),
    *(f"next {day}" for day in WEEKDAYS),
)
_A_FORTNIGHT = 14
_LONGEST = 200
"""So many letters at the end of a line are looked at for what is begun there."""
_SHOWN = 50
"""So many letters of a cause stand in an offer."""


def complete_action_line(
    text: str, document: Postmortem, today: date, tickets: TicketPatterns
) -> Completion | None:
    """Complete the mark being typed at the end of an action's line.

    Owners and tickets come by how lately they were used, causes that nothing answers to first; a
    priority fits the day in the line, and a day the priority. None where nothing is begun, or
    nothing known begins like it. `today` is a day in UTC.
    """
    if DONE_WHEN.search(text):
        return None
    if kind := _TYPE.fullmatch(text):
        return completed(text, kind["begun"], (f"{t}:" for t in ActionType), ending=" ")
    end = text[-_LONGEST:]
    day = _DAY.search(end)
    if day and (found := completed(text, day["begun"], _DAYS, ending=" ")):
        return found
    mark = _ACTION_MARK.search(end)
    if mark is None:
        return None
    begun = mark["begun"]
    match begun[0]:
        case "@":
            return completed(text, begun, _people(document), ending=" ")
        case "^":
            return _cause(text, begun, document)
        case "#":
            return completed(text, begun, _tickets(document, tickets), ending="")
        case "P":
            return _priority(text.removesuffix(begun), document.made_on, today)
        case "+":
            return _step(text.removesuffix(begun), begun[1:], document.made_on, today)
        case _:
            return completed(text, begun, ("done when:",), ending=" ")


def _people(document: Postmortem) -> Iterator[str]:
    scope = document.scope
    used = [action.owner for action in reversed(document.actions.actions)]
    present = [participant.name for participant in scope.participants]
    named = (*used, *present, scope.document_owner, scope.facilitator, scope.scribe)
    for name in dict.fromkeys(named):
        if name and _is_one_person(name):
            yield format_owner(name)


def _is_one_person(name: str) -> bool:
    try:
        return bool(one_person(name))
    except ValueError:
        return False


def _cause(text: str, begun: str, document: Postmortem) -> Completion | None:
    """Complete the last cause of `^c1,c2` by its label, or by a word it holds."""
    *before, said = begun[1:].casefold().split(",")
    labels = document.causes.labels()
    open_ids = [cause.id for cause in uncovered(document)]
    for cause_id in (*(i for i in labels if i in open_ids), *labels):
        label, words = labels[cause_id], document.causes.cause(cause_id).text
        if label == said:
            return None
        if label in before or not (label.startswith(said) or _holds(words, said)):
            continue
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
        return Completion(f"{text[: len(text) - len(said)]}{label} ", f"^{label} {shown}")
    return None


def _holds(words: str, begun: str) -> bool:
    return any(word.startswith(begun) for word in words.casefold().split())


def _tickets(document: Postmortem, tickets: TicketPatterns) -> Iterator[str]:
    used = (action.ticket for action in reversed(document.actions.actions))
    yield from (f"#{prefix}" for prefix in ticket_key_prefixes(used))
    patterns = (pattern.key.split(NUMBER_PLACEHOLDER)[0] for pattern in tickets.patterns)
    yield from (f"#{prefix}" for prefix in patterns if prefix.strip("#"))


def _priority(before: str, made_on: date, today: date) -> Completion:
    """Offer the first priority that allows the day in the line; without one, the first of all."""
    due = _said_day(before, today) or today
    fits = (p for p in Priority if due <= last_day_allowed(p, made_on))
    priority = next(fits, Priority.P3)
    allows = last_day_allowed(priority, made_on).isoformat()
    return Completion(f"{before}{priority} ", f"{priority}, due by {allows}")


def _step(before: str, count: str, made_on: date, today: date) -> Completion | None:
    """Offer the last day the priority in the line allows, or a fortnight; a number is days."""
    step = f"+{count or _days_left(before, made_on, today)}d"
    try:
        due = parse_due_date(step, today)
    except CannotRead:
        return None
    return Completion(f"{before}{step} ", f"{step}, {due:%A} {due.isoformat()}")


def _days_left(before: str, made_on: date, today: date) -> int:
    said = [piece.value.upper() for piece in _pieces(before) if piece.kind is PartKind.PRIORITY]
    named = [priority for priority in Priority if priority in said]
    left = (last_day_allowed(named[0], made_on) - today).days if named else 0
    return left if left > 0 else _A_FORTNIGHT


def _said_day(before: str, today: date) -> date | None:
    said = [piece.value for piece in _pieces(before) if piece.kind is PartKind.DUE]
    try:
        return parse_due_date(said[0], today) if said else None
    except CannotRead:
        return None


def _pieces(text: str) -> list[ActionPart]:
    return split_action_line(" ".join(text.split()))
