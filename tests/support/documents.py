"""Documents for property tests: what people type, at its worst, in every part."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from facilitator.model.actions import Action, Actions, ActionStatus, ActionType, Priority, Worked
from facilitator.model.causes import Cause, CauseRole, Causes, Evidence
from facilitator.model.followup import CustomerSummary, Followup, Review, Share, SignOff
from facilitator.model.impact import (
    Breach,
    CustomerNotice,
    DataIntegrity,
    Impact,
    Measure,
    MeasureKind,
    Objective,
)
from facilitator.model.lessons import Lesson, LessonKind, Lessons
from facilitator.model.plain_text import plain_line, plain_prose
from facilitator.model.postmortem import (
    Confirmation,
    ParkedThought,
    Postmortem,
    StageTime,
    Status,
    Waiver,
)
from facilitator.model.scope import Audience, Depth, Kind, Link, Participant, Scope, Severity
from facilitator.model.stage import Answer, Stage
from facilitator.model.timeline import Event, EventKind, Milestone, Source, Timeline

HOSTILE = (
    "[bold]hi[/bold]",
    "[/",
    "a|b",
    "| --- | --- |",
    "ends in a backslash \\",
    "\\|",
    "\\\\|`|`",
    "<script>alert(1)</script>",
    "<!-- hidden",
    "<a@b.example>",
    "<-@b.example>",
    "&lt;b&gt; &copy; &#35;",
    "one\ntwo\n\nthree",
    "title\n=====",
    "title\n---",
    "a\n:-:",
    "a | b\n--- | ---\nc | d",
    "# not a heading #",
    "C #",
    "> not a quotation",
    "- not a list",
    "+ not a list",
    "* * *",
    "_ _ _",
    "1. not a list",
    "2019) not a list",
    "    not code",
    "```\nnot code\n```",
    "~~~ not code",
    "~~kept~~ ~14:02~",
    "*a* **b** _c_ __d__ ***e***",
    "2 * 3 * 4 and cpu_guard_on",
    "[a](javascript:alert(1)) ![b](https://c.example/d.png)",
    "[ref]: https://example.org",
    "[x] done",
    "<https://example.org>",
    "{: .class #id}",
    ":   definition",
    "漢字かな交じり文、全角｜パイプ",
    "שלום עולם | مرحبا",
    "é é 👩‍🚒",
    "x" * 10_000,
)
"""Texts that would change the structure of a document that believed them."""

raw = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.sampled_from("ab1 .|\\`*_~#<>[](){}!&;:=+-/@x\n"), max_size=30),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
lines = raw.map(plain_line)
words = lines.filter(bool)
prose_texts = raw.map(plain_prose)
people = st.sampled_from(("", "Edge lead", "a|b", "<b>", "*ops*"))
urls = st.one_of(
    words,
    st.builds(
        "https://example.org/{}".format,
        st.text(st.sampled_from("ab()<>[]|\\\"'`*_&;=#%?/"), max_size=15),
    ),
)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
minutes = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def few(items: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """Return up to three of these, as a tuple."""
    return st.lists(items, max_size=3).map(tuple)


def maybe(items: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Return one of these or None."""
    return st.none() | items


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Return events with hostile texts, the milestones on the first ones."""
    events = []
    marks = list(Milestone)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(minutes)
        events.append(
            Event(
                at=at,
                until=draw(maybe(st.just(at + timedelta(minutes=draw(st.integers(0, 3000)))))),
                approximate=draw(st.booleans()),
                kind=draw(maybe(st.sampled_from(EventKind))),
                text=draw(lines),
                actor_role=draw(lines),
                source=draw(maybe(st.builds(Source, label=lines, url=lines | urls))),
                milestone=marks.pop(0) if draw(st.booleans()) else None,
            )
        )
    timeline = Timeline(events=tuple(events))
    return timeline.declaring_unknown(marks[-1], draw(lines))


@st.composite
def cause_trees(draw: st.DrawFn) -> Causes:
    """Return a tree of up to four causes."""
    causes: list[Cause] = []
    for _ in range(draw(st.integers(0, 4))):
        causes.append(
            Cause(
                text=draw(words),
                parent=draw(st.sampled_from([None, *(cause.id for cause in causes)])),
                bone=draw(st.sampled_from(("", "design"))),
                role=draw(st.sampled_from(CauseRole)),
                evidence=draw(few(st.builds(Evidence, text=words, url=lines | urls))),
                accepted_risk=draw(lines),
            )
        )
    return Causes(problem=draw(prose_texts), causes=tuple(causes))


measures = st.builds(
    Measure,
    kind=st.sampled_from(MeasureKind),
    name=lines,
    value=maybe(st.floats(0, 100)),
    unit=lines,
    estimated=st.booleans(),
    source=lines,
    unknown_reason=lines,
)
impacts = st.builds(
    Impact,
    summary=prose_texts,
    measures=few(measures),
    data_integrity=maybe(st.sampled_from(DataIntegrity)),
    data_detail=prose_texts,
    objective=st.builds(
        Objective,
        target_percent=maybe(st.floats(1, 99.99)),
        period_days=maybe(st.integers(1, 365)),
        breached=maybe(st.sampled_from(Breach)),
    ),
    notices=few(st.builds(CustomerNotice, at=minutes, channel=lines, text=prose_texts)),
)
scopes = st.builds(
    Scope,
    title=lines,
    reference=lines,
    severity=maybe(st.sampled_from(Severity)),
    kind=st.sampled_from(Kind),
    incident_date=maybe(days),
    services=few(lines),
    depth=maybe(st.sampled_from(Depth)),
    depth_reason=lines,
    audiences=few(st.sampled_from(Audience)),
    personal_data=st.sampled_from(Answer),
    document_owner=people,
    facilitator=people,
    participants=few(st.builds(Participant, name=lines, role=lines, responder=st.booleans())),
    meeting_at=maybe(minutes),
    links=few(st.builds(Link, label=lines, url=lines | urls)),
)
followups = st.builds(
    Followup,
    internal_summary=prose_texts,
    customer=st.builds(CustomerSummary, summary=prose_texts, what_happened=prose_texts),
    promised_to_customers=st.sampled_from(Answer),
    sign_offs=few(st.builds(SignOff, role=lines, name=lines, at=maybe(minutes))),
    shares=few(st.builds(Share, audience=st.sampled_from(Audience), channel=lines)),
    reviews=few(st.builds(Review, due=days, held_on=maybe(days), outcome=prose_texts)),
    repeat_of=lines,
    escalation=lines,
)


@st.composite
def documents(draw: st.DrawFn) -> Postmortem:
    """Return a postmortem in any state, its actions and lessons pointing at its causes."""
    causes = draw(cause_trees())
    ids = [cause.id for cause in causes.causes]
    actions = st.builds(
        Action,
        title=words,
        type=maybe(st.sampled_from(ActionType)),
        owner=people,
        due=maybe(days),
        priority=maybe(st.sampled_from(Priority)),
        status=st.sampled_from(ActionStatus),
        wont_do_reason=lines,
        ticket=lines | urls,
        done_when=lines,
        addresses=few(st.sampled_from(ids)) if ids else st.just(()),
        worked=st.sampled_from(Worked),
    )
    lessons = st.builds(
        Lesson,
        kind=st.sampled_from(LessonKind),
        text=words,
        keep=lines,
        cause=st.sampled_from([None, *ids]),
    )
    conditions = st.sampled_from(("scope.title", "causes.readback", "impact.users", "a|<b>"))
    return Postmortem(
        id="2019-07-03-abcdef",
        status=draw(st.sampled_from(Status)),
        scope=draw(scopes),
        timeline=draw(timelines()),
        impact=draw(impacts),
        causes=causes,
        lessons=Lessons(lessons=draw(few(lessons)), no_luck=draw(st.booleans())),
        actions=Actions(actions=draw(few(actions)), none_reason=draw(lines)),
        followup=draw(followups),
        parking_lot=draw(few(st.builds(ParkedThought, text=words))),
        private_notes=draw(prose_texts),
        waivers=draw(few(st.builds(Waiver, condition=conditions, reason=words, by=lines))),
        confirmations=draw(few(st.builds(Confirmation, condition=conditions, by=lines))),
        stage_times=draw(
            few(st.builds(StageTime, stage=st.sampled_from(Stage), minutes=st.integers(0, 99)))
        ),
    )
