"""The entry line of an action item: parsing and formatting.

A line such as `prevent: CPU guard @owner +14d P1 #OPS-12 ^c2 done when: it is back`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pydantic import ValidationError

from facilitator.guide.schedule import due_date_label
from facilitator.importers.action_parts import (
    DONE_WHEN,
    ActionPart,
    PartKind,
    escape_title,
    parses_as_mark,
    split_action_line,
)
from facilitator.importers.due_dates import parse_due_date
from facilitator.importers.tokens import quote
from facilitator.model.actions import Action, ActionType, Priority
from facilitator.model.causes import Causes
from facilitator.model.errors import CannotRead
from facilitator.model.tickets import InvalidTicket, parse_ticket

_T = TypeVar("_T")


@dataclass(frozen=True)
class ActionLine:
    """The result of parsing a line: an `action`, or a `problem` in a sentence."""

    action: Action | None
    problem: str


def parse_action_line(
    text: str, causes: Causes, today: date, old: Action | None = None
) -> ActionLine:
    """Parse an action from `prevent: CPU guard @owner +14d P1 #OPS-12 ^c2 done when: it is back`.

    With an `old` action, the line edits it: its id and the fields that a line cannot express are
    kept, and its own due date and ticket are valid even if they would not be in a new line (a date
    that has passed). `today` is a UTC date. Never raises.
    """
    try:
        return ActionLine(
            _action(split_action_line(" ".join(text.split())), causes, today, old), ""
        )
    except ValidationError as refused:
        return ActionLine(None, _sentence(refused))
    except CannotRead as problem:
        return ActionLine(None, str(problem))


def format_action_line(action: Action, causes: Causes) -> str:
    """Return a line that parses to the same action, except for id, status and outcome."""
    marks = [f"{action.type}:"] if action.type else []
    marks.append(escape_title(action.title))
    marks += [format_owner(action.owner)] if action.owner else []
    marks += [action.due.isoformat()] if action.due else []
    marks += [action.priority] if action.priority else []
    marks += [_format_ticket(action.ticket)] if action.ticket else []
    labels = causes.labels()
    marks += [f"^{labels[cause]}" for cause in action.addresses if cause in labels]
    marks += [f"done when: {action.done_when}"] if action.done_when else []
    return " ".join(marks)


def format_owner(owner: str) -> str:
    """Return the mark of an owner: `@kim` or `@"Kim Lee"`."""
    plain = f"@{owner}"
    return plain if parses_as_mark(plain, PartKind.OWNER, owner) else f"@{_quote_escaped(owner)}"


def action_in_words(action: Action, causes: Causes, made_on: date, today: date) -> str:
    """Return an action as one readable line that also names its missing fields.

    `made_on` (the start of the time limits by priority) and `today` are UTC dates.
    """
    labels = causes.labels()
    parts = [action.type.value] if action.type else []
    parts += [f"owner {action.owner}"] if action.owner else []
    if action.due is not None:
        parts.append(due_date_label(action, made_on, today))
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


def part_problem(part: ActionPart, causes: Causes, today: date, old: Action | None = None) -> str:
    """Return a sentence on the error in one part of a line by itself; empty if it is valid."""
    try:
        match part.kind:
            case PartKind.DUE:
                _due(part.value, today, old)
            case PartKind.CAUSES:
                _addressed(part.value.split(","), causes)
            case PartKind.TICKET:
                _ticket(part.value, old)
            case PartKind.PRIORITY:
                _priority(part.value)
            case PartKind.OWNER:
                Action(title="x", owner=part.value)
    except ValidationError as refused:
        return _sentence(refused)
    except CannotRead as problem:
        return str(problem)
    return ""


def _action(parts: Sequence[ActionPart], causes: Causes, today: date, old: Action | None) -> Action:
    """Return the action of a line. Raises CannotRead, and pydantic's ValidationError."""
    values = {kind: [part.value for part in parts if part.kind is kind] for kind in PartKind}
    title = " ".join(values[PartKind.TITLE])
    owner = _only(
        values[PartKind.OWNER], "One person answers for an action: keep one of the owners."
    )
    if not title:
        raise CannotRead("Say what will be done.")
    dues = [_due(day, today, old) for day in values[PartKind.DUE]]
    tickets = [_ticket(ticket, old) for ticket in values[PartKind.TICKET]]
    priorities = [_priority(priority) for priority in values[PartKind.PRIORITY]]
    changes = {
        "title": title,
        "type": ActionType(values[PartKind.TYPE][0]) if values[PartKind.TYPE] else None,
        "owner": owner or "",
        "due": _only(dues, "An action has one due date: keep one of those."),
        "priority": _only(priorities, "An action has one priority: keep one of those."),
        "ticket": _only(tickets, "An action has one ticket: keep one of those.") or "",
        "done_when": "".join(values[PartKind.DONE_WHEN]),
        "addresses": _addressed(",".join(values[PartKind.CAUSES]).split(","), causes),
    }
    return old.changing(**changes) if old else Action.model_validate(changes)


def _due(text: str, today: date, old: Action | None) -> date:
    """Parse a due date; the old action's own is valid even if it has passed. Raises CannotRead."""
    if old is not None and old.due is not None and text == old.due.isoformat():
        return old.due
    return parse_due_date(text, today)


def _priority(text: str) -> Priority:
    if text.upper() not in tuple(Priority):
        raise CannotRead(f"There is no priority {text}: they go from P0 to P3.")
    return Priority(text.upper())


def _ticket(text: str, old: Action | None) -> str:
    if old is not None and text == old.ticket:
        return text
    try:
        return parse_ticket(text)
    except InvalidTicket as refused:
        raise CannotRead(str(refused)) from None


def _only(found: list[_T], problem: str) -> _T | None:
    """Return the only value, None if there is none. Raises CannotRead for different values."""
    if len(set(found)) > 1:
        raise CannotRead(problem)
    return found[0] if found else None


def _addressed(labels: list[str], causes: Causes) -> tuple[str, ...]:
    """Return the ids of the causes with these labels. Raises CannotRead for an unknown label."""
    ids = {label: cause for cause, label in causes.labels().items()}
    named = [label for label in labels if label]
    for label in named:
        if label not in ids:
            known = f"they go from c1 to c{len(ids)}" if ids else "none is written down yet"
            raise CannotRead(f"There is no cause {label}: {known}.")
    return tuple(dict.fromkeys(ids[label] for label in named))


def _format_ticket(ticket: str) -> str:
    """Return the mark of a ticket: `#OPS-12`, `#12`, a link, or anything else in quotes."""
    for word in (ticket, f"#{ticket}"):
        if parses_as_mark(word, PartKind.TICKET, ticket):
            return word
    return f"#{_quote_escaped(ticket)}"


def _quote_escaped(text: str) -> str:
    """Return a text in quotes, with a `done when:` in it escaped."""
    return DONE_WHEN.sub(r"\\\g<0>", quote(text))


def _sentence(refused: ValidationError) -> str:
    """Return the model's first error as a sentence."""
    reason = refused.errors()[0]["msg"].removeprefix("Value error, ")
    return f"{reason[:1].upper()}{reason[1:]}."


def _missing(action: Action) -> str:
    """Return the missing fields of an action: `type, owner or due day`."""
    required = {"type": action.type, "owner": action.owner, "due day": action.due}
    *others, last = [""] + [name for name, value in required.items() if not value]
    return " or ".join(filter(None, [", ".join(filter(None, others)), last]))
