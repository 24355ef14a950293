"""The questions of each stage, and those a document raises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from facilitator.guide.prompts import prompts_for
from facilitator.guide.stages import SIX, STAGES, guide_for
from facilitator.model.actions import Action, Actions, ActionType
from facilitator.model.causes import Cause, CauseRole, Causes
from facilitator.model.followup import Followup
from facilitator.model.lessons import Lesson, LessonKind, Lessons
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.timeline import Event, Milestone, Timeline

NOON = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)
EMPTY = Postmortem(id="2024-03-01-abcdef")


def told(*events: tuple[int, Milestone | None]) -> Postmortem:
    return EMPTY.changing(
        timeline=Timeline(
            events=tuple(
                Event(at=NOON + timedelta(minutes=n), text="x", milestone=m) for n, m in events
            )
        )
    )


def test_the_stages_are_numbered_in_order_and_share_the_whole_meeting() -> None:
    guides = [guide_for(stage) for stage in STAGES]
    assert [guide.number for guide in guides] == [1, 2, 3, 4, 5, 6, 7]
    assert sum(guide.share_percent for guide in guides) == 100
    assert all(guide.title and guide.short and guide.purpose for guide in guides)
    assert STAGES[:6] == SIX


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_has_eight_to_twelve_questions_of_its_own(stage: Stage) -> None:
    full = told((-5, None), (0, Milestone.STARTED), (1, Milestone.DETECTED))
    prompts = prompts_for(stage, full)
    standing = [prompt for prompt in prompts if prompt in prompts_for(stage, EMPTY)]
    assert 8 <= len(standing) <= 13
    assert len(set(prompts)) == len(prompts)
    assert all("?" in prompt for prompt in prompts)


def test_no_detection_marked_asks_first_how_we_found_out() -> None:
    assert prompts_for(Stage.TIMELINE, EMPTY)[0].startswith("How did we find out?")


def test_an_unknown_detection_is_not_asked_for_again() -> None:
    timeline = Timeline().declaring_unknown(Milestone.DETECTED, "no logs")
    prompts = prompts_for(Stage.TIMELINE, EMPTY.changing(timeline=timeline))
    assert not any(prompt.startswith("How did we find out?") for prompt in prompts)


def test_a_gap_is_asked_about_with_its_minutes() -> None:
    pm = told(
        (-9, None), (0, Milestone.STARTED), (2, Milestone.DETECTED), (50, Milestone.MITIGATED)
    )
    assert "12:02 to 12:50, 48 min" in prompts_for(Stage.TIMELINE, pm)[0]


def test_thirty_minutes_are_no_gap_and_a_lasting_event_fills_one() -> None:
    ends = ((-9, None), (0, Milestone.STARTED), (2, Milestone.DETECTED))
    short = told(*ends, (32, Milestone.MITIGATED))
    filled = told(*ends, (50, Milestone.MITIGATED))
    work = Event(at=NOON + timedelta(minutes=5), until=NOON + timedelta(minutes=45), text="work")
    filled = filled.changing(timeline=filled.timeline.with_event(work))
    for pm in (short, filled):
        assert not any("Nothing is written" in p for p in prompts_for(Stage.TIMELINE, pm))


def test_a_single_chain_asks_what_else_had_to_be_true() -> None:
    top = Cause(text="cache emptied")
    chain = Causes(causes=(top, Cause(text="no warm-up", parent=top.id)))
    forked = chain.with_cause(Cause(text="no limit", parent=top.id))
    opening = "This is one straight chain of 2."
    assert prompts_for(Stage.CAUSES, EMPTY.changing(causes=chain))[0].startswith(opening)
    assert not prompts_for(Stage.CAUSES, EMPTY.changing(causes=forked))[0].startswith(opening)


def test_time_spent_unseen_is_asked_about() -> None:
    pm = told((0, Milestone.STARTED), (20, Milestone.DETECTED), (30, Milestone.MITIGATED))
    assert prompts_for(Stage.CAUSES, pm)[0].startswith("It ran unseen for 20 min.")


def test_words_of_the_document_are_quoted_as_they_are() -> None:
    luck = Lesson(kind=LessonKind.GOT_LUCKY, text="a {curly} brace")
    root = Cause(text="no limit", role=CauseRole.ROOT)
    pm = EMPTY.changing(
        lessons=Lessons(lessons=(luck,)),
        causes=Causes(causes=(root,)),
        actions=Actions(actions=(Action(title="restart", type=ActionType.RECOVER),)),
        followup=Followup(repeat_of="the June outage"),
    )
    assert "“a {curly} brace”" in prompts_for(Stage.LESSONS, pm)[0]
    assert "“no limit”" in prompts_for(Stage.ACTIONS, pm)[0]
    assert prompts_for(Stage.ACTIONS, pm)[1].startswith("All of this mends.")
    assert "the June outage" in prompts_for(Stage.FOLLOWUP, pm)[0]
