"""Findings of all kinds come in the order of the stages, without suppressed ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from data.example import worked_example
from facilitator.findings.collect import collect_findings, counts_by_stage
from facilitator.findings.finding import Finding, FindingKind
from facilitator.findings.suppressions import with_rewrite, with_suppression
from facilitator.model.actions import Action, Actions, ActionStatus
from facilitator.model.causes import Cause, Causes
from facilitator.model.followup import AcceptedLeaks, CustomerSummary, Followup
from facilitator.model.impact import Impact
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth, Participant, Scope
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event, Milestone, Timeline

START = datetime(2026, 11, 20, 13, 42, tzinfo=UTC)
TODAY = date(2026, 11, 30)
ROOM = Scope(participants=(Participant(name="Priya Raman"),))
EMPTY = Postmortem(id="2026-11-20-abcdef", scope=ROOM)


def found(document: Postmortem, depth: Depth = Depth.FULL) -> list[tuple[str, str, str]]:
    return [
        (each.rule, each.location.item_id, each.location.field)
        for each in collect_findings(document, depth)
    ]


def action(item_id: str, **fields: object) -> Action:
    said = {"title": "Cap the queue at 10,000", "owner": "Priya", "done_when": "a drill shows it"}
    return Action.model_validate({"id": item_id, **said, **fields})


def test_an_empty_document_and_the_worked_example_have_none() -> None:
    assert found(EMPTY) == []
    example = worked_example()
    assert collect_findings(example, Depth.FULL) == ()


def test_they_come_stage_by_stage_and_item_by_item() -> None:
    events = (
        Event(id="aaaaaaaa", at=START, text="Ops forgot it", milestone=Milestone.STARTED),
        Event(id="bbbbbbbb", at=START + timedelta(minutes=9), text="Clearly since 13:31"),
    )
    document = EMPTY.changing(
        scope=ROOM.changing(title="Human error again"),
        timeline=Timeline(events=events),
        impact=Impact(summary="Some users saw it. It took 3 hours.", data_detail="Clearly none."),
        causes=Causes(causes=(Cause(id="cccccccc", text="The team forgot it"),)),
        actions=Actions(actions=(action("dddddddd", title="Fix the bug"),)),
    )
    assert found(document) == [
        ("human-error", "", "title"),
        ("forgot", "aaaaaaaa", "text"),
        ("clearly", "bbbbbbbb", "text"),
        ("start", "bbbbbbbb", "text"),
        ("vague-size", "", "summary"),
        ("quoted", "", "summary"),
        ("clearly", "", "data_detail"),
        ("forgot", "cccccccc", "text"),
        ("bare-fix", "dddddddd", "title"),
        ("orphan", "dddddddd", "addresses"),
    ]
    counts = counts_by_stage(collect_findings(document, Depth.FULL))
    assert counts == {Stage.SCOPE: 1, Stage.TIMELINE: 6, Stage.CAUSES: 1, Stage.ACTIONS: 2}


def test_a_suppressed_finding_is_left_out_until_its_sentence_changes() -> None:
    document = EMPTY.changing(impact=Impact(summary="Ops forgot the lock. Some users saw it."))
    first, second = collect_findings(document, Depth.FULL)
    stands = with_suppression(document, first)
    (left,) = collect_findings(stands, Depth.FULL)
    assert left == second
    changed = stands.changing(impact=Impact(summary="Ops forgot the key. Some users saw it."))
    assert [each[0] for each in found(changed)] == ["forgot", "vague-size"]


def test_one_long_chain_is_asked_about_at_full_depth() -> None:
    chain = [Cause(id="aaaaaaaa", text="The limit was 3"), Cause(id="bbbbbbbb", text="No test")]
    chain[1] = chain[1].changing(parent="aaaaaaaa")
    assert found(EMPTY.changing(causes=Causes(causes=tuple(chain)))) == []
    chain.append(Cause(id="cccccccc", text="No staging", parent="bbbbbbbb"))
    long = EMPTY.changing(causes=Causes(causes=tuple(chain)))
    assert found(long) == [("single-chain", "cccccccc", "")]
    assert found(long, Depth.STANDARD) == []
    branched = (*chain, Cause(text="No alert", parent="aaaaaaaa"))
    assert found(EMPTY.changing(causes=Causes(causes=branched))) == []


def test_a_draft_written_alone_is_asked_for_a_second_pair_of_eyes() -> None:
    event = Event(at=START, text="goes out")
    alone = EMPTY.changing(scope=Scope(), timeline=Timeline(events=(event,)))
    assert found(alone) == [("solo", "", "facilitator")]
    assert found(alone, Depth.LIGHT) == []
    assert found(alone.changing(scope=ROOM)) == []


def test_a_day_of_the_incident_that_no_event_is_of_is_asked_about() -> None:
    events = (Event(at=START, text="goes out"), Event(at=START + timedelta(days=2), text="over"))
    first, last = events[0].at.date(), events[1].at.date()
    told = EMPTY.changing(timeline=Timeline(events=events))

    def on(day: date | None) -> list[tuple[str, str, str]]:
        return found(told.changing(scope=ROOM.changing(incident_date=day)))

    for day in (None, first, last, first - timedelta(days=1), last + timedelta(days=1)):
        assert on(day) == []
    for day in (first - timedelta(days=2), last + timedelta(days=2)):
        assert on(day) == [("day", "", "incident_date")]
    assert found(EMPTY.changing(scope=ROOM.changing(incident_date=first))) == []


def test_an_action_for_no_cause_is_asked_what_it_is_for() -> None:
    causes = Causes(causes=(Cause(id="cccccccc", text="The limit was 3"),))
    document = EMPTY.changing(causes=causes, actions=Actions(actions=(action("aaaaaaaa"),)))
    assert found(document) == [("orphan", "aaaaaaaa", "addresses")]
    for answer in ({"addresses": ("cccccccc",)}, {"status": ActionStatus.WONT_DO}):
        answered = Actions(actions=(action("aaaaaaaa", **answer),))
        assert found(document.changing(actions=answered)) == []


def test_what_a_customer_would_read_and_better_not_has_what_may_stand_instead() -> None:
    told = CustomerSummary(summary="Priya Raman restarted ledger-db-01. The team forgot it.")
    document = EMPTY.changing(followup=Followup(customer=told))
    leaks = [
        each
        for each in collect_findings(document, Depth.FULL)
        if each.kind is FindingKind.DISCLOSURE
    ]
    assert [each.words for each in leaks] == ["Priya Raman", "ledger-db-01"]
    for leak in reversed(leaks):
        document = with_rewrite(document, leak, leak.rewrites[0])
    rules = [each[0] for each in found(document)]
    assert rules == ["forgot"]  # blame is the language lens's, and is told once


def test_an_acknowledged_leak_is_no_finding() -> None:
    told = CustomerSummary(summary="Priya Raman wrote this.")
    passed = AcceptedLeaks(by="Tomás", at=START, words=("Priya Raman",))
    followup = Followup(customer=told, accepted_leaks=(passed,))
    assert found(EMPTY.changing(followup=followup)) == []


def test_every_finding_says_why_and_is_of_a_kind() -> None:
    events = (Event(at=START, text="said 9:48 EST"), Event(at=START, text="said 9:48 EST"))
    each: Finding
    for each in collect_findings(EMPTY.changing(timeline=Timeline(events=events)), Depth.FULL):
        assert each.kind is FindingKind.TIMELINE
        assert each.reason.endswith("?")
