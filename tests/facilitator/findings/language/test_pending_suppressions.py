"""A finding suppressed while typing is suppressed in the document once its text is there."""

from __future__ import annotations

from facilitator.findings.language.lexicon_loader import builtin_lexicon
from facilitator.findings.language.pending_suppressions import (
    SentenceSuppression,
    apply_suppressions,
    suppressions_in,
)
from facilitator.model.causes import Cause, Causes
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage

TEXT = "It was slow. We should  have checked"
HERE = SentenceSuppression("should-have", Stage.CAUSES, "text", "We should have checked")


def document(*causes: str) -> Postmortem:
    """Return a document with causes of these texts."""
    made = tuple(Cause(text=text) for text in causes)
    return Postmortem(id="2026-11-20-abcdef", causes=Causes(causes=made))


def test_what_stands_is_known_by_its_sentence_however_it_is_spaced() -> None:
    start = TEXT.index("should")
    words = (start, start + len("should  have"))
    assert SentenceSuppression.around("should-have", Stage.CAUSES, "text", TEXT, words) == HERE


def test_it_is_written_down_where_the_sentence_stands_and_nowhere_else() -> None:
    before = document("We should have checked", "We should have slept")
    after, found = apply_suppressions(before, {HERE}, builtin_lexicon())
    assert found == {HERE}
    (dismissal,) = after.dismissals
    assert dismissal.place == before.causes.causes[0].id
    assert suppressions_in(after) == {HERE}
    assert apply_suppressions(after, {HERE}, builtin_lexicon())[0] == after


def test_what_is_not_in_the_document_yet_waits() -> None:
    before = document("We should have slept")
    assert apply_suppressions(before, {HERE}, builtin_lexicon()) == (before, frozenset())
