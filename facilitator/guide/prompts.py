"""What to ask next: questions that answer to the document first, then those that always serve."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice

from facilitator.findings.causes import is_single_chain
from facilitator.findings.gaps import Gap, gaps_between, gaps_in_response
from facilitator.guide.cover import uncovered
from facilitator.guide.depth import customers_noticed_first
from facilitator.metrics import durations, hidden_share, in_words
from facilitator.model.actions import ActionType
from facilitator.model.causes import CauseRole
from facilitator.model.lessons import LessonKind
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Kind
from facilitator.model.stage import Answer, Stage
from facilitator.model.timeline import Milestone, Timeline

_LONG_HIDDEN_SHARE = 0.5
"""From this share of the time on, finding out is worth a question of its own."""
_ASKED_AT_ONCE = 3
"""How many gaps, or causes, or pieces of luck are asked about at a time."""


def prompts_for(stage: Stage, pm: Postmortem) -> tuple[str, ...]:
    """Return the questions of a stage, those that this document raises first."""
    standing, _ = _written()
    return (*_answering(stage, pm), *standing[stage])


def _answering(stage: Stage, pm: Postmortem) -> Iterator[str]:
    match stage:
        case Stage.SCOPE:
            return _for_scope(pm)
        case Stage.TIMELINE:
            return _for_timeline(pm.timeline)
        case Stage.CAUSES:
            return _for_causes(pm)
        case Stage.LESSONS:
            return _for_lessons(pm)
        case Stage.ACTIONS:
            return _for_actions(pm)
        case Stage.FOLLOWUP:
            return _for_followup(pm)
        case Stage.REVIEW:
            return iter(())


def _for_scope(pm: Postmortem) -> Iterator[str]:
    if not pm.scope.title:
        yield _asked("no_title")
    match pm.scope.kind:
        case Kind.NEAR_MISS:
            yield _asked("near_miss")
        case Kind.SECURITY:
            yield _asked("security")
        case Kind.INCIDENT:
            pass


def _for_timeline(timeline: Timeline) -> Iterator[str]:
    started = timeline.milestone(Milestone.STARTED)
    for milestone, question in (
        (Milestone.DETECTED, "no_detection"),
        (Milestone.STARTED, "no_start"),
        (Milestone.MITIGATED, "no_mitigation"),
    ):
        if timeline.milestone(milestone) is None and not timeline.unknown_reason(milestone):
            yield _asked(question)
    for gap in islice(_gaps(timeline), _ASKED_AT_ONCE):
        yield _asked(
            "gap",
            since=f"{gap.since:%H:%M}",
            until=f"{gap.until:%H:%M}",
            minutes=in_words(gap.minutes),
        )
    if started is not None and timeline.events[0].at == started.at:
        yield _asked("nothing_before", start=f"{started.at:%H:%M}")


def _gaps(timeline: Timeline) -> tuple[Gap, ...]:
    """The silences of the response; of the whole story while the response has no ends yet."""
    ends = (Milestone.DETECTED, Milestone.MITIGATED)
    if all(timeline.milestone(end) for end in ends) or not timeline.events:
        return gaps_in_response(timeline)
    return gaps_between(timeline, timeline.events[0].at, timeline.events[-1].at)


def _for_causes(pm: Postmortem) -> Iterator[str]:
    causes = pm.causes
    if is_single_chain(causes):
        yield _asked("single_chain", count=str(len(causes.causes)))
    if causes.causes and not causes.in_role(CauseRole.ROOT):
        yield _asked("no_root")
    if customers_noticed_first(pm.timeline):
        yield _asked("customers_first")
    share = hidden_share(pm.timeline)
    detect = durations(pm.timeline)[0].minutes
    if share is not None and detect is not None and share >= _LONG_HIDDEN_SHARE:
        yield _asked("hidden", minutes=in_words(detect))


def _for_lessons(pm: Postmortem) -> Iterator[str]:
    bare = [
        lesson
        for lesson in pm.lessons.of(LessonKind.GOT_LUCKY)
        if lesson.cause is None and lesson.action is None
    ]
    for lesson in bare[:_ASKED_AT_ONCE]:
        yield _asked("bare_luck", luck=lesson.text)
    unkept = [lesson for lesson in pm.lessons.of(LessonKind.WENT_WELL) if not lesson.keep]
    for lesson in unkept[:_ASKED_AT_ONCE]:
        yield _asked("no_keep", lesson=lesson.text)


def _for_actions(pm: Postmortem) -> Iterator[str]:
    for cause in uncovered(pm)[:_ASKED_AT_ONCE]:
        yield _asked("uncovered", cause=cause.text)
    types = {action.type for action in pm.actions.actions if action.type is not None}
    if types and not types & {ActionType.PREVENT, ActionType.DETECT}:
        yield _asked("nothing_lasting")


def _for_followup(pm: Postmortem) -> Iterator[str]:
    if pm.followup.promised_to_customers is Answer.YES and not pm.followup.customer.is_written:
        yield _asked("promised")
    if pm.followup.repeat_of:
        yield _asked("repeat", earlier=pm.followup.repeat_of)
    if not pm.followup.reviews:
        yield _asked("no_review")


def _asked(name: str, **words: str) -> str:
    _, answering = _written()
    return answering[name].format(**words)


@cache
def _written() -> tuple[dict[Stage, tuple[str, ...]], dict[str, str]]:
    text = tomllib.loads(files(__package__).joinpath("prompts.toml").read_text(encoding="utf-8"))
    standing = {stage: tuple(text["standing"][stage]) for stage in Stage}
    return standing, dict(text["answering"])
