"""Exit conditions of stage 2, first half: the timeline and its milestones, to the minute."""

from __future__ import annotations

from itertools import compress

from facilitator.analysis.durations import MILESTONE_NAMES, format_minutes
from facilitator.findings.finding import Location
from facilitator.findings.memo import cache_per_item
from facilitator.findings.timeline_facts import Gap, gaps_in_response, milestone_pairs
from facilitator.guide.conditions.condition import (
    ALL_DEPTHS,
    FULL,
    MOST_SHOWN,
    STANDARD_AND_FULL,
    Condition,
    ConditionContext,
    ConditionRule,
    Verdict,
    Violation,
    confirmed,
)
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event, EventKind, Milestone

_SOURCED_KINDS = frozenset({EventKind.SIGNAL, EventKind.CHANGE, EventKind.COMMUNICATION})


def _milestone_marked(milestone: Milestone) -> ConditionRule:
    """Return the rule of a milestone: marked, or unknown with a reason."""

    def rule(pm: Postmortem, _: ConditionContext) -> Verdict:
        event = pm.timeline.milestone(milestone)
        if event is not None:
            return Verdict.met(_at(event))
        reason = pm.timeline.unknown_reason(milestone)
        return Verdict.met(f"unknown: {reason}") if reason else Verdict.open()

    return rule


def _order(pm: Postmortem, _: ConditionContext) -> Verdict:
    pairs = milestone_pairs(pm.timeline)
    if not pairs:
        return Verdict.not_applicable("there are no two milestones to compare yet")
    return Verdict.met_if_none(
        Violation(
            f"{MILESTONE_NAMES[later.milestone]} ({_at(later)}) stands before"
            f" {MILESTONE_NAMES[earlier.milestone]} ({_at(earlier)})",
            _location(later, "milestone"),
        )
        for earlier, later in pairs
        if later.at < earlier.at and later.milestone and earlier.milestone
    )


def _before(pm: Postmortem, _: ConditionContext) -> Verdict:
    started = pm.timeline.milestone(Milestone.STARTED)
    if started is None:
        if pm.timeline.unknown_reason(Milestone.STARTED):
            return Verdict.not_applicable("the start is unknown")
        return Verdict.open("the start is not marked yet")
    first = pm.timeline.events[0]
    return Verdict.met_if(
        first.at < started.at, f"nothing before {_at(started)}", _location(first, "at")
    )


def _gaps(pm: Postmortem, _: ConditionContext) -> Verdict:
    for milestone in (Milestone.DETECTED, Milestone.MITIGATED):
        if pm.timeline.milestone(milestone) is None:
            if pm.timeline.unknown_reason(milestone):
                return Verdict.not_applicable(f"{MILESTONE_NAMES[milestone]} is unknown")
            return Verdict.open(f"{MILESTONE_NAMES[milestone]} is not marked yet")
    return Verdict.met_if_none(
        Violation(f"{gap}, {format_minutes(gap.minutes)}", _location(_event_before(gap, pm), "at"))
        for gap in gaps_in_response(pm.timeline)
    )


def _event_before(gap: Gap, pm: Postmortem) -> Event:
    """Return the last event before a gap."""
    return next(event for event in reversed(pm.timeline.events) if event.at <= gap.since)


def _sources(pm: Postmortem, _: ConditionContext) -> Verdict:
    events = pm.timeline.events
    sourced = _has_source(events)
    if not any(sourced):
        return Verdict.not_applicable("there is no signal, change or communication yet")
    without_source = list(compress(events, map(_WITHOUT_SOURCE.__eq__, sourced)))
    named = without_source[:MOST_SHOWN]
    return Verdict.met_if_none(
        (Violation(f"{_at(event)} {event.text}", _location(event, "source")) for event in named),
        unnamed=len(without_source) - len(named),
    )


_WITHOUT_SOURCE = (False,)


@cache_per_item
def _has_source(event: Event) -> tuple[bool, ...]:
    """Return whether an event has a source; empty for kinds of events that need none."""
    if event.kind not in _SOURCED_KINDS:
        return ()
    return (event.source is not None and bool(event.source.label or event.source.url),)


def _location(event: Event, field: str) -> Location:
    return Location(Stage.TIMELINE, event.id, field)


def _at(event: Event) -> str:
    return f"{'~' if event.approximate else ''}{event.at:%H:%M}"


def _milestone_condition(
    milestone: Milestone, depths: frozenset[Depth], statement: str, when: str
) -> Condition:
    return Condition(
        f"timeline.{milestone}",
        Stage.TIMELINE,
        statement,
        f"Mark when {when}: select the event, press m. Or say why nobody can know.",
        depths,
        _milestone_marked(milestone),
        "milestone",
    )


CONDITIONS = (
    _milestone_condition(Milestone.STARTED, ALL_DEPTHS, "The start marked", "it started"),
    _milestone_condition(Milestone.DETECTED, ALL_DEPTHS, "The detection marked", "we knew of it"),
    _milestone_condition(
        Milestone.ACKNOWLEDGED, FULL, "The acknowledgement marked", "somebody took it on"
    ),
    _milestone_condition(
        Milestone.MITIGATED, ALL_DEPTHS, "The mitigation marked", "the harm ended"
    ),
    _milestone_condition(
        Milestone.RESOLVED, ALL_DEPTHS, "The resolution marked", "it was over for good"
    ),
    Condition(
        "timeline.order",
        Stage.TIMELINE,
        "The milestones run forwards",
        "Move a milestone to the right event with m, or mend a minute with e.",
        ALL_DEPTHS,
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
        STANDARD_AND_FULL,
        confirmed("timeline.agreed"),
        needs_confirmation=True,
    ),
)
