"""Prompts raised by the document, such as for a gap in its timeline, and all prompt texts.

A raised prompt disappears once the document answers it. Source: Etsy's Debriefing Facilitation
Guide and PagerDuty's postmortem guide; the texts are in `prompts.toml`.
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
from facilitator.findings.timeline_facts import Gap, gaps_between, gaps_in_response
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
from facilitator.text.format import truncate


def general_prompts(stage: Stage) -> tuple[str, ...]:
    """Return the prompts of a stage that fit any incident, in their order."""
    return _prompt_texts()[0][stage]


def raised_templates(stage: Stage) -> dict[str, str]:
    """Return the templates of the prompts that documents raise in a stage, by name."""
    return _prompt_texts()[1][stage]


@cache
def _prompt_texts() -> tuple[dict[Stage, tuple[str, ...]], dict[Stage, dict[str, str]]]:
    tables = tomllib.loads(files(__package__).joinpath("prompts.toml").read_text(encoding="utf-8"))
    return (
        {stage: tuple(tables["general"][stage]) for stage in Stage},
        {stage: dict(tables["raised"][stage]) for stage in Stage},
    )


_LONG_UNDETECTED_SHARE = 0.5
"""From this share of the time to mitigate on, the time to detect raises a prompt."""
_LONGEST_QUOTE = 120
"""The most characters of an item that a prompt quotes."""
_MOST_OF_ONE_KIND = 3
"""The most prompts of one kind at a time, such as for gaps or causes."""


class RaisedPrompt(NamedTuple):
    """A prompt that a document raises.

    `about`: the id of the item it is about, or the UTC minute of a gap. `name` and `about` identify
    the prompt: they stay the same while the words filled in change.
    """

    name: str
    text: str
    about: str = ""


class _Templates:
    """Fills in the templates of a stage."""

    def __init__(self, stage: Stage) -> None:
        self._templates = raised_templates(stage)

    def __call__(self, name: str, about: str = "", **words: str) -> RaisedPrompt:
        filled = {
            slot: truncate(" ".join(text.split()), _LONGEST_QUOTE) for slot, text in words.items()
        }
        return RaisedPrompt(name, self._templates[name].format(**filled), about)


def raised_prompts(stage: Stage, document: Postmortem) -> Iterator[RaisedPrompt]:
    """Yield the prompts that a document raises in a stage, the most important first."""
    return _RULES[stage](document, _Templates(stage))


def _in_scope(pm: Postmortem, raised: _Templates) -> Iterator[RaisedPrompt]:
    if not pm.scope.title:
        yield raised("no_title")
    if pm.scope.kind is not Kind.INCIDENT:
        yield raised("near_miss" if pm.scope.kind is Kind.NEAR_MISS else "security")
    if pm.scope.severity is None and pm.scope.kind is not Kind.NEAR_MISS:
        yield raised("no_severity")
    if not pm.scope.audiences:
        yield raised("no_readers")


def _in_timeline(pm: Postmortem, raised: _Templates) -> Iterator[RaisedPrompt]:
    timeline, started = pm.timeline, pm.timeline.milestone(Milestone.STARTED)
    for milestone, name in (
        (Milestone.DETECTED, "no_detection"),
        (Milestone.STARTED, "no_start"),
        (Milestone.MITIGATED, "no_mitigation"),
    ):
        if timeline.milestone(milestone) is None and not timeline.unknown_reason(milestone):
            yield raised(name)
    for gap in islice(_gaps(timeline), _MOST_OF_ONE_KIND):
        since, until = f"{gap.since:%H:%M}", f"{gap.until:%H:%M}"
        about = f"{gap.since:%Y-%m-%dT%H:%M}"
        yield raised("gap", about, since=since, until=until, minutes=format_minutes(gap.minutes))
    if started is not None and timeline.events[0].at == started.at:
        yield raised("nothing_before", start=f"{started.at:%H:%M}")
    if pm.scope.kind is not Kind.INCIDENT:
        yield raised("near_miss" if pm.scope.kind is Kind.NEAR_MISS else "security")
    if pm.impact.measure(MeasureKind.USERS) is None:
        yield raised("no_users")
    if pm.impact.data_integrity is None:
        yield raised("no_data")


def _gaps(timeline: Timeline) -> tuple[Gap, ...]:
    """Return the gaps of the response; of the whole timeline until its milestones are set."""
    milestones = (Milestone.DETECTED, Milestone.MITIGATED)
    if all(timeline.milestone(end) for end in milestones) or not timeline.events:
        return gaps_in_response(timeline)
    return gaps_between(timeline, timeline.events[0].at, timeline.events[-1].at)


def _in_causes(pm: Postmortem, raised: _Templates) -> Iterator[RaisedPrompt]:
    causes, roots = pm.causes, pm.causes.in_role(CauseRole.ROOT)
    if not causes.problem:
        yield raised("no_problem")
    if is_single_chain(causes):
        yield raised("single_chain", count=str(len(causes.causes)))
    if causes.causes and not roots:
        yield raised("no_root")
    if roots and not causes.in_role(CauseRole.CONTRIBUTING):
        yield raised("only_root")
    if customers_noticed_first(pm.timeline):
        yield raised("customers_first")
    share, detect = undetected_share(pm.timeline), durations(pm.timeline)[0].minutes
    if share is not None and detect is not None and share >= _LONG_UNDETECTED_SHARE:
        yield raised("hidden", minutes=format_minutes(detect))
    if pm.scope.kind is Kind.NEAR_MISS:
        yield raised("near_miss")
    if pm.followup.repeat_of:
        yield raised("repeat", earlier=pm.followup.repeat_of)
    bare = (cause for cause in causes.leaves() if not cause.evidence)
    for cause in islice(bare, _MOST_OF_ONE_KIND):
        yield raised("bare_cause", cause.id, cause=cause.text)


def _in_lessons(pm: Postmortem, raised: _Templates) -> Iterator[RaisedPrompt]:
    well, lucky = pm.lessons.of(LessonKind.WENT_WELL), pm.lessons.of(LessonKind.GOT_LUCKY)
    bare = (each for each in lucky if each.cause is None and each.action is None)
    for lesson in islice(bare, _MOST_OF_ONE_KIND):
        yield raised("bare_luck", lesson.id, luck=lesson.text)
    for lesson in islice((each for each in well if not each.keep), _MOST_OF_ONE_KIND):
        yield raised("no_keep", lesson.id, lesson=lesson.text)
    if pm.lessons.lessons and not well:
        yield raised("nothing_well")
    if pm.scope.kind is Kind.NEAR_MISS:
        yield raised("near_miss")


def _in_actions(pm: Postmortem, raised: _Templates) -> Iterator[RaisedPrompt]:
    for cause in uncovered(pm)[:_MOST_OF_ONE_KIND]:
        yield raised("uncovered", cause.id, cause=cause.text)
    actions = pm.actions.actions
    types = {action.type for action in actions if action.type is not None}
    if types and not types & {ActionType.PREVENT, ActionType.DETECT}:
        yield raised("nothing_lasting")
    open_actions = [action for action in actions if action.is_open]
    for action in islice((each for each in open_actions if not each.owner), _MOST_OF_ONE_KIND):
        yield raised("no_owner", action.id, action=action.title)
    for action in islice((each for each in open_actions if not each.done_when), _MOST_OF_ONE_KIND):
        yield raised("no_end", action.id, action=action.title)
    if pm.followup.repeat_of:
        yield raised("repeat", earlier=pm.followup.repeat_of)


def _in_followup(pm: Postmortem, raised: _Templates) -> Iterator[RaisedPrompt]:
    if pm.followup.promised_to_customers is Answer.YES and not pm.followup.customer.is_written:
        yield raised("promised")
    if pm.scope.kind is Kind.SECURITY:
        yield raised("security")
    if pm.followup.repeat_of:
        yield raised("repeat", earlier=pm.followup.repeat_of)
    if not pm.followup.reviews:
        yield raised("no_review")
    informed = {share.audience for share in pm.followup.shares}
    for audience in pm.scope.audiences:
        if audience not in informed:
            yield raised("untold", audience.value, audience=audience.value)


def _in_review(pm: Postmortem, raised: _Templates) -> Iterator[RaisedPrompt]:
    for waiver in pm.waivers[:_MOST_OF_ONE_KIND]:
        yield raised("waived", waiver.condition, reason=waiver.reason)
    for unknown in pm.timeline.unknown:
        milestone = unknown.milestone
        yield raised("unknown", milestone.value, milestone=MILESTONE_NAMES[milestone])
    estimates = (measure for measure in pm.impact.measures if measure.estimated)
    for measure in islice(estimates, _MOST_OF_ONE_KIND):
        yield raised("estimated", measure.id, measure=measure.name or measure.kind.value)
    if pm.scope.kind is Kind.NEAR_MISS:
        yield raised("near_miss")


_RULES: dict[Stage, Callable[[Postmortem, _Templates], Iterator[RaisedPrompt]]] = {
    Stage.SCOPE: _in_scope,
    Stage.TIMELINE: _in_timeline,
    Stage.CAUSES: _in_causes,
    Stage.LESSONS: _in_lessons,
    Stage.ACTIONS: _in_actions,
    Stage.FOLLOWUP: _in_followup,
    Stage.REVIEW: _in_review,
}
