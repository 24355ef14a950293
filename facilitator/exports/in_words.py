"""What an exported document says of a figure, an objective and an action, before any notation."""

from __future__ import annotations

from facilitator.metrics import budget_share, impact_window, in_words, minutes_between
from facilitator.model.actions import Action, ActionStatus, Worked
from facilitator.model.impact import Breach, Measure, MeasureKind
from facilitator.model.lessons import LessonKind
from facilitator.model.postmortem import Postmortem

LESSON_TITLES = {
    LessonKind.WENT_WELL: "What went well",
    LessonKind.WENT_BADLY: "What went badly",
    LessonKind.GOT_LUCKY: "Where we got lucky",
    LessonKind.SURPRISED: "What surprised us",
}
"""What each list of lessons is called, in their order."""


def figure(measure: Measure, value: float) -> str:
    """Write the value of a measure with its unit: `4,200 orders`, `82%`."""
    unit = measure.unit or ("%" if measure.kind is MeasureKind.REQUESTS else "")
    number = f"{value:,.0f}" if value.is_integer() else f"{value:,}"
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}".strip()


def objective_in_words(postmortem: Postmortem) -> str:
    """Say whether the objective was broken, and how much of its budget went; empty while unsaid."""
    objective = postmortem.impact.objective
    if objective.breached is None:
        return ""
    if objective.breached is Breach.NONE_APPLIES:
        return "Service-level objective or agreement: none applies."
    target = f" of {objective.target_percent:g}%" if objective.target_percent else ""
    period = f" over {objective.period_days} days" if objective.period_days else ""
    taken = _budget_taken(postmortem)
    return f"Service-level objective{target}{period} breached: {objective.breached}.{taken}"


def status_in_words(action: Action) -> str:
    """Say how far an action is, why it will not be done, and whether it worked."""
    if action.status is ActionStatus.WONT_DO and action.wont_do_reason:
        return f"{action.status}: {action.wont_do_reason}"
    match action.worked:
        case Worked.YES:
            return f"{action.status}, worked"
        case Worked.NO:
            return f"{action.status}, did not work"
        case Worked.NOT_YET_KNOWN:
            return action.status


def _budget_taken(postmortem: Postmortem) -> str:
    share, window = budget_share(postmortem), impact_window(postmortem)
    requests = postmortem.impact.measure(MeasureKind.REQUESTS)
    if share is None or window is None or requests is None:
        return ""
    length = in_words(minutes_between(*window))
    return (
        f" This incident took {share:.1%} of the period's error budget"
        f" ({length} with {requests.value:g}% of requests failing)."
    )
