"""Any text at all is looked at: in order, and made safe for good."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.findings.redaction.disclosure_context import disclosure_context
from facilitator.findings.redaction.document_leaks import redact
from facilitator.findings.redaction.leak import LeakKind, replace_leaks
from facilitator.findings.redaction.scanner import leaks_in
from tests.facilitator.findings.redaction.documents import DOCUMENT, RULES
from tests.facilitator.findings.redaction.planted import texts
from tests.support.hostile import HOSTILES

CONTEXT = disclosure_context(DOCUMENT, RULES)
PIECES = [
    *(
        "Priya",
        "Raman",
        "will",
        "Will",
        "Mark",
        "Mr.",
        "@jkim",
        "dkoch",
        "O.",
        "Globex",
        "Northwind",
    ),
    *("db-prod-03", "web01", "10.0.0.1", "fe80::1", "a@b.example", "grafana.corp", "the", "ticket"),
    *(
        "https://x.corp/a?b",
        "PAY-4112",
        "AKIAIOSFODNN7EXAMPLE",
        "token=",
        "org/a-service",
        "a.py:3",
    ),
    *(
        "38 minutes",
        "50 minutes",
        "14:02",
        "forgot to",
        "we",
        "should have",
        ".",
        ",",
        "\n",
        "(",
        "'s",
    ),
    *("/", "@", ":", "-", "::", "=", "é", "İ", "#12", "issue", "http://", "eyJ", "-----BEGIN"),
]
NO_REPLACEMENT = {LeakKind.BLAME, LeakKind.FIGURE}


@given(
    st.text()
    | st.lists(st.sampled_from(PIECES)).map(" ".join)
    | st.lists(st.sampled_from(PIECES)).map("".join)
)
def test_leaks_stand_in_the_text_in_order_and_apart(text: str) -> None:
    done = 0
    for leak in leaks_in(text, CONTEXT):
        assert done <= leak.start < leak.end <= len(text)
        assert " ".join(leak.words.split()) == " ".join(text[leak.start : leak.end].split())
        assert leak.reason.endswith(".")
        assert (leak.replacement == "") == (leak.kind in NO_REPLACEMENT)
        done = leak.end


@given(st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_a_text_made_safe_holds_only_what_a_person_has_to_rewrite(text: str) -> None:
    safe = redact(text, CONTEXT, frozenset())
    assert {leak.kind for leak in leaks_in(safe, CONTEXT)} <= NO_REPLACEMENT


@pytest.mark.parametrize("text", [each.text for each in texts("leaky.txt")])
def test_the_leaky_texts_are_made_safe_at_once(text: str) -> None:
    safe = replace_leaks(text, leaks_in(text, CONTEXT))
    assert {leak.kind for leak in leaks_in(safe, CONTEXT)} <= NO_REPLACEMENT


@pytest.mark.parametrize("text", [hostile.typed for hostile in HOSTILES])
def test_hostile_texts_are_looked_at(text: str) -> None:
    assert replace_leaks(text, leaks_in(text, CONTEXT))
