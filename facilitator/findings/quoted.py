"""Durations and clock times that a text quotes, held against the timeline they should come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from facilitator.clock import clock
from facilitator.metrics import in_words, minutes_between
from facilitator.model.impact import CustomerNotice
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Timeline
from facilitator.moments import Context
from facilitator.time_words import ABOUT, CLOCK
from facilitator.unreadable import Unreadable
from facilitator.when import leading_when

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


class Quoted(NamedTuple):
    """A figure that a text quotes and the timeline does not hold: its words, and what is known."""

    words: str
    says: str


def quoted_wrongly(text: str, timeline: Timeline, extra: tuple[datetime, ...] = ()) -> list[Quoted]:
    """Return the durations and times a text quotes that are none of the timeline's, in order.

    A duration agrees where it lies between a milestone and any event; a time where it is the minute
    of an event or one of `extra` (UTC). Nothing is found while no milestone is marked.
    """
    marks = {event.at for event in timeline.events if event.milestone}
    if not marks:
        return []
    minutes = {event.at for event in timeline.events} | set(extra)
    minutes |= {event.until for event in timeline.events if event.until}
    return [*_durations(text, marks, minutes), *_clocks(text, timeline, minutes)]


def notices_quoting_wrongly(document: Postmortem) -> Iterator[tuple[CustomerNotice, Quoted]]:
    """Yield each customer notice with what it quotes and the timeline does not hold."""
    for notice in document.impact.notices:
        for quoted in quoted_wrongly(notice.text, document.timeline, (notice.at,)):
            yield notice, quoted


def _durations(text: str, marks: set[datetime], minutes: set[datetime]) -> Iterator[Quoted]:
    known = {abs(minutes_between(mark, minute)) for mark in marks for minute in minutes} - {0}
    for found in _DURATION.finditer(text):
        if _A_PROMISE.search(text[: found.start()]):
            continue
        said = int(found["minutes"] or 0)
        if found["hours"]:
            said = int(found["hours"]) * 60 + int(found["rest"] or 0)
        whole_hours = bool(found["hours"]) and not found["rest"]
        loose = said * _LOOSE if found["about"] else 30 if whole_hours else 0
        if known and said and not any(abs(said - each) <= loose for each in known):
            nearest = min(known, key=lambda each: abs(each - said))
            yield Quoted(found[0].strip(), f"the timeline's nearest is {in_words(nearest)}")


def _clocks(text: str, timeline: Timeline, minutes: set[datetime]) -> Iterator[Quoted]:
    first, last = timeline.events[0].at, timeline.events[-1].at
    context = Context(first.date(), last, first)
    for found in CLOCK.finditer(text):
        before = text[: found.start()]
        if before[-1:].isalnum() or before[-1:] in ":.,/-" or found["digits"]:
            continue
        if _A_PROMISE.search(ABOUT.sub("", before)):
            continue
        try:
            when, rest = leading_when(text[found.start() :], context)
        except Unreadable:
            continue
        if when.at.astimezone(UTC) not in minutes:
            nearest = min(minutes, key=lambda each: abs(each - when.at))
            words = " ".join(text[found.start() :].split()).removesuffix(rest).strip()
            yield Quoted(words, f"the timeline's nearest minute is {clock(nearest)}Z")
