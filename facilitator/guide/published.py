"""What readers of a published document have, and whether an edit changes it behind their backs."""

from __future__ import annotations

from facilitator.model.postmortem import Postmortem, Status

LEFT = (Status.PUBLISHED, Status.CLOSED)
"""The status of what readers have."""


def status_words(pm: Postmortem) -> str:
    """Return the status in a word or two; from the second revision on with its number."""
    return pm.status.value if pm.revision == 1 else f"{pm.status.value} {pm.revision}"


def changes_what_was_published(before: Postmortem, after: Postmortem) -> bool:
    """Whether an edit changes what readers of a published document have.

    What follows publishing does not: actions as they are worked on, reviews, shares, sign-offs,
    and all that stays inside.
    """
    return before.status is after.status in LEFT and _told(before) != _told(after)


def _told(pm: Postmortem) -> tuple[object, ...]:
    summaries = (pm.followup.internal_summary, pm.followup.customer)
    return (pm.scope, pm.timeline, pm.impact, pm.causes, pm.lessons, *summaries)
