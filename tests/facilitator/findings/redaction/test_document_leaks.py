"""The leaks of a document, their locations, and which of them are acknowledged."""

from __future__ import annotations

from datetime import UTC, datetime

from data.example import worked_example
from facilitator.findings.finding import Location
from facilitator.findings.redaction.document_leaks import document_leaks
from facilitator.model.followup import AcceptedLeaks, CustomerSummary
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from tests.facilitator.findings.redaction.documents import DOCUMENT, RULES

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def with_summary(*accepted: str, **parts: str) -> Postmortem:
    passed = (AcceptedLeaks(by="Ingrid", at=AT, words=accepted),) if accepted else ()
    followup = DOCUMENT.followup.changing(
        customer=CustomerSummary.model_validate(parts), accepted_leaks=passed
    )
    return DOCUMENT.changing(followup=followup)


def found(document: Postmortem) -> list[tuple[Location, str, bool]]:
    return [(p.location, p.leak.words, p.acknowledged) for p in document_leaks(document, RULES)]


def test_the_worked_example_gives_nothing_away() -> None:
    assert document_leaks(worked_example()) == ()


def test_a_leak_has_the_place_of_its_part_of_the_summary() -> None:
    document = with_summary(summary="Priya", what_happened="on db-1", what_we_do="see PAY-1")
    assert found(document) == [
        (Location(Stage.FOLLOWUP, "", "customer.summary"), "Priya", False),
        (Location(Stage.FOLLOWUP, "", "customer.what_happened"), "db-1", False),
        (Location(Stage.FOLLOWUP, "", "customer.what_we_do"), "PAY-1", False),
    ]


def test_words_that_somebody_acknowledged_are_marked_so() -> None:
    document = with_summary("Northwind Traders", summary="Northwind\nTraders and Globex")
    assert [(words, passed) for _, words, passed in found(document)] == [
        ("Northwind\nTraders", True),
        ("Globex", False),
    ]


def test_of_what_was_written_for_colleagues_only_what_cannot_be_replaced_leaks() -> None:
    first, second, *others = DOCUMENT.timeline.events
    first = first.changing(text="Priya forgot to look at db-1", for_customers=True)
    second = second.changing(text="Priya forgot to look at db-1")
    document = DOCUMENT.changing(
        scope=DOCUMENT.scope.changing(title="db-1 was down for 57 minutes"),
        timeline=DOCUMENT.timeline.changing(events=(first, second, *others)),
    )
    assert found(document) == [
        (Location(Stage.SCOPE, "", "title"), "57 minutes", False),
        (Location(Stage.TIMELINE, first.id, "text"), "forgot to", False),
    ]
