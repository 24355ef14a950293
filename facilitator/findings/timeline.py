"""Findings on the timeline: contradictions, gaps and duplicates.

Each finding is a question to the room, never a verdict.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from facilitator.analysis.durations import MILESTONE_NAMES, format_minutes
from facilitator.findings.finding import Finding, FindingKind, Location, Rewrite
from facilitator.findings.memo import cache_last, cache_per_item
from facilitator.findings.timeline_facts import (
    gaps_in_response,
    milestone_pairs,
)
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event, Milestone, Timeline
from facilitator.text.format import clock, day_and_clock
from facilitator.timeparse.parse import parse_leading_time
from facilitator.timeparse.patterns import CLOCK, ZONE_NAMES
from facilitator.timeparse.timezones import UnreadableTime
from facilitator.timeparse.written_time import TimeContext

_FAR_OUTSIDE = timedelta(days=1)
"""An event longer than this before the start or after the end probably has a wrong date."""
_TIME_WITH_ZONE = re.compile(rf"[0-9]{{1,2}}:[0-9]{{2}}[ ]?(?P<zone>{ZONE_NAMES})(?!\w)")
_TEXTS_CACHED = 1 << 13
"""Texts whose result is cached, so that after an edit only what changed is read again."""


def timeline_findings(document: Postmortem) -> tuple[Finding, ...]:
    """Return the findings on the timeline, rule by rule."""
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
    """Return a finding on the time of an event."""
    return Finding(FindingKind.TIMELINE, rule, Location(Stage.TIMELINE, event.id, "at"), reason)


def _text_finding(
    event: Event, rule: str, reason: str, start: int, words: str, rewrites: tuple[Rewrite, ...] = ()
) -> Finding:
    """Return a finding on some words of an event."""
    location = Location(Stage.TIMELINE, event.id, "text")
    end = start + len(words)
    return Finding(FindingKind.TIMELINE, rule, location, reason, start, end, words, rewrites)


def _milestones_out_of_order(timeline: Timeline) -> Iterator[Finding]:
    for earlier, later in milestone_pairs(timeline):
        if later.at < earlier.at and later.milestone and earlier.milestone:
            names = MILESTONE_NAMES[later.milestone], MILESTONE_NAMES[earlier.milestone]
            reason = f"{names[0]} stands before {names[1]}, at {clock(earlier.at)}: which is right?"
            yield _time_finding(later, "order", reason[0].upper() + reason[1:])


def _times_before_start(timeline: Timeline) -> Iterator[Finding]:
    """Yield the events after the start whose text names a time before it."""
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
            reason = f"It names {clock(named)}, before the start at {clock(started)}"
            reason = f"{reason}: did it begin earlier?"
            in_text = text is event.text
            return (
                _text_finding(event, "start", reason, start, words)
                if in_text
                else _time_finding(event, "start", reason),
            )
    return ()


def _first_time_before(
    text: str, at: datetime, started: datetime
) -> tuple[int, str, datetime] | None:
    """Return the first time before the start that a text names: its offset, words and UTC minute.

    Clock times are taken as UTC, on the date of the event.
    """
    if ":" not in text:
        return None  # a quick exit for most texts, which spares them the pattern
    for start, words, hour, minute in _clock_times(text):
        named = at.replace(hour=hour, minute=minute)
        if timedelta() < started - named < timedelta(hours=12):
            return start, words, named
    return None


@lru_cache(maxsize=_TEXTS_CACHED)
def _clock_times(text: str) -> tuple[tuple[int, str, int, int], ...]:
    """Return the clock times of a text without a time zone: offset, words, hour, minute."""
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
            reason = f"Nothing is written down for {format_minutes(gap.minutes)} before it"
            reason = f"{reason}, from {clock(gap.since)}: what went on?"
            yield _time_finding(timeline.events[after], "gap", reason)


def _events_far_outside(timeline: Timeline) -> Iterator[Finding]:
    started = timeline.milestone(Milestone.STARTED)
    ended = timeline.milestone(Milestone.RESOLVED) or timeline.milestone(Milestone.MITIGATED)
    start_at, end_at = (each.at if each else None for each in (started, ended))
    return chain(*_far_outside(timeline.events, start_at, end_at))


@cache_per_item
def _far_outside(
    event: Event, started: datetime | None, ended: datetime | None
) -> tuple[Finding, ...]:
    if started is not None and started - event.at > _FAR_OUTSIDE:
        reason = f"It is over a day before the start, {day_and_clock(started)}"
    elif ended is not None and event.at - ended > _FAR_OUTSIDE:
        reason = f"It is over a day after the end, {day_and_clock(ended)}"
    else:
        return ()
    return (_time_finding(event, "window", f"{reason}: is its day right?"),)


def _duplicates(timeline: Timeline) -> Iterator[Finding]:
    keys = _duplicate_key(timeline.events)
    if len(set(keys)) == len(keys):
        return
    seen: set[tuple[datetime, str]] = set()
    for event, key in zip(timeline.events, keys, strict=True):
        if key in seen:
            reason = "The same minute says the same already: delete one?"
            yield _text_finding(event, "twice", reason, 0, event.text)
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
    reason = "This is not in UTC like the rest: which minute is it in UTC?"
    return (_text_finding(event, "zone", reason, start, words, _utc_rewrite(event, start, words)),)


@lru_cache(maxsize=_TEXTS_CACHED)
def _first_zoned_time(text: str) -> tuple[int, str] | None:
    found = _TIME_WITH_ZONE.search(text)
    return (found.start(), found[0]) if found else None


def _utc_rewrite(event: Event, start: int, words: str) -> tuple[Rewrite, ...]:
    """Return a rewrite in UTC; none if the abbreviation stands for several time zones."""
    try:
        when, _ = parse_leading_time(words, TimeContext(event.at.date(), event.at, event.at))
    except UnreadableTime:
        return ()
    return (Rewrite(start, start + len(words), f"{clock(when.at.astimezone(UTC))} UTC"),)
