"""One action item as people type it: type, title, owner, due day, priority, ticket, causes.

An action on one line for the eye, with what is still missing: what Enter would take.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pydantic import ValidationError

from facilitator.guide.schedule import due_in_words
from facilitator.importers.action_parts import (
    DONE_WHEN,
    Piece,
    Sort,
    as_title,
    is_whole_mark,
    pieces_of,
)
from facilitator.importers.due_dates import read_due
from facilitator.importers.tokens import quoted
from facilitator.model.actions import Action, ActionType, Priority
from facilitator.model.causes import Causes
from facilitator.model.errors import CannotRead
from facilitator.model.tickets import InvalidTicket, parse_ticket

_T = TypeVar("_T")


@dataclass(frozen=True)
class ActionLine:
    """What a line says. `problem` is empty and `action` there, or the other way round."""

    action: Action | None
    problem: str


def read_action_line(
    text: str, causes: Causes, today: date, old: Action | None = None
) -> ActionLine:
    """Read one action from `prevent: CPU guard @owner +14d P1 #OPS-12 ^c2 done when: it is back`.

    Never raises. Over an `old` action, its id and what a line does not tell are kept, and its due
    day and ticket are taken as they stand there. `today` is a day in UTC.
    """
    try:
        return ActionLine(_action(pieces_of(" ".join(text.split())), causes, today, old), "")
    except ValidationError as refused:
        return ActionLine(None, _sentence(refused))
    except CannotRead as problem:
        return ActionLine(None, str(problem))


def written_action_line(action: Action, causes: Causes) -> str:
    """Return a line that reads back to the same action; status, outcome and id are not in it."""
    marks = [f"{action.type}:"] if action.type else []
    marks.append(as_title(action.title))
    marks += [written_owner(action.owner)] if action.owner else []
    marks += [action.due.isoformat()] if action.due else []
    marks += [action.priority] if action.priority else []
    marks += [_written_ticket(action.ticket)] if action.ticket else []
    labels = causes.labels()
    marks += [f"^{labels[cause]}" for cause in action.addresses if cause in labels]
    marks += [f"done when: {action.done_when}"] if action.done_when else []
    return " ".join(marks)


def written_owner(owner: str) -> str:
    """Return an owner as a line says it: `@kim`, `@"Kim Lee"`."""
    plain = f"@{owner}"
    return plain if is_whole_mark(plain, Sort.OWNER, owner) else f"@{_between_quotes(owner)}"


def problem_of(piece: Piece, causes: Causes, today: date, old: Action | None = None) -> str:
    """Return what is wrong with one part of a line by itself; empty where nothing is."""
    try:
        match piece.sort:
            case Sort.DUE:
                _due(piece.says, today, old)
            case Sort.CAUSES:
                _addressed(piece.says.split(","), causes)
            case Sort.TICKET:
                _ticket(piece.says, old)
            case Sort.PRIORITY:
                _priority(piece.says)
            case Sort.OWNER:
                Action(title="x", owner=piece.says)
    except ValidationError as refused:
        return _sentence(refused)
    except CannotRead as problem:
        return str(problem)
    return ""


def _action(pieces: Sequence[Piece], causes: Causes, today: date, old: Action | None) -> Action:
    """Return the action a line tells. Raises CannotRead and pydantic's ValidationError."""
    said = {sort: [piece.says for piece in pieces if piece.sort is sort] for sort in Sort}
    title = " ".join(said[Sort.TITLE])
    owner = _only(said[Sort.OWNER], "One person answers for an action: keep one of the owners.")
    if not title:
        raise CannotRead("Say what will be done.")
    dues = [_due(day, today, old) for day in said[Sort.DUE]]
    tickets = [_ticket(ticket, old) for ticket in said[Sort.TICKET]]
    priorities = [_priority(priority) for priority in said[Sort.PRIORITY]]
    changes = {
        "title": title,
        "type": ActionType(said[Sort.TYPE][0]) if said[Sort.TYPE] else None,
        "owner": owner or "",
        "due": _only(dues, "An action has one due date: keep one of those."),
        "priority": _only(priorities, "An action has one priority: keep one of those."),
        "ticket": _only(tickets, "An action has one ticket: keep one of those.") or "",
        "done_when": "".join(said[Sort.DONE_WHEN]),
        "addresses": _addressed(",".join(said[Sort.CAUSES]).split(","), causes),
    }
    return old.changing(**changes) if old else Action.model_validate(changes)


def _due(said: str, today: date, old: Action | None) -> date:
    """Read a due day; one that has passed is taken where it stood there. Raises CannotRead."""
    if old is not None and old.due is not None and said == old.due.isoformat():
        return old.due
    return read_due(said, today)


def _priority(said: str) -> Priority:
    if said.upper() not in tuple(Priority):
        raise CannotRead(f"There is no priority {said}: they go from P0 to P3.")
    return Priority(said.upper())


def _ticket(said: str, old: Action | None) -> str:
    if old is not None and said == old.ticket:
        return said
    try:
        return parse_ticket(said)
    except InvalidTicket as refused:
        raise CannotRead(str(refused)) from None


def _only(found: list[_T], otherwise: str) -> _T | None:
    """Return the one thing found, if any. Raises CannotRead where there are several."""
    if len(set(found)) > 1:
        raise CannotRead(otherwise)
    return found[0] if found else None


def _addressed(labels: list[str], causes: Causes) -> tuple[str, ...]:
    """Return the ids of the causes with these labels. Raises CannotRead on one that is not."""
    ids = {label: cause for cause, label in causes.labels().items()}
    named = [label for label in labels if label]
    for label in named:
        if label not in ids:
            known = f"they go from c1 to c{len(ids)}" if ids else "none is written down yet"
            raise CannotRead(f"There is no cause {label}: {known}.")
    return tuple(dict.fromkeys(ids[label] for label in named))


def _written_ticket(ticket: str) -> str:
    """Return `#OPS-12`, `#12` or a link as it is, and anything else between quotes."""
    for word in (ticket, f"#{ticket}"):
        if is_whole_mark(word, Sort.TICKET, ticket):
            return word
    return f"#{_between_quotes(ticket)}"


def _between_quotes(text: str) -> str:
    return DONE_WHEN.sub(r"\\\g<0>", quoted(text))


def _sentence(refused: ValidationError) -> str:
    """Return the first reason the model gives, as a sentence."""
    reason = refused.errors()[0]["msg"].removeprefix("Value error, ")
    return f"{reason[:1].upper()}{reason[1:]}."


def action_in_words(action: Action, causes: Causes, made_on: date, today: date) -> str:
    """Return all that a line said. `made_on`, from which limits count, and `today` are in UTC."""
    labels = causes.labels()
    parts = [action.type.value] if action.type else []
    parts += [f"owner {action.owner}"] if action.owner else []
    if action.due is not None:
        parts.append(due_in_words(action, made_on, today))
    elif action.priority:
        parts.append(action.priority)
    parts += [action.ticket] if action.ticket else []
    answered = [labels[cause] for cause in action.addresses if cause in labels]
    parts += [f"for {', '.join(answered)}"] if answered else []
    missing = _missing(action)
    parts += [f"no {missing} yet"] if missing else []
    parts.append(f"· {action.title}")
    parts += [f"· done when {action.done_when}"] if action.done_when else []
    return "  ".join(parts)


def _missing(action: Action) -> str:
    """Return what an action needs and does not say: `type, owner or due day`."""
    needed = {"type": action.type, "owner": action.owner, "due day": action.due}
    *others, last = [""] + [name for name, held in needed.items() if not held]
    return " or ".join(filter(None, [", ".join(filter(None, others)), last]))
