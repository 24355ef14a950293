"""One action item as people type it: type, title, owner, due day, priority, ticket, causes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pydantic import ValidationError

from facilitator.imports.due import MONTH_END, NEAR_DAY, STEP, read_due
from facilitator.imports.errors import CannotRead
from facilitator.imports.words import quoted, shielded, unquoted, unshielded, words_of
from facilitator.model.actions import Action, ActionType, Priority
from facilitator.model.causes import Causes

_T = TypeVar("_T")

_TYPE = re.compile(rf"({'|'.join(ActionType)}):[ ]?", re.IGNORECASE)
_DONE_WHEN = re.compile(r"(?<!\S)done when:(?!\S)[ ]?", re.IGNORECASE)
_OWNER = re.compile(r"@[\w]\S*")
_CAUSES = re.compile(r"\^(c[0-9]+(?:,c[0-9]+)*)", re.IGNORECASE)
_PRIORITY = re.compile(r"P[0-3]", re.IGNORECASE)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TICKET = re.compile(r"#\w[\w./-]*")
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_ANYWHERE = re.compile(rf'@\w.*|[@#]".*|{STEP.pattern}|{_CAUSES.pattern}', re.IGNORECASE)
_MARK = re.compile(
    rf"{_ANYWHERE.pattern}"
    rf"|(?:{'|'.join(ActionType)}):.*|{_PRIORITY.pattern}|{_ISO_DAY.pattern}|{_TICKET.pattern}"
    rf"|{_LINK.pattern}|{NEAR_DAY.pattern}|end|done|month|due|by",
    re.IGNORECASE,
)
_PART_OF_A_SENTENCE = frozenset(
    {"on", "every", "each", "until", "of", "the", "from", "since", "before", "after", "to", "for"}
)


@dataclass(frozen=True)
class ActionLine:
    """What a line says. `problem` is empty and `action` there, or the other way round."""

    action: Action | None
    understood: str
    problem: str


@dataclass
class _Marks:
    """What has been read from a line so far, and the words that are left for the title."""

    words: list[str]
    owners: list[str]
    dues: list[date]
    priorities: list[Priority]
    tickets: list[str]
    labels: list[str]


def read_action_line(text: str, causes: Causes, today: date) -> ActionLine:
    """Read one action from `prevent: CPU guard @owner +14d P1 #OPS-12 ^c2 done when: it is back`.

    Never raises. An owner, `+14d` and `^c2` may stand anywhere before `done when:`; a priority, a
    day and a ticket before or after the title. A backslash before a mark keeps it as text.
    `today` is a day in UTC.
    """
    try:
        action = _action(" ".join(text.split()), causes, today)
    except ValidationError as refused:
        return ActionLine(None, "", _sentence(refused))
    except CannotRead as problem:
        return ActionLine(None, "", str(problem))
    return ActionLine(action, _in_words(action, causes, today), "")


def written_action_line(action: Action, causes: Causes) -> str:
    """Return a line that reads back to the same action; status, outcome and id are not in it."""
    words = action.title.split()
    last = len(words) - 1
    title = [
        shielded(word, _MARK, live=n in (0, last) or _is_live(words, n))
        for n, word in enumerate(words)
    ]
    marks = [f"{action.type}:"] if action.type else []
    marks += title
    if action.owner:
        marks.append(_written_mark("@", action.owner))
    marks += [action.due.isoformat()] if action.due else []
    marks += [action.priority] if action.priority else []
    if action.ticket:
        marks.append(_written_mark("#", action.ticket))
    labels = causes.labels()
    marks += [f"^{labels[cause]}" for cause in action.addresses if cause in labels]
    marks += [f"done when: {action.done_when}"] if action.done_when else []
    return " ".join(marks)


def _is_live(words: list[str], n: int) -> bool:
    """Whether this word of a title would be read as a mark wherever it stands."""
    following = [word.lower() for word in words[n + 1 : n + 2]]
    is_done_when = words[n].lower() == "done" and following == ["when:"]
    return is_done_when or _ANYWHERE.fullmatch(words[n]) is not None


def _written_mark(sign: str, text: str) -> str:
    """Return `@owner`, `#OPS-12`, `#12` or a link as it is, and anything else between quotes."""
    plain = {"@": (f"@{text}",), "#": (text, f"#{text}")}[sign]
    for word in plain:
        if words_of(word) == [word] and (_owner(word) if sign == "@" else _ticket(word)) == text:
            return word
    return sign + _DONE_WHEN.sub(r"\\\g<0>", quoted(text))


def _action(line: str, causes: Causes, today: date) -> Action:
    """Return the action a line tells. Raises CannotRead and pydantic's ValidationError."""
    divider = _DONE_WHEN.search(line)
    line, done_when = (
        (line[: divider.start()], line[divider.end() :]) if divider is not None else (line, "")
    )
    kind = _TYPE.match(line)
    marks = _marks(words_of(line[kind.end() :] if kind else line), today)
    owner = _only(marks.owners, "One person answers for an action: keep one of the owners.")
    title = " ".join(unshielded(word, _MARK) for word in marks.words)
    if not title:
        raise CannotRead("Say what will be done.")
    return Action(
        title=title,
        type=ActionType(kind[1].lower()) if kind else None,
        owner=owner or "",
        due=_only(marks.dues, "An action has one due date: keep one of those."),
        priority=_only(marks.priorities, "An action has one priority: keep one of those."),
        ticket=_only(marks.tickets, "An action has one ticket: keep one of those.") or "",
        done_when=done_when,
        addresses=_addressed(marks.labels, causes),
    )


def _marks(words: list[str], today: date) -> _Marks:
    """Take the marks out of a line. Raises CannotRead on a due day that cannot be."""
    marks = _Marks([], [], [], [], [], [])
    for word in words:
        if owner := _owner(word):
            marks.owners.append(owner)
        elif STEP.fullmatch(word):
            marks.dues.append(read_due(word, today))
        elif found := _CAUSES.fullmatch(word):
            marks.labels += found[1].lower().split(",")
        elif word.startswith('#"') and (ticket := unquoted(word)):
            marks.tickets.append(ticket)
        else:
            marks.words.append(word)
    while marks.words and _took_edge_mark(marks, 0, marks.words[:1], today):
        del marks.words[0]
    while size := _tail_size(marks.words):
        if not _took_edge_mark(marks, -1, marks.words[-size:], today):
            break
        del marks.words[-size:]
    return marks


def _tail_size(words: list[str]) -> int:
    """Return how many words at the end may be one mark: more for `end of month`, `by fri`."""
    for size in (4, 3):
        if len(words) >= size and MONTH_END.fullmatch(" ".join(words[-size:])):
            return size
    due_said = len(words) > 1 and words[-2].lower() in ("due", "by")
    is_day = bool(words) and (NEAR_DAY.fullmatch(words[-1]) or _ISO_DAY.fullmatch(words[-1]))
    return 2 if due_said and is_day else min(1, len(words))


def _took_edge_mark(marks: _Marks, end: int, words: list[str], today: date) -> bool:
    """Take a priority, a ticket or a day at one end of the title, and say whether it was one."""
    word = words[-1]
    before = marks.words[-len(words) - 1].lower() if len(marks.words) > len(words) else ""
    if len(words) > 1:
        phrase = " ".join(words)
        marks.dues.append(read_due(phrase if MONTH_END.fullmatch(phrase) else word, today))
    elif _PRIORITY.fullmatch(word):
        marks.priorities.append(Priority(word.upper()))
    elif ticket := _ticket(word):
        marks.tickets.append(ticket)
    elif _ISO_DAY.fullmatch(word) or (
        end == -1 and NEAR_DAY.fullmatch(word) and before not in _PART_OF_A_SENTENCE
    ):
        marks.dues.append(read_due(word, today))
    else:
        return False
    return True


def _owner(word: str) -> str | None:
    if not word.startswith("@"):
        return None
    return unquoted(word) or (word[1:].rstrip(",;") if _OWNER.fullmatch(word) else None)


def _ticket(word: str) -> str | None:
    """Return the ticket a word names: a link, `OPS-12` for `#OPS-12`, `#12` for `#12`."""
    if _LINK.fullmatch(word):
        return word
    if not _TICKET.fullmatch(word):
        return None
    return word if word[1:].isdecimal() else word[1:]


def _only(found: list[_T], otherwise: str) -> _T | None:
    """Return the one thing found, if any. Raises CannotRead where there are several."""
    if len(set(found)) > 1:
        raise CannotRead(otherwise)
    return found[0] if found else None


def _addressed(labels: list[str], causes: Causes) -> tuple[str, ...]:
    """Return the ids of the causes with these labels. Raises CannotRead on one that is not."""
    ids = {label: cause for cause, label in causes.labels().items()}
    for label in labels:
        if label not in ids:
            known = f"they go from c1 to c{len(ids)}" if ids else "none is written down yet"
            raise CannotRead(f"There is no cause {label}: {known}.")
    return tuple(dict.fromkeys(ids[label] for label in labels))


def _in_words(action: Action, causes: Causes, today: date) -> str:
    """Return the action on one line for the eye, with what is still missing."""
    labels = causes.labels()
    parts = [
        action.type or "no type yet",
        f"owner {action.owner}" if action.owner else "no owner yet",
    ]
    if action.due is None:
        parts.append("no due date yet")
    else:
        days = (action.due - today).days
        parts.append(f"due {action.due.isoformat()} ({'today' if not days else f'in {days} d'})")
    parts += [action.priority] if action.priority else []
    parts += [action.ticket] if action.ticket else []
    if action.addresses:
        parts.append(f"for {', '.join(labels[cause] for cause in action.addresses)}")
    parts.append(f"· {action.title}")
    parts += [f"· done when {action.done_when}"] if action.done_when else []
    return "  ".join(parts)


def _sentence(refused: ValidationError) -> str:
    """Return the first reason the model gives, as a sentence."""
    reason = refused.errors()[0]["msg"].removeprefix("Value error, ")
    return f"{reason[:1].upper()}{reason[1:]}."
