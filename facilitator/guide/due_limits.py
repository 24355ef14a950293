"""A due day beside what its priority allows, counted from the day the postmortem was made."""

from __future__ import annotations

from datetime import date, timedelta

from facilitator.guide.depth import due_limit_days
from facilitator.model.actions import Action, Priority


def last_day_allowed(priority: Priority | None, made_on: date) -> date:
    """Return the last day on which an action of this priority may be due."""
    return made_on + timedelta(days=due_limit_days(priority))


def is_due_too_late(action: Action, made_on: date) -> bool:
    """Whether an action is due later than its priority allows; without one, than the last does."""
    return action.due is not None and action.due > last_day_allowed(action.priority, made_on)


def due_in_words(action: Action, made_on: date, today: date) -> str:
    """Say when an action is due and what its priority allows, marked where that is less or past.

    Days are days in UTC. `! due 2026-12-10 in 20 days, P1 allows 15`; where the postmortem was not
    made today, the day that the limit is counted from is named.
    """
    if action.due is None:
        return "no due day yet"
    said = f"due {action.due.isoformat()}"
    if not action.is_open:
        return said
    said += f" {_from_today(action.due, today)}"
    limit = due_limit_days(action.priority)
    since = "" if made_on == today else f" from {made_on.isoformat()}"
    if action.priority:
        said += f", {action.priority} allows {limit}{since}"
    elif is_due_too_late(action, made_on):
        said += f", {limit}{since} are allowed without a priority"
    is_amiss = action.due < today or is_due_too_late(action, made_on)
    return f"! {said}" if is_amiss else said


def _from_today(due: date, today: date) -> str:
    days = (due - today).days
    if days < 0:
        return "(overdue since yesterday)" if days == -1 else f"({-days} days overdue)"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
