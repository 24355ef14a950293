"""The follow-up review: whether each action is done, and whether it worked."""

from __future__ import annotations

from collections import Counter
from datetime import date

from facilitator.model.actions import Action, ActionStatus, Worked
from facilitator.model.base import item_of, with_item
from facilitator.model.postmortem import Postmortem

_WORKED = {
    Worked.YES: "worked",
    Worked.NO: "did not",
    Worked.NOT_YET_KNOWN: "not known yet",
}


def reviewed_actions(pm: Postmortem) -> tuple[Action, ...]:
    """Return the actions that a review goes through: all but those with status "won't do"."""
    return tuple(a for a in pm.actions.actions if a.status is not ActionStatus.WONT_DO)


def outcome_summary(pm: Postmortem) -> str:
    """Summarize the state of the actions: `2 of 3 done, 1 in progress. 1 worked, 1 did not.`"""
    actions = reviewed_actions(pm)
    if not actions:
        return "There was no action to ask about."
    by_status = Counter(action.status for action in actions)
    done = [action for action in actions if action.status is ActionStatus.DONE]
    parts = [f"{len(done)} of {len(actions)} done"]
    if by_status[ActionStatus.IN_PROGRESS]:
        parts.append(f"{by_status[ActionStatus.IN_PROGRESS]} in progress")
    if by_status[ActionStatus.OPEN]:
        parts.append(f"{by_status[ActionStatus.OPEN]} not begun")
    worked = Counter(action.worked for action in done)
    effects = [f"{worked[each]} {words}" for each, words in _WORKED.items() if worked[each]]
    return ". ".join([", ".join(parts), *([", ".join(effects)] if effects else [])]) + "."


def with_outcome(pm: Postmortem, review_id: str, outcome: str) -> Postmortem:
    """Record the outcome of a review. Raises UnknownItem."""
    return _changing_review(pm, review_id, outcome=outcome)


def with_review_held(pm: Postmortem, review_id: str, today: date, outcome: str) -> Postmortem:
    """Record that a review was held on a UTC date; an empty outcome becomes `outcome_summary`.

    Raises UnknownItem.
    """
    recorded = outcome.strip() or outcome_summary(pm)
    return _changing_review(pm, review_id, held_on=today, outcome=recorded)


def follow_up_action(action: Action) -> Action:
    """Return a new open action in place of one that did not work.

    It has the same title, type, owner, priority and causes.
    """
    return Action(
        title=action.title,
        type=action.type,
        owner=action.owner,
        priority=action.priority,
        addresses=action.addresses,
    )


def _changing_review(pm: Postmortem, review_id: str, **changes: object) -> Postmortem:
    review = item_of(pm.followup.reviews, review_id).changing(**changes)
    reviews = with_item(pm.followup.reviews, review)
    return pm.changing(followup=pm.followup.changing(reviews=reviews))
