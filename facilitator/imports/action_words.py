"""An action on one line for the eye, with what is still missing: what Enter would take."""

from __future__ import annotations

from datetime import date

from facilitator.guide.schedule import due_in_words
from facilitator.model.actions import Action
from facilitator.model.causes import Causes


def action_in_words(action: Action, causes: Causes, made_on: date, today: date) -> str:
    """Return all that a line said. `made_on`, from which limits count, and `today` are in UTC."""
    labels = causes.labels()
    parts = [action.type.value] if action.type else []
    parts += [f"owner {action.owner}"] if action.owner else []
    if action.due is not None:
        parts.append(due_in_words(action, made_on, today))
    elif action.priority:
        parts.append(action.priority)
    parts += [action.ticket] if action.ticket else []
    answered = [labels[cause] for cause in action.addresses if cause in labels]
    parts += [f"for {', '.join(answered)}"] if answered else []
    missing = _missing(action)
    parts += [f"no {missing} yet"] if missing else []
    parts.append(f"· {action.title}")
    parts += [f"· done when {action.done_when}"] if action.done_when else []
    return "  ".join(parts)


def _missing(action: Action) -> str:
    """Return what an action needs and does not say: `type, owner or due day`."""
    needed = {"type": action.type, "owner": action.owner, "due day": action.due}
    *others, last = [""] + [name for name, held in needed.items() if not held]
    return " or ".join(filter(None, [", ".join(filter(None, others)), last]))
