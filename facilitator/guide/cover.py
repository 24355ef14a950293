"""Which causes nothing answers to yet."""

from __future__ import annotations

from facilitator.model.actions import ActionStatus
from facilitator.model.causes import Cause, CauseRole
from facilitator.model.postmortem import Postmortem


def uncovered(pm: Postmortem) -> tuple[Cause, ...]:
    """Return the roots and contributing factors with neither an action nor an accepted risk.

    An action nobody will do covers nothing; a mere step of the chain needs no cover.
    """
    addressed = {
        cause_id
        for action in pm.actions.actions
        if action.status is not ActionStatus.WONT_DO
        for cause_id in action.addresses
    }
    return tuple(
        cause
        for cause in pm.causes.causes
        if cause.role is not CauseRole.STEP
        and not cause.accepted_risk
        and cause.id not in addressed
    )
