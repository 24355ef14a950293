"""What a person does about a finding: let it stand, or put other words in. Each is an edit."""

from __future__ import annotations

from collections.abc import Mapping

from facilitator.findings.finding import Finding, Location, Rewrite
from facilitator.findings.memo import cache_last
from facilitator.findings.text_fields import sentence_span, text_at, with_text_at
from facilitator.model.postmortem import Dismissal, Postmortem


class StaleFinding(ValueError):
    """A finding was to be acted on, and its words stand there no longer."""

    def __init__(self) -> None:
        super().__init__("Those words do not stand there any more.")


def with_suppression(document: Postmortem, finding: Finding) -> Postmortem:
    """Return the document in which a finding stands for the sentence it is in.

    Another sentence brings it back; other sentences of the field may change. Raises LookupError
    where its place is gone, and WordsChanged.
    """
    if is_suppressed(document, finding):
        return document
    location = finding.location
    dismissal = Dismissal(
        rule=finding.rule,
        stage=location.stage,
        place=location.item_id,
        field=location.field,
        sentence=_sentence(document, finding),
    )
    return document.changing(dismissals=(*document.dismissals, dismissal))


def is_suppressed(document: Postmortem, finding: Finding) -> bool:
    """Say whether somebody let a finding stand, in the very sentence it is in now."""
    location = finding.location
    said = suppressed_sentences(document.dismissals, finding.rule, location)
    return bool(said) and _sentence(document, finding) in said


def suppressed_sentences(
    dismissals: tuple[Dismissal, ...], rule: str, location: Location
) -> frozenset[str]:
    """Return the sentences in which a rule was set aside at a place."""
    return _sentences_by_location(dismissals).get((rule, location), frozenset())


def without_suppressed(document: Postmortem, findings: list[Finding]) -> list[Finding]:
    """Return the findings that nobody let stand."""
    if not document.dismissals:
        return findings
    return [finding for finding in findings if not is_suppressed(document, finding)]


def with_rewrite(document: Postmortem, finding: Finding, rewrite: Rewrite) -> Postmortem:
    """Return the document with a rewrite in, and no other field changed.

    Raises LookupError where the place is gone, WordsChanged, and ValueError for words that the
    field refuses.
    """
    text = _text(document, finding)
    written = f"{text[: rewrite.start]}{rewrite.words}{text[rewrite.end :]}"
    return with_text_at(document, finding.location, written)


@cache_last
def _sentences_by_location(
    dismissals: tuple[Dismissal, ...],
) -> Mapping[tuple[str, Location], frozenset[str]]:
    said: dict[tuple[str, Location], frozenset[str]] = {}
    for each in dismissals:
        at = each.rule, Location(each.stage, each.place, each.field)
        said[at] = said.get(at, frozenset()) | {each.sentence}
    return said


def _sentence(document: Postmortem, finding: Finding) -> str:
    """Return the sentence a finding is in; what it says itself, where it is about no words."""
    if not finding.words:
        return finding.reason
    text = _text(document, finding)
    start, end = sentence_span(text, finding.start, finding.end)
    return text[start:end]


def _text(document: Postmortem, finding: Finding) -> str:
    """Return the text a finding stands in. Raises LookupError, and WordsChanged."""
    text = text_at(document, finding.location)
    if text[finding.start : finding.end] != finding.words:
        raise StaleFinding
    return text
