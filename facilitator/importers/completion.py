"""Completion of the mark being typed at the end of an entry line, from values in the document.

Events complete milestones, kinds, roles and sources; actions complete types, people, causes, due
dates, priorities and tickets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from facilitator.guide.coverage import uncovered
from facilitator.guide.schedule import latest_due_date
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

_SOURCE = re.compile(r"(?<!\S)<- (?P<begun>[^<>]*)$")
_EVENT_MARK = re.compile(r"(?<!\S)(?P<begun>[!#]\S*|@(?:\"[^\"]*|[^\s\"]*))$")

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
_DEFAULT_DUE_DAYS = 14
_MAX_SEARCHED = 200
"""Characters at the end of a line that are searched, which bounds the time per key."""
_MAX_CAUSE = 50
"""The most characters of a cause in an offer."""


@dataclass(frozen=True)
class Completion:
    """A completed line, and the completed mark to show as the offer."""

    line: str
    label: str


def complete_event_line(text: str, document: Postmortem) -> Completion | None:
    """Complete the mark or source being typed at the end of an event's line, or return None.

    The first offers are milestones that no event has yet, and the roles and sources used last.
    """
    source = _SOURCE.search(text)
    if source and (known := _complete(text, source["begun"], _sources(document), ending="")):
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
    return _complete(text, mark["begun"], offers, ending=" ")


def _is_its_label(mark: str, source: str) -> bool:
    """Whether a mark is the whole source so far: it would be parsed as the label of the source."""
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


def complete_action_line(
    text: str, document: Postmortem, today: date, tickets: TicketPatterns
) -> Completion | None:
    """Complete the mark being typed at the end of an action's line, or return None.

    The first offers are the owners and tickets used last, and causes without an action. An offered
    priority allows the due date in the line; an offered due date is within the limit of the
    priority. `today` is a UTC date.
    """
    if DONE_WHEN.search(text):
        return None
    if kind := _TYPE.fullmatch(text):
        return _complete(text, kind["begun"], (f"{t}:" for t in ActionType), ending=" ")
    end = text[-_MAX_SEARCHED:]
    day = _DAY.search(end)
    if day and (found := _complete(text, day["begun"], _DAYS, ending=" ")):
        return found
    mark = _ACTION_MARK.search(end)
    if mark is None:
        return None
    begun = mark["begun"]
    match begun[0]:
        case "@":
            return _complete(text, begun, _people(document), ending=" ")
        case "^":
            return _cause(text, begun, document)
        case "#":
            return _complete(text, begun, _tickets(document, tickets), ending="")
        case "P":
            return _priority(text.removesuffix(begun), document.made_on, today)
        case "+":
            return _due_offset(text.removesuffix(begun), begun[1:], document.made_on, today)
        case _:
            return _complete(text, begun, ("done when:",), ending=" ")


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
    """Complete the last cause of `^c1,c2` by its label, or by a word of its text."""
    *before, start = begun[1:].casefold().split(",")
    labels = document.causes.labels()
    open_ids = [cause.id for cause in uncovered(document)]
    for cause_id in (*(i for i in labels if i in open_ids), *labels):
        label, words = labels[cause_id], document.causes.cause(cause_id).text
        if label == start:
            return None
        if label in before or not (label.startswith(start) or _has_word(words, start)):
            continue
        shown = words if len(words) <= _MAX_CAUSE else f"{words[:_MAX_CAUSE].rstrip()}…"
        return Completion(f"{text[: len(text) - len(start)]}{label} ", f"^{label} {shown}")
    return None


def _has_word(words: str, begun: str) -> bool:
    return any(word.startswith(begun) for word in words.casefold().split())


def _tickets(document: Postmortem, tickets: TicketPatterns) -> Iterator[str]:
    used = (action.ticket for action in reversed(document.actions.actions))
    yield from (f"#{prefix}" for prefix in ticket_key_prefixes(used))
    patterns = (pattern.key.split(NUMBER_PLACEHOLDER)[0] for pattern in tickets.patterns)
    yield from (f"#{prefix}" for prefix in patterns if prefix.strip("#"))


def _priority(before: str, made_on: date, today: date) -> Completion:
    """Offer the highest priority whose limit allows the due date in the line."""
    due = _due_in_line(before, today) or today
    fits = (p for p in Priority if due <= latest_due_date(p, made_on))
    priority = next(fits, Priority.P3)
    allows = latest_due_date(priority, made_on).isoformat()
    return Completion(f"{before}{priority} ", f"{priority}, due by {allows}")


def _due_offset(before: str, count: str, made_on: date, today: date) -> Completion | None:
    """Offer a due date in days: the count typed, the limit of the priority in the line, or 14."""
    offset = f"+{count or _days_left(before, made_on, today)}d"
    try:
        due = parse_due_date(offset, today)
    except CannotRead:
        return None
    return Completion(f"{before}{offset} ", f"{offset}, {due:%A} {due.isoformat()}")


def _days_left(before: str, made_on: date, today: date) -> int:
    values = [part.value.upper() for part in _parts(before) if part.kind is PartKind.PRIORITY]
    named = [priority for priority in Priority if priority in values]
    days = (latest_due_date(named[0], made_on) - today).days if named else 0
    return days if days > 0 else _DEFAULT_DUE_DAYS


def _due_in_line(before: str, today: date) -> date | None:
    values = [part.value for part in _parts(before) if part.kind is PartKind.DUE]
    try:
        return parse_due_date(values[0], today) if values else None
    except CannotRead:
        return None


def _parts(text: str) -> list[ActionPart]:
    return split_action_line(" ".join(text.split()))


def _complete(text: str, begun: str, offers: Iterable[str], ending: str) -> Completion | None:
    """Return the line completed with the first offer that starts with `begun`, or None.

    `begun` is the end of `text`; `ending` is appended to the offer.
    """
    start = _fold(begun)
    for offer in dict.fromkeys(offers):
        if _fold(offer).startswith(start) and len(_fold(offer)) > len(start):
            return Completion(f"{text.removesuffix(begun)}{offer}{ending}", offer)
    return None


def _fold(mark: str) -> str:
    """Return a mark for comparison: without case, and names without quotation marks."""
    return mark.casefold().replace('"', "") if mark.startswith("@") else mark.casefold()
