"""Suppressions of findings in text that is not a part of the document yet.

Each is identified by its sentence, and applied once the document contains that sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, Self

from facilitator.findings.language.document_findings import language_findings
from facilitator.findings.suppressions import with_suppression
from facilitator.findings.text_fields import sentence_span, text_at
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage

if TYPE_CHECKING:
    from facilitator.findings.language.lexicon import Lexicon


class SentenceSuppression(NamedTuple):
    """A rule that is suppressed for a sentence of a field, in any item.

    Its words are joined by single spaces.
    """

    rule: str
    stage: Stage | None
    field: str
    sentence: str

    @classmethod
    def around(
        cls, rule: str, stage: Stage | None, field: str, text: str, words: tuple[int, int]
    ) -> Self:
        """Return the suppression of a rule at `words` (start and end characters) of a text."""
        first, last = sentence_span(text, *words)
        return cls(rule, stage, field, _in_one_line(text[first:last]))


def suppressions_in(document: Postmortem) -> frozenset[SentenceSuppression]:
    """Return the suppressions of a document."""
    return frozenset(
        SentenceSuppression(each.rule, each.stage, each.field, _in_one_line(each.sentence))
        for each in document.dismissals
    )


def apply_suppressions(
    document: Postmortem, pending: Iterable[SentenceSuppression], lexicon: Lexicon
) -> tuple[Postmortem, frozenset[SentenceSuppression]]:
    """Apply pending suppressions to a document; return it, and those that were applied."""
    unapplied, found = frozenset(pending), set[SentenceSuppression]()
    rules = {each.rule for each in unapplied}
    for finding in language_findings(document, lexicon):
        if finding.rule not in rules or not finding.words:
            continue
        location, words = finding.location, (finding.start, finding.end)
        text = text_at(document, location)
        here = SentenceSuppression.around(finding.rule, location.stage, location.field, text, words)
        if here in unapplied:
            found.add(here)
            document = with_suppression(document, finding)
    return document, frozenset(found)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
