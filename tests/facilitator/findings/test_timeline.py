"""What does not fit together in a timeline is found where it stands, and what fits is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from data.example import worked_example
from facilitator.findings.timeline import timeline_findings
from facilitator.model.followup import CustomerSummary, Followup
from facilitator.model.impact import CustomerNotice, Impact
from facilitator.model.postmortem import Postmortem
from facilitator.model.timeline import Event, Milestone, Timeline

START = datetime(2026, 11, 20, 13, 42, tzinfo=UTC)


def at(minutes: int, text: str, milestone: Milestone | None = None) -> Event:
    return Event(at=START + timedelta(minutes=minutes), text=text, milestone=milestone)


BEGUN = (
    at(0, "goes out", Milestone.STARTED),
    at(3, "pages", Milestone.DETECTED),
    at(25, "off", Milestone.MITIGATED),
)


def findings(
    *events: Event, impact: Impact | None = None, followup: Followup | None = None
) -> list[tuple[str, str, str]]:
    document = Postmortem(
        id="2026-11-20-abcdef",
        timeline=Timeline(events=events),
        impact=impact or Impact(),
        followup=followup or Followup(),
    )
    texts = {event.id: event.text for event in events}
    return [(f.rule, texts.get(f.event_id, ""), f.says) for f in timeline_findings(document)]


def test_a_story_that_fits_together_has_none() -> None:
    assert findings(*BEGUN) == []
    assert timeline_findings(Postmortem(id="2026-11-20-abcdef")) == ()


def test_the_worked_example_has_none() -> None:
    assert timeline_findings(worked_example()) == ()


def test_milestones_that_run_backwards() -> None:
    (found,) = findings(at(5, "goes out", Milestone.STARTED), at(3, "pages", Milestone.DETECTED))
    assert found == (
        "order",
        "pages",
        "detection stands before the start, at 13:47: which is right?",
    )


def test_words_that_name_a_minute_before_the_start() -> None:
    (found,) = findings(*BEGUN, at(10, "the log shows errors since 13:31"))
    assert found[:2] == ("start", "the log shows errors since 13:31")
    assert "names 13:31, before the start at 13:42" in found[2]
    assert findings(*BEGUN, at(10, "errors since 13:43, 99:99 and v13:31")) == []


def test_a_silence_stands_at_the_event_that_ends_it() -> None:
    (found,) = findings(*BEGUN[:2], at(60, "off", Milestone.MITIGATED))
    assert found[:2] == ("gap", "off")
    assert "57 min before it, from 13:45" in found[2]


def test_a_minute_days_away_asks_for_its_day() -> None:
    found = findings(*BEGUN, at(-3000, "long before"), at(3000, "long after"))
    assert [each[:2] for each in found] == [("window", "long before"), ("window", "long after")]


def test_the_same_twice_and_another_zone() -> None:
    found = findings(*BEGUN, at(4, "Page  fires"), at(4, "page fires"), at(6, "said 9:48 EST"))
    assert [each[:2] for each in found] == [("twice", "page fires"), ("zone", "said 9:48 EST")]


def test_a_summary_and_a_notice_that_quote_other_figures() -> None:
    notice = CustomerNotice(at=START, text="Errors from 13:42 to 14:30 UTC.")
    impact = Impact(summary="Down for 40 minutes.", notices=(notice,))
    found = findings(*BEGUN, impact=impact)
    assert ["“40 minutes”" in found[0][2], "“14:30 UTC”" in found[1][2]] == [True, True]


def test_summaries_are_held_against_the_timeline_and_promises_are_not() -> None:
    told = CustomerSummary(
        summary="You saw errors for 25 minutes.",
        what_happened="It began at 13:55 UTC.",
        what_we_do="We will answer within 90 minutes.",
    )
    followup = Followup(internal_summary="Down for 3 hours.", customer=told)
    says = [found[2] for found in findings(*BEGUN, followup=followup)]
    assert [line.split(":")[0] for line in says] == [
        "the internal summary says “3 hours”",
        "what customers read of what happened says “13",
    ]
