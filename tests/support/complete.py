"""A postmortem in which every condition arises and holds, and edits that undo that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from facilitator.guide.conditions.assessment import CONDITIONS, assess
from facilitator.guide.conditions.condition import ConditionResult
from facilitator.model.actions import Action, Actions, ActionType, Priority
from facilitator.model.causes import Cause, CauseRole, Causes, Evidence
from facilitator.model.followup import (
    AcceptedLeaks,
    CustomerSummary,
    Followup,
    Review,
    Share,
    SignOff,
)
from facilitator.model.impact import (
    Breach,
    CustomerNotice,
    DataIntegrity,
    Impact,
    Measure,
    MeasureKind,
    Objective,
)
from facilitator.model.lessons import Lesson, LessonKind, Lessons
from facilitator.model.postmortem import Confirmation, Postmortem
from facilitator.model.scope import Audience, Depth, Kind, Participant, Scope, Severity
from facilitator.model.stage import Answer
from facilitator.model.timeline import Event, EventKind, Milestone, Source, Timeline

NOON = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)
MADE_ON = date(2024, 3, 4)
EMPTY = Postmortem(id="2024-03-04-abcdef")
Change = Callable[[Postmortem], Postmortem]


def event(minute: int, milestone: Milestone | None = None, **fields: Any) -> Event:
    at = NOON + timedelta(minutes=minute)
    return Event.model_validate({"at": at, "text": "x", "milestone": milestone, **fields})


def complete() -> Postmortem:
    """Return a postmortem in which every condition arises and holds, at every depth."""
    seen = (Evidence(text="graph"),)
    root = Cause(text="no limit", role=CauseRole.ROOT, evidence=seen, bone="design")
    slow = Cause(text="slow alert", role=CauseRole.CONTRIBUTING, evidence=seen, bone="detection")
    rush = Cause(text="no canary", role=CauseRole.CONTRIBUTING, evidence=seen, bone="process")
    action = Action(
        title="Limit CPU",
        type=ActionType.PREVENT,
        owner="ana",
        due=MADE_ON + timedelta(days=7),
        priority=Priority.P0,
        ticket="OPS-1",
        done_when="a request over 1 s of CPU is stopped",
        addresses=(root.id, slow.id, rush.id),
    )
    return Postmortem(
        id=EMPTY.id,
        scope=Scope(
            title="Checkout failed for a third of users",
            severity=Severity.SEV2,
            kind=Kind.SECURITY,
            document_owner="ana",
            facilitator="bo",
            personal_data=Answer.NO,
            security_detail=Answer.YES,
            audiences=(Audience.ENGINEERING, Audience.CUSTOMERS),
            participants=(Participant(name="Ana Diaz", role="on-call", responder=True),),
        ),
        timeline=Timeline(
            events=(
                event(-10, kind=EventKind.CHANGE, source=Source(label="deploy log")),
                event(0, Milestone.STARTED),
                event(3, Milestone.DETECTED, actor_role="On-call"),
                event(4, Milestone.ACKNOWLEDGED),
                event(30, Milestone.MITIGATED),
                event(90, Milestone.RESOLVED),
            )
        ),
        impact=Impact(
            measures=(Measure(kind=MeasureKind.USERS, value=1200),),
            data_integrity=DataIntegrity.NONE_AFFECTED,
            objective=Objective(breached=Breach.NO),
            notices=(CustomerNotice(at=NOON, text="Errors since 12:00 UTC."),),
        ),
        causes=Causes(problem="Users could not pay.", causes=(root, slow, rush)),
        lessons=Lessons(
            lessons=(
                Lesson(kind=LessonKind.WENT_WELL, text="rollback", keep="drill it"),
                Lesson(kind=LessonKind.WENT_BADLY, text="paging"),
                Lesson(kind=LessonKind.GOT_LUCKY, text="low traffic", action=action.id),
            )
        ),
        actions=Actions(actions=(action,)),
        followup=Followup(
            internal_summary="It broke and was rolled back.",
            customer=CustomerSummary(summary="You could not pay."),
            sign_offs=(SignOff(role="Legal", name="cy", at=NOON),),
            shares=(
                Share(audience=Audience.ENGINEERING, channel="wiki", at=NOON),
                Share(audience=Audience.CUSTOMERS, channel="status page", at=NOON),
            ),
            reviews=(
                Review(due=MADE_ON + timedelta(days=30)),
                Review(due=MADE_ON + timedelta(days=60)),
            ),
            repeat_of="2023-01-01-abcdef",
            escalation="architecture board",
        ),
        confirmations=tuple(
            Confirmation(condition=condition.id, by="bo", at=NOON)
            for condition in CONDITIONS
            if condition.needs_confirmation
        ),
    )


COMPLETE = complete()


def part(name: str, **changes: object) -> Change:
    """Return the edit that changes some fields of one part of a postmortem."""
    return lambda pm: pm.changing(**{name: getattr(pm, name).changing(**changes)})


def without_milestone(milestone: Milestone) -> Change:
    return lambda pm: pm.changing(timeline=pm.timeline.moving_milestone(milestone, None))


def unknown(milestone: Milestone, reason: str = "no logs") -> Change:
    return lambda pm: pm.changing(timeline=pm.timeline.declaring_unknown(milestone, reason))


def marked_at(milestone: Milestone, minute: int) -> Change:
    return lambda pm: pm.changing(timeline=pm.timeline.with_event(event(minute, milestone)))


def with_event(minute: int, **fields: Any) -> Change:
    return lambda pm: pm.changing(timeline=pm.timeline.with_event(event(minute, **fields)))


def unconfirmed(condition: str) -> Change:
    return lambda pm: pm.without_confirmation(condition)


def cause(number: int, **changes: object) -> Change:
    def change(pm: Postmortem) -> Postmortem:
        changed = pm.causes.causes[number].changing(**changes)
        return pm.changing(causes=pm.causes.with_cause(changed))

    return change


def action(**changes: object) -> Change:
    return lambda pm: part("actions", actions=(pm.actions.actions[0].changing(**changes),))(pm)


def lessons(*kept: Lesson, no_luck: bool = False) -> Change:
    return part("lessons", lessons=kept, no_luck=no_luck)


def users(**fields: object) -> Change:
    measure = Measure.model_validate({"kind": MeasureKind.USERS, **fields})
    return part("impact", measures=(measure,))


def reviews(*days: int) -> Change:
    return part("followup", reviews=tuple(Review(due=MADE_ON + timedelta(days=n)) for n in days))


def to_customers(summary: str, acknowledged: tuple[str, ...] = ()) -> Change:
    accepted = (AcceptedLeaks(by="Cy", at=NOON, words=acknowledged),) if acknowledged else ()
    return part("followup", customer=CustomerSummary(summary=summary), accepted_leaks=accepted)


def at_depth(pm: Postmortem, depth: Depth) -> Postmortem:
    return part("scope", depth=depth, depth_reason="tried out")(pm)


def result(pm: Postmortem, condition: str) -> ConditionResult:
    return next(result for result in assess(pm).results if result.condition == condition)
