"""What is begun at the end of an action's line: a type, a person, a cause, a day, a ticket ..."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from facilitator.guide.coverage import uncovered
from facilitator.guide.schedule import last_day_allowed
from facilitator.imports.action_line import written_owner
from facilitator.imports.action_parts import DONE_WHEN, Piece, Sort, pieces_of
from facilitator.imports.completion import Completion, completed
from facilitator.imports.due import PERIODS, WEEKDAYS, read_due
from facilitator.model.actions import ActionType, Priority
from facilitator.model.errors import CannotRead
from facilitator.model.postmortem import Postmortem
from facilitator.model.tickets import NUMBER, Tickets, prefixes
from facilitator.model.types import one_person

_TYPE = re.compile(r"\s*(?P<begun>[A-Za-z]+)$")
_MARK = re.compile(
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


def completed_action_line(
    text: str, document: Postmortem, today: date, tickets: Tickets
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
    mark = _MARK.search(end)
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
            yield written_owner(name)


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


def _tickets(document: Postmortem, tickets: Tickets) -> Iterator[str]:
    used = (action.ticket for action in reversed(document.actions.actions))
    yield from (f"#{prefix}" for prefix in prefixes(used))
    patterns = (pattern.key.split(NUMBER)[0] for pattern in tickets.patterns)
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
        due = read_due(step, today)
    except CannotRead:
        return None
    return Completion(f"{before}{step} ", f"{step}, {due:%A} {due.isoformat()}")


def _days_left(before: str, made_on: date, today: date) -> int:
    said = [piece.says.upper() for piece in _pieces(before) if piece.sort is Sort.PRIORITY]
    named = [priority for priority in Priority if priority in said]
    left = (last_day_allowed(named[0], made_on) - today).days if named else 0
    return left if left > 0 else _A_FORTNIGHT


def _said_day(before: str, today: date) -> date | None:
    said = [piece.says for piece in _pieces(before) if piece.sort is Sort.DUE]
    try:
        return read_due(said[0], today) if said else None
    except CannotRead:
        return None


def _pieces(text: str) -> list[Piece]:
    return pieces_of(" ".join(text.split()))
