"""`facilitator check`: the exit conditions and findings of a postmortem, as text or JSON.

The exit code tells a pipeline whether the postmortem can be published. Findings are suggestions and
do not change it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitator.cli.input import read_postmortem
from facilitator.cli.output import EXIT_FAILED, print_messages
from facilitator.findings.collect import collect_findings
from facilitator.findings.finding import Finding
from facilitator.findings.labels import full_label
from facilitator.guide.conditions.assessment import assess
from facilitator.guide.conditions.condition import STATE_MARKS, Assessment, ConditionState
from facilitator.guide.depth import depth_label
from facilitator.guide.stages import STAGES, guide_for
from facilitator.model.postmortem import Postmortem

if TYPE_CHECKING:
    from data.library.library import TinyLibrary


_JSON_VERSION = 2
"""Version of the JSON that `--json` prints.

Version 1 had only language findings, and their rewrites as sentences.
"""


def check(library: TinyLibrary, postmortem_id: str, *, as_json: bool) -> int:
    """Print every condition and finding; EXIT_FAILED while a needed condition is open.

    Raises StoreError, CannotRead.
    """
    from data.local.settings import read_settings

    postmortem = read_postmortem(library, postmortem_id)
    settings = read_settings()
    print_messages(settings.every_problem)
    assessment = assess(postmortem, settings.team)
    findings = collect_findings(postmortem, assessment.depth, settings.team)
    report = _json_report if as_json else _text_report
    sys.stdout.write(f"{report(postmortem, assessment, findings)}\n")
    return 0 if assessment.is_publishable else EXIT_FAILED


def _json_report(
    postmortem: Postmortem, assessment: Assessment, findings: Sequence[Finding]
) -> str:
    from pydantic_core import to_json

    report = {
        "version": _JSON_VERSION,
        "id": postmortem.id,
        "title": postmortem.scope.title,
        "status": postmortem.status.value,
        "depth": assessment.depth.value,
        "depth_in_words": depth_label(postmortem),
        "publishable": assessment.is_publishable,
        "conditions": [
            {
                "condition": result.condition,
                "stage": result.stage.value,
                "state": result.state.value,
                "says": result.statement,
                "todo": result.todo,
                "detail": result.detail,
            }
            for result in assessment.results
        ],
        "findings": [_finding_json(finding) for finding in findings],
    }
    return to_json(report, indent=2).decode()


def _finding_json(finding: Finding) -> dict[str, object]:
    """Return a finding as `--json` prints it; `start` and `end` count characters of the field."""
    return {
        "kind": finding.kind.value,
        "rule": finding.rule,
        "family": finding.family,
        "stage": finding.location.stage.value,
        "item": finding.location.item_id,
        "field": finding.location.field,
        "start": finding.start,
        "end": finding.end,
        "words": finding.words,
        "reason": finding.reason,
        "rewrites": [
            {"start": rewrite.start, "end": rewrite.end, "words": rewrite.words}
            for rewrite in finding.rewrites
        ],
    }


def _text_report(
    postmortem: Postmortem, assessment: Assessment, findings: Sequence[Finding]
) -> str:
    lines = [postmortem.scope.title or "(no title yet)", depth_label(postmortem)]
    for stage in STAGES:
        needed = assessment.needed(stage)
        found = [finding for finding in findings if finding.location.stage is stage]
        if not needed and not found:
            continue
        lines += ["", f"{assessment.mark(stage)} {guide_for(stage).title}"]
        for result in needed:
            lines.append(f"  {STATE_MARKS[result.state]} {result.statement}")
            if result.state is ConditionState.OPEN:
                lines += [f"      {text}" for text in (result.detail, result.todo) if text]
            elif result.detail and (
                result.needs_confirmation or result.state is ConditionState.WAIVED
            ):
                lines.append(f"      {result.detail}")
        for finding in found:
            lines += _finding_lines(postmortem, finding)
    count = len(assessment.open_results())
    lines += ["", f"{count} still open." if count else "Nothing is open: ready to publish."]
    return "\n".join(lines)


def _finding_lines(postmortem: Postmortem, finding: Finding) -> list[str]:
    """Return a line with location, words and reason of a finding, and a line with its rewrite."""
    words = f" “{finding.words}”" if finding.words else ""
    lines = [f"  ! {full_label(postmortem, finding.location)}{words}: {finding.reason}"]
    rewrite = finding.rewrites[0].words if finding.rewrites else ""
    return [*lines, f"      {rewrite}"] if rewrite else lines
