"""Durations and clock times that a text quotes, held against the timeline they should come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple

from facilitator.clock import clock
from facilitator.metrics import in_words, minutes_between
from facilitator.model.impact import CustomerNotice
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Timeline
from facilitator.moments import Context
from facilitator.time_words import ABOUT, CLOCK, DAY
from facilitator.unreadable import Unreadable
from facilitator.when import leading_day, leading_when

_HOURS = r"(?P<hours>[0-9]{1,3})\s?(?:hours?|hrs?|h)\b"
_MINUTES = r"(?P<minutes>[0-9]{1,4})\s?(?:minutes?|mins?)\b"
_DURATION = re.compile(
    r"(?<![\w.,:/-])(?P<about>(?:about|around|nearly|almost|roughly|over|some|~)\s?)?"
    rf"(?:{_HOURS}(?:,?\s?(?:and\s)?(?P<rest>[0-9]{{1,2}})\s?(?:minutes?|mins?|m)\b)?|{_MINUTES})",
    re.IGNORECASE,
)
_A_PROMISE = re.compile(
    r"(?:every|each|per|within|in the|next|last|past|by|until|update (?:at|in)|up to)\s(?:the\s)?$",
    re.IGNORECASE,
)
"""What stands before a figure that is no account of the incident: a habit, a promise, a limit."""
_LOOSE = 0.15
"""A duration given as about so long may be off by so much of it."""
_LOOK_BACK, _LOOK_AHEAD = 40, 80
"""So many characters around a figure say what it is: nobody's sentence needs more."""
_FROM_ITS_DAY = re.compile(r",?\s(?:(?:at|from|around|about)\s)?~?")
_TO_ITS_DAY = re.compile(r"(?:\s?(?:UTC|GMT|Z)\b)?,?\s(?:on\s)?(?:the\s)?")


class Quoted(NamedTuple):
    """A figure that a text quotes and the timeline does not hold: its words, and what is known.

    The words stand from `start` to `end` (characters); runs of white space in them are one space.
    """

    words: str
    says: str
    start: int
    end: int


def quoted_wrongly(text: str, timeline: Timeline, extra: tuple[datetime, ...] = ()) -> list[Quoted]:
    """Return the durations and times a text quotes that are none of the timeline's, in order.

    A duration agrees where it lies between a milestone and any event; a time where it is the minute
    of an event or one of `extra` (UTC); one of a later day is a plan. Nothing is found while no
    milestone is marked.
    """
    known = _Known(timeline, extra)
    return [*_durations(text, known), *_clocks(text, known)]


class _Known:
    """What a timeline holds, worked out when a text first quotes a figure: most quote none."""

    def __init__(self, timeline: Timeline, extra: tuple[datetime, ...]) -> None:
        self._timeline, self._extra = timeline, extra

    @cached_property
    def marks(self) -> set[datetime]:
        """The minutes of milestones."""
        return {event.at for event in self._timeline.events if event.milestone}

    @cached_property
    def minutes(self) -> set[datetime]:
        """The minutes at which an event begins or ends, and those that were given besides."""
        ends = {event.until for event in self._timeline.events if event.until}
        return {event.at for event in self._timeline.events} | ends | set(self._extra)

    @cached_property
    def lengths(self) -> set[int]:
        """The minutes between a milestone and any event."""
        pairs = ((mark, minute) for mark in self.marks for minute in self.minutes)
        return {abs(minutes_between(mark, minute)) for mark, minute in pairs} - {0}

    @cached_property
    def around(self) -> Context:
        """What a clock is read in: the day of the first event, and the last one."""
        first, last = self._timeline.events[0].at, self._timeline.events[-1].at
        return Context(first.date(), last, first)


def notices_quoting_wrongly(document: Postmortem) -> Iterator[tuple[CustomerNotice, Quoted]]:
    """Yield each customer notice with what it quotes and the timeline does not hold."""
    for notice in document.impact.notices:
        for quoted in quoted_wrongly(notice.text, document.timeline, (notice.at,)):
            yield notice, quoted


def _durations(text: str, known: _Known) -> Iterator[Quoted]:
    for found in _DURATION.finditer(text):
        if _A_PROMISE.search(_before(text, found.start())):
            continue
        said = int(found["minutes"] or 0)
        if found["hours"]:
            said = int(found["hours"]) * 60 + int(found["rest"] or 0)
        whole_hours = bool(found["hours"]) and not found["rest"]
        loose = said * _LOOSE if found["about"] else 30 if whole_hours else 0
        if said and known.lengths and not any(abs(said - each) <= loose for each in known.lengths):
            nearest = min(known.lengths, key=lambda each: abs(each - said))
            says = f"the timeline's nearest is {in_words(nearest)}"
            yield Quoted(" ".join(found[0].split()), says, *found.span())


def _clocks(text: str, known: _Known) -> Iterator[Quoted]:
    for found in CLOCK.finditer(text):
        before, ahead = _before(text, found.start()), _from(text, found.start())
        if before[-1:].isalnum() or before[-1:] in ":.,/-" or found["digits"]:
            continue
        if _A_PROMISE.search(ABOUT.sub("", before)):
            continue
        if not known.marks:
            return
        try:
            when, rest = leading_when(ahead, known.around)
            if _is_of_a_later_day(before, _from(text, found.end()), known.around):
                continue
        except Unreadable:
            continue
        if when.at.astimezone(UTC) not in known.minutes:
            nearest = min(known.minutes, key=lambda each: abs(each - when.at))
            words = " ".join(ahead.split()).removesuffix(rest).strip()
            says = f"the timeline's nearest minute is {clock(nearest)}Z"
            yield Quoted(words, says, found.start(), found.start() + _length(words, ahead))


def _before(text: str, start: int) -> str:
    return text[max(0, start - _LOOK_BACK) : start]


def _from(text: str, start: int) -> str:
    return text[start : start + _LOOK_AHEAD]


def _is_of_a_later_day(before: str, behind: str, context: Context) -> bool:
    """Whether the day a clock belongs to comes after the last one known. Raises Unreadable."""
    days = [day[0] for day in DAY.finditer(before) if _FROM_ITS_DAY.fullmatch(before, day.end())]
    led = _TO_ITS_DAY.match(behind)
    if led and (day := DAY.match(behind, led.end())):
        days.append(day[0])
    said = [leading_day(day, context) for day in days]
    return any(each is not None and each[0] > context.now.date() for each in said)


def _length(words: str, written: str) -> int:
    """Return how many characters the words take as they are written."""
    found = re.match(r"\s+".join(map(re.escape, words.split())), written)
    return found.end() if found else len(words)
