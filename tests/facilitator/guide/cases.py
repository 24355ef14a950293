"""What opens each condition, what makes it not arise, and other ways to meet it."""

from __future__ import annotations

from datetime import timedelta

from facilitator.model.actions import ActionStatus, ActionType
from facilitator.model.causes import CauseRole, Causes
from facilitator.model.followup import CustomerSummary, SignOff
from facilitator.model.impact import Breach, CustomerNotice, DataIntegrity, Objective
from facilitator.model.lessons import Lesson, LessonKind
from facilitator.model.scope import Audience, Kind
from facilitator.model.stage import Answer
from facilitator.model.timeline import EventKind, Milestone, Source, Timeline
from tests.facilitator.guide.complete import (
    MADE_ON,
    NOON,
    Change,
    action,
    cause,
    lessons,
    marked_at,
    part,
    reviews,
    unconfirmed,
    unknown,
    users,
    with_event,
    without_milestone,
)

OPEN: list[tuple[str, str, Change]] = [
    ("scope.title", "LSF", part("scope", title="")),
    ("scope.title", "LSF", part("scope", title="Ana broke checkout")),
    ("scope.title", "LSF", part("scope", title="outage after ana diaz deployed")),
    ("scope.severity", "LSF", part("scope", severity=None)),
    ("scope.owner", "LSF", part("scope", document_owner="")),
    ("scope.sensitivity", "LSF", part("scope", personal_data=Answer.UNDECIDED)),
    ("scope.sensitivity", "LSF", part("scope", security_detail=Answer.UNDECIDED)),
    ("scope.audience", "SF", part("scope", audiences=())),
    ("scope.facilitator", "SF", part("scope", facilitator="")),
    ("scope.facilitator", "SF", part("scope", facilitator="@ana diaz")),
    ("scope.framing", "SF", unconfirmed("scope.framing")),
    ("scope.invited", "F", with_event(5, actor_role="database lead")),
    ("timeline.started", "LSF", without_milestone(Milestone.STARTED)),
    ("timeline.detected", "LSF", without_milestone(Milestone.DETECTED)),
    ("timeline.acknowledged", "F", without_milestone(Milestone.ACKNOWLEDGED)),
    ("timeline.mitigated", "LSF", without_milestone(Milestone.MITIGATED)),
    ("timeline.resolved", "LSF", without_milestone(Milestone.RESOLVED)),
    ("timeline.order", "LSF", marked_at(Milestone.DETECTED, -1)),
    ("timeline.order", "LSF", marked_at(Milestone.ACKNOWLEDGED, 2)),
    ("timeline.order", "LSF", marked_at(Milestone.RESOLVED, 29)),
    ("timeline.before", "F", marked_at(Milestone.STARTED, -10)),
    ("timeline.before", "F", without_milestone(Milestone.STARTED)),
    ("timeline.gaps", "F", marked_at(Milestone.MITIGATED, 61)),
    ("timeline.gaps", "F", without_milestone(Milestone.DETECTED)),
    ("timeline.sources", "F", with_event(6, kind=EventKind.SIGNAL)),
    ("timeline.sources", "F", with_event(6, kind=EventKind.COMMUNICATION, source=Source())),
    ("timeline.agreed", "SF", unconfirmed("timeline.agreed")),
    ("impact.users", "LSF", part("impact", measures=())),
    ("impact.users", "LSF", users(value=None)),
    ("impact.data", "LSF", part("impact", data_integrity=None)),
    ("impact.data", "LSF", part("impact", data_integrity=DataIntegrity.UNKNOWN)),
    ("impact.slo", "SF", part("impact", objective=Objective())),
    ("impact.slo", "SF", part("impact", objective=Objective(breached=Breach.UNKNOWN))),
    (
        "impact.notices",
        "SF",
        part("impact", notices=(CustomerNotice(at=NOON, text="Errors since 11:11 UTC."),)),
    ),
    ("causes.problem", "LSF", part("causes", problem=" \n")),
    ("causes.root", "LSF", cause(0, role=CauseRole.STEP)),
    ("causes.root", "SF", cause(0, evidence=())),
    ("causes.contributing", "F", cause(1, role=CauseRole.STEP)),
    ("causes.contributing", "F", cause(2, bone="tooling")),
    (
        "causes.contributing",
        "SF",
        lambda pm: cause(1, role=CauseRole.STEP)(cause(2, role=CauseRole.STEP)(pm)),
    ),
    ("causes.evidence", "F", cause(1, evidence=())),
    ("causes.readback", "F", unconfirmed("causes.readback")),
    ("lessons.well", "SF", lessons(Lesson(kind=LessonKind.WENT_WELL, text="rollback"))),
    ("lessons.badly", "SF", lessons()),
    ("lessons.lucky", "F", lessons()),
    ("lessons.lucky", "F", lessons(Lesson(kind=LessonKind.GOT_LUCKY, text="low traffic"))),
    ("actions.some", "LSF", part("actions", actions=())),
    ("actions.some", "LSF", action(status=ActionStatus.WONT_DO)),
    ("actions.owner", "LSF", action(owner="")),
    ("actions.due", "LSF", action(due=None)),
    ("actions.due", "LSF", action(due=MADE_ON - timedelta(days=1))),
    ("actions.type", "LSF", action(type=None)),
    ("actions.ticket", "SF", action(ticket="")),
    ("actions.cover", "LSF", action(addresses=())),
    ("actions.cover", "LSF", action(status=ActionStatus.WONT_DO)),
    ("actions.cover", "F", lambda pm: action(addresses=(pm.causes.causes[0].id,))(pm)),
    ("actions.lasting", "SF", action(type=ActionType.RECOVER)),
    ("actions.timely", "F", action(due=MADE_ON + timedelta(days=8))),
    ("followup.summary", "SF", part("followup", internal_summary="")),
    ("followup.shared", "SF", part("followup", shares=())),
    (
        "followup.shared",
        "SF",
        lambda pm: part("followup", shares=(*pm.followup.shares[:1],))(pm),
    ),
    ("followup.reviews", "LSF", reviews()),
    ("followup.reviews", "LSF", reviews(46, 60)),
    ("followup.reviews", "SF", reviews(20, 45)),
    ("followup.reviews", "SF", reviews(30, 91)),
    ("followup.customer", "LSF", part("followup", customer=CustomerSummary())),
    ("followup.legal", "LSF", part("followup", sign_offs=(SignOff(role="legal"),))),
    ("followup.escalated", "LSF", part("followup", escalation="")),
]
"""What leaves a condition open: its id, the depths at which it does, and the edit."""

NOT_ARISING: list[tuple[str, Change]] = [
    ("scope.facilitator", part("scope", participants=(), facilitator="")),
    ("scope.invited", lambda pm: pm.changing(timeline=Timeline())),
    ("timeline.order", lambda pm: pm.changing(timeline=Timeline())),
    ("timeline.before", unknown(Milestone.STARTED)),
    ("timeline.gaps", unknown(Milestone.MITIGATED)),
    ("timeline.sources", lambda pm: pm.changing(timeline=Timeline())),
    ("causes.evidence", lambda pm: pm.changing(causes=Causes())),
    ("actions.owner", action(status=ActionStatus.DONE, owner="")),
    ("actions.due", action(status=ActionStatus.DONE, due=None)),
    ("actions.type", part("actions", actions=())),
    ("actions.ticket", action(status=ActionStatus.DONE, ticket="")),
    ("actions.cover", lambda pm: pm.changing(causes=Causes())),
    ("actions.lasting", part("actions", actions=(), none_reason="it is switched off")),
    ("actions.timely", action(due=None)),
    ("followup.shared", part("scope", audiences=())),
    ("followup.customer", part("scope", audiences=(Audience.ENGINEERING,))),
    ("followup.legal", part("scope", kind=Kind.INCIDENT)),
    ("followup.escalated", part("followup", repeat_of="", escalation="")),
]

ALSO_MET: list[tuple[str, Change]] = [
    ("scope.title", part("scope", title="Analytics dashboards were empty")),
    ("scope.invited", with_event(5, actor_role="customer")),
    ("timeline.detected", unknown(Milestone.DETECTED)),
    ("timeline.order", marked_at(Milestone.MITIGATED, 1)),
    ("timeline.gaps", marked_at(Milestone.MITIGATED, 33)),
    ("timeline.sources", with_event(6, kind=EventKind.DECISION)),
    ("impact.users", users(value=0)),
    ("impact.users", users(value=None, unknown_reason="no logs")),
    (
        "impact.data",
        part("impact", data_integrity=DataIntegrity.UNKNOWN, data_detail="audit runs until May"),
    ),
    ("impact.slo", part("impact", objective=Objective(breached=Breach.NONE_APPLIES))),
    ("lessons.lucky", lessons(no_luck=True)),
    ("actions.some", part("actions", actions=(), none_reason="it is switched off")),
    ("actions.due", action(due=MADE_ON)),
    (
        "actions.cover",
        lambda pm: cause(0, accepted_risk="rare")(
            action(addresses=tuple(c.id for c in pm.causes.causes[1:]))(pm)
        ),
    ),
    ("actions.timely", action(due=MADE_ON + timedelta(days=60), priority=None)),
    ("followup.reviews", reviews(45, 46)),
    ("followup.reviews", reviews(90, 20)),
]
