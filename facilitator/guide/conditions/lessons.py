"""Exit conditions of stage 4, lessons learned: what went well, what went badly, and luck."""

from __future__ import annotations

from facilitator.findings.finding import Location
from facilitator.guide.conditions.condition import (
    FULL,
    STANDARD_AND_FULL,
    Condition,
    ConditionContext,
    Verdict,
    Violation,
)
from facilitator.model.lessons import LessonKind
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage


def _well(pm: Postmortem, _: ConditionContext) -> Verdict:
    well = pm.lessons.of(LessonKind.WENT_WELL)
    if not well:
        return Verdict.open()
    return Verdict.met_if(
        any(lesson.keep for lesson in well),
        "nobody has said yet how to keep it",
        Location(Stage.LESSONS, well[0].id, "keep"),
    )


def _badly(pm: Postmortem, _: ConditionContext) -> Verdict:
    return Verdict.met_if(bool(pm.lessons.of(LessonKind.WENT_BADLY)))


def _lucky(pm: Postmortem, _: ConditionContext) -> Verdict:
    lucky = pm.lessons.of(LessonKind.GOT_LUCKY)
    if not lucky:
        return Verdict.met("no luck in it, the room says") if pm.lessons.no_luck else Verdict.open()
    return Verdict.met_if_none(
        Violation(f"{lesson.text} leads nowhere yet", Location(Stage.LESSONS, lesson.id, "cause"))
        for lesson in lucky
        if lesson.cause is None and lesson.action is None
    )


CONDITIONS = (
    Condition(
        "lessons.well",
        Stage.LESSONS,
        "Something that went well, and how to keep it",
        "Press a under Went well, and say how we keep it.",
        STANDARD_AND_FULL,
        _well,
        "went-well",
    ),
    Condition(
        "lessons.badly",
        Stage.LESSONS,
        "Something to fix",
        "Press a under Went badly.",
        STANDARD_AND_FULL,
        _badly,
        "went-badly",
    ),
    Condition(
        "lessons.lucky",
        Stage.LESSONS,
        "Luck considered, and each piece of it leads somewhere",
        "Press a under Got lucky, or n for no luck in it; l leads luck to a cause or an action.",
        FULL,
        _lucky,
        "got-lucky",
    ),
)
