"""Splitting the entry line of an action item into parts: type, title, owner, due date and so on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from facilitator.importers.due_dates import DAY_OFFSET, PERIODS, WEEKDAYS, is_due_date
from facilitator.importers.tokens import QUOTED, WORD, escape_mark, unescape_mark, unquote
from facilitator.model.actions import ActionType
from facilitator.timeparse.patterns import MONTH

DONE_WHEN = re.compile(r"(?<!\S)done when:(?!\S)[ ]?", re.IGNORECASE)

_TYPE = re.compile(rf"({'|'.join(ActionType)}):", re.IGNORECASE)
_OWNER = re.compile(r"@[\w]\S*")
_CAUSES = re.compile(r"\^(c[0-9]+(?:,c[0-9]+)*)", re.IGNORECASE)
_PRIORITY = re.compile(r"P[0-9]", re.IGNORECASE)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TICKET = re.compile(r"#(?:\w[\w./-]*|[a-z][a-z0-9+.-]*:\S*)", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_EDGE = re.compile(
    rf"{_PRIORITY.pattern}|{_ISO_DAY.pattern}|{_TICKET.pattern}|{_LINK.pattern}", re.IGNORECASE
)
_ANYWHERE = re.compile(rf'@\w.*|[@#]".*|{DAY_OFFSET.pattern}|{_CAUSES.pattern}', re.IGNORECASE)
_ENDS_A_DAY = (
    rf"(?:today|tomorrow|eo[wmqy]|{'|'.join(day[:3] for day in WEEKDAYS)})\w*[.,]*"
    rf"|{'|'.join(PERIODS)}|(?:day|week|month)s|[dwm]|(?:{MONTH})[.,]*"
    rf"|[0-9]{{1,6}}(?:st|nd|rd|th|[dwm])?,?|[0-9]\S*[-/]\S*|due|by|on"
)
_MARK = re.compile(
    rf"{_ANYWHERE.pattern}|{_EDGE.pattern}|{_TYPE.pattern}.*|done|end|{_ENDS_A_DAY}", re.IGNORECASE
)
"""Words that a backslash keeps as text; before any other word it is just a backslash."""

_EXPLICIT_DUE = re.compile(r"(?:due(?: on| by)?|by) (?P<day>.+)", re.IGNORECASE)
# After one of these, a date at the end of a title belongs to the sentence: "drain it on friday".
_PART_OF_A_SENTENCE = frozenset(
    {"on", "every", "each", "until", "of", "the", "from", "since", "before", "after", "to", "for"}
    | {"at", "in", "last", "till", "than", "within"}
)
_MAX_DUE_WORDS = 8
"""The longest due date in words: `due by the end of the next quarter`."""


class PartKind(Enum):
    """The kind of a part of the line."""

    TYPE = auto()
    TITLE = auto()
    OWNER = auto()
    DUE = auto()
    PRIORITY = auto()
    TICKET = auto()
    CAUSES = auto()
    DONE_WHEN = auto()


class ActionPart(NamedTuple):
    """A part of a line: its kind, its value without the mark, and its place (`end` is exclusive).

    Each word of the title is a part of its own.
    """

    kind: PartKind
    value: str
    start: int
    end: int


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def split_action_line(line: str) -> list[ActionPart]:
    """Return the parts of a line in order; the line must not contain runs of white space.

    Owner, `+14d` and `^c2` may be anywhere before `done when:`; priority, due date and ticket
    only before or after the title. A backslash before a mark keeps it as text.
    """
    done_when = DONE_WHEN.search(line)
    until = done_when.start() if done_when else len(line)
    action_type = _TYPE.match(line)
    parts = (
        [ActionPart(PartKind.TYPE, action_type[1].lower(), *action_type.span())]
        if action_type
        else []
    )
    words = _words(line, action_type.end() if action_type else 0, until)
    kinds = [_kind_anywhere(word.text) for word in words]
    parts += _edges(words, kinds)
    for word, kind in zip(words, kinds, strict=True):
        if kind is not None:
            parts.append(ActionPart(kind, _value(kind, word.text), word.start, word.end))
    if done_when:
        parts.append(
            ActionPart(PartKind.DONE_WHEN, line[done_when.end() :], done_when.start(), len(line))
        )
    return sorted(parts, key=lambda part: part.start)


def escape_title(title: str) -> str:
    """Return a title escaped so that every word of it parses as part of the title."""
    words = title.split()
    last = len(words) - 1
    return " ".join(
        escape_mark(
            word,
            _MARK,
            live=_is_live(words, n)
            or (n == 0 and bool(_EDGE.fullmatch(word) or _TYPE.match(word)))
            or (n == last and _ends_in_a_mark(words)),
        )
        for n, word in enumerate(words)
    )


def parses_as_mark(word: str, kind: PartKind, value: str) -> bool:
    """Whether a word parses as a mark of this kind and value, anywhere in the line."""
    read = _kind_anywhere(word) or (PartKind.TICKET if _is_ticket(word) else None)
    return WORD.findall(word) == [word] and read is kind and _value(kind, word) == value


def _words(line: str, start: int, end: int) -> list[_Word]:
    """Return the words between two positions; `due` and `by` are joined to a `+14d` after them."""
    words: list[_Word] = []
    for found in WORD.finditer(line, start, end):
        begin = found.start()
        if DAY_OFFSET.fullmatch(found[0]) and words and words[-1].text.lower() in ("due", "by"):
            begin = words.pop().start
        words.append(_Word(found[0], begin, found.end()))
    return words


def _edges(words: Sequence[_Word], kinds: list[PartKind | None]) -> Iterator[ActionPart]:
    """Classify the marks at both ends of the title, and the words between them as the title.

    Marks of one word are entered in `kinds`; due dates of several words are yielded.
    """
    rest = [n for n, kind in enumerate(kinds) if kind is None]
    while rest and (kind := _kind_at_an_edge(words[rest[0]].text)):
        kinds[rest.pop(0)] = kind
    while rest:
        if size := _due_word_count([words[n].text for n in _run(rest)]):
            first, last = words[rest[-size]], words[rest[-1]]
            phrase = " ".join(words[n].text for n in rest[-size:])
            explicit = _EXPLICIT_DUE.fullmatch(phrase)
            yield ActionPart(
                PartKind.DUE, explicit["day"] if explicit else phrase, first.start, last.end
            )
            del rest[-size:]
        elif kind := _kind_at_an_edge(words[rest[-1]].text):
            kinds[rest.pop()] = kind
        else:
            break
    for n in rest:
        kinds[n] = PartKind.TITLE


def _run(places: Sequence[int]) -> Sequence[int]:
    """Return the run of consecutive positions at the end, at most one more than a due date has."""
    size = 1
    while size <= min(_MAX_DUE_WORDS, len(places) - 1) and places[-size - 1] == places[-size] - 1:
        size += 1
    return places[-size:]


def _due_word_count(words: Sequence[str]) -> int:
    """Return how many words at the end are a due date; 0 if they belong to the sentence."""
    for size in range(min(_MAX_DUE_WORDS, len(words)), 0, -1):
        phrase = " ".join(words[-size:])
        explicit = _EXPLICIT_DUE.fullmatch(phrase)
        before = words[-size - 1].lower() if len(words) > size else ""
        if explicit and (is_due_date(explicit["day"]) or explicit["day"].lower() == "yesterday"):
            return size
        is_day = is_due_date(phrase) and before not in _PART_OF_A_SENTENCE
        if is_day or _ISO_DAY.fullmatch(phrase):
            return size
    return 0


def _ends_in_a_mark(words: Sequence[str]) -> bool:
    """Whether the end of a title would parse as a mark, alone or with a date after it."""
    tail = words[-_MAX_DUE_WORDS:]
    is_day = _due_word_count(tail) > 0 or _due_word_count([*tail, "2024-12-01"]) > 1
    return is_day or _EDGE.fullmatch(words[-1]) is not None


def _is_live(words: Sequence[str], n: int) -> bool:
    """Whether a word of a title would parse as a mark without a backslash, anywhere in it."""
    is_done_when = words[n].lower() == "done" and [w.lower() for w in words[n + 1 : n + 2]] == [
        "when:"
    ]
    return is_done_when or _ANYWHERE.fullmatch(words[n]) is not None


def _kind_anywhere(word: str) -> PartKind | None:
    """Return the kind of a word that does not depend on its place, or None."""
    if word.startswith("@") and (_OWNER.fullmatch(word) or QUOTED.fullmatch(word)):
        return PartKind.OWNER
    if DAY_OFFSET.fullmatch(word):
        return PartKind.DUE
    if _CAUSES.fullmatch(word):
        return PartKind.CAUSES
    return PartKind.TICKET if word.startswith("#") and QUOTED.fullmatch(word) else None


def _kind_at_an_edge(word: str) -> PartKind | None:
    """Return the kind of a word before or after the title, or None if it belongs to the title."""
    if _PRIORITY.fullmatch(word):
        return PartKind.PRIORITY
    if _ISO_DAY.fullmatch(word):
        return PartKind.DUE
    return PartKind.TICKET if _is_ticket(word) else None


def _is_ticket(word: str) -> bool:
    return bool(_TICKET.fullmatch(word) or _LINK.fullmatch(word))


def _value(kind: PartKind, word: str) -> str:
    """Return the value of a word: `kim` for `@kim`, `OPS-12` for `#OPS-12`, `#12` for `#12`."""
    match kind:
        case PartKind.OWNER:
            return unquote(word) or word[1:].rstrip(",;")
        case PartKind.TICKET:
            return unquote(word) or (word[1:] if _has_a_name(word) else word)
        case PartKind.CAUSES:
            return word[1:].lower()
        case PartKind.TITLE:
            return unescape_mark(word, _MARK)
        case _:
            return word


def _has_a_name(ticket: str) -> bool:
    return ticket.startswith("#") and not ticket[1:].isdecimal()
