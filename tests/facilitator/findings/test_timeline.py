"""What does not fit together in a timeline is found where it stands, and what fits is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from data.example import worked_example
from facilitator.findings.finding import Finding
from facilitator.findings.suppressions import with_rewrite
from facilitator.findings.text_fields import text_at
from facilitator.findings.timeline import timeline_findings
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


def document(*events: Event) -> Postmortem:
    return Postmortem(id="2026-11-20-abcdef", timeline=Timeline(events=events))


def findings(*events: Event) -> list[tuple[str, str, str]]:
    """Return the rule, the event's text and the reason of each, those with words as they stand."""
    texts = {event.id: event.text for event in events}
    found = timeline_findings(document(*events))
    for each in found:
        if each.words:
            assert texts[each.location.item_id][each.start : each.end] == each.words
    return [(each.rule, texts[each.location.item_id], each.reason) for each in found]


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
        "Detection stands before the start, at 13:47: which is right?",
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


def test_what_is_about_words_says_which_and_the_rest_stands_at_the_minute() -> None:
    found = timeline_findings(
        document(*BEGUN[:2], at(10, "errors since 13:31"), at(60, "off", Milestone.MITIGATED))
    )
    assert [(each.rule, each.words, each.location.field) for each in found] == [
        ("start", "13:31", "text"),
        ("gap", "", "at"),
    ]


def test_a_minute_of_another_zone_is_put_into_utc() -> None:
    said = document(*BEGUN, at(6, "they said 9:48 EST, then 15:10 CST"))
    (found,) = timeline_findings(said)
    (rewrite,) = found.rewrites
    fixed = with_rewrite(said, found, rewrite)
    assert text_at(fixed, found.location) == "they said 14:48 UTC, then 15:10 CST"


def test_letters_that_stand_for_several_zones_are_asked_about() -> None:
    (found,) = timeline_findings(document(*BEGUN, at(6, "said 9:48 CST")))
    assert (found.words, found.rewrites) == ("9:48 CST", ())


def test_a_timeline_seen_last_is_not_gone_through_again() -> None:
    story = document(*BEGUN, at(4, "page fires"), at(4, "page fires"))
    found: tuple[Finding, ...] = timeline_findings(story)
    other = story.changing(private_notes="x")
    assert timeline_findings(other) is found
