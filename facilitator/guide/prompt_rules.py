"""The questions a document raises by what it lacks or says; each goes once it is answered.

The questions as they are written down.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

from facilitator.analysis.durations import (
    MILESTONE_NAMES,
    durations,
    format_minutes,
    undetected_share,
)
from facilitator.findings.structure import is_single_chain
from facilitator.findings.timeline import Gap, gaps_between, gaps_in_response
from facilitator.guide.coverage import uncovered
from facilitator.guide.depth import customers_noticed_first
from facilitator.model.actions import ActionType
from facilitator.model.causes import CauseRole
from facilitator.model.impact import MeasureKind
from facilitator.model.lessons import LessonKind
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Kind
from facilitator.model.stage import Answer, Stage
from facilitator.model.timeline import Milestone, Timeline


def standing(stage: Stage) -> tuple[str, ...]:
    """Return the questions that always serve in a stage, in their order."""
    return _written()[0][stage]


def answering(stage: Stage) -> dict[str, str]:
    """Return the questions that documents raise in a stage by their names, to be filled in."""
    return _written()[1][stage]


@cache
def _written() -> tuple[dict[Stage, tuple[str, ...]], dict[Stage, dict[str, str]]]:
    text = tomllib.loads(files(__package__).joinpath("prompts.toml").read_text(encoding="utf-8"))
    return (
        {stage: tuple(text["standing"][stage]) for stage in Stage},
        {stage: dict(text["answering"][stage]) for stage in Stage},
    )


_LONG_HIDDEN_SHARE = 0.5
"""From this share of the time on, finding out is worth a question of its own."""
_LONGEST_QUOTE = 120
"""So many characters are enough to know by what a question is about; the item has the rest."""
_ASKED_AT_ONCE = 3
"""How many gaps, or causes, or pieces of luck are asked about at a time."""


class RaisedPrompt(NamedTuple):
    """A question that a document raises. `about`: the id of the item, or the minute, it is about.

    Both names stay while the words filled in change.
    """

    name: str
    text: str
    about: str = ""


class _Asking:
    """Fills in the questions of a stage."""

    def __init__(self, stage: Stage) -> None:
        self._written = answering(stage)

    def __call__(self, name: str, about: str = "", **words: str) -> RaisedPrompt:
        told = {slot: _in_short(text) for slot, text in words.items()}
        return RaisedPrompt(name, self._written[name].format(**told), about)


def _in_short(text: str) -> str:
    """Return the words on one line, cut where they are more than a question has room for."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1].rstrip()}…"


def raised_prompts(stage: Stage, document: Postmortem) -> Iterator[RaisedPrompt]:
    """Return what a document raises in a stage, the most telling first."""
    return _RULES[stage](document, _Asking(stage))


def _in_scope(pm: Postmortem, ask: _Asking) -> Iterator[RaisedPrompt]:
    if not pm.scope.title:
        yield ask("no_title")
    if pm.scope.kind is not Kind.INCIDENT:
        yield ask("near_miss" if pm.scope.kind is Kind.NEAR_MISS else "security")
    if pm.scope.severity is None and pm.scope.kind is not Kind.NEAR_MISS:
        yield ask("no_severity")
    if not pm.scope.audiences:
        yield ask("no_readers")


def _in_timeline(pm: Postmortem, ask: _Asking) -> Iterator[RaisedPrompt]:
    timeline, started = pm.timeline, pm.timeline.milestone(Milestone.STARTED)
    for milestone, name in (
        (Milestone.DETECTED, "no_detection"),
        (Milestone.STARTED, "no_start"),
        (Milestone.MITIGATED, "no_mitigation"),
    ):
        if timeline.milestone(milestone) is None and not timeline.unknown_reason(milestone):
            yield ask(name)
    for gap in islice(_gaps(timeline), _ASKED_AT_ONCE):
        since, until = f"{gap.since:%H:%M}", f"{gap.until:%H:%M}"
        about = f"{gap.since:%Y-%m-%dT%H:%M}"
        yield ask("gap", about, since=since, until=until, minutes=format_minutes(gap.minutes))
    if started is not None and timeline.events[0].at == started.at:
        yield ask("nothing_before", start=f"{started.at:%H:%M}")
    if pm.scope.kind is not Kind.INCIDENT:
        yield ask("near_miss" if pm.scope.kind is Kind.NEAR_MISS else "security")
    if pm.impact.measure(MeasureKind.USERS) is None:
        yield ask("no_users")
    if pm.impact.data_integrity is None:
        yield ask("no_data")


def _gaps(timeline: Timeline) -> tuple[Gap, ...]:
    """The silences of the response; of the whole story while the response has no ends yet."""
    ends = (Milestone.DETECTED, Milestone.MITIGATED)
    if all(timeline.milestone(end) for end in ends) or not timeline.events:
        return gaps_in_response(timeline)
    return gaps_between(timeline, timeline.events[0].at, timeline.events[-1].at)


def _in_causes(pm: Postmortem, ask: _Asking) -> Iterator[RaisedPrompt]:
    causes, roots = pm.causes, pm.causes.in_role(CauseRole.ROOT)
    if not causes.problem:
        yield ask("no_problem")
    if is_single_chain(causes):
        yield ask("single_chain", count=str(len(causes.causes)))
    if causes.causes and not roots:
        yield ask("no_root")
    if roots and not causes.in_role(CauseRole.CONTRIBUTING):
        yield ask("only_root")
    if customers_noticed_first(pm.timeline):
        yield ask("customers_first")
    share, detect = undetected_share(pm.timeline), durations(pm.timeline)[0].minutes
    if share is not None and detect is not None and share >= _LONG_HIDDEN_SHARE:
        yield ask("hidden", minutes=format_minutes(detect))
    if pm.scope.kind is Kind.NEAR_MISS:
        yield ask("near_miss")
    if pm.followup.repeat_of:
        yield ask("repeat", earlier=pm.followup.repeat_of)
    bare = (cause for cause in causes.leaves() if not cause.evidence)
    for cause in islice(bare, _ASKED_AT_ONCE):
        yield ask("bare_cause", cause.id, cause=cause.text)


def _in_lessons(pm: Postmortem, ask: _Asking) -> Iterator[RaisedPrompt]:
    well, lucky = pm.lessons.of(LessonKind.WENT_WELL), pm.lessons.of(LessonKind.GOT_LUCKY)
    bare = (each for each in lucky if each.cause is None and each.action is None)
    for lesson in islice(bare, _ASKED_AT_ONCE):
        yield ask("bare_luck", lesson.id, luck=lesson.text)
    for lesson in islice((each for each in well if not each.keep), _ASKED_AT_ONCE):
        yield ask("no_keep", lesson.id, lesson=lesson.text)
    if pm.lessons.lessons and not well:
        yield ask("nothing_well")
    if pm.scope.kind is Kind.NEAR_MISS:
        yield ask("near_miss")


def _in_actions(pm: Postmortem, ask: _Asking) -> Iterator[RaisedPrompt]:
    for cause in uncovered(pm)[:_ASKED_AT_ONCE]:
        yield ask("uncovered", cause.id, cause=cause.text)
    actions = pm.actions.actions
    types = {action.type for action in actions if action.type is not None}
    if types and not types & {ActionType.PREVENT, ActionType.DETECT}:
        yield ask("nothing_lasting")
    still = [action for action in actions if action.is_open]
    for action in islice((each for each in still if not each.owner), _ASKED_AT_ONCE):
        yield ask("no_owner", action.id, action=action.title)
    for action in islice((each for each in still if not each.done_when), _ASKED_AT_ONCE):
        yield ask("no_end", action.id, action=action.title)
    if pm.followup.repeat_of:
        yield ask("repeat", earlier=pm.followup.repeat_of)


def _in_followup(pm: Postmortem, ask: _Asking) -> Iterator[RaisedPrompt]:
    if pm.followup.promised_to_customers is Answer.YES and not pm.followup.customer.is_written:
        yield ask("promised")
    if pm.scope.kind is Kind.SECURITY:
        yield ask("security")
    if pm.followup.repeat_of:
        yield ask("repeat", earlier=pm.followup.repeat_of)
    if not pm.followup.reviews:
        yield ask("no_review")
    told = {share.audience for share in pm.followup.shares}
    for audience in pm.scope.audiences:
        if audience not in told:
            yield ask("untold", audience.value, audience=audience.value)


def _in_review(pm: Postmortem, ask: _Asking) -> Iterator[RaisedPrompt]:
    for waiver in pm.waivers[:_ASKED_AT_ONCE]:
        yield ask("waived", waiver.condition, reason=waiver.reason)
    for unknown in pm.timeline.unknown:
        milestone = unknown.milestone
        yield ask("unknown", milestone.value, milestone=MILESTONE_NAMES[milestone])
    estimates = (measure for measure in pm.impact.measures if measure.estimated)
    for measure in islice(estimates, _ASKED_AT_ONCE):
        yield ask("estimated", measure.id, measure=measure.name or measure.kind.value)
    if pm.scope.kind is Kind.NEAR_MISS:
        yield ask("near_miss")


_RULES: dict[Stage, Callable[[Postmortem, _Asking], Iterator[RaisedPrompt]]] = {
    Stage.SCOPE: _in_scope,
    Stage.TIMELINE: _in_timeline,
    Stage.CAUSES: _in_causes,
    Stage.LESSONS: _in_lessons,
    Stage.ACTIONS: _in_actions,
    Stage.FOLLOWUP: _in_followup,
    Stage.REVIEW: _in_review,
}
