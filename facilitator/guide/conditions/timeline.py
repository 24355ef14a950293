"""Exit conditions of stage 2, first half: what happened, to the minute."""

from __future__ import annotations

from itertools import compress

from facilitator.analysis.durations import MILESTONE_NAMES, format_minutes
from facilitator.findings.finding import Location
from facilitator.findings.memo import cache_per_item
from facilitator.findings.timeline import Gap, gaps_in_response, milestone_pairs
from facilitator.guide.conditions.base import (
    ALL,
    DEEPER,
    FULL,
    SHOWN_AT_ONCE,
    Basis,
    Condition,
    Offender,
    Rule,
    Verdict,
    met,
    met_if,
    missing,
    none_left,
    not_arising,
    word_given,
)
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event, EventKind, Milestone

_SOURCED_KINDS = frozenset({EventKind.SIGNAL, EventKind.CHANGE, EventKind.COMMUNICATION})


def _dated(milestone: Milestone) -> Rule:
    """Return the rule that a milestone is marked, or unknown with a reason."""

    def rule(pm: Postmortem, _: Basis) -> Verdict:
        event = pm.timeline.milestone(milestone)
        if event is not None:
            return met(_at(event))
        reason = pm.timeline.unknown_reason(milestone)
        return met(f"unknown: {reason}") if reason else missing()

    return rule


def _order(pm: Postmortem, _: Basis) -> Verdict:
    pairs = milestone_pairs(pm.timeline)
    if not pairs:
        return not_arising("there are no two milestones to compare yet")
    return none_left(
        Offender(
            f"{MILESTONE_NAMES[later.milestone]} ({_at(later)}) stands before"
            f" {MILESTONE_NAMES[earlier.milestone]} ({_at(earlier)})",
            _location(later, "milestone"),
        )
        for earlier, later in pairs
        if later.at < earlier.at and later.milestone and earlier.milestone
    )


def _before(pm: Postmortem, _: Basis) -> Verdict:
    started = pm.timeline.milestone(Milestone.STARTED)
    if started is None:
        if pm.timeline.unknown_reason(Milestone.STARTED):
            return not_arising("the start is unknown")
        return missing("the start is not marked yet")
    first = pm.timeline.events[0]
    return met_if(first.at < started.at, f"nothing before {_at(started)}", _location(first, "at"))


def _gaps(pm: Postmortem, _: Basis) -> Verdict:
    for milestone in (Milestone.DETECTED, Milestone.MITIGATED):
        if pm.timeline.milestone(milestone) is None:
            if pm.timeline.unknown_reason(milestone):
                return not_arising(f"{MILESTONE_NAMES[milestone]} is unknown")
            return missing(f"{MILESTONE_NAMES[milestone]} is not marked yet")
    return none_left(
        Offender(f"{gap}, {format_minutes(gap.minutes)}", _location(_last_before(gap, pm), "at"))
        for gap in gaps_in_response(pm.timeline)
    )


def _last_before(gap: Gap, pm: Postmortem) -> Event:
    """The event after which nothing is written."""
    return next(event for event in reversed(pm.timeline.events) if event.at <= gap.since)


def _sources(pm: Postmortem, _: Basis) -> Verdict:
    events = pm.timeline.events
    asked = _has_source(events)
    if not any(asked):
        return not_arising("there is no signal, change or communication yet")
    bare = list(compress(events, map(_BARE.__eq__, asked)))
    named = bare[:SHOWN_AT_ONCE]
    return none_left(
        (Offender(f"{_at(event)} {event.text}", _location(event, "source")) for event in named),
        unnamed=len(bare) - len(named),
    )


_BARE = (False,)


@cache_per_item
def _has_source(event: Event) -> tuple[bool, ...]:
    """Whether an event has a source; empty where none is asked for."""
    if event.kind not in _SOURCED_KINDS:
        return ()
    return (event.source is not None and bool(event.source.label or event.source.url),)


def _location(event: Event, field: str) -> Location:
    return Location(Stage.TIMELINE, event.id, field)


def _at(event: Event) -> str:
    return f"{'~' if event.approximate else ''}{event.at:%H:%M}"


def _milestone_condition(
    milestone: Milestone, depths: frozenset[Depth], says: str, when: str
) -> Condition:
    return Condition(
        f"timeline.{milestone}",
        Stage.TIMELINE,
        says,
        f"Mark when {when}: select the event, press m. Or say why nobody can know.",
        depths,
        _dated(milestone),
        "milestone",
    )


CONDITIONS = (
    _milestone_condition(Milestone.STARTED, ALL, "The start marked", "it started"),
    _milestone_condition(Milestone.DETECTED, ALL, "The detection marked", "we knew of it"),
    _milestone_condition(
        Milestone.ACKNOWLEDGED, FULL, "The acknowledgement marked", "somebody took it on"
    ),
    _milestone_condition(Milestone.MITIGATED, ALL, "The mitigation marked", "the harm ended"),
    _milestone_condition(Milestone.RESOLVED, ALL, "The resolution marked", "it was over for good"),
    Condition(
        "timeline.order",
        Stage.TIMELINE,
        "The milestones run forwards",
        "Move a milestone to the right event with m, or mend a minute with e.",
        ALL,
        _order,
        "milestone",
    ),
    Condition(
        "timeline.before",
        Stage.TIMELINE,
        "The story begins before it hurts",
        "Add what came before the start, a change or a quiet sign: press a.",
        FULL,
        _before,
        "events",
    ),
    Condition(
        "timeline.gaps",
        Stage.TIMELINE,
        "No silence over 30 minutes between detection and mitigation",
        "Ask what went on in the silence, and add it: press a.",
        FULL,
        _gaps,
        "events",
    ),
    Condition(
        "timeline.sources",
        Stage.TIMELINE,
        "Every signal, change and communication has a source",
        "Select the event, press e, and end the line with <- and where it is known from.",
        FULL,
        _sources,
        "events",
    ),
    Condition(
        "timeline.agreed",
        Stage.TIMELINE,
        "The room agrees with the timeline",
        "Read it through together, ask who remembers it otherwise, then tick it in the guide (F2).",
        DEEPER,
        word_given("timeline.agreed"),
        asked=True,
    ),
)
