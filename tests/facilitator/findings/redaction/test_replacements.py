"""A replacement reads as a part of its sentence."""

from __future__ import annotations

import pytest

from facilitator.findings.redaction.disclosure_context import disclosure_context
from facilitator.findings.redaction.leak import replace_leaks
from facilitator.findings.redaction.scanner import leaks_in
from tests.facilitator.findings.redaction.documents import DOCUMENT, RULES

CONTEXT = disclosure_context(DOCUMENT, RULES)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Priya saw it. Tomás too.", "A database engineer saw it. An incident commander too."),
        ("so Priya's change", "so a database engineer's change"),
        ("“Priya saw it”", "“A database engineer saw it”"),
        ("on the db-prod-03", "on the database server"),
        ("on our host db-prod-03", "on our host (a database server)"),
        ("ticket PAY-4112", "ticket (an internal ticket)"),
        ("for Globex, at 10.0.0.1", "for a customer, at an internal address"),
        ("Globex and\nGlobex", "A customer and\nA customer"),
        ("We forgot to tell Globex.", "We forgot to tell a customer."),
    ],
)
def test_a_text_is_made_safe(text: str, safe: str) -> None:
    assert replace_leaks(text, leaks_in(text, CONTEXT)) == safe


def test_without_leaks_a_text_stays_as_it_is() -> None:
    assert replace_leaks("All is well.", ()) == "All is well."
