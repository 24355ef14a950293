"""What does not fit together in a timeline. Each is a question to the room, never a verdict.

Silences in the timeline: stretches in which nothing is written down.
Which milestones follow one another, where they are marked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import chain, pairwise
from operator import attrgetter
from typing import NamedTuple

from facilitator.analysis.durations import MILESTONE_NAMES, format_minutes, minutes_between
from facilitator.findings.finding import Finding, FindingKind, Location, Rewrite
from facilitator.findings.memo import cache_last, cache_per_item
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event, Milestone, Timeline
from facilitator.text.format import clock, day_and_clock
from facilitator.timeparse.parse import parse_leading_time
from facilitator.timeparse.patterns import CLOCK, ZONE_NAMES
from facilitator.timeparse.timezones import UnreadableTime
from facilitator.timeparse.written_time import TimeContext

LONGEST_GAP_MINUTES = 30
"""A stretch longer than this, while people were at work on it, hides a part of the story."""


class Gap(NamedTuple):
    """A stretch between two UTC minutes in which nothing is written down."""

    since: datetime
    until: datetime

    @property
    def minutes(self) -> int:
        """How long it is, in minutes."""
        return minutes_between(self.since, self.until)

    def __str__(self) -> str:
        return f"{self.since:%H:%M} to {self.until:%H:%M}"


def gaps_between(timeline: Timeline, since: datetime, until: datetime) -> tuple[Gap, ...]:
    """Return the silences of over 30 minutes from one UTC minute to another, in order.

    An event that lasts until a later minute fills the time it lasts.
    """
    gaps = []
    longest = timedelta(minutes=LONGEST_GAP_MINUTES)
    covered_until = since
    for event in timeline.events:
        at = event.at
        if at > until:
            break
        if at - covered_until > longest:
            gaps.append(Gap(covered_until, at))
        covered_until = max(covered_until, event.until or at)
    if until - covered_until > longest:
        gaps.append(Gap(covered_until, until))
    return tuple(gaps)


@cache_last
def gaps_in_response(timeline: Timeline) -> tuple[Gap, ...]:
    """Return the silences between detection and mitigation; none while either is not marked."""
    detected = timeline.milestone(Milestone.DETECTED)
    mitigated = timeline.milestone(Milestone.MITIGATED)
    if detected is None or mitigated is None:
        return ()
    return gaps_between(timeline, detected.at, mitigated.at)


_MILESTONE_ORDERS = (
    (Milestone.STARTED, Milestone.DETECTED, Milestone.ACKNOWLEDGED),
    (Milestone.STARTED, Milestone.MITIGATED, Milestone.RESOLVED),
)
"""Milestones that never run backwards. Trouble may end before anybody detects it."""


def milestone_pairs(timeline: Timeline) -> tuple[tuple[Event, Event], ...]:
    """Return the events of milestones that follow one another: the earlier one, then the later."""
    return tuple(
        pair
        for order in _MILESTONE_ORDERS
        for pair in pairwise(filter(None, map(timeline.milestone, order)))
    )


_FAR_OUTSIDE = timedelta(days=1)
"""So far before the start or after the end, a minute is more likely a wrong day."""
_TIME_WITH_ZONE = re.compile(rf"[0-9]{{1,2}}:[0-9]{{2}}[ ]?(?P<zone>{ZONE_NAMES})(?!\w)")
_TEXTS_CACHED = 1 << 13
"""Texts looked at before; after an edit only what changed is looked at again."""


def timeline_findings(document: Postmortem) -> tuple[Finding, ...]:
    """Return what does not fit together, a kind of oddity at a time."""
    return _findings(document.timeline)


@cache_last
def _findings(timeline: Timeline) -> tuple[Finding, ...]:
    return (
        *_milestones_out_of_order(timeline),
        *_times_before_start(timeline),
        *_gaps(timeline),
        *_events_far_outside(timeline),
        *_duplicates(timeline),
        *chain(*_other_timezones(timeline.events)),
    )


def _time_finding(event: Event, rule: str, reason: str) -> Finding:
    """A finding about the minute of an event, which stands in no words."""
    return Finding(FindingKind.TIMELINE, rule, Location(Stage.TIMELINE, event.id, "at"), reason)


def _text_finding(
    event: Event, rule: str, reason: str, start: int, words: str, rewrites: tuple[Rewrite, ...] = ()
) -> Finding:
    """A finding about some words of an event."""
    location = Location(Stage.TIMELINE, event.id, "text")
    end = start + len(words)
    return Finding(FindingKind.TIMELINE, rule, location, reason, start, end, words, rewrites)


def _milestones_out_of_order(timeline: Timeline) -> Iterator[Finding]:
    for earlier, later in milestone_pairs(timeline):
        if later.at < earlier.at and later.milestone and earlier.milestone:
            says = f"{MILESTONE_NAMES[later.milestone]} stands before {MILESTONE_NAMES[earlier.milestone]}"
            says = f"{says}, at {clock(earlier.at)}: which is right?"
            yield _time_finding(later, "order", says[0].upper() + says[1:])


def _times_before_start(timeline: Timeline) -> Iterator[Finding]:
    """Find later events whose words name a minute before the declared start."""
    if (started := timeline.milestone(Milestone.STARTED)) is not None:
        yield from chain(*_quotes_earlier_time(timeline.events, started.at))


@cache_per_item
def _quotes_earlier_time(event: Event, started: datetime) -> tuple[Finding, ...]:
    if event.at < started:
        return ()
    source = event.source.label if event.source else ""
    for text in (event.text, source):
        if (found := _first_time_before(text, event.at, started)) is not None:
            start, words, named = found
            says = f"It names {clock(named)}, before the start at {clock(started)}"
            says = f"{says}: did it begin earlier?"
            told = text is event.text
            return (
                _text_finding(event, "start", says, start, words)
                if told
                else _time_finding(event, "start", says),
            )
    return ()


def _first_time_before(
    text: str, at: datetime, started: datetime
) -> tuple[int, str, datetime] | None:
    """Return the first minute a text of that UTC day names before the start: where, words, when."""
    if ":" not in text:
        return None  # most texts name no minute
    for start, words, hour, minute in _clock_times(text):
        named = at.replace(hour=hour, minute=minute)
        if timedelta() < started - named < timedelta(hours=12):
            return start, words, named
    return None


@lru_cache(maxsize=_TEXTS_CACHED)
def _clock_times(text: str) -> tuple[tuple[int, str, int, int], ...]:
    """Return the UTC clock times of a text: where each begins, its words, hour and minute."""
    found = []
    for each in CLOCK.finditer(text):
        if each["hour"] and not each["half"] and not text[: each.start()][-1:].isalnum():
            hour, minute = int(each["hour"]), int(each["minute"])
            if hour < 24 and minute < 60 and not _TIME_WITH_ZONE.match(text, each.start()):
                found.append((each.start(), each[0], hour, minute))
    return tuple(found)


def _gaps(timeline: Timeline) -> Iterator[Finding]:
    for gap in gaps_in_response(timeline):
        after = bisect_left(timeline.events, gap.until, key=attrgetter("at"))
        if after < len(timeline.events) and timeline.events[after].at == gap.until:
            says = f"Nothing is written down for {format_minutes(gap.minutes)} before it"
            says = f"{says}, from {clock(gap.since)}: what went on?"
            yield _time_finding(timeline.events[after], "gap", says)


def _events_far_outside(timeline: Timeline) -> Iterator[Finding]:
    started = timeline.milestone(Milestone.STARTED)
    ended = timeline.milestone(Milestone.RESOLVED) or timeline.milestone(Milestone.MITIGATED)
    begins, ends = (each.at if each else None for each in (started, ended))
    return chain(*_far_outside(timeline.events, begins, ends))


@cache_per_item
def _far_outside(
    event: Event, started: datetime | None, ended: datetime | None
) -> tuple[Finding, ...]:
    if started is not None and started - event.at > _FAR_OUTSIDE:
        says = f"It is over a day before the start, {day_and_clock(started)}"
    elif ended is not None and event.at - ended > _FAR_OUTSIDE:
        says = f"It is over a day after the end, {day_and_clock(ended)}"
    else:
        return ()
    return (_time_finding(event, "window", f"{says}: is its day right?"),)


def _duplicates(timeline: Timeline) -> Iterator[Finding]:
    said = _duplicate_key(timeline.events)
    if len(set(said)) == len(said):
        return
    seen: set[tuple[datetime, str]] = set()
    for event, key in zip(timeline.events, said, strict=True):
        if key in seen:
            says = "The same minute says the same already: delete one?"
            yield _text_finding(event, "twice", says, 0, event.text)
        seen.add(key)


@cache_per_item
def _duplicate_key(event: Event) -> tuple[datetime, str]:
    return event.at, _normalized(event.text)


@lru_cache(maxsize=_TEXTS_CACHED)
def _normalized(text: str) -> str:
    return " ".join(text.casefold().split())


@cache_per_item
def _other_timezones(event: Event) -> tuple[Finding, ...]:
    if (zoned := _first_zoned_time(event.text)) is None:
        return ()
    start, words = zoned
    says = "This is not in UTC like the rest: which minute is it in UTC?"
    return (_text_finding(event, "zone", says, start, words, _utc_rewrite(event, start, words)),)


@lru_cache(maxsize=_TEXTS_CACHED)
def _first_zoned_time(text: str) -> tuple[int, str] | None:
    found = _TIME_WITH_ZONE.search(text)
    return (found.start(), found[0]) if found else None


def _utc_rewrite(event: Event, start: int, words: str) -> tuple[Rewrite, ...]:
    """Return the minute in UTC; nothing where the letters stand for several zones."""
    try:
        when, _ = parse_leading_time(words, TimeContext(event.at.date(), event.at, event.at))
    except UnreadableTime:
        return ()
    return (Rewrite(start, start + len(words), f"{clock(when.at.astimezone(UTC))} UTC"),)
