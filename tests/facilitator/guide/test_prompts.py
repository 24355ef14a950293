"""The questions of each stage, and those a document raises for as long as it has no answer."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.findings.language.analyzer import LanguageContext, findings_in
from facilitator.findings.language.kinds import FieldKind
from facilitator.guide.prompt_rules import general_prompts, raised_templates
from facilitator.guide.prompts import Prompt, prompts_for
from facilitator.guide.stages import STAGES, WORK_STAGES, guide_for
from facilitator.model.actions import Action, Actions, ActionType
from facilitator.model.causes import Cause, CauseRole, Causes, Evidence
from facilitator.model.followup import CustomerSummary, Followup, Review, Share
from facilitator.model.impact import DataIntegrity, Impact, Measure, MeasureKind
from facilitator.model.lessons import Lesson, LessonKind, Lessons
from facilitator.model.postmortem import Postmortem, Waiver
from facilitator.model.scope import Audience, Kind, Scope, Severity
from facilitator.model.stage import Answer, Stage
from facilitator.model.timeline import Event, Milestone, Timeline

NOON = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)
EMPTY = Postmortem(id="2024-03-01-abcdef")
CAUSE = Cause(id="aaaaaaaa", text="no limit", role=CauseRole.ROOT)
BESIDE = Cause(id="bbbbbbbb", text="no alert", role=CauseRole.CONTRIBUTING)
SEEN = (Evidence(text="graph"),)
NEAR = EMPTY.changing(scope=Scope(kind=Kind.NEAR_MISS))
LEAK = EMPTY.changing(scope=Scope(kind=Kind.SECURITY))
AGAIN = EMPTY.changing(followup=Followup(repeat_of="the June outage"))


def told(*events: tuple[int, Milestone | None]) -> Postmortem:
    return EMPTY.changing(
        timeline=Timeline(
            events=tuple(
                Event(at=NOON + timedelta(minutes=n), text="x", milestone=m) for n, m in events
            )
        )
    )


def with_causes(*causes: Cause, problem: str = "No pages loaded") -> Postmortem:
    return EMPTY.changing(causes=Causes(problem=problem, causes=causes))


def with_lesson(kind: LessonKind, **fields: object) -> Postmortem:
    lesson = Lesson.model_validate({"kind": kind, "text": "x", "id": "cccccccc", **fields})
    return EMPTY.changing(lessons=Lessons(lessons=(lesson,)))


def with_action(causes: Postmortem = EMPTY, **fields: object) -> Postmortem:
    action = Action.model_validate({"title": "x", "id": "dddddddd", **fields})
    return causes.changing(actions=Actions(actions=(action,)))


def with_measure(**fields: object) -> Postmortem:
    measure = Measure.model_validate({"id": "eeeeeeee", "value": 3, **fields})
    return EMPTY.changing(impact=Impact(measures=(measure,)))


def raised(stage: Stage, pm: Postmortem) -> list[str]:
    """The names of the questions that a document raises, with what they are about."""
    own = len(general_prompts(stage))
    return [prompt.key.partition("/")[2] for prompt in prompts_for(stage, pm)[:-own]]


def test_the_stages_are_numbered_in_order_and_share_the_whole_meeting() -> None:
    guides = [guide_for(stage) for stage in STAGES]
    assert [guide.number for guide in guides] == [1, 2, 3, 4, 5, 6, 7]
    assert sum(guide.share_percent for guide in guides) == 100
    assert all(guide.title and guide.short and guide.purpose for guide in guides)
    assert STAGES[:6] == WORK_STAGES


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_has_eight_to_twelve_questions_that_always_serve(stage: Stage) -> None:
    assert 8 <= len(general_prompts(stage)) <= 12
    assert raised_templates(stage)


def test_no_question_stands_twice_and_each_asks_openly() -> None:
    texts = [
        text
        for stage in STAGES
        for text in (*general_prompts(stage), *raised_templates(stage).values())
    ]
    assert [text for text, count in Counter(texts).items() if count > 1] == []
    closed = ("Is ", "Are ", "Do ", "Does ", "Did ", "Was ", "Were ", "Have ", "Has ", "Can ")
    for text in texts:
        assert text.endswith("?"), text
        assert not text.startswith(closed), text
        assert len(text) <= 100, text


@pytest.mark.parametrize("stage", STAGES)
def test_the_language_lens_finds_nothing_in_any_question(stage: Stage) -> None:
    for text in (*general_prompts(stage), *raised_templates(stage).values()):
        for kind in FieldKind:
            if kind not in (FieldKind.ACTION, FieldKind.OWNER):  # a question is no action
                assert findings_in(text, LanguageContext(kind)) == (), (text, kind)


ASKED_AND_ANSWERED = {
    (Stage.SCOPE, "no_title"): (EMPTY, EMPTY.changing(scope=Scope(title="No pages"))),
    (Stage.SCOPE, "near_miss"): (NEAR, EMPTY),
    (Stage.SCOPE, "security"): (LEAK, EMPTY),
    (Stage.SCOPE, "no_severity"): (EMPTY, EMPTY.changing(scope=Scope(severity=Severity.SEV2))),
    (Stage.SCOPE, "no_readers"): (
        EMPTY,
        EMPTY.changing(scope=Scope(audiences=(Audience.SUPPORT,))),
    ),
    (Stage.TIMELINE, "no_detection"): (EMPTY, told((0, Milestone.DETECTED))),
    (Stage.TIMELINE, "no_start"): (EMPTY, told((0, Milestone.STARTED))),
    (Stage.TIMELINE, "no_mitigation"): (
        EMPTY,
        EMPTY.changing(timeline=Timeline().declaring_unknown(Milestone.MITIGATED, "no logs")),
    ),
    (Stage.TIMELINE, "gap/2024-03-01T12:02"): (
        told((2, Milestone.DETECTED), (40, Milestone.MITIGATED)),
        told((2, Milestone.DETECTED), (20, None), (40, Milestone.MITIGATED)),
    ),
    (Stage.TIMELINE, "nothing_before"): (
        told((0, Milestone.STARTED)),
        told((-5, None), (0, Milestone.STARTED)),
    ),
    (Stage.TIMELINE, "near_miss"): (NEAR, EMPTY),
    (Stage.TIMELINE, "security"): (LEAK, EMPTY),
    (Stage.TIMELINE, "no_users"): (EMPTY, with_measure(kind=MeasureKind.USERS)),
    (Stage.TIMELINE, "no_data"): (
        EMPTY,
        EMPTY.changing(impact=Impact(data_integrity=DataIntegrity.NONE_AFFECTED)),
    ),
    (Stage.CAUSES, "no_problem"): (EMPTY, with_causes()),
    (Stage.CAUSES, "single_chain"): (
        with_causes(CAUSE, BESIDE.changing(parent=CAUSE.id)),
        with_causes(CAUSE, BESIDE),
    ),
    (Stage.CAUSES, "no_root"): (with_causes(BESIDE), with_causes(BESIDE, CAUSE)),
    (Stage.CAUSES, "only_root"): (with_causes(CAUSE), with_causes(BESIDE, CAUSE)),
    (Stage.CAUSES, "customers_first"): (
        EMPTY.changing(
            timeline=Timeline(
                events=(
                    Event(at=NOON, text="x", actor_role="customer", milestone=Milestone.DETECTED),
                )
            )
        ),
        told((0, Milestone.DETECTED)),
    ),
    (Stage.CAUSES, "hidden"): (
        told((0, Milestone.STARTED), (20, Milestone.DETECTED), (30, Milestone.MITIGATED)),
        told((0, Milestone.STARTED), (2, Milestone.DETECTED), (30, Milestone.MITIGATED)),
    ),
    (Stage.CAUSES, "near_miss"): (NEAR, EMPTY),
    (Stage.CAUSES, "repeat"): (AGAIN, EMPTY),
    (Stage.CAUSES, "bare_cause/aaaaaaaa"): (
        with_causes(CAUSE),
        with_causes(CAUSE.changing(evidence=SEEN)),
    ),
    (Stage.LESSONS, "bare_luck/cccccccc"): (
        with_lesson(LessonKind.GOT_LUCKY),
        with_lesson(LessonKind.GOT_LUCKY, cause=CAUSE.id).changing(causes=Causes(causes=(CAUSE,))),
    ),
    (Stage.LESSONS, "no_keep/cccccccc"): (
        with_lesson(LessonKind.WENT_WELL),
        with_lesson(LessonKind.WENT_WELL, keep="drill it"),
    ),
    (Stage.LESSONS, "nothing_well"): (
        with_lesson(LessonKind.WENT_BADLY),
        with_lesson(LessonKind.WENT_WELL),
    ),
    (Stage.LESSONS, "near_miss"): (NEAR, EMPTY),
    (Stage.ACTIONS, "uncovered/aaaaaaaa"): (
        with_causes(CAUSE),
        with_action(with_causes(CAUSE), addresses=(CAUSE.id,)),
    ),
    (Stage.ACTIONS, "nothing_lasting"): (
        with_action(type=ActionType.RECOVER),
        with_action(type=ActionType.DETECT),
    ),
    (Stage.ACTIONS, "no_owner/dddddddd"): (with_action(), with_action(owner="ana")),
    (Stage.ACTIONS, "no_end/dddddddd"): (with_action(), with_action(done_when="it pages")),
    (Stage.ACTIONS, "repeat"): (AGAIN, EMPTY),
    (Stage.FOLLOWUP, "promised"): (
        EMPTY.changing(followup=Followup(promised_to_customers=Answer.YES)),
        EMPTY.changing(
            followup=Followup(
                promised_to_customers=Answer.YES, customer=CustomerSummary(summary="Sorry.")
            )
        ),
    ),
    (Stage.FOLLOWUP, "security"): (LEAK, EMPTY),
    (Stage.FOLLOWUP, "repeat"): (AGAIN, EMPTY),
    (Stage.FOLLOWUP, "no_review"): (
        EMPTY,
        EMPTY.changing(followup=Followup(reviews=(Review(due=date(2024, 4, 1)),))),
    ),
    (Stage.FOLLOWUP, "untold/executives"): (
        EMPTY.changing(scope=Scope(audiences=(Audience.EXECUTIVES,))),
        EMPTY.changing(
            scope=Scope(audiences=(Audience.EXECUTIVES,)),
            followup=Followup(shares=(Share(audience=Audience.EXECUTIVES),)),
        ),
    ),
    (Stage.REVIEW, "waived/scope.title"): (
        EMPTY.with_waiver(Waiver(condition="scope.title", reason="later")),
        EMPTY,
    ),
    (Stage.REVIEW, "unknown/started"): (
        EMPTY.changing(timeline=Timeline().declaring_unknown(Milestone.STARTED, "no logs")),
        told((0, Milestone.STARTED)),
    ),
    (Stage.REVIEW, "estimated/eeeeeeee"): (with_measure(estimated=True), with_measure()),
    (Stage.REVIEW, "near_miss"): (NEAR, EMPTY),
}


@pytest.mark.parametrize(("stage", "name"), ASKED_AND_ANSWERED)
def test_a_question_comes_and_goes_with_what_it_answers_to(stage: Stage, name: str) -> None:
    without_answer, answered = ASKED_AND_ANSWERED[stage, name]
    assert name in raised(stage, without_answer)
    assert name not in raised(stage, answered)


def test_every_question_that_is_written_down_was_tried() -> None:
    tried = {(stage, name.partition("/")[0]) for stage, name in ASKED_AND_ANSWERED}
    assert tried == {(stage, name) for stage in STAGES for name in raised_templates(stage)}


def test_no_detection_marked_asks_first_how_we_found_out() -> None:
    assert prompts_for(Stage.TIMELINE, EMPTY)[0].text.startswith("How did we find out?")


def test_a_gap_is_asked_about_with_its_minutes() -> None:
    pm = told(
        (-9, None), (0, Milestone.STARTED), (2, Milestone.DETECTED), (50, Milestone.MITIGATED)
    )
    assert "12:02 to 12:50, 48 min" in prompts_for(Stage.TIMELINE, pm)[0].text


def test_thirty_minutes_are_no_gap_and_a_lasting_event_fills_one() -> None:
    ends = ((-9, None), (0, Milestone.STARTED), (2, Milestone.DETECTED))
    short = told(*ends, (32, Milestone.MITIGATED))
    filled = told(*ends, (50, Milestone.MITIGATED))
    work = Event(at=NOON + timedelta(minutes=5), until=NOON + timedelta(minutes=45), text="work")
    filled = filled.changing(timeline=filled.timeline.with_event(work))
    for pm in (short, filled):
        assert not any(name.startswith("gap") for name in raised(Stage.TIMELINE, pm))


def test_words_of_the_document_are_quoted_as_they_are_and_stand_in_no_key() -> None:
    luck = Lesson(kind=LessonKind.GOT_LUCKY, text="a {curly} brace")
    pm = AGAIN.changing(
        lessons=Lessons(lessons=(luck,)),
        causes=Causes(causes=(CAUSE,)),
        actions=Actions(actions=(Action(title="restart", type=ActionType.RECOVER),)),
    )
    assert "“a {curly} brace”" in prompts_for(Stage.LESSONS, pm)[0].text
    assert "“no limit”" in prompts_for(Stage.ACTIONS, pm)[0].text
    assert prompts_for(Stage.ACTIONS, pm)[1].text.startswith("All of this mends.")
    assert "the June outage" in prompts_for(Stage.FOLLOWUP, pm)[0].text
    keys = " ".join(prompt.key for stage in STAGES for prompt in prompts_for(stage, pm))
    assert not any(word in keys for word in ("curly", "limit", "restart", "June"))


def test_of_a_long_text_a_question_quotes_the_beginning_on_one_line() -> None:
    pm = EMPTY.changing(actions=Actions(actions=(Action(title="one\ntwo " * 99),)))
    (text,) = [each.text for each in prompts_for(Stage.ACTIONS, pm) if "no owner" in each.text]
    assert text.startswith("“one two one two")
    assert len(text) < 250
    assert "…”" in text


def test_a_question_keeps_its_key_while_its_figures_change() -> None:
    ends = ((0, Milestone.STARTED), (20, Milestone.DETECTED))
    earlier, later = (
        {p.key: p.text for p in prompts_for(Stage.CAUSES, told(*ends, (n, Milestone.MITIGATED)))}
        for n in (30, 31)
    )
    assert earlier == later
    moved = told((0, Milestone.STARTED), (21, Milestone.DETECTED), (31, Milestone.MITIGATED))
    now = {p.key: p.text for p in prompts_for(Stage.CAUSES, moved)}
    assert now["causes/hidden"] != later["causes/hidden"]
    assert now.keys() == later.keys()


def test_the_teams_own_come_last_and_each_question_only_once() -> None:
    known = general_prompts(Stage.LESSONS)[0]
    prompts = prompts_for(Stage.LESSONS, EMPTY, (known, "What did the wallboard show?"))
    assert [prompt.text for prompt in prompts if prompt.is_from_team] == [
        "What did the wallboard show?"
    ]
    assert prompts[-1].is_from_team
    assert len({prompt.key for prompt in prompts}) == len(prompts)


def test_keys_are_of_one_stage() -> None:
    prompts: list[Prompt] = [p for stage in STAGES for p in prompts_for(stage, NEAR, ("Whose?",))]
    assert len({prompt.key for prompt in prompts}) == len(prompts)
