"""`facilitator check`: what a postmortem still needs, for people and for a pipeline."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from facilitator.cli import FAILED
from facilitator.cli.reading import postmortem_from
from facilitator.cli.remarks import remark_lines, remark_shapes
from facilitator.cli.words import complain_of
from facilitator.findings.together import TeamRules, findings_of
from facilitator.guide.assessment import assess
from facilitator.guide.conditions import State
from facilitator.guide.depth import depth_in_words
from facilitator.guide.stages import STAGES, guide_for

if TYPE_CHECKING:
    from data.library import TinyLibrary

SHAPE_VERSION = 2
"""Of what `--json` writes. 1 told of language only, and gave rewrites as sentences alone."""
_MARKS = {State.MET: "✓", State.OPEN: "○", State.WAIVED: "–"}


def check(library: TinyLibrary, postmortem_id: str, *, as_json: bool) -> int:
    """Say which conditions are met, open and waived, and what asks for a second look.

    Returns 1 while a needed condition is open; a remark never counts as one. Raises StoreError,
    CannotRead.
    """
    postmortem = postmortem_from(library, postmortem_id)
    assessment = assess(postmortem)
    found = findings_of(postmortem, assessment.depth, datetime.now(UTC).date(), _team_rules())
    if as_json:
        from pydantic_core import to_json

        conditions = [
            {
                "condition": result.condition,
                "stage": result.stage.value,
                "state": result.state.value,
                "says": result.says,
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
            "publishable": assessment.publishable,
            "conditions": conditions,
            "findings": list(remark_shapes(found)),
        }
        sys.stdout.write(to_json(shape, indent=2).decode() + "\n")
        return 0 if assessment.publishable else FAILED

    lines = [postmortem.scope.title or "(no title yet)", depth_in_words(postmortem)]
    for stage in STAGES:
        needed = assessment.needed(stage)
        remarks = [remark_lines(postmortem, each) for each in found if each.place.stage is stage]
        if not needed and not remarks:
            continue
        lines += ["", f"{assessment.mark(stage)} {guide_for(stage).title}"]
        for result in needed:
            lines.append(f"  {_MARKS.get(result.state, ' ')} {result.says}")
            if result.state is State.OPEN and (hint := result.detail or result.todo):
                lines.append(f"      {hint}")
        for remark, instead in remarks:
            lines.append(f"  ! {remark}")
            lines += [f"      {instead}"] if instead else []
    count = len(assessment.open_results())
    lines += ["", f"{count} still open." if count else "Nothing is open: ready to publish."]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if assessment.publishable else FAILED


def _team_rules() -> TeamRules:
    """Return the rules in force; what is wrong with the settings is said."""
    from data.settings import read_settings

    read = read_settings()
    complain_of(read.every_problem)
    return TeamRules(read.lexicon, read.settings.disclosure, read.settings.tickets)
