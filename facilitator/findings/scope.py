"""What those who take part ask for a second look at."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.findings.finding import Finding, FindingKind
from facilitator.findings.place import Place
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth
from facilitator.model.stage import Stage


def scope_findings(document: Postmortem, depth: Depth) -> Iterator[Finding]:
    """Yield the remark on a draft that one person writes alone, where the depth asks for two.

    Once others take part, a facilitator apart from the responders is an exit condition.
    """
    scope = document.scope
    began = bool(document.timeline.events or document.causes.causes)
    if depth is not Depth.LIGHT and began and not scope.participants:
        yield Finding(
            FindingKind.SCOPE,
            "solo",
            Place(Stage.SCOPE, "", "facilitator"),
            "Nobody else takes part yet: who that did not respond could read it with you and ask?",
        )
