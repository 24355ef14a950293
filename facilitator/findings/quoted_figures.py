"""Durations and times quoted in summaries and notices that do not agree with the timeline."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from facilitator.analysis.durations import format_minutes
from facilitator.findings.finding import Finding, FindingKind, Location, Rewrite
from facilitator.findings.memo import cache_per_item
from facilitator.findings.timeline_facts import TimelineMinutes, epoch_minute, timeline_minutes
from facilitator.model.impact import CustomerNotice
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.text.format import clock
from facilitator.timeparse.parse import parse_leading_day, parse_leading_time
from facilitator.timeparse.patterns import ABOUT, CLOCK, DAY
from facilitator.timeparse.timezones import UnreadableTime
from facilitator.timeparse.written_time import TimeContext

_HOURS = r"(?P<hours>[0-9]{1,3})\s?(?:hours?|hrs?|h)\b"
_MINUTES = r"(?P<minutes>[0-9]{1,4})\s?(?:minutes?|mins?)\b"
_DURATION = re.compile(
    r"(?<![\w.,:/-])(?P<about>(?:about|around|nearly|almost|roughly|over|some|~)\s?)?"
    rf"(?:{_HOURS}(?:,?\s?(?:and\s)?(?P<rest>[0-9]{{1,2}})\s?(?:minutes?|mins?|m)\b)?|{_MINUTES})",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"(?:every|each|per|within|in the|next|last|past|by|until|update (?:at|in)|up to)\s(?:the\s)?$",
    re.IGNORECASE,
)
"""Words before a figure that is a plan, a habit or a limit rather than a fact of the incident."""
_TEXTS_CACHED = 1 << 10
"""Texts whose figures are cached, so that after an edit only what changed is read again."""
_COMPARISONS_CACHED = 1 << 8
"""Comparisons with a timeline that are cached; fewer, since each result may be long."""
_TOLERANCE = 0.15
"""The share by which a duration quoted with "about" may differ from the timeline."""


_LOOK_BACK, _LOOK_AHEAD = 40, 80
"""Characters before and after a figure that are searched for words that qualify it."""
_FROM_ITS_DAY = re.compile(r",?\s(?:(?:at|from|around|about)\s)?~?")
_TO_ITS_DAY = re.compile(r"(?:\s?(?:UTC|GMT|Z)\b)?,?\s(?:on\s)?(?:the\s)?")


class MismatchedFigure(NamedTuple):
    """A quoted figure that does not agree with the timeline.

    The figure is at `start` to `end` (characters); `words` has runs of white space as one space.
    `nearest` is the figure of the timeline nearest to it, `explanation` the clause naming it.
    """

    words: str
    explanation: str
    start: int
    end: int
    nearest: str


@lru_cache(maxsize=_COMPARISONS_CACHED)
def find_mismatches(
    text: str, timeline: TimelineMinutes, extra: tuple[datetime, ...] = ()
) -> tuple[MismatchedFigure, ...]:
    """Return the durations and times in a text that do not agree with the timeline.

    A duration agrees if it is that between a milestone and any event; a time if it is the minute of
    an event or one of `extra` (UTC). Times of a later day are plans and left out. Nothing is found
    until a milestone is marked.
    """
    if not timeline.milestones or timeline.first is None or timeline.last is None:
        return ()
    durations = _wrong_durations(_durations_in(text), timeline, extra)
    clocks = _wrong_clocks(_clocks_in(text, timeline.first, timeline.last), timeline, extra)
    return (*durations, *clocks)


def mismatched_notices(document: Postmortem) -> tuple[tuple[CustomerNotice, MismatchedFigure], ...]:
    """Return the mismatched figures of customer notices, each with its notice."""
    return tuple(
        chain(*_notice_mismatches(document.impact.notices, timeline_minutes(document.timeline)))
    )


@cache_per_item
def _notice_mismatches(
    notice: CustomerNotice, timeline: TimelineMinutes
) -> tuple[tuple[CustomerNotice, MismatchedFigure], ...]:
    return tuple(
        (notice, quoted) for quoted in find_mismatches(notice.text, timeline, (notice.at,))
    )


class _QuotedDuration(NamedTuple):
    """A duration in a text; `tolerance` is how many minutes it may differ by."""

    start: int
    end: int
    words: str
    minutes: int
    tolerance: float


class _QuotedTime(NamedTuple):
    """A clock time in a text, and the UTC minute it means."""

    start: int
    end: int
    words: str
    at: datetime


def _nearest(minutes: int, timeline: TimelineMinutes, extra: tuple[datetime, ...]) -> int | None:
    """Return the duration nearest to `minutes` between a milestone and any event or `extra`."""
    near = [abs(mark - epoch_minute(minute)) for mark in timeline.milestones for minute in extra]
    if (between_events := _nearest_between_events(minutes, timeline)) is not None:
        near.append(between_events)
    return _nearest_nonzero(near, minutes)


@lru_cache(maxsize=_COMPARISONS_CACHED)
def _nearest_between_events(minutes: int, timeline: TimelineMinutes) -> int | None:
    near: list[int] = []
    for mark in timeline.milestones:
        for target in (mark - minutes, mark + minutes):
            at = bisect_left(timeline.epoch_minutes, target)
            near += (abs(mark - each) for each in timeline.epoch_minutes[max(0, at - 2) : at + 2])
    return _nearest_nonzero(near, minutes)


def _nearest_nonzero(durations: list[int], minutes: int) -> int | None:
    some = (each for each in durations if each)
    return min(some, key=lambda n: (abs(n - minutes), n), default=None)


@lru_cache(maxsize=_TEXTS_CACHED)
def _durations_in(text: str) -> tuple[_QuotedDuration, ...]:
    found = []
    for each in _DURATION.finditer(text):
        if _PLANNED.search(_before(text, each.start())):
            continue
        minutes = int(each["minutes"] or 0)
        if each["hours"]:
            minutes = int(each["hours"]) * 60 + int(each["rest"] or 0)
        whole_hours = bool(each["hours"]) and not each["rest"]
        tolerance = minutes * _TOLERANCE if each["about"] else 30 if whole_hours else 0
        if minutes:
            found.append(_QuotedDuration(*each.span(), each[0], minutes, tolerance))
    return tuple(found)


def _wrong_durations(
    durations: tuple[_QuotedDuration, ...], timeline: TimelineMinutes, extra: tuple[datetime, ...]
) -> Iterator[MismatchedFigure]:
    for start, end, words, minutes, tolerance in durations:
        nearest = _nearest(minutes, timeline, extra)
        if nearest is not None and abs(nearest - minutes) > tolerance:
            explanation = f"the timeline's nearest is {format_minutes(nearest)}"
            yield MismatchedFigure(words, explanation, start, end, format_minutes(nearest))


@lru_cache(maxsize=_TEXTS_CACHED)
def _clocks_in(text: str, first: datetime, last: datetime) -> tuple[_QuotedTime, ...]:
    """Return the clock times of a text about the time between two UTC minutes."""
    context = TimeContext(first.date(), last, first)
    named = []
    for found in CLOCK.finditer(text):
        before, ahead = _before(text, found.start()), text[found.start() :][:_LOOK_AHEAD]
        if before[-1:].isalnum() or before[-1:] in ":.,/-" or found["digits"]:
            continue
        if _PLANNED.search(ABOUT.sub("", before)):
            continue
        try:
            when, rest = parse_leading_time(ahead, context)
            if _is_of_a_later_day(before, text[found.end() :][:_LOOK_AHEAD], context, last.date()):
                continue
        except UnreadableTime:
            continue
        words = " ".join(ahead.split()).removesuffix(rest).strip()
        end = found.start() + _length(words, ahead)
        named.append(_QuotedTime(found.start(), end, words, when.at.astimezone(UTC)))
    return tuple(named)


def _wrong_clocks(
    clocks: tuple[_QuotedTime, ...], timeline: TimelineMinutes, extra: tuple[datetime, ...]
) -> Iterator[MismatchedFigure]:
    for start, end, words, at in clocks:
        after = bisect_left(timeline.minutes, at)
        near = (*timeline.minutes[max(0, after - 1) : after + 1], *extra)
        if at not in near:
            nearest = min(near, key=lambda each: (abs(each - at), each))
            explanation = f"the timeline's nearest minute is {clock(nearest)}Z"
            yield MismatchedFigure(words, explanation, start, end, f"{clock(nearest)} UTC")


def _before(text: str, start: int) -> str:
    return text[max(0, start - _LOOK_BACK) : start]


def _is_of_a_later_day(before: str, behind: str, context: TimeContext, last: date) -> bool:
    """Whether a date beside a clock time is after the last day. Raises UnreadableTime."""
    days = [day[0] for day in DAY.finditer(before) if _FROM_ITS_DAY.fullmatch(before, day.end())]
    following = _TO_ITS_DAY.match(behind)
    if following and (day := DAY.match(behind, following.end())):
        days.append(day[0])
    parsed = [parse_leading_day(day, context) for day in days]
    return any(each is not None and each[0] > last for each in parsed)


def _length(words: str, written: str) -> int:
    """Return the number of characters of the words in the text, white space included."""
    found = re.match(r"\s+".join(map(re.escape, words.split())), written)
    return found.end() if found else len(words)


def figure_findings(document: Postmortem) -> Iterator[Finding]:
    """Yield the findings on quoted figures that do not agree with the timeline.

    Those in customer notices have no rewrite: the notices were sent.
    """
    customer, timeline = document.followup.customer, timeline_minutes(document.timeline)
    summaries = (  # without `what_we_do`: its times are plans
        (Location(Stage.TIMELINE, "", "summary"), document.impact.summary),
        (Location(Stage.FOLLOWUP, "", "internal_summary"), document.followup.internal_summary),
        (Location(Stage.FOLLOWUP, "", "customer.summary"), customer.summary),
        (Location(Stage.FOLLOWUP, "", "customer.what_happened"), customer.what_happened),
    )
    for location, text in summaries:
        for quoted in find_mismatches(text, timeline):
            yield _finding(location, text, quoted, can_be_fixed=True)
    for notice, quoted in mismatched_notices(document):
        location = Location(Stage.TIMELINE, notice.id, "text")
        yield _finding(location, notice.text, quoted, can_be_fixed=False)


def _finding(
    location: Location, text: str, quoted: MismatchedFigure, *, can_be_fixed: bool
) -> Finding:
    start, end = quoted.start, quoted.end
    rewrite = Rewrite(start, end, quoted.nearest)
    return Finding(
        kind=FindingKind.TIMELINE,
        rule="quoted",
        location=location,
        reason=f"{quoted.explanation[0].upper()}{quoted.explanation[1:]}: which is right?",
        start=start,
        end=end,
        words=text[start:end],
        rewrites=(rewrite,) if can_be_fixed else (),
    )
