"""Holding a review: each action is asked whether it is done and whether it did what it was for."""

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
    """Return the actions a review asks about: all but those that were decided against."""
    return tuple(a for a in pm.actions.actions if a.status is not ActionStatus.WONT_DO)


def outcome_summary(pm: Postmortem) -> str:
    """Sum up what became of the actions: `2 of 3 done, 1 in progress. 1 worked, 1 did not.`"""
    actions = reviewed_actions(pm)
    if not actions:
        return "There was no action to ask about."
    stand = Counter(action.status for action in actions)
    done = [action for action in actions if action.status is ActionStatus.DONE]
    said = [f"{len(done)} of {len(actions)} done"]
    if stand[ActionStatus.IN_PROGRESS]:
        said.append(f"{stand[ActionStatus.IN_PROGRESS]} in progress")
    if stand[ActionStatus.OPEN]:
        said.append(f"{stand[ActionStatus.OPEN]} not begun")
    worked = Counter(action.worked for action in done)
    told = [f"{worked[each]} {words}" for each, words in _WORKED.items() if worked[each]]
    return ". ".join([", ".join(said), *([", ".join(told)] if told else [])]) + "."


def with_outcome(pm: Postmortem, review_id: str, outcome: str) -> Postmortem:
    """Write down what a review found. Raises UnknownItem."""
    return _changing_review(pm, review_id, outcome=outcome)


def with_review_held(pm: Postmortem, review_id: str, today: date, outcome: str) -> Postmortem:
    """Say that a review was held on this UTC day; without an outcome, what the actions sum up to.

    Raises UnknownItem.
    """
    said = outcome.strip() or outcome_summary(pm)
    return _changing_review(pm, review_id, held_on=today, outcome=said)


def follow_up_action(action: Action) -> Action:
    """Return the beginning of a new action for the causes that this one did not mend."""
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
