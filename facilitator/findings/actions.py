"""What asks for a second look at the actions, apart from their words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from facilitator.findings.finding import Finding, FindingKind
from facilitator.findings.place import Place
from facilitator.model.actions import Action, ActionStatus
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage


def action_findings(document: Postmortem, today: date) -> Iterator[Finding]:
    """Yield the open actions whose day is past on a UTC day, and actions that answer no cause.

    A day before the postmortem was begun is an exit condition, and so is one that is too late.
    """
    causes = {cause.id for cause in document.causes.causes}
    for action in document.actions.actions:
        if action.is_open and action.due and document.made_on <= action.due < today:
            reason = f"It was due on {action.due.isoformat()} and is open: is it done, or when?"
            yield _at(action, "overdue", "due", reason)
        meant = action.status is not ActionStatus.WONT_DO
        if causes and meant and causes.isdisjoint(action.addresses):
            reason = "It answers none of the causes: which one is it for, or is one missing?"
            yield _at(action, "orphan", "addresses", reason)


def _at(action: Action, rule: str, field: str, reason: str) -> Finding:
    return Finding(FindingKind.ACTIONS, rule, Place(Stage.ACTIONS, action.id, field), reason)
