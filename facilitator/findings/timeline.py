"""What does not fit together in a timeline. Each is a question to the room, never a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitator.clock import clock, day_and_clock
from facilitator.findings.gaps import gaps_in_response
from facilitator.findings.order import neighbours
from facilitator.findings.quoted import notices_quoting_wrongly, quoted_wrongly
from facilitator.metrics import SPOKEN, in_words
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Milestone, Timeline
from facilitator.time_words import CLOCK, ZONE_NAMES

_FAR = timedelta(days=1)
"""So far before the start or after the end, a minute is more likely a wrong day."""
_ZONED = re.compile(rf"[0-9]{{1,2}}:[0-9]{{2}}[ ]?(?P<zone>{ZONE_NAMES})(?!\w)")


@dataclass(frozen=True)
class Finding:
    """Something odd, and what to ask. `event_id`: where it stands; empty for the impact."""

    rule: str
    event_id: str
    says: str


def timeline_findings(document: Postmortem) -> tuple[Finding, ...]:
    """Return what does not fit together, in the order of the events it stands at."""
    timeline = document.timeline
    rank = {event.id: n for n, event in enumerate(timeline.events)}
    found = (
        *_backwards(timeline),
        *_before_the_start(timeline),
        *_silences(timeline),
        *_far_away(timeline),
        *_twice(timeline),
        *_other_zones(timeline),
    )
    in_order = sorted(found, key=lambda finding: rank[finding.event_id])
    return (*in_order, *_quoted(document))


def _backwards(timeline: Timeline) -> Iterator[Finding]:
    for earlier, later in neighbours(timeline):
        if later.at < earlier.at and later.milestone and earlier.milestone:
            says = f"{SPOKEN[later.milestone]} stands before {SPOKEN[earlier.milestone]}"
            yield Finding("order", later.id, f"{says}, at {clock(earlier.at)}: which is right?")


def _before_the_start(timeline: Timeline) -> Iterator[Finding]:
    """Find later events whose words name a minute before the declared start."""
    started = timeline.milestone(Milestone.STARTED)
    if started is None:
        return
    for event in timeline.events:
        if event.at < started.at:
            continue
        for named in _minutes_named(event):
            if timedelta() < started.at - named < timedelta(hours=12):
                says = f"it names {clock(named)}, before the start at {clock(started.at)}"
                yield Finding("start", event.id, f"{says}: did it begin earlier?")
                break


def _minutes_named(event: Event) -> Iterator[datetime]:
    """Return the UTC minutes an event's words name, on its own day."""
    words = f"{event.text} {event.source.label if event.source else ''}"
    for found in CLOCK.finditer(words):
        if found["hour"] and not found["half"] and not words[: found.start()][-1:].isalnum():
            hour, minute = int(found["hour"]), int(found["minute"])
            if hour < 24 and minute < 60 and not _ZONED.match(words, found.start()):
                yield event.at.replace(hour=hour, minute=minute)


def _silences(timeline: Timeline) -> Iterator[Finding]:
    for gap in gaps_in_response(timeline):
        after = next((event for event in timeline.events if event.at == gap.until), None)
        if after is not None:
            says = f"nothing is written down for {in_words(gap.minutes)} before it"
            yield Finding("gap", after.id, f"{says}, from {clock(gap.since)}: what went on?")


def _far_away(timeline: Timeline) -> Iterator[Finding]:
    started = timeline.milestone(Milestone.STARTED)
    ended = timeline.milestone(Milestone.RESOLVED) or timeline.milestone(Milestone.MITIGATED)
    for event in timeline.events:
        if started is not None and started.at - event.at > _FAR:
            says = f"it is over a day before the start, {day_and_clock(started.at)}"
            yield Finding("window", event.id, f"{says}: is its day right?")
        elif ended is not None and event.at - ended.at > _FAR:
            says = f"it is over a day after the end, {day_and_clock(ended.at)}"
            yield Finding("window", event.id, f"{says}: is its day right?")


def _twice(timeline: Timeline) -> Iterator[Finding]:
    seen: set[tuple[datetime, str]] = set()
    for event in timeline.events:
        key = (event.at, " ".join(event.text.casefold().split()))
        if key in seen:
            yield Finding("twice", event.id, "the same minute says the same already: delete one?")
        seen.add(key)


def _other_zones(timeline: Timeline) -> Iterator[Finding]:
    for event in timeline.events:
        if found := _ZONED.search(event.text):
            says = f"“{found[0]}” is not in UTC like the rest"
            yield Finding("zone", event.id, f"{says}: which minute is it in UTC?")


def _quoted(document: Postmortem) -> Iterator[Finding]:
    customer = document.followup.customer
    summaries = (  # what we do about it is promised, not told
        ("the impact's summary", document.impact.summary),
        ("the internal summary", document.followup.internal_summary),
        ("the customer summary", customer.summary),
        ("what customers read of what happened", customer.what_happened),
    )
    for name, text in summaries:
        for quoted in quoted_wrongly(text, document.timeline):
            yield Finding("quoted", "", f"{name} says “{quoted.words}”: {quoted.says}")
    for notice, quoted in notices_quoting_wrongly(document):
        says = f"the notice of {clock(notice.at)} says “{quoted.words}”: {quoted.says}"
        yield Finding("quoted", "", says)
