"""What each part of an action's line is: type, title, owner, day, priority, ticket, causes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from facilitator.importers.due_dates import PERIODS, STEP, WEEKDAYS, says_a_day
from facilitator.importers.tokens import QUOTED, WORD, shielded, unquoted, unshielded
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
_ANYWHERE = re.compile(rf'@\w.*|[@#]".*|{STEP.pattern}|{_CAUSES.pattern}', re.IGNORECASE)
_ENDS_A_DAY = (
    rf"(?:today|tomorrow|eo[wmqy]|{'|'.join(day[:3] for day in WEEKDAYS)})\w*[.,]*"
    rf"|{'|'.join(PERIODS)}|(?:day|week|month)s|[dwm]|(?:{MONTH})[.,]*"
    rf"|[0-9]{{1,6}}(?:st|nd|rd|th|[dwm])?,?|[0-9]\S*[-/]\S*|due|by|on"
)
_MARK = re.compile(
    rf"{_ANYWHERE.pattern}|{_EDGE.pattern}|{_TYPE.pattern}.*|done|end|{_ENDS_A_DAY}", re.IGNORECASE
)
"""What a backslash keeps as a word; before any other it is a backslash like all."""

_MEANT = re.compile(r"(?:due(?: on| by)?|by) (?P<day>.+)", re.IGNORECASE)
_PART_OF_A_SENTENCE = frozenset(
    {"on", "every", "each", "until", "of", "the", "from", "since", "before", "after", "to", "for"}
    | {"at", "in", "last", "till", "than", "within"}
)
_LONGEST = 8
"""So many words a day may take: `due by the end of the next quarter`."""


class Sort(Enum):
    """What a part of a line is."""

    TYPE = auto()
    TITLE = auto()
    OWNER = auto()
    DUE = auto()
    PRIORITY = auto()
    TICKET = auto()
    CAUSES = auto()
    DONE_WHEN = auto()


class Piece(NamedTuple):
    """A part of a line, from one letter up to another, and what it says without its sign.

    The title comes in words.
    """

    sort: Sort
    says: str
    start: int
    end: int


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def pieces_of(line: str) -> list[Piece]:
    """Return the parts of a line without runs of white space, in order.

    An owner, `+14d` and `^c2` may stand anywhere before `done when:`; a priority, a day and a
    ticket before or after the title. A backslash before a mark keeps it as text.
    """
    divider = DONE_WHEN.search(line)
    until = divider.start() if divider else len(line)
    kind = _TYPE.match(line)
    pieces = [Piece(Sort.TYPE, kind[1].lower(), *kind.span())] if kind else []
    words = _words(line, kind.end() if kind else 0, until)
    sorts = [_sort_anywhere(word.text) for word in words]
    pieces += _edges(words, sorts)
    for word, sort in zip(words, sorts, strict=True):
        if sort is not None:
            pieces.append(Piece(sort, _said(sort, word.text), word.start, word.end))
    if divider:
        pieces.append(Piece(Sort.DONE_WHEN, line[divider.end() :], divider.start(), len(line)))
    return sorted(pieces, key=lambda piece: piece.start)


def as_title(title: str) -> str:
    """Return a title so that each word of it is read back as a part of the title."""
    words = title.split()
    last = len(words) - 1
    return " ".join(
        shielded(
            word,
            _MARK,
            live=_is_live(words, n)
            or (n == 0 and bool(_EDGE.fullmatch(word) or _TYPE.match(word)))
            or (n == last and _ends_in_a_mark(words)),
        )
        for n, word in enumerate(words)
    )


def is_whole_mark(word: str, sort: Sort, says: str) -> bool:
    """Whether a word is read as a mark that says just this, wherever it stands."""
    read = _sort_anywhere(word) or (Sort.TICKET if _is_ticket(word) else None)
    return WORD.findall(word) == [word] and read is sort and _said(sort, word) == says


def _words(line: str, start: int, end: int) -> list[_Word]:
    """Return the words between two places; `due` and `by` belong to the step after them."""
    words: list[_Word] = []
    for found in WORD.finditer(line, start, end):
        begin = found.start()
        if STEP.fullmatch(found[0]) and words and words[-1].text.lower() in ("due", "by"):
            begin = words.pop().start
        words.append(_Word(found[0], begin, found.end()))
    return words


def _edges(words: Sequence[_Word], sorts: list[Sort | None]) -> Iterator[Piece]:
    """Take the marks at the ends of the title, and sort what is left as the title.

    Marks of one word are sorted like the others; days of several words are returned.
    """
    left = [n for n, sort in enumerate(sorts) if sort is None]
    while left and (sort := _sort_at_an_edge(words[left[0]].text)):
        sorts[left.pop(0)] = sort
    while left:
        if size := _day_size([words[n].text for n in _run(left)]):
            first, last = words[left[-size]], words[left[-1]]
            phrase = " ".join(words[n].text for n in left[-size:])
            meant = _MEANT.fullmatch(phrase)
            yield Piece(Sort.DUE, meant["day"] if meant else phrase, first.start, last.end)
            del left[-size:]
        elif sort := _sort_at_an_edge(words[left[-1]].text):
            sorts[left.pop()] = sort
        else:
            break
    for n in left:
        sorts[n] = Sort.TITLE


def _run(places: Sequence[int]) -> Sequence[int]:
    """Return the places at the end that follow each other, as many as a day may take and one."""
    size = 1
    while size <= min(_LONGEST, len(places) - 1) and places[-size - 1] == places[-size] - 1:
        size += 1
    return places[-size:]


def _day_size(words: Sequence[str]) -> int:
    """Return how many words at the end say a due day; 0 where they are part of a sentence."""
    for size in range(min(_LONGEST, len(words)), 0, -1):
        phrase = " ".join(words[-size:])
        meant = _MEANT.fullmatch(phrase)
        before = words[-size - 1].lower() if len(words) > size else ""
        if meant and (says_a_day(meant["day"]) or meant["day"].lower() == "yesterday"):
            return size
        is_day = says_a_day(phrase) and before not in _PART_OF_A_SENTENCE
        if is_day or _ISO_DAY.fullmatch(phrase):
            return size
    return 0


def _ends_in_a_mark(words: Sequence[str]) -> bool:
    """Whether the end of a title would be read as a mark, or as one with the day after it."""
    tail = words[-_LONGEST:]
    is_day = _day_size(tail) > 0 or _day_size([*tail, "2024-12-01"]) > 1
    return is_day or _EDGE.fullmatch(words[-1]) is not None


def _is_live(words: Sequence[str], n: int) -> bool:
    """Whether this word of a title would be read as a mark wherever it stands."""
    is_done_when = words[n].lower() == "done" and [w.lower() for w in words[n + 1 : n + 2]] == [
        "when:"
    ]
    return is_done_when or _ANYWHERE.fullmatch(words[n]) is not None


def _sort_anywhere(word: str) -> Sort | None:
    """Return what a word is wherever it stands; None where that depends on its place."""
    if word.startswith("@") and (_OWNER.fullmatch(word) or QUOTED.fullmatch(word)):
        return Sort.OWNER
    if STEP.fullmatch(word):
        return Sort.DUE
    if _CAUSES.fullmatch(word):
        return Sort.CAUSES
    return Sort.TICKET if word.startswith("#") and QUOTED.fullmatch(word) else None


def _sort_at_an_edge(word: str) -> Sort | None:
    """Return what a word is before or after the title; None where it is part of that."""
    if _PRIORITY.fullmatch(word):
        return Sort.PRIORITY
    if _ISO_DAY.fullmatch(word):
        return Sort.DUE
    return Sort.TICKET if _is_ticket(word) else None


def _is_ticket(word: str) -> bool:
    return bool(_TICKET.fullmatch(word) or _LINK.fullmatch(word))


def _said(sort: Sort, word: str) -> str:
    """Return what a word says: `kim` for `@kim`, `OPS-12` for `#OPS-12`, `#12` for `#12`."""
    match sort:
        case Sort.OWNER:
            return unquoted(word) or word[1:].rstrip(",;")
        case Sort.TICKET:
            return unquoted(word) or (word[1:] if _has_a_name(word) else word)
        case Sort.CAUSES:
            return word[1:].lower()
        case Sort.TITLE:
            return unshielded(word, _MARK)
        case _:
            return word


def _has_a_name(ticket: str) -> bool:
    return ticket.startswith("#") and not ticket[1:].isdecimal()
