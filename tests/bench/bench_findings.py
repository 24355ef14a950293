"""All findings and exit conditions of a large document: from nothing, and again after one edit.

Run it with `python -m tests.bench.bench_findings`; it prints milliseconds of one processor, the
median of several rounds. The targets are 50 ms from nothing and 5 ms after an edit, findings and
conditions together. "A sixth let stand": somebody has dismissed every sixth finding before.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from statistics import median
from time import process_time

from facilitator.findings.collect import collect_findings
from facilitator.findings.finding import Location
from facilitator.findings.language.analyzer import clear_caches
from facilitator.findings.suppressions import with_suppression
from facilitator.findings.text_fields import with_text_at
from facilitator.guide.conditions.assessment import assess
from facilitator.guide.depth import depth_of
from facilitator.model.actions import Action, Actions, ActionType, Priority
from facilitator.model.base import with_item
from facilitator.model.causes import Cause, CauseRole, Causes, Evidence
from facilitator.model.followup import CustomerSummary, Followup
from facilitator.model.impact import CustomerNotice, Impact
from facilitator.model.lessons import Lesson, LessonKind, Lessons
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Participant, Scope, Severity
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event, EventKind, Milestone, Source, Timeline

ROUNDS = 20
START = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)
TODAY = date(2026, 12, 20)
TEXTS = (
    "Error rate on checkout reaches {n} per minute in eu-west-1, and the pager goes off",
    "The on-call engineer rolls the deploy of build {n} back; 40% of hosts are done",
    "The team should have seen that host {n} was behind since {clock}",
    "Responders compare dashboards: replica {n} lags by 40 seconds",
    "Shortly after, some users of shard {n} report blank pages to support",
    "Priya Raman asks the vendor whether change {n} went out at {clock}, as their page says",
)
OUTCOME_MARKS = {
    20: Milestone.STARTED,
    40: Milestone.DETECTED,
    45: Milestone.ACKNOWLEDGED,
    300: Milestone.MITIGATED,
    480: Milestone.RESOLVED,
}
KINDS = tuple(EventKind)


def document() -> Postmortem:
    """Return a document of 500 events, 60 causes and 60 actions, no two texts alike."""
    minutes = [START + timedelta(minutes=n) for n in range(500)]
    events = tuple(
        Event(
            at=at,
            text=TEXTS[n % len(TEXTS)].format(n=n, clock=f"{at:%H:%M}"),
            kind=KINDS[n % len(KINDS)],
            actor_role="on-call",
            source=Source(label=f"chat, message {n}"),
            milestone=OUTCOME_MARKS.get(n),
        )
        for n, at in enumerate(minutes)
    )
    causes = tuple(
        Cause(
            text=f"The deploy tool of shard {n} lets one region be typed by hand, with no check",
            role=CauseRole.ROOT if n % 10 == 0 else CauseRole.CONTRIBUTING,
            bone="tooling",
            evidence=(Evidence(text=f"the tool's log of deploy {n}, and a diff of its settings"),),
        )
        for n in range(60)
    )
    actions = tuple(
        Action(
            title=f"Improve the review of shard {n} and write a runbook for it",
            owner="Priya Raman",
            type=ActionType.PREVENT,
            due=date(2026, 12, 1 + n % 28),
            priority=Priority.P2,
            ticket=f"OPS-{n}",
            done_when=f"A deploy of shard {n} without a region is refused",
            addresses=(causes[n].id,) if n % 2 else (),
        )
        for n in range(60)
    )
    lessons = tuple(
        Lesson(
            kind=kind, text=f"The drill of week {n} showed the restore, and we should have kept it"
        )
        for n, kind in enumerate((*LessonKind,) * 5)
    )
    prose = "Checkout failed for 4 hours. Some users paid twice. The page rang at 09:40 UTC. "
    return Postmortem(
        id="2026-11-20-abcdef",
        scope=Scope(
            title="Checkout errors after a cache rollout",
            severity=Severity.SEV1,
            participants=tuple(Participant(name=f"Person{n} Raman") for n in range(12)),
        ),
        timeline=Timeline(events=events),
        impact=Impact(
            summary=prose * 4,
            notices=tuple(
                CustomerNotice(at=minutes[n], text=f"Errors since 00:2{n}. {prose}")
                for n in range(6)
            ),
        ),
        causes=Causes(problem=prose, causes=causes),
        lessons=Lessons(lessons=lessons),
        actions=Actions(actions=actions),
        followup=Followup(
            internal_summary=prose * 8,
            customer=CustomerSummary(summary=f"{prose}We restarted ledger-db-01."),
        ),
    )


def timed(step: Callable[[Postmortem], object], documents: list[Postmortem]) -> float:
    """Return the median milliseconds of processor time that a step takes for a document."""
    spent = []
    for each in documents:
        begun = process_time()
        step(each)
        spent.append((process_time() - begun) * 1000)
    return median(spent)


def forgetful(step: Callable[[Postmortem], object]) -> Callable[[Postmortem], object]:
    """Return a step that begins with no text of the language lens remembered."""

    def anew(pm: Postmortem) -> None:
        clear_caches()
        step(pm)

    return anew


def _an_event(pm: Postmortem, n: int) -> Postmortem:
    event = pm.timeline.events[250].changing(text=f"We should have tried it {n} times")
    return pm.changing(timeline=pm.timeline.with_event(event))


def _a_minute(pm: Postmortem, n: int) -> Postmortem:
    event = pm.timeline.events[250]
    moved = event.changing(at=event.at + timedelta(minutes=n % 90))
    return pm.changing(timeline=pm.timeline.with_event(moved))


def _a_cause(pm: Postmortem, n: int) -> Postmortem:
    cause = pm.causes.causes[30].changing(text=f"Priya forgot the flag of shard {n}")
    return pm.changing(causes=pm.causes.with_cause(cause))


def _an_action(pm: Postmortem, n: int) -> Postmortem:
    action = pm.actions.actions[30].changing(title=f"Improve the drill of week {n}")
    actions = with_item(pm.actions.actions, action)
    return pm.changing(actions=pm.actions.changing(actions=actions))


def _a_lesson(pm: Postmortem, n: int) -> Postmortem:
    lesson = pm.lessons.lessons[3].changing(text=f"We were lucky {n} times")
    lessons = with_item(pm.lessons.lessons, lesson)
    return pm.changing(lessons=pm.lessons.changing(lessons=lessons))


def _a_customer_text(pm: Postmortem, n: int) -> Postmortem:
    text = f"{pm.followup.customer.summary} It took us {n} minutes."
    return with_text_at(pm, Location(Stage.FOLLOWUP, "", "customer.summary"), text)


def _the_title(pm: Postmortem, n: int) -> Postmortem:
    return with_text_at(pm, Location(Stage.SCOPE, "", "title"), f"Checkout errors in region {n}")


def _a_participant(pm: Postmortem, n: int) -> Postmortem:
    people = (*pm.scope.participants, Participant(name=f"Ana{n} Silva"))
    return pm.changing(scope=pm.scope.changing(participants=people))


EDITS = {
    "an event's text": _an_event,
    "an event's minute": _a_minute,
    "a cause's text": _a_cause,
    "an action's title": _an_action,
    "a lesson's text": _a_lesson,
    "a customer text": _a_customer_text,
    "the scope's title": _the_title,
    "a participant": _a_participant,
}


def with_findings_let_stand(whole: Postmortem, each: int) -> Postmortem:
    """Return the document with every so-many-th of its findings dismissed."""
    for finding in collect_findings(whole, depth_of(whole))[::each]:
        whole = with_suppression(whole, finding)
    return whole


def main() -> None:
    """Print what was measured."""
    whole = document()
    found = collect_findings(whole, depth_of(whole))
    kinds = {str(kind): sum(each.kind is kind for each in found) for kind in type(found[0].kind)}
    print(f"{len(found)} findings: {kinds}")

    def look(pm: Postmortem) -> None:
        collect_findings(pm, depth_of(pm))

    def look_and_assess(pm: Postmortem) -> None:
        look(pm)
        assess(pm)

    steps: dict[str, Callable[[Postmortem], object]]
    steps = {"findings": look, "conditions": assess, "both": look_and_assess}
    print(f"{'':<24}" + "".join(f"{name:>15}" for name in steps))
    copies = [whole.model_copy(deep=True) for _ in range(ROUNDS)]
    _print("from nothing", [timed(forgetful(step), copies) for step in steps.values()])
    numbers = count(1)  # no text is written twice
    for said, before in (
        ("", whole),
        (", a sixth let stand", with_findings_let_stand(whole, 6)),
    ):
        print(f"after an edit{said}")
        for name, edit in EDITS.items():
            spent = []
            for step in steps.values():
                look_and_assess(before)
                spent.append(timed(step, [edit(before, next(numbers)) for _ in range(ROUNDS)]))
            _print(f"  {name}", spent)


def _print(name: str, spent: list[float]) -> None:
    print(f"{name:<24}" + "".join(f"{each:>12.2f} ms" for each in spent))


if __name__ == "__main__":
    main()
