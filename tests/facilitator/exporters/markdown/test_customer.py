"""What customers read: the worked example, and nothing of any document that is not for them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given

from data.example import worked_example
from facilitator.analysis.format import format_minutes_long
from facilitator.exporters.markdown.customer import customer_markdown
from facilitator.findings.redaction.rules import DisclosureRules
from facilitator.model.followup import AcceptedLeaks, CustomerSummary
from facilitator.model.postmortem import Postmortem
from facilitator.model.tickets import TicketPattern, TicketPatterns
from facilitator.model.timeline import Event, Milestone, Timeline
from tests.facilitator.exporters.markdown.rendered import inlines, kinds
from tests.facilitator.findings.redaction.documents import DOCUMENT, RULES
from tests.support.documents import documents
from tests.support.filled import filled, text_fields

GOLDEN = Path(__file__).parent / "golden" / "worked_example_customer.md"
FOR_CUSTOMERS = {
    *("Scope.title", "Event.text", "CustomerSummary.summary"),
    *("CustomerSummary.what_happened", "CustomerSummary.what_we_do"),
}


def with_summary(**parts: str) -> Postmortem:
    customer = CustomerSummary.model_validate(parts)
    return DOCUMENT.changing(followup=DOCUMENT.followup.changing(customer=customer))


def test_the_worked_example_reads_as_its_golden_file() -> None:
    written = customer_markdown(worked_example())
    assert written == GOLDEN.read_text(encoding="utf-8")


def test_of_all_the_fields_only_those_for_customers_leave() -> None:
    document = filled(lambda field, n: f"field{text_fields().index(field):03}x{n}")
    written = customer_markdown(document)
    left = {field for n, field in enumerate(text_fields()) if f"field{n:03}x" in written}
    assert left == FOR_CUSTOMERS
    chosen = [event.for_customers for event in document.timeline.events]
    event = text_fields().index("Event.text")
    assert [f"field{event:03}x{n}" in written for n in range(len(chosen))] == chosen
    assert len(set(chosen)) == 2


def test_people_hosts_links_and_tickets_become_what_is_safe() -> None:
    document = with_summary(
        summary="Priya saw db-prod-03 stop (PAY-4112).", what_we_do="see go/led"
    )
    events = [event.changing(for_customers=True) for event in document.timeline.events[3:5]]
    document = document.changing(
        scope=document.scope.changing(title="Tomás lost pg-2.internal"),
        timeline=document.timeline.with_events(tuple(events)),
    )
    written = customer_markdown(document, RULES)
    assert "# An incident commander lost a database server\n" in written
    assert "A database engineer saw a database server stop (an internal ticket)." in written
    assert "| 13:55 | An engineer takes the page |" in written
    assert "see an internal page" in written


def test_what_the_team_keeps_and_its_tickets_count() -> None:
    document = with_summary(summary="Umbra Ltd. asked about bug-7.")
    tickets = TicketPatterns((TicketPattern("bug-{n}", "https://b.example/{n}"),))
    written = customer_markdown(document, DisclosureRules(customers=("Umbra Ltd.",)), tickets)
    assert "A customer asked about an internal ticket." in written


def test_words_that_somebody_let_pass_stay_as_they_are_written() -> None:
    document = with_summary(summary="For Globex, by Priya.")
    passed = AcceptedLeaks(by="Ingrid", at=datetime(2026, 11, 21, tzinfo=UTC), words=("Globex",))
    document = document.changing(followup=document.followup.changing(accepted_leaks=(passed,)))
    assert "For Globex, by a database engineer." in customer_markdown(document, RULES)


def test_times_are_told_from_the_start_on_and_unknown_ones_are_not() -> None:
    def at(day: int, hour: int, milestone: Milestone, about: bool = False) -> Event:
        minute = datetime(2026, 2, day, hour, 5, tzinfo=UTC)
        return Event(at=minute, text="x", milestone=milestone, approximate=about)

    timeline = Timeline(
        events=(
            at(27, 23, Milestone.STARTED, about=True),
            at(27, 23, Milestone.DETECTED),
            at(28, 1, Milestone.RESOLVED),
        )
    ).declaring_unknown(Milestone.MITIGATED, "nobody looked")
    written = customer_markdown(DOCUMENT.changing(timeline=timeline))
    assert "- It began at about 2026-02-27 23:05 UTC.\n- We noticed it at 23:05 UTC.\n" in written
    assert "- It was over at 2026-02-28 01:05 UTC, after about 2 hours.\n" in written
    assert "nobody looked" not in written
    assert "Its effects" not in written


def test_a_draft_has_a_title_and_no_empty_section() -> None:
    assert customer_markdown(Postmortem(id="2026-11-20-abcdef")) == "# Untitled postmortem\n"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minutes"), (1, "1 minute"), (70, "1 hour 10 minutes"), (3060, "2 days 3 hours")],
)
def test_a_length_is_said_in_whole_words(minutes: int, words: str) -> None:
    assert format_minutes_long(minutes) == words


@given(documents())
def test_what_people_typed_never_becomes_markup(document: Postmortem) -> None:
    written = customer_markdown(document)
    assert set(kinds(written)) <= {
        *("heading_open", "heading_close", "paragraph_open", "paragraph_close"),
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
        *("table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close"),
        *("tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close"),
    }
    assert {token.type for token in inlines(written)} <= {
        *("text", "hardbreak", "softbreak", "html_inline"),
    }
