"""Letters that nobody sees hide nothing."""

from __future__ import annotations

from facilitator.findings.redaction.disclosure_context import disclosure_context
from facilitator.findings.redaction.document_leaks import redact
from facilitator.findings.redaction.scanner import leaks_in
from facilitator.findings.redaction.tokenized_text import visible_text
from tests.facilitator.findings.redaction.documents import DOCUMENT, RULES

CONTEXT = disclosure_context(DOCUMENT, RULES)


def test_a_name_with_letters_in_it_that_nobody_sees_is_that_name() -> None:
    text = "Pri\u200bya Ra\u00adman saw 10.0.\u20600.1 and \ufeffled\u200bger"
    assert [leak.words for leak in leaks_in(text, CONTEXT)] == [
        "Pri\u200bya Ra\u00adman",
        "10.0.\u20600.1",
    ]
    safe = "A database engineer saw an internal address and \ufeffled\u200bger"
    assert redact(text, CONTEXT, frozenset()) == safe


def test_what_nobody_sees_keeps_the_places_of_the_letters() -> None:
    assert visible_text("a\u200bb") == ("ab", [0, 2])
    assert visible_text("plain ü") == ("plain ü", range(7))
