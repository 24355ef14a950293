"""Edits of a document in response to a finding: suppress it, or apply a rewrite."""

from __future__ import annotations

from collections.abc import Mapping

from facilitator.findings.finding import Finding, Location, Rewrite
from facilitator.findings.memo import cache_last
from facilitator.findings.text_fields import sentence_span, text_at, with_text_at
from facilitator.model.postmortem import Dismissal, Postmortem


class StaleFinding(ValueError):
    """The words of a finding are no longer in the document."""

    def __init__(self) -> None:
        super().__init__("Those words do not stand there any more.")


def with_suppression(document: Postmortem, finding: Finding) -> Postmortem:
    """Suppress a finding for the sentence it is in.

    It comes back once that sentence changes, not when other sentences of the field do. Raises
    LookupError if its location is gone, and StaleFinding.
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
    """Whether a finding is suppressed for the sentence it is in. Raises like `with_suppression`."""
    location = finding.location
    sentences = suppressed_sentences(document.dismissals, finding.rule, location)
    return bool(sentences) and _sentence(document, finding) in sentences


def suppressed_sentences(
    dismissals: tuple[Dismissal, ...], rule: str, location: Location
) -> frozenset[str]:
    """Return the sentences at a location for which a rule is suppressed."""
    return _sentences_by_location(dismissals).get((rule, location), frozenset())


def without_suppressed(document: Postmortem, findings: list[Finding]) -> list[Finding]:
    """Return the findings that are not suppressed."""
    if not document.dismissals:
        return findings
    return [finding for finding in findings if not is_suppressed(document, finding)]


def with_rewrite(document: Postmortem, finding: Finding, rewrite: Rewrite) -> Postmortem:
    """Apply a rewrite of a finding.

    Raises LookupError if its location is gone, StaleFinding, and ValueError if the field does not
    accept the text.
    """
    text = _text(document, finding)
    new_text = f"{text[: rewrite.start]}{rewrite.words}{text[rewrite.end :]}"
    return with_text_at(document, finding.location, new_text)


@cache_last
def _sentences_by_location(
    dismissals: tuple[Dismissal, ...],
) -> Mapping[tuple[str, Location], frozenset[str]]:
    sentences: dict[tuple[str, Location], frozenset[str]] = {}
    for each in dismissals:
        at = each.rule, Location(each.stage, each.place, each.field)
        sentences[at] = sentences.get(at, frozenset()) | {each.sentence}
    return sentences


def _sentence(document: Postmortem, finding: Finding) -> str:
    """Return the sentence a finding is in; for a finding without words, its reason."""
    if not finding.words:
        return finding.reason
    text = _text(document, finding)
    start, end = sentence_span(text, finding.start, finding.end)
    return text[start:end]


def _text(document: Postmortem, finding: Finding) -> str:
    """Return the text a finding is in. Raises LookupError and StaleFinding."""
    text = text_at(document, finding.location)
    if text[finding.start : finding.end] != finding.words:
        raise StaleFinding
    return text
