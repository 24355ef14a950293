"""`facilitator check`: what a postmortem still needs, for people and for a pipeline.

What asks for a second look in a document, as `check` tells it; it never blocks anything.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from facilitator.cli.input import read_postmortem
from facilitator.cli.output import EXIT_FAILED, print_messages
from facilitator.findings.collect import collect_findings
from facilitator.findings.finding import Finding
from facilitator.findings.labels import full_label
from facilitator.guide.conditions.assessment import assess
from facilitator.guide.conditions.base import STATE_MARKS, ConditionState
from facilitator.guide.depth import depth_in_words
from facilitator.guide.stages import STAGES, guide_for
from facilitator.model.postmortem import Postmortem

if TYPE_CHECKING:
    from data.library.library import TinyLibrary


def remark_lines(document: Postmortem, finding: Finding) -> tuple[str, str]:
    """Return a finding in two lines: where it stands and what it is, and what might stand there."""
    words = f" “{finding.words}”" if finding.words else ""
    instead = finding.rewrites[0].words if finding.rewrites else ""
    return f"{full_label(document, finding.location)}{words}: {finding.reason}", instead


def remark_shapes(found: tuple[Finding, ...]) -> Iterator[dict[str, object]]:
    """Yield each finding as `check --json` writes it; `start` and `end` count characters."""
    for finding in found:
        yield {
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


SHAPE_VERSION = 2
"""Of what `--json` writes. 1 told of language only, and gave rewrites as sentences alone."""


def check(library: TinyLibrary, postmortem_id: str, *, as_json: bool) -> int:
    """Say which conditions are met, open and waived, and what asks for a second look.

    Returns 1 while a needed condition is open; a remark never counts as one. Raises StoreError,
    CannotRead.
    """
    from data.local.settings import read_settings

    postmortem = read_postmortem(library, postmortem_id)
    settings = read_settings()
    print_messages(settings.every_problem)
    assessment = assess(postmortem, settings.team)
    found = collect_findings(postmortem, assessment.depth, settings.team)
    if as_json:
        from pydantic_core import to_json

        conditions = [
            {
                "condition": result.condition,
                "stage": result.stage.value,
                "state": result.state.value,
                "says": result.statement,
                "todo": result.todo,
                "detail": result.detail,
            }
            for result in assessment.results
        ]
        shape = {
            "version": SHAPE_VERSION,
            "id": postmortem.id,
            "title": postmortem.scope.title,
            "status": postmortem.status.value,
            "depth": assessment.depth.value,
            "depth_in_words": depth_in_words(postmortem),
            "publishable": assessment.is_publishable,
            "conditions": conditions,
            "findings": list(remark_shapes(found)),
        }
        sys.stdout.write(to_json(shape, indent=2).decode() + "\n")
        return 0 if assessment.is_publishable else EXIT_FAILED

    lines = [postmortem.scope.title or "(no title yet)", depth_in_words(postmortem)]
    for stage in STAGES:
        needed = assessment.needed(stage)
        remarks = [remark_lines(postmortem, each) for each in found if each.location.stage is stage]
        if not needed and not remarks:
            continue
        lines += ["", f"{assessment.mark(stage)} {guide_for(stage).title}"]
        for result in needed:
            lines.append(f"  {STATE_MARKS[result.state]} {result.statement}")
            if result.state is ConditionState.OPEN:
                lines += [f"      {said}" for said in (result.detail, result.todo) if said]
            elif result.detail and (
                result.needs_confirmation or result.state is ConditionState.WAIVED
            ):
                lines.append(f"      {result.detail}")
        for remark, instead in remarks:
            lines.append(f"  ! {remark}")
            lines += [f"      {instead}"] if instead else []
    count = len(assessment.open_results())
    lines += ["", f"{count} still open." if count else "Nothing is open: ready to publish."]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if assessment.is_publishable else EXIT_FAILED
