"""Every text is looked at for what it is for, and a finding says where it stands."""

from __future__ import annotations

from datetime import UTC, datetime

from facilitator.findings.language import analyzer
from facilitator.findings.language.document_findings import (
    language_findings,
    language_steps,
    roster,
)
from facilitator.model.actions import Action, Actions, ActionStatus
from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.followup import CustomerSummary, Followup
from facilitator.model.impact import Impact
from facilitator.model.lessons import Lesson, LessonKind, Lessons
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Participant, Scope
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event, Timeline

EMPTY = Postmortem(id="2026-11-20-abcdef")
AT = datetime(2026, 11, 20, 13, 42, tzinfo=UTC)


def found(document: Postmortem) -> list[tuple[Stage, str, str, str]]:
    return [
        (found.location.stage, found.location.item_id, found.location.field, found.words)
        for found in language_findings(document)
    ]


def with_action(**fields: object) -> Postmortem:
    action = Action.model_validate({"id": "abcdefgh", "done_when": "a drill shows it", **fields})
    return EMPTY.changing(actions=Actions(actions=(action,)))


def test_an_empty_document_has_none() -> None:
    assert found(EMPTY) == []


def test_a_finding_stands_at_its_item_and_field() -> None:
    event = Event(id="abcdefgh", at=AT, text="Ops forgot the lock", known_then="of course nothing")
    lesson = Lesson(id="hgfedcba", kind=LessonKind.WENT_BADLY, text="We should have drilled this")
    document = EMPTY.changing(
        timeline=Timeline(events=(event,)),
        impact=Impact(summary="Some users saw errors."),
        lessons=Lessons(lessons=(lesson,)),
        followup=Followup(customer=CustomerSummary(what_we_do="Obviously, we look again.")),
    )
    assert found(document) == [
        (Stage.TIMELINE, "abcdefgh", "text", "forgot"),
        (Stage.TIMELINE, "abcdefgh", "known_then", "of course"),
        (Stage.TIMELINE, "", "summary", "Some users"),
        (Stage.LESSONS, "hgfedcba", "text", "should have"),
        (Stage.FOLLOWUP, "", "customer.what_we_do", "Obviously"),
    ]


def test_a_thin_cause_is_thin_only_as_a_root() -> None:
    step = Cause(id="abcdefgh", text="Lack of training")
    assert found(EMPTY.changing(causes=Causes(causes=(step,)))) == []
    root = step.changing(role=CauseRole.ROOT)
    assert found(EMPTY.changing(causes=Causes(causes=(root,)))) == [
        (Stage.CAUSES, "abcdefgh", "text", "Lack of training")
    ]


def test_only_an_open_action_is_asked_for_more() -> None:
    assert found(with_action(title="Improve the runbook", owner="Ops")) == [
        (Stage.ACTIONS, "abcdefgh", "title", "Improve"),
        (Stage.ACTIONS, "abcdefgh", "owner", "Ops"),
    ]
    done = with_action(title="Improve the runbook", owner="Ops", status=ActionStatus.DONE)
    assert found(done) == []


def test_an_open_action_says_how_anybody_can_tell_that_it_is_done() -> None:
    document = with_action(title="Cap the queue at 10,000 messages", done_when="")
    assert found(document) == [(Stage.ACTIONS, "abcdefgh", "done_when", "")]


def test_those_who_took_part_are_known_by_name_and_handle() -> None:
    people = (
        Participant(name="Priya Raman"),
        Participant(name="dkoch"),
        Participant(name="WAF team lead"),
    )
    scope = Scope(participants=people, document_owner="@jkim")
    known = roster(scope)
    assert known.names == {"Priya", "Raman"}
    assert known.handles == {"dkoch", "jkim"}
    text = "Priya forgot the lock. Dkoch missed it. The WAF missed it too."
    document = EMPTY.changing(impact=Impact(summary=text))
    assert found(document) == []
    assert [words for *_, words in found(document.changing(scope=scope))] == ["forgot", "missed"]


def test_after_an_edit_only_what_changed_is_read_again() -> None:
    events = tuple(Event(at=AT, text=f"We forgot step {n}") for n in range(50))
    document = EMPTY.changing(timeline=Timeline(events=events))
    analyzer.clear_caches()
    for _ in language_steps(document):
        pass
    misses = analyzer.cache_misses()
    language_findings(document)
    assert analyzer.cache_misses() == misses
    edited = document.timeline.with_event(events[7].changing(text="We forgot the lock"))
    assert len(language_findings(document.changing(timeline=edited))) == 50
    assert analyzer.cache_misses() == misses + 1
