"""A rewrite takes up the sentence's own words where that reads right."""

from __future__ import annotations

import pytest

from facilitator.findings.language.fields import FieldKind
from facilitator.findings.language.lexicon_reading import own_lexicon
from facilitator.findings.language.reading import LanguageContext, findings_in


def rewrites(text: str) -> tuple[str, ...]:
    (found,) = findings_in(text, LanguageContext(FieldKind.PROSE))
    return found.rewrites


@pytest.mark.parametrize(
    ("text", "rewrite"),
    [
        (
            "The operator forgot to rotate the signing key, and it ran out.",
            "What would have reminded whoever had to rotate the signing key?",
        ),
        (
            "The on-call engineer failed to answer the page.",
            "What made it hard to answer the page?",
        ),
        (
            "The vendor broke the delegation of the zone at 09:12.",
            "What normally stands between one such step and the delegation of the zone?",
        ),
        ("We will see. Ops missed the second alert.", "What made the second alert easy to miss?"),
        (
            "We should have rolled back at 14:10.",
            "What would have had to be different for somebody to have rolled back at 14:10?",
        ),
        (
            "The team did not check the canary before going on.",
            "What would have made it natural to check the canary before going on?",
        ),
    ],
)
def test_it_speaks_of_what_the_sentence_speaks_of(text: str, rewrite: str) -> None:
    assert rewrites(text)[0] == rewrite


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The operator forgot.", "forgot"),
        ("The operator forgot to do it.", "forgot"),
        ('The operator forgot to run "restore".', "forgot"),
        ("The team never tested the restore.", "did-not"),
        ("The on-call did not escalate until 15:00.", "did-not"),
        ("The vendor did not tell anyone.", "did-not"),
        ("The zone was broken by the vendor during the move.", "broke"),
        ("We should not have deployed on a Friday.", "should-have"),
        ("The change should have been reviewed.", "should-have"),
        (f"The operator failed to {'very ' * 20}", "failed"),
    ],
)
def test_it_asks_the_general_question_where_the_words_would_not_read_right(
    text: str, rule: str
) -> None:
    assert rewrites(text) == own_lexicon().by_name[rule].rewrites
