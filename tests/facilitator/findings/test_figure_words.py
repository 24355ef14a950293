"""A text that quotes other figures than the timeline's is pointed at in its words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from facilitator.findings.quoted_figures import figure_findings
from facilitator.findings.suppressions import with_rewrite
from facilitator.findings.text_fields import text_at
from facilitator.model.followup import CustomerSummary, Followup
from facilitator.model.impact import CustomerNotice, Impact
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event, Milestone, Timeline

START = datetime(2026, 11, 20, 13, 42, tzinfo=UTC)
MINUTES = ((0, Milestone.STARTED), (3, Milestone.DETECTED), (25, Milestone.MITIGATED))
STORY = Postmortem(
    id="2026-11-20-abcdef",
    timeline=Timeline(
        events=tuple(
            Event(at=START + timedelta(minutes=n), text=mark, milestone=mark) for n, mark in MINUTES
        )
    ),
)


def test_a_figure_of_a_summary_is_found_in_its_words_and_fixed() -> None:
    text = "It was late.  Down for about 40 minutes,\nover at  14:30 UTC, all told."
    document = STORY.changing(impact=Impact(summary=text))
    duration, clock = figure_findings(document)
    assert (duration.location.stage, duration.location.field) == (Stage.TIMELINE, "summary")
    assert [each.words for each in (duration, clock)] == ["about 40 minutes", "14:30 UTC"]
    assert duration.reason == "The timeline's nearest is 25 min: which is right?"
    fixed = with_rewrite(document, clock, clock.rewrites[0])
    fixed = with_rewrite(fixed, duration, duration.rewrites[0])
    assert fixed.impact.summary == ("It was late.  Down for 25 min,\nover at  14:07 UTC, all told.")


def test_what_customers_were_told_is_pointed_at_and_stays_as_it_was_said() -> None:
    notice = CustomerNotice(at=START, text="Errors from 13:42 to 14:30 UTC.")
    (found,) = figure_findings(STORY.changing(impact=Impact(notices=(notice,))))
    assert (found.location.item_id, found.words) == (notice.id, "14:30 UTC")
    assert found.rewrites == ()


def test_summaries_are_held_against_the_timeline_and_promises_are_not() -> None:
    told = CustomerSummary(
        summary="You saw errors for 25 minutes.",
        what_happened="It began at 13:55 UTC.",
        what_we_do="We will answer within 90 minutes.",
    )
    followup = Followup(internal_summary="Down for 3 hours.", customer=told)
    found = list(figure_findings(STORY.changing(followup=followup)))
    assert [(each.location.field, each.words) for each in found] == [
        ("internal_summary", "3 hours"),
        ("customer.what_happened", "13:55 UTC"),
    ]
    fields = [text_at(STORY.changing(followup=followup), each.location) for each in found]
    assert all(each.words in text for each, text in zip(found, fields, strict=True))
