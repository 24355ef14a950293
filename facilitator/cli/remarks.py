"""What asks for a second look in a document, as `check` tells it; it never blocks anything."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.findings.finding import Finding
from facilitator.findings.labels import where
from facilitator.model.postmortem import Postmortem


def remark_lines(document: Postmortem, finding: Finding) -> tuple[str, str]:
    """Return a finding in two lines: where it stands and what it is, and what might stand there."""
    words = f" “{finding.words}”" if finding.words else ""
    instead = finding.rewrites[0].words if finding.rewrites else ""
    return f"{where(document, finding.place)}{words}: {finding.reason}", instead


def remark_shapes(found: tuple[Finding, ...]) -> Iterator[dict[str, object]]:
    """Yield each finding as `check --json` writes it; `start` and `end` count characters."""
    for finding in found:
        yield {
            "kind": finding.kind.value,
            "rule": finding.rule,
            "family": finding.family,
            "stage": finding.place.stage.value,
            "item": finding.place.item_id,
            "field": finding.place.field,
            "start": finding.start,
            "end": finding.end,
            "words": finding.words,
            "reason": finding.reason,
            "rewrites": [
                {"start": rewrite.start, "end": rewrite.end, "words": rewrite.words}
                for rewrite in finding.rewrites
            ],
        }
