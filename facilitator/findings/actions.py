"""What asks for a second look at the actions, apart from their words."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.findings.finding import Finding, FindingKind
from facilitator.findings.place import Place
from facilitator.model.actions import ActionStatus
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage


def action_findings(document: Postmortem) -> Iterator[Finding]:
    """Yield the actions that answer no cause, where there are causes."""
    causes = {cause.id for cause in document.causes.causes}
    for action in document.actions.actions:
        meant = action.status is not ActionStatus.WONT_DO
        if causes and meant and causes.isdisjoint(action.addresses):
            reason = "It answers none of the causes: which one is it for, or is one missing?"
            place = Place(Stage.ACTIONS, action.id, "addresses")
            yield Finding(FindingKind.ACTIONS, "orphan", place, reason)
