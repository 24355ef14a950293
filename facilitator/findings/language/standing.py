"""Findings that were let stand while their text was typed: it may be no part of a document yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, Self

from facilitator.findings.language.document import language_findings
from facilitator.findings.suppressions import dismissed
from facilitator.findings.text_fields import sentence_around, text_at
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage

if TYPE_CHECKING:
    from facilitator.findings.language.lexicon import Lexicon


class Standing(NamedTuple):
    """A rule that is let stand in a sentence of a field, whichever item that is of.

    White space between the words of the sentence does not count.
    """

    rule: str
    stage: Stage | None
    field: str
    sentence: str

    @classmethod
    def around(
        cls, rule: str, stage: Stage | None, field: str, text: str, words: tuple[int, int]
    ) -> Self:
        """Return what it means to let a finding stand; its words go from one place to another."""
        first, last = sentence_around(text, *words)
        return cls(rule, stage, field, _in_one_line(text[first:last]))


def standing_in(document: Postmortem) -> frozenset[Standing]:
    """Return all that a document says is let stand."""
    return frozenset(
        Standing(each.rule, each.stage, each.field, _in_one_line(each.sentence))
        for each in document.dismissals
    )


def settled(
    document: Postmortem, standing: Iterable[Standing], lexicon: Lexicon
) -> tuple[Postmortem, frozenset[Standing]]:
    """Write down what is let stand and has become a part of the document; return what has."""
    wanted, found = frozenset(standing), set[Standing]()
    rules = {each.rule for each in wanted}
    for finding in language_findings(document, lexicon):
        if finding.rule not in rules or not finding.words:
            continue
        place, words = finding.place, (finding.start, finding.end)
        text = text_at(document, place)
        here = Standing.around(finding.rule, place.stage, place.field, text, words)
        if here in wanted:
            found.add(here)
            document = dismissed(document, finding)
    return document, frozenset(found)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
