"""The document as slides: what each says, and what never appears."""

from __future__ import annotations

from datetime import date

from data.example import worked_example
from facilitator.findings.finding import Location
from facilitator.model.actions import Action, Actions, ActionStatus
from facilitator.model.causes import Cause, CauseRole, Causes, Evidence
from facilitator.model.followup import Followup
from facilitator.model.impact import Impact
from facilitator.model.lessons import Lessons
from facilitator.model.scope import Participant, Scope, Severity
from facilitator.model.stage import Stage
from facilitator.model.timeline import Milestone, Timeline
from facilitator.slides.deck import slides_for
from facilitator.slides.slide import Detail, Slide
from tests.support.filled import filled
from tests.support.slides import EMPTY, START, by_key, event

NEVER = (
    *("Postmortem.private_notes", "ParkedThought.text", "Waiver.reason", "Waiver.by"),
    *("Confirmation.by", "AcceptedLeaks.by", "AcceptedLeaks.words", "Dismissal.rule"),
    *("Dismissal.sentence", "Scope.depth_reason"),
)
"""The fields that are nobody's business in the room."""

SAID = (
    *("Scope.title", "Scope.scribe", "Participant.name", "Participant.role", "Scope.services"),
    *("Impact.summary", "Measure.name", "Measure.source", "Measure.unknown_reason"),
    *("Event.text", "Event.actor_role", "Event.known_then", "Source.label"),
    *("Causes.problem", "Cause.text", "Cause.accepted_risk", "Evidence.text", "Lesson.keep"),
    *("Lesson.text", "Action.title", "Action.owner", "Action.done_when", "Action.ticket"),
    *("CustomerSummary.summary", "Share.channel", "SignOff.role", "Review.outcome"),
    *("Followup.internal_summary", "CustomerNotice.text", "Followup.repeat_of"),
)
"""The fields that the room sees, among others."""


def words(slides: tuple[Slide, ...]) -> str:
    """Return all that slides say."""
    said = []
    for slide in slides:
        said += [slide.heading, slide.text, *map(str, slide.event_time or ())]
        said += [f"{p.label} {p.text} {p.note}" for p in slide.before + slide.details + slide.after]
    return "\n".join(said)


def test_the_slides_go_through_the_stages_in_order() -> None:
    stages = [slide.stage for slide in slides_for(worked_example())]
    assert stages == sorted(stages, key=list(Stage).index)
    assert set(stages) == set(Stage) - {Stage.REVIEW}


def test_what_is_private_parked_waived_or_found_never_appears() -> None:
    said = words(slides_for(filled(lambda field, n: f"<{field}> {n}")))
    assert [field for field in NEVER if f"<{field}>" in said] == []
    assert [field for field in SAID if f"<{field}>" not in said] == []


def test_an_empty_document_says_what_to_begin_with() -> None:
    title, begin = slides_for(EMPTY)
    assert title.text == "Untitled postmortem"
    assert begin.place.stage is Stage.TIMELINE
    assert begin.text.startswith("Nothing is written down yet.")


def test_a_stage_that_says_nothing_has_no_slide() -> None:
    pm = EMPTY.changing(timeline=Timeline(events=(event(0, "errors"),)))
    assert [slide.text for slide in slides_for(pm)] == ["Untitled postmortem", "errors"]


def test_the_title_says_who_is_here_by_role() -> None:
    people = (
        Participant(name="Ana", role="on-call", responder=True),
        Participant(name="Ben", role="on-call"),
        Participant(name="Support lead", role="support lead"),
    )
    scope = Scope(
        title="Carts stay empty",
        severity=Severity.SEV2,
        incident_date=date(2026, 11, 20),
        facilitator="Kim",
        participants=people,
    )
    pm = EMPTY.changing(scope=scope, followup=Followup(internal_summary="A cache. And more."))
    assert slides_for(pm)[0].details == (
        Detail("SEV2 · incident · 2026-11-20"),
        Detail("A cache."),
        Detail("Kim", "facilitator"),
        Detail("Ana, Ben", "on-call"),
        Detail("Support lead", "also here"),
    )


def test_a_role_is_one_however_it_is_written_and_nobody_who_has_one_is_here_as_well() -> None:
    people = (
        *(Participant(name="Kim", role="Facilitator"), Participant(name="Lou")),
        *(Participant(name="Ana", role="On-call"), Participant(name="Ben", role="on-call")),
    )
    scope = Scope(facilitator="Kim", scribe="Lou", participants=people)
    assert slides_for(EMPTY.changing(scope=scope))[0].details[1:] == (
        *(Detail("Kim", "facilitator"), Detail("Lou", "scribe"), Detail("Ana, Ben", "On-call")),
    )


def test_an_event_stands_between_the_one_before_and_the_next() -> None:
    events = (
        event(-2, "a deploy", approximate=True),
        event(0, "errors rise", Milestone.STARTED),
        event(7, "a page", Milestone.DETECTED, actor_role="on-call"),
    )
    slide = by_key(EMPTY.changing(timeline=Timeline(events=events)), f"event {events[1].id}")
    assert slide.text == "errors rise"
    assert slide.before == (Detail("a deploy", "~14:00"),)
    assert slide.after == (Detail("a page", "14:09"),)
    assert slide.event_time is not None
    assert slide.event_time[1:] == ("14:02", "2026-11-20", "at the start", "undetected", "started")
    assert slide.place == Location(Stage.TIMELINE, events[1].id)


def test_an_event_says_how_exact_its_minute_is_and_how_long_it_went_on() -> None:
    events = (
        event(0, "errors", Milestone.STARTED),
        event(-61, "a drain", approximate=True, until=START),
    )
    slide = by_key(EMPTY.changing(timeline=Timeline(events=events)), f"event {events[1].id}")
    assert slide.event_time is not None
    assert slide.event_time.day == "2026-11-20, about, until 14:02"
    assert slide.event_time.since == "about 61 min before the start"


def test_each_phase_and_each_time_shows_its_subtraction() -> None:
    example = worked_example()
    phases, times = by_key(example, "phases"), by_key(example, "times")
    assert Detail("22 min", "responding", "14:07 - 13:45") in phases.details
    assert Detail("5 min", "to acknowledge", "~13:50 - 13:45") in times.details
    assert times.text == "Mitigated after 25 min"


def test_what_is_about_is_about_in_the_phases_and_in_the_line_above_the_times() -> None:
    events = (
        event(-9, "a deploy", approximate=True),
        event(0, "errors", Milestone.STARTED, approximate=True),
        event(0, "more errors"),
        event(6, "a rumour", approximate=True),
        event(6, "a page", Milestone.DETECTED),
        event(40, "rolled back", Milestone.MITIGATED),
    )
    pm = EMPTY.changing(timeline=Timeline(events=events))
    assert [part.note for part in by_key(pm, "phases").details[:-1]] == [
        *("~14:02 - ~13:53", "14:08 - ~14:02", "14:42 - 14:08"),
    ]
    assert by_key(pm, "times").text == "Mitigated after about 40 min"
    more = by_key(pm, f"event {events[2].id}").event_time
    assert more is not None
    assert more.since == "about at the start"


def test_while_nobody_knows_the_start_no_phase_took_most_of_the_time() -> None:
    events = (event(0, "a page", Milestone.DETECTED), event(9, "undone", Milestone.MITIGATED))
    phases = by_key(EMPTY.changing(timeline=Timeline(events=events)), "phases")
    assert phases.text == "How the time went by"


def test_a_phase_that_went_on_after_the_trouble_was_over_took_nothing_of_it() -> None:
    events = (
        event(0, "errors", Milestone.STARTED),
        event(5, "a restart", Milestone.MITIGATED),
        event(20, "a page", Milestone.DETECTED),
    )
    phases = by_key(EMPTY.changing(timeline=Timeline(events=events)), "phases")
    assert phases.text == "How the time went by"
    assert phases.details == (Detail("20 min", "undetected", "14:22 - 14:02"),)


def test_an_event_without_words_says_so_on_its_slide_and_beside_the_next() -> None:
    events = (event(0, ""), event(3, "a page"))
    slides = slides_for(EMPTY.changing(timeline=Timeline(events=events)))
    assert slides[1].text == "What happened then is not written down yet."
    assert slides[2].before[0].text == slides[1].text


def test_a_cause_stands_beneath_what_it_made_possible() -> None:
    above = Cause(text="one cache")
    cause = Cause(text="no warm-up", parent=above.id, role=CauseRole.ROOT, bone="design")
    action = Action(title="Warm it up", owner="Kim", addresses=(cause.id,))
    pm = EMPTY.changing(
        causes=Causes(problem="Carts stay empty", causes=(above, cause)),
        actions=Actions(actions=(action,)),
    )
    slide = by_key(pm, f"cause {cause.id}")
    assert slide.heading == "Root cause c2 · design"
    assert slide.before == (
        *(Detail("Carts stay empty"), Detail("one cache", "because"), Detail("", "because")),
    )
    assert slide.details == (
        Detail("none yet", "evidence"),
        Detail("Warm it up (Kim)", "answered by"),
    )


def test_an_event_that_shows_a_cause_stands_with_its_minute_and_its_day_of_several() -> None:
    shown = event(0, "a page", approximate=True)
    causes = Causes(causes=(Cause(text="no warm-up", evidence=(Evidence(event=shown.id),)),))
    for others, minute in (((), "~14:02"), ((event(1440, "later"),), "~2026-11-20 14:02")):
        pm = EMPTY.changing(timeline=Timeline(events=(shown, *others)), causes=causes)
        assert slides_for(pm)[-1].details == (Detail(f"{minute} a page", "evidence"),)


def test_of_a_long_chain_the_links_in_between_are_counted() -> None:
    causes: list[Cause] = []
    for n in range(9):
        causes.append(Cause(text=f"link {n}", parent=causes[-1].id if causes else None))
    pm = EMPTY.changing(causes=Causes(problem="P", causes=tuple(causes)))
    said = [part.text for part in slides_for(pm)[-1].before]
    assert said == ["P", "… 5 more", "link 5", "link 6", "link 7", ""]


def test_an_action_without_owner_or_day_says_so_and_none_says_why() -> None:
    pm = EMPTY.changing(actions=Actions(actions=(Action(title="Warm it up"),)))
    assert slides_for(pm)[-1].details == (
        Detail("nobody yet", "owner"),
        Detail("no date yet", "due"),
    )
    none = EMPTY.changing(actions=Actions(none_reason="All done already"))
    assert slides_for(none)[-1].details == (Detail("All done already"),)


def test_what_will_not_be_done_asks_for_nobody_and_answers_nothing() -> None:
    cause = Cause(text="no warm-up", role=CauseRole.ROOT)
    action = Action(
        title="Warm it up",
        status=ActionStatus.WONT_DO,
        wont_do_reason="too dear",
        addresses=(cause.id,),
    )
    pm = EMPTY.changing(causes=Causes(causes=(cause,)), actions=Actions(actions=(action,)))
    assert slides_for(pm)[-1].details == (
        *(Detail("won't do: too dear", "status"), Detail("c1 no warm-up", "would answer")),
    )


def test_no_day_to_look_again_is_said() -> None:
    pm = EMPTY.changing(followup=Followup(repeat_of="2025-01-01-abcdef"))
    assert slides_for(pm)[-1].text == "No day is set to look again yet."


def test_luck_that_played_no_part_is_said() -> None:
    pm = EMPTY.changing(lessons=Lessons(no_luck=True))
    assert slides_for(pm)[-1].text == "Luck played no part."


def test_a_detail_about_data_without_an_answer_says_that_it_is_not_said_yet() -> None:
    pm = EMPTY.changing(impact=Impact(data_detail="Two rows are being compared"))
    assert by_key(pm, "impact").details == (
        Detail("not said yet", "data", "Two rows are being compared"),
    )
